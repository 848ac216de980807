import { AttachUserPolicy } from '../../../iam/attachment/operations';
import { CreateLoginProfile, UpdateLoginProfile } from '../../../iam/login-profile/operations';
import { GetAccountPasswordPolicy } from '../../../iam/password-policy/operations';
import { Attempts, type Progress } from '../attempts';
import type { Recipe, RunCall } from '../recipe';
import { generatePassword } from './generate-password';

const CHANGE_OWN_PASSWORD = 'arn:aws:iam::aws:policy/IAMUserChangePassword';
const GENERATED_LENGTH = 20;
const GIVE_CONSOLE = 'Give console access';

/** A password to set. `generate` creates one that meets the account's policy. */
export type PasswordChoice = { password: string | { generate: true }; mustChange: boolean };

/** The password, shown once; null if none was set. */
export type SetPassword = { password: string | null };

/** Gives a user console access. */
export const enableConsole: Recipe<{ name: string; choice: PasswordChoice }, SetPassword & Progress> = async (run, input) => {
  const attempts = new Attempts(run);
  const password = await giveConsole(run, attempts, input.name, input.choice);
  // Once the password is set, it is returned even if other calls failed, because it can't be read again.
  return password === null
    ? attempts.result({ password, done: [], failed: [] })
    : { ok: true, data: { password, ...attempts.progress() } };
};

/** Sets another password. */
export const resetPassword: Recipe<{ name: string; choice: PasswordChoice }, SetPassword> = async (run, { name, choice }) => {
  const password = newPassword(choice, await passwordPolicy(run));
  const result = await run(UpdateLoginProfile, {
    UserName: name,
    Password: password,
    PasswordResetRequired: choice.mustChange,
  });
  return result.ok ? { ok: true, data: { password } } : result;
};

/**
 * Creates a console password and, if it must be changed, allows the user to change it.
 * @returns the password if it was set now
 */
export async function giveConsole(
  run: RunCall,
  attempts: Attempts,
  UserName: string,
  choice: PasswordChoice,
): Promise<string | null> {
  const policy = await passwordPolicy(run);
  const Password = newPassword(choice, policy);
  const had = attempts.isDone(GIVE_CONSOLE);
  const profile = { UserName, Password, PasswordResetRequired: choice.mustChange };
  if (!(await attempts.change(GIVE_CONSOLE, CreateLoginProfile, profile))) return null;
  if (choice.mustChange && !policy?.AllowUsersToChangePassword)
    await attempts.change('Attach IAMUserChangePassword', AttachUserPolicy, { UserName, PolicyArn: CHANGE_OWN_PASSWORD });
  return had ? null : Password;
}

/** Returns the account's password policy, if it has one that the caller may read. */
async function passwordPolicy(run: RunCall) {
  const policy = await run(GetAccountPasswordPolicy, {});
  return policy.ok ? policy.data.PasswordPolicy : undefined;
}

function newPassword({ password }: PasswordChoice, policy: { MinimumPasswordLength?: number | undefined } | undefined): string {
  return typeof password === 'string'
    ? password
    : generatePassword(Math.max(GENERATED_LENGTH, policy?.MinimumPasswordLength ?? 0));
}
