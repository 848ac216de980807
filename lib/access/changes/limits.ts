/** Users and roles on a page. */
export const ROWS_AT_ONCE = 50;
