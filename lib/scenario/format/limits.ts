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
