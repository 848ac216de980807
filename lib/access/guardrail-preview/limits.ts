/** The most accounts in one move, and so in one preview. */
export const MOST_MOVED = 100;
