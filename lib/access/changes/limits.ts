/** Users and roles on a page. */
export const ROWS_AT_ONCE = 20;
/** Policies on a page: for each, all principals of its account are asked. */
export const POLICIES_AT_ONCE = 10;
