/** Who reads a page about an account: in which one, and whether as its root user. */
export type AccountReader = { accountId: string; isRoot: boolean };
