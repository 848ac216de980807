export const MEMBER_NAME_LEAST = 2;
export const MEMBER_NAME_MOST = 40;
export const GROUP_MOST = 40;
export const ROSTER_LINES = 200;
/** How long somebody may come in by name alone once an instructor has said so. */
export const LET_IN_MINUTES = 10;
