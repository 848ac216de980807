import { describe, expect, it } from 'vitest';
import { UpdateAccountPasswordPolicyInput } from '@/lib/iam/password-policy/schema';
import { POLICY_PROBLEMS, toPolicyForm, toPolicyInput } from './policy-form';

describe('the password policy form', () => {
  it('returns the same policy that it was filled in with', () => {
    const policy = {
      MinimumPasswordLength: 14,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: false,
      RequireNumbers: true,
      RequireSymbols: false,
      AllowUsersToChangePassword: false,
      MaxPasswordAge: 60,
      HardExpiry: true,
      PasswordReusePrevention: 3,
    };
    expect(toPolicyInput(toPolicyForm(policy))).toEqual(policy);
  });

  it('starts with the initial values of the AWS form if the account has the default policy', () => {
    const input = toPolicyInput(toPolicyForm(null));
    expect(input).toMatchObject({ MinimumPasswordLength: 8, AllowUsersToChangePassword: true, RequireSymbols: false });
    expect(UpdateAccountPasswordPolicyInput.safeParse(input).success).toBe(true);
  });

  it('omits the values of settings that are off', () => {
    const form = { ...toPolicyForm(null), expires: false, days: '30', hardExpiry: true, preventsReuse: false, earlier: '7' };
    expect(toPolicyInput(form)).toMatchObject({
      MaxPasswordAge: undefined,
      HardExpiry: false,
      PasswordReusePrevention: undefined,
    });
  });

  it('refuses numbers that the operation refuses, and 0', () => {
    const refused = (problem: (text: string) => string | undefined, texts: string[]) =>
      texts.filter((text) => problem(text) !== undefined);
    expect(refused(POLICY_PROBLEMS.length, ['', 'x', '5', '6', '128', '129', '8.5'])).toEqual(['', 'x', '5', '129', '8.5']);
    expect(refused(POLICY_PROBLEMS.days, ['0', '1', '1095', '1096'])).toEqual(['0', '1096']);
    expect(refused(POLICY_PROBLEMS.earlier, ['0', '1', '24', '25'])).toEqual(['0', '25']);
  });
});
