import pg from 'pg';
import { isPostgresUrl } from './is-postgres-url';
import { isInUse as isFileInUse } from './sqlite/sqlite-file';

/** Returns whether another process is connected to a database. A missing database is not in use. */
export async function isInUse(url: string): Promise<boolean> {
  if (!isPostgresUrl(url)) return isFileInUse(url.slice('file:'.length));
  const client = new pg.Client(url);
  await client.connect();
  try {
    const others =
      'SELECT count(*)::int AS number FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
    const { rows } = await client.query<{ number: number }>(others);
    return (rows[0]?.number ?? 0) > 0;
  } finally {
    await client.end();
  }
}
