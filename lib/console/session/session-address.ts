// The addresses of a browser's sessions. Each signed-in identity has a prefix before every page's path, such as
// `/s/111122223333-Ab3dEf9_/iam/users`; next.config.ts rewrites it. Pure: used on the server and in the browser.

/** The number of sessions per browser, as in AWS. */
export const MOST_SESSIONS = 5;

/** The pattern of a session name: the account's id and a digest of the identity. */
export const SESSION_NAME = '\\d{12}-[\\w-]{8}';
// Next matches rewritten paths ignoring case.
const PREFIXED = new RegExp(`^/[sS]/(${SESSION_NAME})(?=/|$)`);
const NAMED = new RegExp(`^${SESSION_NAME}$`);

/** Returns whether a text has the form of a session name. The session need not exist. */
export function isSessionName(text: string): boolean {
  return NAMED.test(text);
}

/** Returns the account id in a session name. */
export function accountOf(session: string): string {
  return session.slice(0, 12);
}

/** Returns the path prefix of a session; empty for the unnamed session. */
export function basePathOf(session: string | null): string {
  return session === null ? '' : `/s/${session}`;
}

/** Splits a path of the address bar into the session's name and the page's path. */
export function splitAddress(pathname: string): { session: string | null; path: string } {
  const [prefix = '', session] = PREFIXED.exec(pathname) ?? [];
  return session === undefined ? { session: null, path: pathname } : { session, path: pathname.slice(prefix.length) || '/' };
}

/** Returns the path prefix of this tab, in the browser. */
export function ownBasePath(): string {
  return basePathOf(splitAddress(window.location.pathname).session);
}
