import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyFix, undoFix } from '@/lib/console/recipes/fix';
import { runAs } from '@/lib/console/testing/run-as';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld, userCaller } from '../../core/test-world';
import { AttachGroupPolicy, AttachUserPolicy } from '../../iam/attachment/operations';
import { PutUserPermissionsBoundary } from '../../iam/boundary/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { DeleteUserPolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { AddRoleToInstanceProfile, CreateInstanceProfile } from '../../iam/instance-profile/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreateRole, ListRoles } from '../../iam/role/operations';
import { policyDocument } from '../../iam/test-accounts';
import { CreateUser, GetUser, ListUsers } from '../../iam/user/operations';
import { GetUnusedPermissionsFix, ListUnusedPermissions } from './operations';

let world: TestWorld;
let root: Actor;
beforeEach(async () => {
  world = await createTestWorld();
  root = await world.account();
});
afterEach(() => world.close());

const DAY_MS = 86_400_000;
const after = (days: number) => ({ now: new Date(TEST_NOW.getTime() + days * DAY_MS) });

it('ListUnusedPermissions sorts policies by unused actions and combines the use of all holders', async () => {
  const { User: ana } = await root.run(CreateUser, { UserName: 'ana' });
  const { User: bo } = await root.run(CreateUser, { UserName: 'bo' });
  await root.run(CreateGroup, { GroupName: 'team' });
  const readers = policyDocument({
    Effect: 'Allow',
    Action: ['iam:GetUser', 'iam:ListUsers', 'iam:ListRoles', 'ec2:CreateVpc'],
    Resource: '*',
  });
  const { Policy } = await root.run(CreatePolicy, { PolicyName: 'readers', PolicyDocument: readers });
  await root.run(AttachGroupPolicy, { GroupName: 'team', PolicyArn: Policy.Arn });
  for (const UserName of ['ana', 'bo']) await root.run(AddUserToGroup, { UserName, GroupName: 'team' });
  const own = policyDocument({
    Effect: 'Allow',
    Action: ['sqs:SendMessage', 'sqs:ReceiveMessage', 's3:GetObject'],
    Resource: '*',
  });
  await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'own', PolicyDocument: own });
  // This use is older than the tracking period at the end of the test.
  await world.as(userCaller(bo)).with(after(1)).run(ListRoles, {});
  await world.as(userCaller(ana)).with(after(50)).run(GetUser, { UserName: 'ana' });
  await world.as(userCaller(bo)).with(after(60)).run(ListUsers, {});
  const { Policies, Days, Since } = await root.with(after(100)).run(ListUnusedPermissions, {});
  expect({ Days, Since }).toEqual({ Days: 90, Since: null });
  expect(Policies).toEqual([
    {
      PolicyName: 'own',
      PolicyArn: null,
      Holder: { Type: 'User', Name: 'ana' },
      Holders: 1,
      Young: false,
      Granted: 3,
      Used: 0,
      Unused: [
        { Service: 'sqs', Actions: 2 },
        { Service: 's3', Actions: 1 },
      ],
      MoreServices: 0,
      AllowsUnseen: false,
    },
    {
      PolicyName: 'readers',
      PolicyArn: Policy.Arn,
      Holder: null,
      Holders: 2,
      Young: false,
      Granted: 3,
      Used: 2,
      Unused: [{ Service: 'iam', Actions: 1 }],
      MoreServices: 0,
      AllowsUnseen: true,
    },
  ]);
  const later = await root.with(after(140)).run(ListUnusedPermissions, {});
  expect(later.Policies.map(({ PolicyName, Used }) => [PolicyName, Used])).toEqual([
    ['own', 0],
    ['readers', 2],
  ]);
  const young = await root.with(after(10)).run(ListUnusedPermissions, {});
  expect(young.Policies.every(({ Young }) => Young)).toBe(true);
});

it('ListUnusedPermissions requires permission to read account details and last accessed data', async () => {
  const { User } = await root.run(CreateUser, { UserName: 'ana' });
  const ana = world.as(userCaller(User));
  expect((await ana.fails(ListUnusedPermissions, {})).shape).toBe('AccessDenied');
  const asked = { PolicyName: 'own', Holder: { Type: 'User' as const, Name: 'ana' } };
  expect((await ana.fails(GetUnusedPermissionsFix, asked)).shape).toBe('AccessDenied');
  const details = { Effect: 'Allow', Action: 'iam:GetAccountAuthorizationDetails', Resource: '*' };
  await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'own', PolicyDocument: policyDocument(details) });
  expect((await ana.fails(GetUnusedPermissionsFix, asked)).message).toContain('iam:GetServiceLastAccessedDetails');
  await root.run(DeleteUserPolicy, { UserName: 'ana', PolicyName: 'own' });
});

