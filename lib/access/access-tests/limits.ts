/** The largest file of access tests. Larger sets of tests are split into files. */
export const MOST_FILE_CHARACTERS = 262_144;
export const MOST_TESTS = 2_000;
/** The deepest nesting of mappings and lists. Policy documents are the deepest valid content. */
export const MOST_DEPTH = 24;
export const MOST_NAMES = 200;
/** The most questions in one test: principals times actions times resources. */
export const MOST_QUESTIONS_OF_A_TEST = 1_000;
/** The most reasons that a failed test lists. The others are counted. */
export const MOST_REASONS = 8;
/** The most files that an account stores. */
export const MOST_FILES = 100;
/** The pattern of file names, the same as IAM's. Such a name fits into a URL and a file system. */
export const FILE_NAME = { pattern: '[\\w+=,.@-]+', min: 1, max: 64 };
/** The most assignments whose removal tests consider at once. */
export const MOST_REMOVED = 1_000;
