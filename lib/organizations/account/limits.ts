/** The most accounts and OUs that one preview of a move names. An OU stands for the accounts at any depth below it. */
export const MOST_MOVED = 400;
