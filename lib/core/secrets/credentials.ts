import type { CredentialType, Principal } from '@gatehouse/policy/evaluate';
import type { Transaction } from '../../db/client';
import { type AccountFacts, findAccountFacts, isUsable } from '../account-facts';
import { iamArn, rootUserArn } from '../arns';
import { BoundedMap } from '../cache/bounded-map';
import type { Caller, Partition, SessionFacts } from '../call';
import { storedJson } from '../text/stored-json';
import { nowOf } from '../time/clock';
import { giveWay, readByIds } from '../work/bulk';
import { decrypt, digest, sameSecret } from './secrets';

/** The purposes under which secrets of keys and session tokens are encrypted and digested (`encrypt`, `digest`). */
export const ACCESS_KEY_SECRET = 'access-key';
export const SESSION_TOKEN = 'session-token';

/** The meaning of an access key id. Only `usable` credentials may sign, with `secret`. */
export type Credential =
  | { state: 'unknown' | 'inactive' | 'expired' | 'accountNotUsable' | 'principalGone' }
  | {
      state: 'usable';
      secret: string;
      /** Present for temporary credentials: the session token is required and must have this digest. */
      sessionTokenDigest?: string;
      caller: Caller;
      account: AccountFacts;
      /** The AROA… id of a session's role, which records the session's use as its own. */
      roleId?: string;
    };

/** The caller that temporary credentials stand for. It is stored with them as JSON. */
export type StoredSession = { principal: Principal; credential: CredentialType; session: SessionFacts };

type Usable = Credential & { state: 'usable' };
/** A credential as stored, with its secret encrypted. */
type Stored = Exclude<Credential, Usable> | (Omit<Usable, 'secret'> & { secretCipher: string });
type Cached = { credential: Usable; expiresAt: Date | undefined; secretCipher: string; usedAt: number };

// The secret of a key that signs nothing for this long leaves memory.
const FORGET_AFTER_MS = 15 * 60_000;

const caches = new WeakMap<Transaction, BoundedMap<string, Cached>>();

/**
 * Looks up an access key id: a long-term key of a user or of the root user, or temporary credentials.
 * INVARIANT (revision): keys, users and roles change only together with their account's revision, so a result stays valid under
 * it. Deactivating a key or deleting a user takes effect at once. The account's state is read each time.
 * @param partition the call's partition, for the caller's ARNs
 * @param now the real time; temporary credentials expire by the clock of their account
 * @param findAccount reads an account; a caller with many keys can pass one that reads each account once
 */
export async function findCredential(
  db: Transaction,
  accessKeyId: string,
  partition: Partition,
  now: Date,
  findAccount: (accountId: string) => Promise<AccountFacts | null> = (accountId) => findAccountFacts(db, accountId),
): Promise<Credential> {
  const cache = cacheOf(db);
  cache.forgetWhile(({ usedAt }) => usedAt + FORGET_AFTER_MS < now.getTime());
  const key = `${partition}/${accessKeyId}`;
  const known = cache.get(key);
  // The revision must be read before the facts that it validates.
  const accountId = known?.credential.account.id ?? (await findAccountId(db, accessKeyId));
  const account = accountId === undefined ? null : await findAccount(accountId);
  if (known && account && isUsable(account) && account.revision === known.credential.account.revision) {
    known.usedAt = now.getTime();
    return known.expiresAt && known.expiresAt <= nowOf(account, now) ? { state: 'expired' } : { ...known.credential, account };
  }
  cache.delete(key);
  // A reset gave the key id to another account.
  if (known && !account) return findCredential(db, accessKeyId, partition, now, findAccount);
  const find = isTemporary(accessKeyId) ? findTemporary : findLongTerm;
  const found = await find(db, accessKeyId, account, partition, account ? nowOf(account, now) : now);
  if (found.state !== 'usable') return found;
  const { secretCipher, ...facts } = found;
  // Decrypting costs more than all the rest, and a cipher text always has the same meaning.
  const secret = known?.secretCipher === secretCipher ? known.credential.secret : decrypt(ACCESS_KEY_SECRET, secretCipher);
  const credential = { ...facts, secret };
  const expiresAt = credential.caller.session && new Date(credential.caller.session.expiresAt);
  cache.set(key, { credential, expiresAt, secretCipher, usedAt: now.getTime() });
  return credential;
}

function isTemporary(accessKeyId: string): boolean {
  return accessKeyId.startsWith('ASIA');
}

async function findAccountId(db: Transaction, accessKeyId: string): Promise<string | undefined> {
  const select = { accountId: true } as const;
  const row = isTemporary(accessKeyId)
    ? await db.temporaryCredential.findUnique({ where: { accessKeyId }, select })
    : await db.accessKey.findUnique({ where: { id: accessKeyId }, select });
  return row?.accountId;
}

function cacheOf(db: Transaction): BoundedMap<string, Cached> {
  const known = caches.get(db);
  if (known) return known;
  const cache = new BoundedMap<string, Cached>(10_000);
  caches.set(db, cache);
  return cache;
}

const USER = { id: true, accountId: true, name: true, path: true } as const;
const KEY = { accountId: true, userId: true, status: true, secretCipher: true, user: { select: USER } } as const;

async function findLongTerm(
  db: Transaction,
  accessKeyId: string,
  account: AccountFacts | null,
  partition: Partition,
): Promise<Stored> {
  const key = await db.accessKey.findUnique({ where: { id: accessKeyId }, select: KEY });
  if (!key || key.accountId !== account?.id) return { state: 'unknown' };
  if (key.status !== 'Active') return { state: 'inactive' };
  if (!isUsable(account)) return { state: 'accountNotUsable' };
  const { user } = key;
  const principal = key.userId === null ? rootPrincipal(partition, key.accountId) : user && toUserPrincipal(partition, user);
  if (!principal) return { state: 'principalGone' };
  const caller: Caller = { accountId: key.accountId, principal, credential: 'longTerm', accessKeyId };
  return { state: 'usable', secretCipher: key.secretCipher, caller, account };
}

