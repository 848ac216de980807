import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { CreateLoginProfile, UpdateLoginProfile } from '../login-profile/operations';
import { lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import { CreateUser } from '../user/operations';
import { passwordProblem, passwordRules } from './limits';
import { DeleteAccountPasswordPolicy, GetAccountPasswordPolicy, UpdateAccountPasswordPolicy } from './operations';
import { findPasswordPolicy, toPasswordPolicy } from './rows';

const world = await createTestWorld();
afterAll(() => world.close());

describe('the password policy of an account', () => {
  it('is replaced as a whole: omitted parameters return to their defaults', async () => {
    const root = await world.account();
    await root.run(UpdateAccountPasswordPolicy, {
      MinimumPasswordLength: 14,
      RequireSymbols: true,
      MaxPasswordAge: 90,
      PasswordReusePrevention: 5,
      HardExpiry: true,
    });
    expect((await root.run(GetAccountPasswordPolicy, {})).PasswordPolicy).toEqual({
      MinimumPasswordLength: 14,
      RequireSymbols: true,
      RequireNumbers: false,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: false,
      ExpirePasswords: true,
      MaxPasswordAge: 90,
      PasswordReusePrevention: 5,
      HardExpiry: true,
    });
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'GetAccountPasswordPolicy', readOnly: true });
    await root.run(UpdateAccountPasswordPolicy, {});
    expect((await root.run(GetAccountPasswordPolicy, {})).PasswordPolicy).toMatchObject({
      MinimumPasswordLength: 6,
      RequireSymbols: false,
      ExpirePasswords: false,
      MaxPasswordAge: undefined,
      PasswordReusePrevention: undefined,
    });
  });

  it('does not exist before it is created and after it is deleted', async () => {
    const root = await world.account();
    const missing = {
      shape: 'NoSuchEntityException',
      message: `The Password Policy with domain name ${root.accountId} cannot be found.`,
    };
    expect(await root.fails(GetAccountPasswordPolicy, {})).toMatchObject(missing);
    expect(await root.fails(DeleteAccountPasswordPolicy, {})).toMatchObject({
      ...missing,
      message: 'The account policy with name PasswordPolicy cannot be found.',
    });
    await root.run(UpdateAccountPasswordPolicy, {});
    await root.run(DeleteAccountPasswordPolicy, {});
    expect(await root.fails(GetAccountPasswordPolicy, {})).toMatchObject(missing);
  });

  it.each([
    [{ MinimumPasswordLength: 12 }, 'Short-horse', 'Longer-horse'],
    [{ RequireSymbols: true }, 'NoSymbols1', "with'it"],
    [{ RequireNumbers: true }, 'No-numbers', 'number1'],
    [{ RequireUppercaseCharacters: true }, 'no-upper', 'Upper-'],
    [{ RequireLowercaseCharacters: true }, 'NO-LOWER', 'lOWER-'],
  ])('%j refuses %s and accepts %s', async (policy, bad, good) => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(UpdateAccountPasswordPolicy, policy);
    expect((await root.fails(CreateLoginProfile, { UserName: 'ana', Password: bad })).shape).toBe(
      'PasswordPolicyViolationException',
    );
    await root.run(CreateLoginProfile, { UserName: 'ana', Password: good });
  });

  it('refuses as many previous passwords as PasswordReusePrevention sets', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(CreateLoginProfile, { UserName: 'ana', Password: 'Password-0' });
    await root.run(UpdateAccountPasswordPolicy, { PasswordReusePrevention: 2 });
    const set = (number: number) => ({ UserName: 'ana', Password: `Password-${number}` });
    expect((await root.fails(UpdateLoginProfile, set(0))).shape).toBe('PasswordPolicyViolationException');
    await root.run(UpdateLoginProfile, set(1));
    expect((await root.fails(UpdateLoginProfile, set(0))).shape).toBe('PasswordPolicyViolationException');
    await root.run(UpdateLoginProfile, set(2));
    await root.run(UpdateLoginProfile, set(0));
  });

  it('enforces the ranges of its numeric parameters', async () => {
    const root = await world.account();
    expect((await root.fails(UpdateAccountPasswordPolicy, { MinimumPasswordLength: 5 })).message).toMatch(
      /greater than or equal to 6$/,
    );
    expect((await root.fails(UpdateAccountPasswordPolicy, { MaxPasswordAge: 1096 })).message).toMatch(
      /less than or equal to 1095$/,
    );
    expect((await root.fails(UpdateAccountPasswordPolicy, { PasswordReusePrevention: 25 })).message).toMatch(
      /less than or equal to 24$/,
    );
  });

  it('requires IAM permissions and obeys SCPs', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    for (const operation of [GetAccountPasswordPolicy, UpdateAccountPasswordPolicy, DeleteAccountPasswordPolicy]) {
      expect((await nobody.fails(operation, {})).message).toContain(`iam:${operation.name} because no identity-based policy`);
    }
    await limitByScp(world, root.accountId, policyDocument({ Effect: 'Deny', Action: 'iam:*PasswordPolicy', Resource: '*' }));
    expect((await root.fails(UpdateAccountPasswordPolicy, {})).message).toContain('service control policy');
  });

  it('can be read by every user when it allows users to change their passwords', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    await root.run(UpdateAccountPasswordPolicy, { AllowUsersToChangePassword: true });
    await expect(nobody.run(GetAccountPasswordPolicy, {})).resolves.toBeDefined();
    await root.run(UpdateAccountPasswordPolicy, {});
    expect((await nobody.fails(GetAccountPasswordPolicy, {})).shape).toBe('AccessDenied');
  });
});

