import { randomUUID } from 'node:crypto';
import { type AccountFacts, findAccountFacts, isUsable } from '../../core/account-facts';
import type { PortalIdentity } from '../../core/call';
import { digest, newToken } from '../../core/secrets/secrets';
import { nowOf } from '../../core/time/clock';
import type { Transaction } from '../../db/client';
import { findInstance, type InstanceRow } from '../../identity-center/instance/rows';
import { SESSION_MINUTES } from '../../identity-center/sign-in-settings/schema';
import { findStoreUser, identityStoreArn, type StoreUserRow } from '../../identity-store/rows';

export type PortalSessionRow = NonNullable<Awaited<ReturnType<Transaction['portalSession']['findUnique']>>>;

/** An access token of a program that can renew it. Without renewal it lasts as long as the session. */
const RENEWED_SECONDS = 3600;
const MOST_SHOWN = 50;

/** A person who signs in, and the owner of the instance. */
export type PortalPerson = { accountId: string; storeId: string; userId: string };
type Origin = { sourceIp: string; userAgent: string };

const tokenHashOf = (kind: TokenKind, token: string) => digest(`portal-token-${kind}`, token);
type TokenKind = 'ACCESS' | 'REFRESH';

/**
 * Starts a sign-in.
 * @param program the program that signs in; absent for a browser, whose cookie gets the returned token
 */
export async function startPortalSession(
  db: Transaction,
  { accountId, storeId, userId }: PortalPerson,
  { sourceIp, userAgent }: Origin,
  now: Date,
  program?: { clientName: string; sessionId: string },
): Promise<{ session: PortalSessionRow; token: string }> {
  const token = newToken();
  const instance = await findInstance(db, { identityStoreId: storeId });
  const session = await db.portalSession.create({
    data: {
      id: program?.sessionId ?? randomUUID(),
      accountId,
      storeId,
      userId,
      tokenHash: program ? null : cookieHashOf(token),
      clientName: program?.clientName ?? null,
      sourceIp,
      userAgent: userAgent.slice(0, 512),
      createdAt: now,
      usedAt: now,
      expiresAt: after(now, (instance?.sessionMinutes ?? SESSION_MINUTES.usual) * 60),
    },
  });
  return { session, token };
}

/** A person with a sign-in that goes on. `now` is by the clock of the account that owns the instance. */
export type SignedInPerson = {
  session: PortalSessionRow;
  instance: InstanceRow;
  user: StoreUserRow;
  account: AccountFacts;
  now: Date;
};

/** Returns the sign-in of a browser's cookie, or null if it has ended or its person may not sign in any more. */
export async function findSignIn(db: Transaction, token: string, realTime: Date): Promise<SignedInPerson | null> {
  const session = await db.portalSession.findUnique({ where: { tokenHash: cookieHashOf(token) } });
  if (!session) return null;
  const account = await findAccountFacts(db, session.accountId);
  if (!account || !isUsable(account)) return null;
  const now = nowOf(account, realTime);
  const instance = await findInstance(db, { identityStoreId: session.storeId });
  const user = await findStoreUser(db, session.storeId, session.userId);
  if (!isValid(session, now) || !instance || user?.status !== 'ENABLED') return null;
  return { session, instance, user, account, now };
}

/** Returns the sign-ins of a person that go on, the latest first. */
export function findSignInsOf(db: Transaction, { storeId, id }: Pick<StoreUserRow, 'storeId' | 'id'>, now: Date) {
  return db.portalSession.findMany({
    where: { storeId, userId: id, expiresAt: { gt: now } },
    orderBy: { createdAt: 'desc' },
    take: MOST_SHOWN,
  });
}

/** Ends sign-ins with their tokens. Sessions of roles go on, as in AWS. */
export async function endSignIns(db: Transaction, ids: readonly string[]): Promise<void> {
  await db.portalToken.deleteMany({ where: { sessionId: { in: [...ids] } } });
  await db.portalSession.deleteMany({ where: { id: { in: [...ids] } } });
}

/**
 * Ends a person's sign-ins.
 * @param which `except`: the one that goes on; `id`: the only one to end
 * @returns how many ended
 */
export async function endSignInsOf(
  db: Transaction,
  person: Pick<PortalPerson, 'storeId' | 'userId'>,
  { except, id }: { except?: string | undefined; id?: string | undefined },
): Promise<number> {
  const { storeId, userId } = person;
  const ids = { ...(except !== undefined && { not: except }), ...(id !== undefined && { equals: id }) };
  const rows = await db.portalSession.findMany({ where: { storeId, userId, id: ids }, select: { id: true } });
  await endSignIns(
    db,
    rows.map((row) => row.id),
  );
  return rows.length;
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
  return { userId, identityStoreArn: identityStoreArn('aws', accountId, storeId), sessionId };
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
