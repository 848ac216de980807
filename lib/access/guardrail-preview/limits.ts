/** Accounts that are moved together, and so considered in one preview. */
export const MOST_MOVED = 100;
