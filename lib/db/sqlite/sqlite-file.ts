import { openSqliteFile, type SqliteConnection } from './sqlite-driver';

/** Opens a database file for one task without Prisma. */
async function withFile<T>(file: string, work: (connection: SqliteConnection) => T): Promise<T> {
  const connection = await openSqliteFile(file, { timeout: 1000 });
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}

/**
 * Copies the current content of a database into a new file. The copy is read in one transaction, so others can keep reading and
 * writing. Source: SQLite, "VACUUM INTO".
 */
export async function copyWhileOpen(file: string, target: string): Promise<void> {
  await withFile(file, (connection) => connection.prepare('VACUUM INTO ?').run([target]));
}

/** Returns SQLite's integrity problem of a file, or null. */
export async function integrityProblem(file: string): Promise<string | null> {
  try {
    const found = await withFile(file, (connection) => connection.value('PRAGMA integrity_check'));
    return found === 'ok' ? null : String(found);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Returns whether another connection, of any process, has the file open. */
export async function isInUse(file: string): Promise<boolean> {
  return withFile(file, (connection) => {
    const mode = connection.value('PRAGMA journal_mode');
    try {
      // SQLite leaves WAL mode only if no other connection has the file open.
      connection.exec('PRAGMA journal_mode = DELETE');
      connection.exec(`PRAGMA journal_mode = ${mode}`);
      return false;
    } catch {
      return true;
    }
  });
}

/** Returns the migrations applied to a file, oldest first. */
export async function migrationsOf(file: string): Promise<string[]> {
  return withFile(file, (connection) =>
    connection
      .prepare('SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY migration_name')
      .all([])
      .map(({ name }) => String(name)),
  );
}
