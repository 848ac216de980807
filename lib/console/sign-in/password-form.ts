import type { PasswordPolicy } from '@aws-sdk/client-iam';
import { DEFAULT_PASSWORD_RULES } from '../../account/limits';
import type { Database } from '../../db/client';
import { findEnabledDevices, showsCodes } from '../../iam/mfa/rows';
import { passwordRules } from '../../iam/password-policy/limits';
import { findPasswordPolicy, toPasswordPolicy } from '../../iam/password-policy/rows';
import type { ConsoleSession } from '../session/session';

/** The input of `passwordProblem`. */
export type PasswordCheck = { policy: PasswordPolicy | null; taken: readonly string[] };

/** The data that the form for a new password needs. */
export type PasswordForm = {
  /** The password rules, in words. */
  rules: string;
  check: PasswordCheck;
  /** True if an MFA code is required as well. */
  wantsCode: boolean;
};

/** Returns the form's data. It needs no permissions, because it concerns only the caller. */
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
