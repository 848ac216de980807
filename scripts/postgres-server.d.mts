/** A running server; `url` names one of its databases and `stop` ends it and removes its data. */
export type PostgresServer = { url(database: string): string; stop(): Promise<void> };

/** Starts a PostgreSQL server for one test run, with its data in a temporary folder. */
export function startPostgres(): Promise<PostgresServer>;
