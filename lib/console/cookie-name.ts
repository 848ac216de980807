/**
 * What a cookie is called. By TLS with a prefix for which browsers take it from this very host alone, and from no page without TLS.
 * Its attributes have to be `Secure`, `Path=/` and no domain then, also where it is taken away.
 */
export function cookieName(what: 'session' | 'device' | 'account' | 'person' | 'seat', secure: boolean): string {
  return `${secure ? '__Host-' : ''}gatehouse-${what}`;
}

/** The cookie of a session of the browser. @param session its name (lib/console/session-address.ts), null: the one without */
export function sessionCookieName(session: string | null, secure: boolean): string {
  return session === null ? cookieName('session', secure) : `${cookieName('session', secure)}-${session}`;
}
