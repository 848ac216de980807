// Cookies ignore ports, so a program on another port of this host can put a session into a browser. Local storage belongs to one origin:
// it tells such a session from one that the console began.

const BEGUN = 'gatehouse-sessions-begun';
const SIGNING_IN = 'gatehouse-signing-in';
/** The longest time from a submitted sign-in form to the first page of the session, in milliseconds. */
const SIGN_IN_MS = 2 * 60_000;
const MOST_BEGUN = 20;

/** Notes that a sign-in form of this origin is being submitted. */
export function noteSignIn(): void {
  write(SIGNING_IN, String(Date.now()));
}

/** Forgets a submitted sign-in form, because it failed. */
export function forgetSignIn(): void {
  write(SIGNING_IN, '');
}

/**
 * Returns whether a session began here: in this browser, at this origin. The first session after a sign-in form counts. Without storage,
 * every session does.
 * @param tag `ConsoleSession.originTag`
 */
export function hasBegunHere(tag: string): boolean {
  const begun = readBegun();
  if (begun === null || begun.includes(tag)) return true;
  if (Date.now() - Number(read(SIGNING_IN) || 0) > SIGN_IN_MS) return false;
  keepSessionHere(tag);
  return true;
}

/** Notes that a session belongs to this browser. */
export function keepSessionHere(tag: string): void {
  write(BEGUN, [tag, ...(readBegun() ?? [])].slice(0, MOST_BEGUN).join(' '));
  forgetSignIn();
}

/** Removes the session cookies that scripts can read. The console's own are hidden from scripts. */
export function dropForeignCookies(): void {
  const { pathname } = window.location;
  const paths = [...pathname].flatMap((character, at) =>
    character === '/' ? [pathname.slice(0, at + 1), pathname.slice(0, at)] : [],
  );
  for (const [name = ''] of document.cookie.split('; ').map((cookie) => cookie.split('='))) {
    if (!name.startsWith('gatehouse-session')) continue;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs TLS, and such cookies come without it
    for (const path of [...paths, pathname]) document.cookie = `${name}=; Path=${path || '/'}; Max-Age=0`;
  }
}

function readBegun(): string[] | null {
  const text = read(BEGUN);
  return text === undefined ? null : text.split(' ').filter((tag) => tag !== '');
}

/** Returns undefined without storage, as browsers can block it. */
function read(key: string): string | undefined {
  try {
    return window.localStorage.getItem(key) ?? '';
  } catch {
    return undefined;
  }
}

function write(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // Without storage, nothing is compared.
  }
}
