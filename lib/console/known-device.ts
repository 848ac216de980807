import { decrypt, encrypt, newToken } from '../core/secrets';

/** How long a browser stays known after its last sign-in. */
export const DEVICE_SECONDS = 180 * 24 * 60 * 60;

const PURPOSE = 'device';
/** Of so many who signed in with it last. */
const MOST_KNOWN = 10;

type Identity = { accountId: string; userId: string | null };
/** What the cookie holds, sealed: a number of its own, and who has signed in with the browser. */
type Device = { id: string; known: readonly string[] };

/**
 * The number of a browser that somebody has signed in with before, or undefined. Guesses from it are counted by themselves
 * (`Guess.device`): OWASP calls it a device cookie.
 * @param cookie as the browser sent it; may be anything
 */
export function deviceOf(cookie: string | undefined, identity: Identity): string | undefined {
  const device = open(cookie);
  return device?.known.includes(nameOf(identity)) ? device.id : undefined;
}

/** The cookie after somebody has signed in. */
export function rememberDevice(cookie: string | undefined, identity: Identity): string {
  const device = open(cookie) ?? { id: newToken(), known: [] };
  const name = nameOf(identity);
  const known = [name, ...device.known.filter((other) => other !== name)].slice(0, MOST_KNOWN);
  return encrypt(PURPOSE, JSON.stringify({ ...device, known } satisfies Device));
}

/** The number of a browser, whoever has signed in with it; undefined where it has none. */
export function browserOf(cookie: string | undefined): string | undefined {
  return open(cookie)?.id;
}

/** The cookie of a browser that has none yet. */
export function newBrowser(): string {
  return encrypt(PURPOSE, JSON.stringify({ id: newToken(), known: [] } satisfies Device));
}

function open(cookie: string | undefined): Device | null {
  if (!cookie) return null;
  try {
    return JSON.parse(decrypt(PURPOSE, cookie)) as Device;
  } catch {
    return null;
  }
}

function nameOf({ accountId, userId }: Identity): string {
  return `${accountId}/${userId ?? 'root'}`;
}
