/** Of the path of a file in a pack. */
export const FILE_NAME_MOST = 120;
/** Drafts of one person. */
export const MOST_DRAFTS = 100;
/** Versions that one person publishes: each is kept whole for good. */
export const MOST_PUBLISHED = 500;
