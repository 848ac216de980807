export const MEMBER_NAME_MOST = 100;
export const EXTERNAL_ID_MOST = 64;
/** RFC 5321, the longest forward path. */
export const EMAIL_MOST = 254;
export const GROUP_MOST = 40;
export const ROSTER_LINES = 500;
/** The default number of seats in a class. */
export const DEFAULT_SEATS = 60;
/** The number of unlisted students per network address and hour. */
export const NEW_FROM_ADDRESS = 40;
/** The number of students on the list who join by name alone, per network address and ten minutes: a whole class behind one router. */
export const LISTED_FROM_ADDRESS = 60;
/** The number of minutes in which a student may join by name alone after an instructor allowed it. */
export const LET_IN_MINUTES = 10;
