import { DEFAULT_PASSWORD_RULES } from '../account/schema';
import type { Database } from '../db/client';
import { findEnabledDevices } from '../iam/mfa/rows';
import { findPasswordPolicy, toPasswordPolicy } from '../iam/password-policy/rows';
import { passwordRules } from '../iam/password-policy/schema';
import type { ConsoleSession } from './session';

/** What the form that changes a password has to know of whoever signed in. */
export type PasswordForm = {
  /** The rules that the new password will be held to, in words. */
  rules: string;
  /** Whether an MFA code is wanted as well. */
  wantsCode: boolean;
};

/** Reads without asking for permissions: it is about the caller alone, and says what a refusal would say. */
export async function passwordFormOf(
  { reader }: Database,
  { identity }: Pick<ConsoleSession, 'identity'>,
): Promise<PasswordForm> {
  const { accountId, principal } = identity;
  if (principal.type !== 'Root') {
    const policy = await findPasswordPolicy(reader, accountId);
    return { rules: passwordRules(policy && toPasswordPolicy(policy)), wantsCode: false };
  }
  const devices = await findEnabledDevices(reader, { accountId, userId: null });
  return { rules: DEFAULT_PASSWORD_RULES, wantsCode: devices.length > 0 };
}
