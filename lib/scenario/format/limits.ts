/** The language's number: a pack that names a newer one needs a newer Gatehouse. */
export const FORMAT = 1;

/** Bounds of one pack. */
export const MOST_FILES = 200;
export const MOST_BYTES = 1_048_576;
/** Of one YAML file: the largest is composed in turns, and what is validated at once stays short. */
export const MOST_FILE_CHARACTERS = 262_144;
/** Of mappings and lists in one another: the deepest that means anything is a policy document in a check in a step. */
export const MOST_DEPTH = 32;
export const MOST_PROBLEMS = 50;

/** Bounds of one evaluation; a pack that needs more is refused, and what is over them at run time is undecided. */
export const MOST_CHECKS = 60;
export const MOST_ROWS = 400;
export const MOST_READS = 20;
export const MOST_ITEMS_OF_A_READ = 1_000;
export const EVALUATION_MS = 250;

/** Calls of one list of operations, those of `each` counted one by one. */
export const MOST_CALLS = 300;
/** What an operation saves, as JSON: ids, credentials and documents are shorter. */
export const MOST_SAVED_CHARACTERS = 16_384;
/** What references stand for in one operation, or in one evaluation, taken together. */
export const MOST_REPLACED_CHARACTERS = 1_048_576;
/** People of one attempt who have a password: hashing one takes as long as many calls. */
export const MOST_PASSWORDS = 40;
/** An attempt is built within this time, or not at all; 100 operations take a second. */
export const BUILD_MS = 60_000;
/** How long ago something can have happened. */
export const MOST_AGO_DAYS = 3_650;
