export const MEMBER_NAME_MOST = 100;
export const EXTERNAL_ID_MOST = 64;
/** RFC 5321, the longest forward path. */
export const EMAIL_MOST = 254;
export const GROUP_MOST = 40;
export const ROSTER_LINES = 500;
/** The seats of a class for which nothing else was said. */
export const DEFAULT_SEATS = 60;
/** The most students who are not on the roster and join from one network address within an hour. */
export const NEW_FROM_ADDRESS = 40;
/** How long somebody may come in by name alone once an instructor has said so. */
export const LET_IN_MINUTES = 10;
