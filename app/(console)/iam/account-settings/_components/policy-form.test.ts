import { describe, expect, it } from 'vitest';
import { UpdateAccountPasswordPolicyInput } from '@/lib/iam/password-policy/schema';
import { POLICY_PROBLEMS, toPolicyForm, toPolicyInput } from './policy-form';

describe('the form of a password policy', () => {
  it('gives back the policy that it was filled in from', () => {
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

  it('begins as AWS’s form does where the account has the default policy', () => {
    const input = toPolicyInput(toPolicyForm(null));
    expect(input).toMatchObject({ MinimumPasswordLength: 8, AllowUsersToChangePassword: true, RequireSymbols: false });
    expect(UpdateAccountPasswordPolicyInput.safeParse(input).success).toBe(true);
  });

  it('leaves out what is switched off, whatever was typed there', () => {
    const form = { ...toPolicyForm(null), expires: false, days: '30', hardExpiry: true, preventsReuse: false, earlier: '7' };
    expect(toPolicyInput(form)).toMatchObject({
      MaxPasswordAge: undefined,
      HardExpiry: false,
      PasswordReusePrevention: undefined,
    });
  });

  it('refuses numbers that the call would refuse, and 0, which would switch a rule off', () => {
    const refused = (problem: (text: string) => string | undefined, texts: string[]) =>
      texts.filter((text) => problem(text) !== undefined);
    expect(refused(POLICY_PROBLEMS.length, ['', 'x', '5', '6', '128', '129', '8.5'])).toEqual(['', 'x', '5', '129', '8.5']);
    expect(refused(POLICY_PROBLEMS.days, ['0', '1', '1095', '1096'])).toEqual(['0', '1096']);
    expect(refused(POLICY_PROBLEMS.earlier, ['0', '1', '24', '25'])).toEqual(['0', '25']);
  });
});
