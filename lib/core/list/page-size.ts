// A file of its own, so that browser code that pages a list does not load the schemas.

/** The default number of rows on a page. */
export const DEFAULT_PAGE_SIZE = 20;
/** The most rows of an answer, however large the account is. */
export const MAX_PAGE_SIZE = 100;
