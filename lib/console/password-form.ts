import type { PasswordPolicy } from '@aws-sdk/client-iam';
import { DEFAULT_PASSWORD_RULES } from '../account/limits';
import type { Database } from '../db/client';
import { findEnabledDevices, showsCodes } from '../iam/mfa/rows';
import { passwordRules } from '../iam/password-policy/limits';
import { findPasswordPolicy, toPasswordPolicy } from '../iam/password-policy/rows';
import type { ConsoleSession } from './session';

/** What a new password is held to, by `passwordProblem`. */
export type PasswordCheck = { policy: PasswordPolicy | null; taken: readonly string[] };

/** What the form that changes a password has to know of whoever signed in. */
export type PasswordForm = {
  /** The rules that the new password will be held to, in words. */
  rules: string;
  check: PasswordCheck;
  /** Whether an MFA code is required as well. */
  wantsCode: boolean;
};

/** Reads without asking for permissions: it is about the caller alone, and says what a refusal would say. */
export async function passwordFormOf(
  { reader }: Database,
  { identity, account }: Pick<ConsoleSession, 'identity' | 'account'>,
): Promise<PasswordForm> {
  const { accountId, principal } = identity;
  const taken = [account.name, account.email, ...(account.alias ? [account.alias] : [])];
  if (principal.type !== 'Root') {
    const row = await findPasswordPolicy(reader, accountId);
    const policy = row && toPasswordPolicy(row);
    return { rules: passwordRules(policy), check: { policy, taken }, wantsCode: false };
  }
  const devices = await findEnabledDevices(reader, { accountId, userId: null });
  return { rules: DEFAULT_PASSWORD_RULES, check: { policy: null, taken }, wantsCode: showsCodes(devices) };
}
