/** As many as a page asks about at once. */
export const MOST_IDS = 100;
