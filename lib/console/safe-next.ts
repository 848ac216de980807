import { paths } from './paths';
import { splitAddress } from './session-address';

// Where it is does not matter: only whether a path leaves it.
const HERE = 'http://gatehouse.invalid';

// Browsers take a backslash for a slash, and leave tabs and line ends out of an address before they read it.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
const TRICKS = /[\u0000-\u001f\u007f\\]/;
const ENCODED_TRICKS = /%(?:[01][0-9a-f]|7f|5c)|^\/%2f/i;

/**
 * Where to go after signing in: a page of this site, or home. A link must not lead elsewhere, however it is written, nor to a session that
 * the browser keeps besides: of an address that names one the page is taken, to be shown as whoever signs in (decision 025).
 * @param next from the address of the sign-in page, so written by anybody
 * @returns a path in the letters that a header may hold
 */
export function safeNext(next: string): string {
  if (!next.startsWith('/') || TRICKS.test(next) || !URL.canParse(next, HERE)) return paths.home;
  const { origin, pathname: address, search, hash } = new URL(next, HERE);
  const pathname = pageOf(address);
  const elsewhere = origin !== HERE || pathname.startsWith('//') || ENCODED_TRICKS.test(pathname);
  return elsewhere ? paths.home : pathname + search + hash;
}

/** The path without the sessions that it names: one could stand behind another. */
function pageOf(address: string): string {
  const { session, path } = splitAddress(address);
  return session === null ? address : pageOf(path);
}

/**
 * The page that a request is for, to come back to after signing in.
 * @param uri path and query as the client asked for them
 * @returns undefined for home, where one arrives anyway
 */
export function askedPage(uri: string | null): string | undefined {
  if (uri === null || !URL.canParse(uri, HERE)) return undefined;
  const { pathname: address, searchParams } = new URL(uri, HERE);
  const { path: pathname } = splitAddress(address);
  // Next's own, with which it asks for a part of a page.
  searchParams.delete('_rsc');
  const query = searchParams.toString();
  const page = safeNext(query ? `${pathname}?${query}` : pathname);
  return page === paths.home || page === '/' ? undefined : page;
}