describe('passwordRules', () => {
  it('describes the password policy of the account, or the default policy without one', async () => {
    const root = await world.account();
    const rules = async () => {
      const row = await findPasswordPolicy(world.database.reader, root.accountId);
      return passwordRules(row && toPasswordPolicy(row));
    };
    expect(await rules()).toMatch(/^At least 8 characters, with three of: /);
    await root.run(UpdateAccountPasswordPolicy, { MinimumPasswordLength: 14, RequireNumbers: true, PasswordReusePrevention: 5 });
    expect(await rules()).toBe('At least 14 characters, with a digit. None of the last 5 passwords.');
    await root.run(UpdateAccountPasswordPolicy, {
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
      RequireNumbers: true,
      PasswordReusePrevention: 1,
    });
    expect(await rules()).toBe(
      'At least 6 characters, with an upper-case letter, a lower-case letter and a digit. Not the last password.',
    );
    await root.run(UpdateAccountPasswordPolicy, {});
    expect(await rules()).toBe('At least 6 characters.');
  });
});

describe('passwordProblem', () => {
  const KINDS = 'three of: upper case, lower case, digits, symbols';
  const DEFAULT = [
    ['Correct-1', undefined],
    ['Short-1', 'Still missing: at least 8 characters.'],
    ['only-lower-case', `Still missing: ${KINDS}.`],
    ['weak', `Still missing: at least 8 characters; ${KINDS}.`],
    ['Shop-Prod1', 'Still missing: something other than the account’s name or email address.'],
    [`Correct-1${'x'.repeat(120)}`, 'Still missing: at most 128 characters.'],
  ] as const;
  it.each(DEFAULT)('checks %s against the default policy', (password, problem) => {
    expect(passwordProblem(password, null, ['shop', 'shop-prod1'])).toBe(problem);
  });

  it('checks passwords against the policy of the account and lists the missing requirements', () => {
    const policy = { MinimumPasswordLength: 12, RequireUppercaseCharacters: true, RequireNumbers: true };
    expect(passwordProblem('Long-enough-1', policy, ['long-enough-1'])).toBeUndefined();
    expect(passwordProblem('lower-case-only', policy, [])).toBe('Still missing: an upper-case letter; a digit.');
    expect(passwordProblem('Short-1', policy, [])).toBe('Still missing: at least 12 characters.');
  });
});
