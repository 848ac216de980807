import { paths } from '../paths';
import { splitAddress } from '../session/session-address';

// The origin does not matter. It only shows whether a path leaves it.
const HERE = 'http://gatehouse.invalid';

// Browsers take a backslash for a slash, and leave tabs and line ends out of an address before they read it.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
const TRICKS = /[\u0000-\u001f\u007f\\]/;
const ENCODED_TRICKS = /%(?:[01][0-9a-f]|7f|5c)|^\/%2f/i;

/**
 * Returns the page to open after signing in: a page of this site, or home. A link must not lead to another site, nor to another
 * session of the browser. If the address names a session, only its page is used (decision 025).
 * @param next untrusted, from the address of the sign-in page
 * @returns a path with characters that a header may contain
 */
export function safeNext(next: string): string {
  if (!next.startsWith('/') || TRICKS.test(next) || !URL.canParse(next, HERE)) return paths.home;
  const { origin, pathname: address, search, hash } = new URL(next, HERE);
  const pathname = pageOf(address);
  const elsewhere = origin !== HERE || pathname.startsWith('//') || ENCODED_TRICKS.test(pathname);
  return elsewhere ? paths.home : pathname + search + hash;
}

/** Removes session prefixes from a path, which may be nested. */
function pageOf(address: string): string {
  const { session, path } = splitAddress(address);
  return session === null ? address : pageOf(path);
}

/**
 * Returns the requested page, to return to after signing in.
 * @param uri the path and query of the request
 * @returns undefined for home, the default
 */
export function askedPage(uri: string | null): string | undefined {
  if (uri === null || !URL.canParse(uri, HERE)) return undefined;
  const { pathname: address, searchParams } = new URL(uri, HERE);
  const { path: pathname } = splitAddress(address);
  // Next adds this parameter when it requests a part of a page.
  searchParams.delete('_rsc');
  const query = searchParams.toString();
  const page = safeNext(query ? `${pathname}?${query}` : pathname);
  return page === paths.home || page === '/' ? undefined : page;
}
