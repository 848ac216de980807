// Limits of ours. In AWS, a home folder has a gigabyte, which no lesson needs. A person's files are notes, policies and settings.

/** The most bytes of one file. As base64 it fits into an action of a page. */
export const MOST_FILE_BYTES = 768 * 1024;
/** The most bytes of all files in a home folder. */
export const MOST_HOME_BYTES = 10 * 1024 * 1024;
/** The most files in a home folder. */
export const MOST_FILES = 500;
/** The longest path, and the longest name of a file or folder in it, in bytes. */
export const LONGEST_PATH = 1024;
export const LONGEST_NAME = 255;
/** The most folders around a file. */
export const DEEPEST_FOLDER = 16;