it('GetUnusedPermissionsFix removes unused actions from any kind of policy, and undo restores them', async () => {
  const { User: ana } = await root.run(CreateUser, { UserName: 'ana' });
  const some = { Effect: 'Allow', Action: ['iam:List*', 'iam:CreateUser', 'ec2:CreateVpc'], Resource: '*' };
  const kept = { Effect: 'Deny', Action: 'sqs:DeleteQueue', Resource: '*' };
  await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'own', PolicyDocument: policyDocument(some, kept) });
  await root.run(CreateGroup, { GroupName: 'team' });
  await root.run(AddUserToGroup, { UserName: 'ana', GroupName: 'team' });
  const aws = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';
  await root.run(AttachGroupPolicy, { GroupName: 'team', PolicyArn: aws });
  await world.as(userCaller(ana)).with(after(60)).run(ListUsers, {});
  const reader = root.with(after(100));
  const run = runAs(world, reader, () => after(100).now);
  const fixes = [{ PolicyName: 'own', Holder: { Type: 'User' as const, Name: 'ana' } }, { PolicyArn: aws }];
  const documents: unknown[] = [];
  for (const input of fixes) {
    const fix = await reader.run(GetUnusedPermissionsFix, input);
    documents.push(fix.Steps.map(({ Action, Input }) => [Action, JSON.parse(String(Input.PolicyDocument ?? 'null'))?.Statement]));
    const before = (await reader.run(ListUnusedPermissions, {})).Policies;
    const applied = await applyFix(run, { asked: { of: 'unusedPermissions', input }, fingerprint: fix.Fingerprint });
    expect(applied).toMatchObject({ ok: true });
    await expect(reader.run(GetUnusedPermissionsFix, input)).rejects.toThrow('has unused permissions');
    if (applied.ok && applied.data.undo) expect((await undoFix(run, { undo: applied.data.undo })).ok).toBe(true);
    expect((await reader.run(ListUnusedPermissions, {})).Policies).toEqual(before);
  }
  const used = { Effect: 'Allow', Action: ['iam:ListUsers'], Resource: '*' };
  expect(documents).toEqual([
    // The use of ec2:CreateVpc cannot be seen, so it stays.
    [['iam:PutUserPolicy', [{ ...used, Action: ['ec2:CreateVpc', 'iam:ListUsers'] }, kept]]],
    [
      ['iam:CreatePolicy', [expect.objectContaining({ Effect: 'Allow', Action: expect.arrayContaining(['iam:ListUsers']) })]],
      ['iam:AttachGroupPolicy', undefined],
      ['iam:DetachGroupPolicy', undefined],
    ],
  ]);
  const young = await root.with(after(5)).run(GetUnusedPermissionsFix, fixes[0] ?? expect.fail());
  expect(young).toMatchObject({ Steps: [], ByHand: expect.stringContaining('younger than the period') });
});

it('GetUnusedPermissionsFix keeps secondary actions such as iam:PassRole and unknown actions', async () => {
  const { User: ana } = await root.run(CreateUser, { UserName: 'ana' });
  const wide = { Effect: 'Allow', Action: ['iam:*', 'ec2:NotYetKnown'], Resource: '*' };
  await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'own', PolicyDocument: policyDocument(wide) });
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await root.run(CreateRole, { RoleName: 'web', AssumeRolePolicyDocument: policyDocument(trust) });
  await root.run(CreateInstanceProfile, { InstanceProfileName: 'web' });
  const used = { InstanceProfileName: 'web', RoleName: 'web' };
  await world.as(userCaller(ana)).with(after(60)).run(AddRoleToInstanceProfile, used);
  const asked = { PolicyName: 'own', Holder: { Type: 'User' as const, Name: 'ana' } };
  const { Steps } = await root.with(after(100)).run(GetUnusedPermissionsFix, asked);
  const [{ Input } = expect.fail()] = Steps;
  expect(JSON.parse(String(Input.PolicyDocument)).Statement).toEqual([
    { ...wide, Action: ['ec2:NotYetKnown', 'iam:AddRoleToInstanceProfile', 'iam:PassRole'] },
  ]);
});

it('GetUnusedPermissionsFix offers no steps for a policy that is also a permissions boundary', async () => {
  const { Policy } = await root.run(CreatePolicy, {
    PolicyName: 'both',
    PolicyDocument: policyDocument({ Effect: 'Allow', Action: 'iam:*', Resource: '*' }),
  });
  for (const UserName of ['ana', 'bo']) await root.run(CreateUser, { UserName });
  await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: Policy.Arn });
  await root.run(PutUserPermissionsBoundary, { UserName: 'bo', PermissionsBoundary: Policy.Arn });
  const fix = await root.with(after(100)).run(GetUnusedPermissionsFix, { PolicyArn: Policy.Arn });
  expect(fix.Steps).toEqual([]);
  expect(fix.ByHand).toBeDefined();
});
