/** The number of ids that a page asks about at once. */
export const MOST_IDS = 100;
