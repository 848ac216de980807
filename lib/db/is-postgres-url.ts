/** A file on SQLite is `file:/path/to.db`; anything that starts with `postgres` is PostgreSQL. */
export function isPostgresUrl(url: string): boolean {
  return url.startsWith('postgresql:') || url.startsWith('postgres:');
}
