/** The length of a file path in a pack. */
export const FILE_NAME_MOST = 120;
/** The number of drafts per person. */
export const MOST_DRAFTS = 100;
/** The number of versions that one person can publish. Each is stored permanently. */
export const MOST_PUBLISHED = 500;
/** The size of a zip, packed and unpacked. The unpacked limit exceeds a pack's, so that oversized content is reported by name. */
export const MOST_ZIP = 1_048_576;
export const MOST_UNPACKED = 4 * MOST_ZIP;
