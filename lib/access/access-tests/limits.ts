/** Bounds of one file of access tests. Who has more tests writes a second file. */
export const MOST_FILE_CHARACTERS = 262_144;
export const MOST_TESTS = 2_000;
/** Of mappings and lists in one another: the deepest that means anything is a policy document. */
export const MOST_DEPTH = 24;
export const MOST_NAMES = 200;
/** Questions of one test: its principals times its actions times its resources. */
export const MOST_QUESTIONS_OF_A_TEST = 1_000;
/** Reasons that a failing test names; further ones are counted. */
export const MOST_REASONS = 8;
/** Files that an account stores. */
export const MOST_FILES = 100;
/** As IAM's names, so that one can stand in a URL and be the name of a file. */
export const FILE_NAME = { pattern: '[\\w+=,.@-]+', min: 1, max: 64 };
