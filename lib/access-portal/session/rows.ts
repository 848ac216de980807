import { randomUUID } from 'node:crypto';
import type { PortalIdentity } from '../../core/call';
import { digest, newToken } from '../../core/secrets/secrets';
import type { Transaction } from '../../db/client';

export type PortalSessionRow = NonNullable<Awaited<ReturnType<Transaction['portalSession']['findUnique']>>>;

// AWS: the default of "Session settings".
export const SESSION_SECONDS = 8 * 3600;
/** An access token of a program that can renew it. Without renewal it lasts as long as the session. */
const RENEWED_SECONDS = 3600;

/** A person who signs in, and the owner of the instance. */
export type PortalPerson = { accountId: string; storeId: string; userId: string };
type Origin = { sourceIp: string; userAgent: string };

const tokenHashOf = (kind: TokenKind, token: string) => digest(`portal-token-${kind}`, token);
type TokenKind = 'ACCESS' | 'REFRESH';

/**
 * Starts a sign-in.
 * @param clientName the program that signs in; absent for a browser, whose cookie gets the returned token
 */
export async function startPortalSession(
  db: Transaction,
  { accountId, storeId, userId }: PortalPerson,
  { sourceIp, userAgent }: Origin,
  now: Date,
  clientName?: string,
): Promise<{ session: PortalSessionRow; token: string }> {
  const token = newToken();
  const session = await db.portalSession.create({
    data: {
      id: randomUUID(),
      accountId,
      storeId,
      userId,
      tokenHash: clientName === undefined ? cookieHashOf(token) : null,
      clientName: clientName ?? null,
      sourceIp,
      userAgent: userAgent.slice(0, 512),
      createdAt: now,
      usedAt: now,
      expiresAt: after(now, SESSION_SECONDS),
    },
  });
  return { session, token };
}

/** Returns the digest of a browser's cookie. */
export function cookieHashOf(token: string): string {
  return digest('portal-session', token);
}

/** The tokens in an answer. `expiresIn` is in seconds. */
export type IssuedTokens = { accessToken: string; expiresIn: number; refreshToken: string | undefined };

/** Issues tokens of a program's sign-in. Only their digests are stored. */
export async function issueTokens(
  db: Transaction,
  { id, accountId, expiresAt }: PortalSessionRow,
  { clientHash, renews }: { clientHash: string; renews: boolean },
  now: Date,
): Promise<IssuedTokens> {
  const left = Math.floor((expiresAt.getTime() - now.getTime()) / 1000);
  const expiresIn = renews ? Math.min(RENEWED_SECONDS, left) : left;
  const store = async (kind: TokenKind, until: Date) => {
    const token = newToken();
    const data = { tokenHash: tokenHashOf(kind, token), kind, accountId, sessionId: id, clientHash };
    await db.portalToken.create({ data: { ...data, createdAt: now, expiresAt: until } });
    return token;
  };
  const accessToken = await store('ACCESS', after(now, expiresIn));
  return { accessToken, expiresIn, refreshToken: renews ? await store('REFRESH', expiresAt) : undefined };
}

/** Returns the caller of a person's calls. */
export function portalIdentity({ accountId, storeId, userId }: PortalPerson, sessionId: string): PortalIdentity {
  return { userId, identityStoreArn: `arn:aws:identitystore::${accountId}:identitystore/${storeId}`, sessionId };
}

/** A token with its sign-in. */
export type FoundToken = { tokenHash: string; clientHash: string; expiresAt: Date; session: PortalSessionRow };

/** Returns the token, which may have expired, with its sign-in. Null if it is unknown or its sign-in has ended. */
export async function findToken(db: Transaction, kind: TokenKind, token: string): Promise<FoundToken | null> {
  const row = await db.portalToken.findUnique({ where: { tokenHash: tokenHashOf(kind, token) } });
  const session = row && (await db.portalSession.findUnique({ where: { id: row.sessionId } }));
  return session && { tokenHash: row.tokenHash, clientHash: row.clientHash, expiresAt: row.expiresAt, session };
}

/** Returns whether a session or token is still valid, by the clock of its account. */
export function isValid({ expiresAt }: { expiresAt: Date }, now: Date): boolean {
  return now < expiresAt;
}

function after(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000);
}
