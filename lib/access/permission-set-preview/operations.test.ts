import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreateAccountAssignment } from '../../identity-center/assignment/operations';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import { PutInlinePolicyToPermissionSet } from '../../identity-center/permission-set/policy-operations';
import { instanceWorld, makeStoreGroup, makeStoreUser } from '../../identity-center/test-instance';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { CreatePolicy as CreateGuardrail } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { policyText, userWith } from '../../organizations/test-organization';
import { PreviewPermissionSet, PreviewPermissionSetInAccount } from './operations';

const READ = policyText({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
const WRITE = policyText({ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: '*' });
const NO_WRITES = policyText({ Effect: 'Deny', Action: 's3:PutObject', Resource: '*' });

let world: TestWorld;
let root: Actor;
let open: Actor;
let closed: Actor;
let delegate: Actor;
let PermissionSetId: string;
let auditors: string;
let ana: string;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account('management');
  const { InstanceArn, IdentityStoreId, member, rootId } = await instanceWorld(world, root);
  [open, closed, delegate] = [await member('open'), await member('closed'), await member('delegate')];
  const PolicyType = 'SERVICE_CONTROL_POLICY' as const;
  await root.run(EnablePolicyType, { RootId: rootId, PolicyType });
  const guardrail = { Name: 'NoWrites', Description: '', Type: PolicyType, Content: NO_WRITES };
  const { Policy } = await root.run(CreateGuardrail, guardrail);
  await root.run(AttachPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId: closed.accountId });
  await root.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ServicePrincipal: 'sso.amazonaws.com' });
  const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name: 'Reader' });
  const named = { InstanceArn, PermissionSetArn: PermissionSet.PermissionSetArn };
  PermissionSetId = PermissionSet.PermissionSetArn.split('/').at(-1) ?? '';
  await root.run(PutInlinePolicyToPermissionSet, { ...named, InlinePolicy: READ });
  auditors = await makeStoreGroup(root, IdentityStoreId, 'Auditors');
  ana = await makeStoreUser(root, IdentityStoreId, 'ana', [auditors]);
  for (const { accountId: TargetId } of [open, closed, delegate])
    await root.run(CreateAccountAssignment, {
      ...{ ...named, TargetId, TargetType: 'AWS_ACCOUNT', PrincipalType: 'GROUP', PrincipalId: auditors },
    });
});
afterAll(() => world.close());

const rows = async (input: object, actor = root) =>
  (await actor.run(PreviewPermissionSet, { PermissionSetId, ...input })).Rows.map(({ Name, Result }) => [Name, Result]);

it('compares nothing but the difference to what accounts have', async () => {
  expect(await root.run(PreviewPermissionSet, { PermissionSetId })).toMatchObject({
    Accounts: 3,
    People: 0,
    Results: { equal: 3, wider: 0 },
  });
});

it('decides in each account under its own SCPs, and names the people', async () => {
  const Draft = { InlinePolicy: WRITE };
  expect(await root.run(PreviewPermissionSet, { PermissionSetId, Draft })).toMatchObject({
    Results: { wider: 2, equal: 1 },
    People: 1,
    Levels: [{ Service: 's3', Level: 'Write', Gained: 1, Principals: 2 }],
  });
  expect(await rows({ Draft })).toEqual([
    ['delegate', 'wider'],
    ['open', 'wider'],
    ['closed', 'equal'],
  ]);
  expect(await rows({ Draft, Result: 'equal' })).toEqual([['closed', 'equal']]);
  const AccountId = open.accountId;
  expect(await root.run(PreviewPermissionSetInAccount, { PermissionSetId, Draft, AccountId })).toMatchObject({
    Change: { Verdict: 'wider', Gained: { Actions: ['s3:PutObject'] }, Lost: { Count: 0 } },
    Persons: [{ Id: ana, Direct: false, Groups: [{ Id: auditors, Name: 'Auditors' }] }],
    MorePersons: 0,
  });
  expect(await rows({ Draft: { InlinePolicy: null } })).toEqual([
    ['closed', 'narrower'],
    ['delegate', 'narrower'],
    ['open', 'narrower'],
  ]);
});

it('knows accounts where provisioning fails', async () => {
  await open.run(CreatePolicy, { PolicyName: 'Team', Path: '/x/', PolicyDocument: WRITE });
  const Draft = { CustomerPolicies: [{ Name: 'Team', Path: '/x/' }] };
  expect(await rows({ Draft })).toEqual([
    ['closed', 'fails'],
    ['delegate', 'fails'],
    ['open', 'wider'],
  ]);
  const asked = { PermissionSetId, Draft, AccountId: closed.accountId };
  const answer = await root.run(PreviewPermissionSetInAccount, asked);
  expect(answer).toMatchObject({ Missing: ['/x/Team'], Change: null });
  expect(answer.Failure).toContain(`policy/x/Team.`);
});

describe('a draft', () => {
  it.each([
    [{ InlinePolicy: '{' }, 'ValidationException'],
    [{ ManagedPolicies: ['arn:aws:iam::aws:policy/NoSuchPolicyHere'] }, 'ResourceNotFoundException'],
    [{ Boundary: {} }, 'ValidationException'],
    [
      { CustomerPolicies: Array.from({ length: 40 }, (_, index) => ({ Name: `Policy${index}` })) },
      'ServiceQuotaExceededException',
    ],
  ])('that could not be saved is refused like the save: %o', async (Draft, shape) => {
    expect((await root.fails(PreviewPermissionSet, { PermissionSetId, Draft })).shape).toBe(shape);
  });
});

describe('isolation', () => {
  it('hides accounts that the caller may not ask about', async () => {
    const Draft = { InlinePolicy: WRITE };
    expect(await delegate.run(PreviewPermissionSet, { PermissionSetId, Draft })).toMatchObject({ Accounts: 1, Hidden: 2 });
    const asked = { PermissionSetId, Draft, AccountId: open.accountId };
    expect((await delegate.fails(PreviewPermissionSetInAccount, asked)).shape).toBe('ResourceNotFoundException');
  });

  it('needs the permissions for everything that it reads', async () => {
    const some = { Effect: 'Allow', Action: ['sso:*', 'sso-directory:*'], Resource: '*' };
    const reader = await userWith(world, root, 'reader', [some]);
    expect((await reader.fails(PreviewPermissionSet, { PermissionSetId })).message).toContain('iam:SimulatePrincipalPolicy');
    const simulate = { Effect: 'Allow', Action: 'iam:SimulatePrincipalPolicy', Resource: '*' };
    const asker = await userWith(world, root, 'asker', [some, simulate]);
    expect(await asker.run(PreviewPermissionSet, { PermissionSetId })).toMatchObject({ Accounts: 0, Hidden: 3 });
  });

  it('other accounts learn nothing', async () => {
    const stranger = await world.account('stranger');
    for (const actor of [stranger, open]) {
      const { shape } = await actor.fails(PreviewPermissionSet, { PermissionSetId });
      expect(shape).toBe('ValidationException');
    }
  });
});
