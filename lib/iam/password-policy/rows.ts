import type { PasswordPolicy } from '@aws-sdk/client-iam';
import { AwsError } from '../../core/errors';
import type { Hasher } from '../../core/secrets/password-hash';
import type { Transaction } from '../../db/client';

import { type PasswordRules, passwordLacks } from './limits';

export type PasswordPolicyRow = NonNullable<Awaited<ReturnType<Transaction['accountPasswordPolicy']['findUnique']>>>;

/** Returns the account's own policy, or null if AWS's default applies. */
export function findPasswordPolicy(db: Transaction, accountId: string): Promise<PasswordPolicyRow | null> {
  return db.accountPasswordPolicy.findUnique({ where: { accountId } });
}

/** Returns the rules that decide password strength; null for AWS's default policy. */
export function passwordRulesOf(row: PasswordPolicyRow | null): PasswordRules | null {
  return (
    row && {
      minimumLength: row.minimumPasswordLength,
      symbols: row.requireSymbols,
      numbers: row.requireNumbers,
      uppercase: row.requireUppercaseCharacters,
      lowercase: row.requireLowercaseCharacters,
      reusePrevention: row.passwordReusePrevention,
    }
  );
}

/** Returns the SDK's shape. */
export function toPasswordPolicy(row: PasswordPolicyRow) {
  return {
    MinimumPasswordLength: row.minimumPasswordLength,
    RequireSymbols: row.requireSymbols,
    RequireNumbers: row.requireNumbers,
    RequireUppercaseCharacters: row.requireUppercaseCharacters,
    RequireLowercaseCharacters: row.requireLowercaseCharacters,
    AllowUsersToChangePassword: row.allowUsersToChangePassword,
    ExpirePasswords: row.maxPasswordAge !== null,
    MaxPasswordAge: row.maxPasswordAge ?? undefined,
    PasswordReusePrevention: row.passwordReusePrevention ?? undefined,
    HardExpiry: row.hardExpiry,
  } satisfies PasswordPolicy;
}

/**
 * Checks a user's new password against the account's policy and earlier passwords. It computes up to 25 hashes, so it must not
 * run in a transaction.
 * @param member the password's member of the input
 * @returns the hash, for `rememberPassword`
 * @throws AwsError PasswordPolicyViolation
 */
export async function hashNewPassword(
  db: Transaction,
  user: { id: string; accountId: string },
  password: string,
  hasher: Hasher,
  member: 'Password' | 'NewPassword' = 'Password',
): Promise<string> {
  const policy = await findPasswordPolicy(db, user.accountId);
  const account = await db.account.findUniqueOrThrow({
    where: { id: user.accountId },
    select: { name: true, alias: true, email: true },
  });
  const taken = [account.name, account.email, ...(account.alias === null ? [] : [account.alias])];
  if (passwordLacks(password, policy && toPasswordPolicy(policy), taken).length > 0) throw violation(member);
  const isSame = (hash: string) => hasher.matches(hash, password);
  if (policy && (await isEarlier(db, user.id, policy.passwordReusePrevention ?? 0, isSame))) throw violation(member);
  return hasher.hash(password);
}

async function isEarlier(
  db: Transaction,
  userId: string,
  count: number,
  isSame: (passwordHash: string) => Promise<boolean>,
): Promise<boolean> {
  const earlier = await db.passwordHistory.findMany({ where: { userId }, orderBy: { id: 'desc' }, take: count });
  for (const { passwordHash } of earlier) if (await isSame(passwordHash)) return true;
  return false;
}

/** Stores a password hash in the user's history. */
export async function rememberPassword(db: Transaction, userId: string, passwordHash: string, now: Date): Promise<void> {
  await db.passwordHistory.create({ data: { userId, passwordHash, createdAt: now } });
  await forget(db, userId);
}

const REMEMBERED = 24; // the highest PasswordReusePrevention

async function forget(db: Transaction, userId: string): Promise<void> {
  const oldest = await db.passwordHistory.findMany({
    where: { userId },
    orderBy: { id: 'desc' },
    skip: REMEMBERED,
    select: { id: true },
  });
  if (oldest.length > 0) await db.passwordHistory.deleteMany({ where: { id: { in: oldest.map(({ id }) => id) } } });
}

/** AWS's message for every rule. */
const REFUSED = 'Password does not conform to the account password policy.';

function violation(member: string): AwsError {
  return new AwsError('PasswordPolicyViolationException', REFUSED, {}, { member });
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Returns when a password expires. As in AWS, passwords never expire without MaxPasswordAge, or with 0. */
export function expiryOf({ maxPasswordAge }: Pick<PasswordPolicyRow, 'maxPasswordAge'>, changedAt: Date): Date | undefined {
  return maxPasswordAge ? new Date(changedAt.getTime() + maxPasswordAge * DAY_MS) : undefined;
}

/** Returns whether a password is older than the policy allows. */
export function isExpired(policy: Pick<PasswordPolicyRow, 'maxPasswordAge'>, changedAt: Date, now: Date): boolean {
  const expiry = expiryOf(policy, changedAt);
  return expiry !== undefined && now > expiry;
}
