/** Credentials that are printed at every start for as long as they work. */
export type Demo = {
  /** In the order they are printed. `account` is what an IAM user types besides the name: an alias or a 12-digit id. */
  signIns: { as: string; account?: string; name: string; password: string }[];
  accessKey: { id: string; secret: string } | null;
};

/** What prisma/setup.ts prints as its last line, as JSON. */
export type SetupResult = {
  appliedMigrations: string[];
  /** Null when the database has no demo organization, or its credentials were changed. */
  demo: Demo | null;
};