function rootPrincipal(partition: Partition, accountId: string): Principal {
  return { type: 'Root', accountId, arn: rootUserArn(partition, accountId) };
}

async function userPrincipal(db: Transaction, partition: Partition, userId: string): Promise<Principal | null> {
  const user = await db.user.findUnique({ where: { id: userId }, select: USER });
  return user && toUserPrincipal(partition, user);
}

function toUserPrincipal(
  partition: Partition,
  { id, accountId, name, path }: { id: string; accountId: string; name: string; path: string },
): Principal {
  return { type: 'User', accountId, arn: iamArn(partition, accountId, 'user', path, name), userId: id, userName: name };
}

async function findTemporary(
  db: Transaction,
  accessKeyId: string,
  account: AccountFacts | null,
  partition: Partition,
  now: Date,
): Promise<Stored> {
  const row = await db.temporaryCredential.findUnique({ where: { accessKeyId } });
  if (!row || row.accountId !== account?.id) return { state: 'unknown' };
  if (row.expiresAt <= now) return { state: 'expired' };
  if (!isUsable(account)) return { state: 'accountNotUsable' };
  const stored = storedJson<StoredSession>(row.session);
  const principal = await currentPrincipal(db, inPartition(stored.principal, partition), partition);
  if (!principal) return { state: 'principalGone' };
  const caller: Caller = {
    accountId: row.accountId,
    principal,
    credential: stored.credential,
    accessKeyId,
    session: stored.session,
  };
  return {
    state: 'usable',
    secretCipher: row.secretCipher,
    sessionTokenDigest: row.tokenHash,
    caller,
    account,
    ...(principal.type === 'AssumedRole' ? { roleId: principal.roleId } : {}),
  };
}

/** The most sessions that one read returns. */
const MOST_SESSIONS = 1_000;

/** Returns the sessions in accounts that have not expired and have all of some condition keys with their values. */
export async function liveSessionsWith(
  db: Transaction,
  partition: Partition,
  accountIds: Iterable<string>,
  keys: Readonly<Record<string, string>>,
  now: Date,
): Promise<Caller[]> {
  const wanted = Object.entries(keys);
  const has = wanted.map(([, value]) => ({ session: { contains: value } }));
  const rows = await readByIds(accountIds, (ids) =>
    db.temporaryCredential.findMany({
      where: { accountId: { in: ids }, expiresAt: { gt: now }, AND: has },
      orderBy: { issuedAt: 'desc' },
      take: MOST_SESSIONS,
    }),
  );
  const found: Caller[] = [];
  for (const { accountId, accessKeyId, session: text } of rows) {
    const { principal: stored, credential, session } = storedJson<StoredSession>(text);
    const principal = await currentPrincipal(db, inPartition(stored, partition), partition);
    if (principal && wanted.every(([key, value]) => session.contextKeys?.[key] === value))
      found.push({ accountId, principal, credential, accessKeyId, session });
    await giveWay();
  }
  return found;
}

/** Returns the principal as it is now: a user may have been renamed. Returns null if it was deleted. */
async function currentPrincipal(db: Transaction, principal: Principal, partition: Partition): Promise<Principal | null> {
  switch (principal.type) {
    case 'User':
      return userPrincipal(db, partition, principal.userId);
    case 'AssumedRole':
      return (await db.role.findUnique({ where: { id: principal.roleId }, select: { id: true } })) ? principal : null;
    case 'FederatedUser': {
      if (principal.sourceUserId === undefined) return principal;
      return (await db.user.findUnique({ where: { id: principal.sourceUserId }, select: { id: true } })) ? principal : null;
    }
    default:
      return principal;
  }
}

/** Returns the principal with ARNs of another partition. One installation serves all partitions with the same accounts. */
function inPartition(principal: Principal, partition: Partition): Principal {
  const entries = Object.entries(principal).map(([key, value]) => [
    key,
    typeof value === 'string' && /arn$/i.test(key) ? value.replace(/^arn:[a-z-]+:/, `arn:${partition}:`) : value,
  ]);
  return Object.fromEntries(entries) as Principal;
}

/**
 * Checks that a key may be used with the session token of the request. Returns AWS's code and message if not. Temporary
 * credentials need their token, and long-term keys must not have one. As in AWS, an inactive or deleted key, a deleted user and a
 * closed account give the same answer.
 */
export function admitKey(
  credential: Credential,
  sessionToken: string | undefined,
): { ok: true; credential: Usable } | { ok: false; code: 'ExpiredToken' | 'InvalidClientTokenId'; message: string } {
  if (credential.state === 'expired')
    return { ok: false, code: 'ExpiredToken', message: 'The security token included in the request is expired' };
  if (credential.state === 'usable' && hasItsToken(credential, sessionToken)) return { ok: true, credential };
  return { ok: false, code: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.' };
}

function hasItsToken({ sessionTokenDigest: stored }: Usable, sessionToken: string | undefined): boolean {
  if (stored === undefined || sessionToken === undefined) return stored === sessionToken;
  return sameSecret(sessionTokenDigest(sessionToken), stored);
}

/** Returns the digest under which a session token is stored. */
export function sessionTokenDigest(token: string): string {
  return digest(SESSION_TOKEN, token);
}
