// Where the pages of a session are, when a browser keeps several: the identity that signed in has an address of its own in front of every
// page's path, `/s/111122223333-Ab3dEf9_/iam/users`; next.config.ts leads it to the page. Pure: the server and the browser read it alike.

/** AWS: a browser keeps up to five sessions at a time. */
export const MOST_SESSIONS = 5;

/** The name of an identity in addresses and cookies, as a regular expression: its account's id, and what tells it from others there. */
export const SESSION_NAME = '\\d{12}-[\\w-]{8}';
// Next looks for rewritten paths in small and capital letters alike.
const PREFIXED = new RegExp(`^/[sS]/(${SESSION_NAME})(?=/|$)`);
const NAMED = new RegExp(`^${SESSION_NAME}$`);

/** Whether a text names an identity so; whose it is, and whether there is one, is another question. */
export function isSessionName(text: string): boolean {
  return NAMED.test(text);
}

/** The account of an identity that is named so. */
export function accountOf(session: string): string {
  return session.slice(0, 12);
}

/** What stands in front of the paths of a session; of the one without a name, where everybody begins, nothing does. */
export function basePathOf(session: string | null): string {
  return session === null ? '' : `/s/${session}`;
}

/** A path as the address bar has it: which session it is of, and the path of the page. */
export function splitAddress(pathname: string): { session: string | null; path: string } {
  const [prefix = '', session] = PREFIXED.exec(pathname) ?? [];
  return session === undefined ? { session: null, path: pathname } : { session, path: pathname.slice(prefix.length) || '/' };
}

/** What stands in front of the paths of this tab, in the browser. */
export function ownBasePath(): string {
  return basePathOf(splitAddress(window.location.pathname).session);
}
