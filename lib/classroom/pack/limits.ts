/** Of the path of a file in a pack. */
export const FILE_NAME_MOST = 120;
/** Drafts of one person. */
export const MOST_DRAFTS = 100;
/** Versions that one person publishes: each is kept whole for good. */
export const MOST_PUBLISHED = 500;
/** Of a zip, packed and unpacked: that something is in it which is too large for a pack is told by what it says of itself. */
export const MOST_ZIP = 1_048_576;
export const MOST_UNPACKED = 4 * MOST_ZIP;
