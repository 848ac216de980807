import { afterAll, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '../../core/test-world';
import { AttachRolePolicy } from '../../iam/attachment/operations';
import { PutUserPermissionsBoundary } from '../../iam/boundary/operations';
import { DeleteUserPolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateLoginProfile } from '../../iam/login-profile/operations';
import { CreateRole } from '../../iam/role/operations';
import { policyDocument, trustPolicy, userWith } from '../../iam/test-accounts';
import { GetLockout } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const password = (root: Actor, UserName: string) => root.run(CreateLoginProfile, { UserName, Password: 'Correct-horse-1' });

it('GetLockout lists principals that can change permissions, those that a policy blocks, and the fixes', async () => {
  const root = await world.account();
  expect(await root.run(GetLockout, {})).toEqual({
    OnlyRoot: true,
    Able: { Count: 0, First: [] },
    Locked: { Count: 0, First: [] },
  });
  await userWith(world, root, 'maria', ALL);
  const arn = (rest: string) => `arn:aws:iam::${root.accountId}:${rest}`;
  const able = { Arn: arn('user/maria'), Kind: 'User', Name: 'maria' };
  expect(await root.run(GetLockout, {}), 'she has no password').toMatchObject({
    OnlyRoot: true,
    Able: { First: [{ ...able, CanEnter: false }] },
  });
  await password(root, 'maria');
  expect(await root.run(GetLockout, {})).toMatchObject({ OnlyRoot: false, Able: { First: [{ ...able, CanEnter: true }] } });

  const PolicyDocument = policyDocument({ Effect: 'Deny', Action: 'iam:*', Resource: '*' });
  await root.run(PutUserPolicy, { UserName: 'maria', PolicyName: 'oops', PolicyDocument });
  await userWith(world, root, 'kim', ALL);
  await root.run(PutUserPermissionsBoundary, {
    UserName: 'kim',
    PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
  });
  const locked = await root.run(GetLockout, {});
  expect(locked).toMatchObject({
    OnlyRoot: true,
    Able: { Count: 0 },
    Locked: {
      Count: 2,
      First: [
        { Name: 'kim', Message: expect.stringContaining('permissions boundary'), Fixes: [expect.stringContaining('boundary')] },
        { ...able, Message: expect.stringContaining('explicit deny'), Fixes: [expect.stringContaining('oops')] },
      ],
    },
  });
  await root.run(DeleteUserPolicy, { UserName: 'maria', PolicyName: 'oops' });
  expect(await root.run(GetLockout, {})).toMatchObject({ OnlyRoot: false, Locked: { Count: 1 } });
});

it('GetLockout does not count a role that only services can assume', async () => {
  const root = await world.account();
  const admin = async (RoleName: string, AssumeRolePolicyDocument: string) => {
    await root.run(CreateRole, { RoleName, AssumeRolePolicyDocument });
    await root.run(AttachRolePolicy, { RoleName, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
  };
  await admin('Machine', trustPolicy());
  expect(await root.run(GetLockout, {})).toMatchObject({
    OnlyRoot: true,
    Able: { First: [{ Name: 'Machine', CanEnter: false }] },
  });
  await admin('Admin', trustPolicy(root.accountId));
  expect((await root.run(GetLockout, {})).OnlyRoot).toBe(false);
});

it('GetLockout does not report a lockout to a caller who may not simulate the able users', async () => {
  const root = await world.account();
  await userWith(world, root, 'maria', ALL);
  await password(root, 'maria');
  const simulate = { Action: 'iam:SimulatePrincipalPolicy' };
  const reader = await userWith(world, root, 'reader', { ...simulate, Effect: 'Allow', Resource: '*' });
  await root.run(PutUserPolicy, {
    UserName: 'reader',
    PolicyName: 'not-maria',
    PolicyDocument: policyDocument({ ...simulate, Effect: 'Deny', Resource: `arn:aws:iam::${root.accountId}:user/maria` }),
  });
  expect(await reader.run(GetLockout, {})).toMatchObject({ OnlyRoot: false, Able: { Count: 0, First: [] } });
});

it('GetLockout requires iam:SimulatePrincipalPolicy', async () => {
  const nobody = await userWith(world, await world.account(), 'nobody');
  expect((await nobody.fails(GetLockout, {})).action).toBe('iam:SimulatePrincipalPolicy');
});
