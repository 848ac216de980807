import { afterAll, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { CreateAccessKey, DeleteAccessKey } from '../../iam/access-key/operations';
import { AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy } from '../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { CreateLoginProfile } from '../../iam/login-profile/operations';
import { CreateVirtualMFADevice, EnableMFADevice } from '../../iam/mfa/operations';
import { codeOf, stepOf } from '../../iam/mfa/totp';
import { UpdateAccountPasswordPolicy } from '../../iam/password-policy/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreateRole } from '../../iam/role/operations';
import { ALLOW_ALL, policyDocument, userWith } from '../../iam/test-accounts';
import { CreateUser } from '../../iam/user/operations';
import { GetAccountSecuritySteps } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';

it('GetAccountSecuritySteps follows an account from only a root user to administrators with MFA', async () => {
  const root = await world.account();
  const steps = () => root.run(GetAccountSecuritySteps, {});
  const administrators = async () => (await steps()).Administrators?.First;
  const key = await root.run(CreateAccessKey, {});
  expect(await steps()).toEqual({
    // An access key alone makes this true.
    RootWithoutMfa: true,
    RootMfa: false,
    RootAccessKeys: 1,
    PasswordWeaknesses: ['8 characters and three of four kinds are enough', 'old passwords may be used again'],
    Administrators: { Count: 0, First: [] },
    RootSessions: 0,
  });
  await root.run(DeleteAccessKey, { AccessKeyId: key.AccessKey.AccessKeyId });
  await root.run(UpdateAccountPasswordPolicy, { MinimumPasswordLength: 14 });
  const kinds = ['no upper-case letter', 'no lower-case letter', 'no number', 'no symbol'].map((kind) => `${kind} asked for`);
  expect(await steps()).toMatchObject({
    RootAccessKeys: 0,
    RootWithoutMfa: false,
    PasswordWeaknesses: [...kinds, 'old passwords may be used again'],
  });

  await root.run(CreateUser, { UserName: 'maria' });
  await root.run(AttachUserPolicy, { UserName: 'maria', PolicyArn });
  const maria = { Kind: 'User', Name: 'maria', CanSignIn: false, WithMfa: false };
  expect(await administrators()).toEqual([maria]);
  await root.run(CreateLoginProfile, { UserName: 'maria', Password: 'Correct-horse-1' });
  const { VirtualMFADevice } = await root.run(CreateVirtualMFADevice, { VirtualMFADeviceName: 'phone' });
  const SerialNumber = VirtualMFADevice.SerialNumber;
  const seed = Buffer.from(VirtualMFADevice.Base32StringSeed).toString('utf8');
  const code = (seconds: number) => codeOf(seed, stepOf(new Date(Date.parse('2026-03-01T12:00:00Z') + seconds * 1000)));
  await root.run(EnableMFADevice, {
    UserName: 'maria',
    SerialNumber,
    AuthenticationCode1: code(-30),
    AuthenticationCode2: code(0),
  });

  const trust = (Condition?: object) =>
    policyDocument({
      Effect: 'Allow',
      Principal: { AWS: root.accountId },
      Action: 'sts:AssumeRole',
      ...(Condition && { Condition }),
    });
  const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
  for (const [RoleName, AssumeRolePolicyDocument] of [
    ['Admin', trust(mfa)],
    ['Break-glass', trust()],
  ] as const) {
    await root.run(CreateRole, { RoleName, AssumeRolePolicyDocument });
    await root.run(AttachRolePolicy, { RoleName, PolicyArn });
  }
  expect(await administrators()).toEqual([
    { ...maria, CanSignIn: true, WithMfa: true },
    { Kind: 'Role', Name: 'Admin', CanSignIn: true, WithMfa: true },
    { Kind: 'Role', Name: 'Break-glass', CanSignIn: true, WithMfa: false },
  ]);
});

it('GetAccountSecuritySteps finds administrators by their policies, directly or through a group', async () => {
  const root = await world.account();
  const { Policy } = await root.run(CreatePolicy, { PolicyName: 'everything', PolicyDocument: ALLOW_ALL });
  const PolicyDocument = policyDocument({
    Effect: 'Allow',
    Action: '*',
    Resource: '*',
    Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  });
  const { Policy: half } = await root.run(CreatePolicy, { PolicyName: 'half', PolicyDocument });
  for (const UserName of ['direct', 'member', 'limited']) await root.run(CreateUser, { UserName });
  await root.run(AttachUserPolicy, { UserName: 'direct', PolicyArn: Policy.Arn });
  await root.run(AttachUserPolicy, { UserName: 'limited', PolicyArn: half.Arn });
  await root.run(CreateGroup, { GroupName: 'admins' });
  await root.run(AttachGroupPolicy, { GroupName: 'admins', PolicyArn });
  await root.run(AddUserToGroup, { GroupName: 'admins', UserName: 'member' });
  const { Administrators } = await root.run(GetAccountSecuritySteps, {});
  expect(Administrators?.First.map(({ Name }) => Name)).toEqual(['direct', 'member']);
});

it('GetAccountSecuritySteps lists administrators only for callers who may read policies', async () => {
  const root = await world.account();
  const user = await userWith(world, root, 'clerk', { Effect: 'Allow', Action: 'iam:GetAccountSummary', Resource: '*' });
  expect(await user.run(GetAccountSecuritySteps, {})).toMatchObject({ Administrators: null, RootMfa: false });
  const nobody = await userWith(world, root, 'nobody');
  expect((await nobody.fails(GetAccountSecuritySteps, {})).action).toBe('iam:GetAccountSummary');
});
