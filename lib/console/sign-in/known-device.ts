import { decrypt, encrypt, newToken } from '../../core/secrets/secrets';
import { storedJson } from '../../core/text/stored-json';

/** The time that a browser stays known after its last sign-in. */
export const DEVICE_SECONDS = 180 * 24 * 60 * 60;

const PURPOSE = 'device';
/** The number of identities remembered per browser, most recent first. */
const MOST_KNOWN = 10;

type Identity = { accountId: string; userId: string | null };
/** The encrypted content of the cookie: the browser's number and the identities that signed in with it. */
type Device = { id: string; known: readonly string[] };

/**
 * Returns the browser's number if the identity signed in with it before, or undefined. Guesses from it are counted separately
 * (`Guess.device`); OWASP calls this a device cookie.
 * @param cookie untrusted
 */
export function deviceOf(cookie: string | undefined, identity: Identity): string | undefined {
  const device = open(cookie);
  return device?.known.includes(nameOf(identity)) ? device.id : undefined;
}

/** Returns the cookie after an identity signed in. */
export function rememberDevice(cookie: string | undefined, identity: Identity): string {
  const device = open(cookie) ?? { id: newToken(), known: [] };
  const name = nameOf(identity);
  const known = [name, ...device.known.filter((other) => other !== name)].slice(0, MOST_KNOWN);
  return encrypt(PURPOSE, JSON.stringify({ ...device, known } satisfies Device));
}

/** Returns the browser's number, or undefined if it has none. */
export function browserOf(cookie: string | undefined): string | undefined {
  return open(cookie)?.id;
}

/** Returns the cookie of a new browser. */
export function newBrowser(): string {
  return encrypt(PURPOSE, JSON.stringify({ id: newToken(), known: [] } satisfies Device));
}

function open(cookie: string | undefined): Device | null {
  if (!cookie) return null;
  try {
    return storedJson<Device>(decrypt(PURPOSE, cookie));
  } catch {
    return null;
  }
}

function nameOf({ accountId, userId }: Identity): string {
  return `${accountId}/${userId ?? 'root'}`;
}
