/** The versions of the format that are read. A pack with a newer version needs a newer Gatehouse. */
export const FORMATS = [1, 2] as const;
export const NEWEST_FORMAT = 2;
/** The format from which checks may compare all access of a principal. */
export const ACCESS_FORMAT = 2;

/** The limits of one pack. */
export const MOST_FILES = 200;
export const MOST_BYTES = 1_048_576;
/** The limit of one YAML file. Even the largest is parsed in short steps. */
export const MOST_FILE_CHARACTERS = 262_144;
/** The nesting limit. The deepest useful value is a policy document in a check of a step. */
export const MOST_DEPTH = 32;
export const MOST_PROBLEMS = 50;

/** The limits of one evaluation. A pack that needs more is refused; checks beyond them are undecided. */
export const MOST_CHECKS = 60;
export const MOST_ROWS = 400;
export const MOST_READS = 20;
export const MOST_COMPARISONS = 40;
export const MOST_ITEMS_OF_A_READ = 1_000;
/**
 * The time of one evaluation in milliseconds. Rows, reads and comparisons are counted, and each has its own limit, so an evaluation takes
 * less even on a busy machine. The result must not depend on how busy that is.
 */
export const EVALUATION_MS = 5_000;

/** The number of calls in one list of operations, with each iteration of `each` counted. */
export const MOST_CALLS = 300;
/** The size of a saved value as JSON. Ids, credentials and documents are shorter. */
export const MOST_SAVED_CHARACTERS = 16_384;
/** The total size of replaced references in one operation or one evaluation. */
export const MOST_REPLACED_CHARACTERS = 1_048_576;
/** The number of principals with a password in one attempt. Hashing a password takes as long as many calls. */
export const MOST_PASSWORDS = 40;
/** The time limit for building an attempt. A hundred operations take a second. */
export const BUILD_MS = 60_000;
/** The furthest time in the past, in days. */
export const MOST_AGO_DAYS = 3_650;
