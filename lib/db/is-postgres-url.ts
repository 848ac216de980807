/** Returns whether a URL is PostgreSQL's: it starts with `postgres`. A SQLite file is `file:/path/to.db`. */
export function isPostgresUrl(url: string): boolean {
  return url.startsWith('postgresql:') || url.startsWith('postgres:');
}
