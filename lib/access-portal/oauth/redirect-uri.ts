const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);
const PARTS = /^(https?):\/\/([^/?#@\\\s]+)(\/[^?#\\\s]*)?$/;

type Parts = { scheme: string; host: string; port: string; path: string };

/** Returns the parts of an address as written: parsers that normalize it would hide differences. */
function partsOf(uri: string): Parts | null {
  const [, scheme, authority, path = ''] = PARTS.exec(uri) ?? [];
  if (scheme === undefined || authority === undefined || !URL.canParse(uri)) return null;
  const [, host = '', port = ''] = /^(\[[0-9a-f:]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(authority) ?? [];
  return host === '' ? null : { scheme, host: host.toLowerCase(), port, path };
}

const isLoopback = ({ scheme, host }: Parts) => scheme === 'http' && LOOPBACK.has(host);

/** Returns whether a client may register an address: a loopback address, or one with TLS. It has no user, query or fragment. */
export function isRedirectUri(uri: string): boolean {
  const parts = partsOf(uri);
  return parts !== null && (isLoopback(parts) || parts.scheme === 'https');
}

/** Returns whether a registered address covers another one. Programs listen on any port. Source: RFC 8252, section 7.3. */
export function coversRedirect(registered: string, asked: string): boolean {
  const [one, other] = [partsOf(registered), partsOf(asked)];
  if (!one || !other || !isRedirectUri(asked)) return false;
  const samePort = isLoopback(one) || one.port === other.port;
  return one.scheme === other.scheme && one.host === other.host && one.path === other.path && samePort;
}
