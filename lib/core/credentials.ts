import type { Transaction } from '../db/client';
import type { CredentialType, Principal } from '../engine';
import { type AccountFacts, findAccountFacts, isUsable } from './account-facts';
import { iamArn, rootUserArn } from './arns';
import { BoundedMap } from './bounded-map';
import type { Caller, Partition, SessionFacts } from './call';
import { decrypt, digest } from './secrets';

/** Purposes under which secrets of keys and session tokens are kept (`encrypt`, `digest`). */
export const ACCESS_KEY_SECRET = 'access-key';
export const SESSION_TOKEN = 'session-token';

/** What an access key id stands for. Only `usable` ones may sign; `secret` is what they sign with. */
export type Credential =
  | { state: 'unknown' | 'inactive' | 'expired' | 'accountNotUsable' | 'principalGone' }
  | {
      state: 'usable';
      secret: string;
      /** Present for temporary credentials: the token has to be sent along and must have this digest. */
      sessionTokenDigest?: string;
      caller: Caller;
      account: AccountFacts;
      /** AROA… of a role session: its last use is told to the role. */
      roleId?: string;
    };

/** Whom temporary credentials make the caller. Stored with them as JSON. */
export type StoredSession = { principal: Principal; credential: CredentialType; session: SessionFacts };

/**
 * Looks up an access key id: a long-term key of a user or of the root user, or temporary credentials.
 * Reads the rows on each call, so that a deactivated key, a deleted user or a closed account ends at once.
 * @param partition the one the call is made in: the caller's ARNs are of it
 */
export async function findCredential(db: Transaction, accessKeyId: string, partition: Partition, now: Date): Promise<Credential> {
  return accessKeyId.startsWith('ASIA')
    ? findTemporary(db, accessKeyId, partition, now)
    : findLongTerm(db, accessKeyId, partition);
}

async function findLongTerm(db: Transaction, accessKeyId: string, partition: Partition): Promise<Credential> {
  const key = await db.accessKey.findUnique({ where: { id: accessKeyId } });
  if (!key) return { state: 'unknown' };
  if (key.status !== 'Active') return { state: 'inactive' };
  const account = await findAccountFacts(db, key.accountId);
  if (!account || !isUsable(account)) return { state: 'accountNotUsable' };
  const principal =
    key.userId === null ? rootPrincipal(partition, key.accountId) : await userPrincipal(db, partition, key.userId);
  if (!principal) return { state: 'principalGone' };
  const caller: Caller = { accountId: key.accountId, principal, credential: 'longTerm', accessKeyId };
  return { state: 'usable', secret: secretOf(key.secretCipher), caller, account };
}

function rootPrincipal(partition: Partition, accountId: string): Principal {
  return { type: 'Root', accountId, arn: rootUserArn(partition, accountId) };
}

async function userPrincipal(db: Transaction, partition: Partition, userId: string): Promise<Principal | null> {
  const user = await db.user.findUnique({ where: { id: userId } });
  if (!user) return null;
  const arn = iamArn(partition, user.accountId, 'user', user.path, user.name);
  return { type: 'User', accountId: user.accountId, arn, userId: user.id, userName: user.name };
}

async function findTemporary(db: Transaction, accessKeyId: string, partition: Partition, now: Date): Promise<Credential> {
  const row = await db.temporaryCredential.findUnique({ where: { accessKeyId } });
  if (!row) return { state: 'unknown' };
  if (row.expiresAt <= now) return { state: 'expired' };
  const account = await findAccountFacts(db, row.accountId);
  if (!account || !isUsable(account)) return { state: 'accountNotUsable' };
  const stored = JSON.parse(row.session) as StoredSession;
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
    secret: secretOf(row.secretCipher),
    sessionTokenDigest: row.tokenHash,
    caller,
    account,
    ...(principal.type === 'AssumedRole' ? { roleId: principal.roleId } : {}),
  };
}

/** The principal as it is now: a user may have been renamed since, and what was deleted calls no more. */
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

/** The same principal with ARNs of another partition: one installation plays all of them with the same accounts. */
function inPartition(principal: Principal, partition: Partition): Principal {
  const entries = Object.entries(principal).map(([key, value]) => [
    key,
    typeof value === 'string' && /arn$/i.test(key) ? value.replace(/^arn:[a-z-]+:/, `arn:${partition}:`) : value,
  ]);
  return Object.fromEntries(entries) as Principal;
}

// Decrypting costs more than everything else about a key. A cipher text never changes its meaning, so nothing here can be stale.
const secrets = new BoundedMap<string, string>(10_000);

function secretOf(cipherText: string): string {
  const known = secrets.get(cipherText);
  if (known !== undefined) return known;
  const secret = decrypt(ACCESS_KEY_SECRET, cipherText);
  secrets.set(cipherText, secret);
  return secret;
}

/** The digest under which a session token is stored. */
export function sessionTokenDigest(token: string): string {
  return digest(SESSION_TOKEN, token);
}
