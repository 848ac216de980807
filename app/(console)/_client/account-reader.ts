/** The account of the page's reader, and whether the reader is its root user. */
export type AccountReader = { accountId: string; isRoot: boolean };
