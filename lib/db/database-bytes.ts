import type { Database } from './client';

/** Returns the size of the database on disk in bytes; on SQLite without its write-ahead log. */
export async function databaseBytes({ provider, reader }: Database): Promise<number> {
  const [row] = await reader.$queryRawUnsafe<{ bytes: number | bigint }[]>(
    provider === 'sqlite'
      ? 'SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()'
      : 'SELECT pg_database_size(current_database()) AS bytes',
  );
  return Number(row?.bytes);
}
