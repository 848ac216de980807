import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '../../../core/test-world';
import { ListAttachedUserPolicies } from '../../../iam/attachment/operations';
import { GetLoginProfile } from '../../../iam/login-profile/operations';
import { UpdateAccountPasswordPolicy } from '../../../iam/password-policy/operations';
import { userWith } from '../../../iam/test-accounts';
import { CreateUser } from '../../../iam/user/operations';
import { runAs } from '../../testing/run-as';
import { enableConsole, resetPassword } from './password';

const world = await createTestWorld();
afterAll(() => world.close());

const GENERATED = { password: { generate: true }, mustChange: true } as const;
const CHOSEN = { password: 'Correct-horse-1', mustChange: false };

async function accountWithUser(): Promise<Actor> {
  const root = await world.account();
  await root.run(CreateUser, { UserName: 'ana' });
  return root;
}

async function attached(root: Actor) {
  return (await root.run(ListAttachedUserPolicies, { UserName: 'ana' })).AttachedPolicies.map(({ PolicyName }) => PolicyName);
}

describe('console access', () => {
  it('includes the permission to change a password that must be changed', async () => {
    const root = await accountWithUser();
    expect(await enableConsole(runAs(world, root), { name: 'ana', choice: GENERATED })).toMatchObject({
      ok: true,
      data: { password: expect.stringMatching(/^.{20}$/), failed: [] },
    });
    expect(await attached(root)).toEqual(['IAMUserChangePassword']);
    expect((await root.run(GetLoginProfile, { UserName: 'ana' })).LoginProfile.PasswordResetRequired).toBe(true);
  });

  it('omits that permission if the account allows changes, and generates a password of the policy’s length', async () => {
    const root = await accountWithUser();
    await root.run(UpdateAccountPasswordPolicy, { MinimumPasswordLength: 40, AllowUsersToChangePassword: true });
    expect(await enableConsole(runAs(world, root), { name: 'ana', choice: GENERATED })).toMatchObject({
      ok: true,
      data: { password: expect.stringMatching(/^.{40}$/), done: ['Give console access'] },
    });
    expect(await attached(root)).toEqual([]);
  });

  it('returns the password even if the permission to change it is denied', async () => {
    const root = await accountWithUser();
    const allow = { Effect: 'Allow', Action: 'iam:CreateLoginProfile', Resource: '*' };
    const run = runAs(world, await userWith(world, root, 'admin', allow));
    expect(await enableConsole(run, { name: 'ana', choice: GENERATED })).toMatchObject({
      ok: true,
      data: {
        password: expect.stringMatching(/^.{20}$/),
        done: ['Give console access'],
        failed: [{ what: 'Attach IAMUserChangePassword', error: { action: 'iam:AttachUserPolicy' } }],
      },
    });
  });

  it('is refused with a password that violates the account’s policy', async () => {
    const root = await accountWithUser();
    const choice = { password: 'weak', mustChange: true };
    expect(await enableConsole(runAs(world, root), { name: 'ana', choice })).toMatchObject({
      ok: false,
      error: { code: 'PasswordPolicyViolation', done: [] },
    });
    expect(await attached(root)).toEqual([]);
  });
});

describe('a password reset', () => {
  it('succeeds only for a user who has a password', async () => {
    const root = await accountWithUser();
    const run = runAs(world, root);
    expect(await resetPassword(run, { name: 'ana', choice: CHOSEN })).toMatchObject({
      ok: false,
      error: { code: 'NoSuchEntity' },
    });
    await enableConsole(run, { name: 'ana', choice: CHOSEN });
    expect(await resetPassword(run, { name: 'ana', choice: { password: 'Another-horse-2', mustChange: true } })).toEqual({
      ok: true,
      data: { password: 'Another-horse-2' },
    });
    expect((await root.run(GetLoginProfile, { UserName: 'ana' })).LoginProfile.PasswordResetRequired).toBe(true);
  });
});
