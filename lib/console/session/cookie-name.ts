/**
 * Returns the name of a cookie. With TLS it has the `__Host-` prefix, which requires `Secure`, `Path=/` and no domain, also when
 * the cookie is removed.
 */
export function cookieName(what: 'session' | 'device' | 'account' | 'person' | 'seat' | 'portal', secure: boolean): string {
  return `${secure ? '__Host-' : ''}gatehouse-${what}`;
}

/**
 * Returns the name of a session's cookie.
 * @param session the session's name (lib/console/session/session-address.ts); null for the unnamed session
 */
export function sessionCookieName(session: string | null, secure: boolean): string {
  return session === null ? cookieName('session', secure) : `${cookieName('session', secure)}-${session}`;
}
