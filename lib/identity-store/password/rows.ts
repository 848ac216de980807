import { createHash } from 'node:crypto';
import { AwsError } from '../../core/errors';
import { tellPersonChanged } from '../../core/module/call-hooks';
import { countedGuess, passwordOf } from '../../core/secrets/password-attempts';
import { amongHashers, type Hasher, NOBODYS_HASH } from '../../core/secrets/password-hash';
import { newToken } from '../../core/secrets/secrets';
import { storedJson } from '../../core/text/stored-json';
import { BY_TIME } from '../../core/time/by-time';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { invalid } from '../errors';
import type { StoreUserRow } from '../rows';
import { REMEMBERED, requireStrongPassword } from './policy';

/**
 * The circumstances of an attempt.
 * @property now by the clock of the store's account
 * @property realNow in real time, by which guesses are counted
 */
type Attempt = { now: Date; realNow: Date; sourceIp: string };
type Passwords = Pick<StoreUserRow, 'passwordHash' | 'passwordHistory'>;

/**
 * Verifies a person's password, and counts the guess. A person who does not exist, is disabled or has no password takes the same time
 * and gets the same answer as a wrong password.
 * @returns null for a wrong password; otherwise whether the person must choose another
 * @throws AwsError Throttling after too many guesses
 */
export async function verifyStorePassword(
  database: Database,
  user: StoreUserRow | null,
  password: string,
  { realNow, sourceIp }: Pick<Attempt, 'realNow' | 'sourceIp'>,
): Promise<{ passwordResetRequired: boolean } | null> {
  const guess = { subject: user && passwordOf(user.storeId, user.id), sourceIp };
  const matches = () =>
    amongHashers(async (hasher) => {
      const isRight = await hasher.matches(user?.passwordHash ?? NOBODYS_HASH, password);
      return isRight && user?.status === 'ENABLED';
    });
  if (!(await countedGuess(database, guess, realNow, matches)) || !user) return null;
  return { passwordResetRequired: user.passwordResetRequired };
}

/**
 * Replaces a person's password by one of the person's choice. The hashes are calculated outside of the transaction.
 * @param keepsSignIn the id of the sign-in that goes on
 * @throws AwsError ValidationException for a password against the policy, AccessDenied for a wrong current password, or Throttling
 */
export async function changeStorePassword(
  database: Database,
  user: StoreUserRow | null,
  { oldPassword, newPassword }: { oldPassword: string; newPassword: string },
  attempt: Attempt,
  keepsSignIn?: string,
): Promise<void> {
  const verified = await verifyStorePassword(database, user, oldPassword, attempt);
  if (!verified || !user) throw wrongPassword();
  const hash = await amongHashers((hasher) => hashNewPassword(user, newPassword, hasher));
  await transaction(database, async (tx) => {
    const now = await tx.identityStoreUser.findUnique({ where: { id: user.id } });
    // Another change came first.
    if (!now || now.passwordHash !== user.passwordHash) throw wrongPassword();
    await storePassword(tx, now, { hash, resetRequired: false }, attempt.now, keepsSignIn);
  });
}

function wrongPassword(): AwsError {
  return new AwsError('AccessDenied', 'The current password is wrong.');
}

/** Returns whether a person may still sign in with the password that was verified before. The row is locked until the transaction ends. */
export async function stillHasPassword(
  db: Transaction,
  { id, passwordHash }: Pick<StoreUserRow, 'id' | 'passwordHash'>,
): Promise<boolean> {
  const where = { id, passwordHash, status: 'ENABLED' };
  return (await db.identityStoreUser.updateMany({ where, data: { passwordHash } })).count === 1;
}

/** Hashes a password that conforms to the policy. @throws AwsError ValidationException */
async function hashNewPassword({ passwordHash, passwordHistory }: Passwords, password: string, hasher: Hasher): Promise<string> {
  requireStrongPassword(password);
  const last = [...(passwordHash === null ? [] : [passwordHash]), ...storedJson<string[]>(passwordHistory)];
  for (const before of last.slice(0, REMEMBERED))
    if (await hasher.matches(before, password)) throw invalid(`The password is one of the last ${REMEMBERED}.`, 'Password');
  return hasher.hash(password);
}

/**
 * Stores the hash of a new password. A link that sets the password becomes invalid, and sign-ins end.
 * @param keepsSignIn the id of the sign-in that goes on
 */
export async function storePassword(
  db: Transaction,
  { id, storeId, passwordHash, passwordHistory }: Passwords & Pick<StoreUserRow, 'id' | 'storeId'>,
  { hash, resetRequired }: { hash: string; resetRequired: boolean },
  now: Date,
  keepsSignIn?: string,
): Promise<void> {
  const before = [...(passwordHash === null ? [] : [passwordHash]), ...storedJson<string[]>(passwordHistory)];
  const data = {
    passwordHash: hash,
    passwordHistory: JSON.stringify(before.slice(0, REMEMBERED - 1)),
    passwordChangedAt: now,
    passwordResetRequired: resetRequired,
    setUpHash: null,
    setUpExpiresAt: null,
  };
  await db.identityStoreUser.update({ where: { id }, data });
  await tellPersonChanged(db, { storeId, userId: id, change: 'PASSWORD', keepsSignIn });
}

const digestOf = (token: string) => createHash('sha256').update(token).digest('base64url');

/** Returns the token of a new link by which a person sets a password, once. Earlier links become invalid. */
export async function newSetUpToken(db: Transaction, { id }: Pick<StoreUserRow, 'id'>, now: Date): Promise<string> {
  const token = newToken();
  const setUpExpiresAt = new Date(now.getTime() + BY_TIME.passwordSetUpLink.afterMs);
  await db.identityStoreUser.update({ where: { id }, data: { setUpHash: digestOf(token), setUpExpiresAt } });
  return token;
}

/** Returns the person of a link that is still valid, or null. */
export async function findUserOfSetUpToken(
  db: Transaction,
  storeId: string,
  token: string,
  now: Date,
): Promise<StoreUserRow | null> {
  const row = await db.identityStoreUser.findUnique({ where: { setUpHash: digestOf(token) } });
  return row?.storeId === storeId && row.setUpExpiresAt !== null && row.setUpExpiresAt > now ? row : null;
}

/**
 * Sets a person's password by a mailed link, once.
 * @returns the person
 * @throws AwsError AccessDenied for a link that was used or has expired, or ValidationException for a password against the policy
 */
export async function setStorePasswordByLink(
  database: Database,
  { storeId, token, newPassword }: { storeId: string; token: string; newPassword: string },
  now: Date,
): Promise<StoreUserRow> {
  const user = await findUserOfSetUpToken(database.reader, storeId, token, now);
  if (!user) throw expiredLink();
  const hash = await amongHashers((hasher) => hashNewPassword(user, newPassword, hasher));
  await transaction(database, async (tx) => {
    const still = await findUserOfSetUpToken(tx, storeId, token, now);
    if (!still) throw expiredLink();
    await storePassword(tx, still, { hash, resetRequired: false }, now);
  });
  return user;
}

function expiredLink(): AwsError {
  return new AwsError('AccessDenied', 'The link was used already or has expired. Ask your administrator for another.');
}
