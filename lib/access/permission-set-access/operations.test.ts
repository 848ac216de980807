import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { CreateAccountAssignment } from '../../identity-center/assignment/operations';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import {
  PutInlinePolicyToPermissionSet,
  PutPermissionsBoundaryToPermissionSet,
} from '../../identity-center/permission-set/policy-operations';
import { instanceWorld, makeStoreGroup } from '../../identity-center/test-instance';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { policyText, userWith } from '../../organizations/test-organization';
import { GetEffectivePermissions } from '../effective/operations';
import { GetPermissionSetAccess, ListPermissionSetAccess } from './operations';

const DEFINITION = policyText({ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 'iam:CreateUser'], Resource: '*' });
const NO_WRITES = policyText({ Sid: 'NoWrites', Effect: 'Deny', Action: 's3:PutObject', Resource: '*' });
const SOME_WRITES = policyText({ Effect: 'Deny', Action: 's3:PutObject', Resource: 'arn:aws:s3:::reserved/*' });
const BOUNDARY = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';

let world: TestWorld;
let root: Actor;
let delegate: Actor;
let accounts: Record<'open' | 'other' | 'closed' | 'partly', string>;
let PermissionSetId: string;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account('management');
  const { InstanceArn, IdentityStoreId, member, rootId } = await instanceWorld(world, root);
  const idOf = async (name: string) => (await member(name)).accountId;
  accounts = { open: await idOf('open'), other: await idOf('other'), closed: await idOf('closed'), partly: await idOf('partly') };
  delegate = await member('delegate');
  await root.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ServicePrincipal: 'sso.amazonaws.com' });
  const Type = 'SERVICE_CONTROL_POLICY' as const;
  await root.run(EnablePolicyType, { RootId: rootId, PolicyType: Type });
  for (const [Name, Content, TargetId] of [
    ['Strict', NO_WRITES, accounts.closed],
    ['Partial', SOME_WRITES, accounts.partly],
  ] as const) {
    const { Policy } = await root.run(CreatePolicy, { Name, Description: '', Type, Content });
    await root.run(AttachPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId });
  }
  const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name: 'Writer' });
  const named = { InstanceArn, PermissionSetArn: PermissionSet.PermissionSetArn };
  PermissionSetId = PermissionSet.PermissionSetArn.split('/').at(-1) ?? '';
  await root.run(PutInlinePolicyToPermissionSet, { ...named, InlinePolicy: DEFINITION });
  await root.run(PutPermissionsBoundaryToPermissionSet, { ...named, PermissionsBoundary: { ManagedPolicyArn: BOUNDARY } });
  const group = await makeStoreGroup(root, IdentityStoreId, 'Writers');
  for (const TargetId of Object.values(accounts))
    await root.run(CreateAccountAssignment, {
      ...{ ...named, TargetId, TargetType: 'AWS_ACCOUNT', PrincipalType: 'GROUP', PrincipalId: group },
    });
});
afterAll(() => world.close());

it('groups the accounts where the role allows the same', async () => {
  const { Groups, ...counts } = await root.run(ListPermissionSetAccess, { PermissionSetId });
  expect(counts).toEqual({ Accounts: 4, Hidden: 0, Missing: 0, MoreAccounts: 0 });
  const shown = Groups.map(({ Accounts, ...rest }) => [Accounts.map(({ Name }) => Name).join(), rest]);
  // Every role may call sts:GetCallerIdentity.
  const none = { More: 0, Undecided: 0 };
  expect(Object.fromEntries(shown)).toEqual({
    'open,other': { ...none, Possible: 3, Lost: 1, Narrowed: 0 },
    closed: { ...none, Possible: 2, Lost: 2, Narrowed: 0 },
    partly: { ...none, Possible: 3, Lost: 1, Narrowed: 1 },
  });
});

it('agrees with the effective permissions of the role in each account, and names what limits it', async () => {
  const limits = [];
  for (const AccountId of Object.values(accounts)) {
    const { RoleArn, Possible, Limits } = await root.run(GetPermissionSetAccess, { PermissionSetId, AccountId });
    const { Counts } = await root.run(GetEffectivePermissions, { PrincipalArn: RoleArn });
    expect(Possible).toBe(Counts.allowed + Counts.limited);
    limits.push(Limits.map(({ Type, Policy, Statement, Examples }) => [Type, Policy, Statement, Examples.join()]));
  }
  const boundary = ['boundary', null, null, 'iam:CreateUser'];
  expect(limits).toEqual([
    [boundary],
    [boundary],
    expect.arrayContaining([boundary, ['scp', 'Strict', 'NoWrites', 's3:PutObject']]),
    expect.arrayContaining([boundary, ['scp', 'Partial', '1', 's3:PutObject']]),
  ]);
});

it('shows no statement of a policy that the reader may not read', async () => {
  const Action = ['sso:*', 'iam:SimulatePrincipalPolicy', 'organizations:ListAccounts'];
  const reader = await userWith(world, root, 'reader', [{ Effect: 'Allow', Action, Resource: '*' }]);
  const { Limits } = await reader.run(GetPermissionSetAccess, { PermissionSetId, AccountId: accounts.closed });
  expect(Limits.find(({ Policy }) => Policy === 'Strict')).toMatchObject({ Statement: null });
});

it('is hidden from callers who may not ask about the account', async () => {
  expect(await delegate.run(ListPermissionSetAccess, { PermissionSetId })).toMatchObject({ Accounts: 0, Hidden: 4 });
  const asked = { PermissionSetId, AccountId: accounts.open };
  expect((await delegate.fails(GetPermissionSetAccess, asked)).shape).toBe('ResourceNotFoundException');
  const stranger = await world.account('stranger');
  expect((await stranger.fails(ListPermissionSetAccess, { PermissionSetId })).shape).toBe('ResourceNotFoundException');
});
