// Apart from the shapes, so that a browser which pages a list need not load what checks them.

/** Rows on a page where nothing else is asked. */
export const DEFAULT_PAGE_SIZE = 20;
/** However large an account is, an answer has no more rows. */
export const MAX_PAGE_SIZE = 100;
