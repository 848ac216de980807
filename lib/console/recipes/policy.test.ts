import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '../../core/test-world';
import { AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy } from '../../iam/attachment/operations';
import { PutUserPermissionsBoundary } from '../../iam/boundary/operations';
import { CreateGroup } from '../../iam/group/operations';
import { CreatePolicy, GetPolicy, ListPolicies } from '../../iam/policy/operations';
import { CreatePolicyVersion, ListPolicyVersions } from '../../iam/policy/version-operations';
import { CreateRole } from '../../iam/role/operations';
import { ALLOW_ALL, trustPolicy, userWith } from '../../iam/test-accounts';
import { CreateUser } from '../../iam/user/operations';
import { runAs } from '../testing/run-as';
import { deletePolicy, savePolicyVersion } from './policy';

const world = await createTestWorld();
afterAll(() => world.close());

async function policyIn(root: Actor): Promise<string> {
  const { Policy } = await root.run(CreatePolicy, { PolicyName: 'everything', PolicyDocument: ALLOW_ALL });
  return Policy.Arn;
}

async function addVersions(root: Actor, PolicyArn: string, count: number): Promise<void> {
  for (let made = 0; made < count; made++) await root.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: ALLOW_ALL });
}

async function versionsOf(root: Actor, PolicyArn: string) {
  const { Versions } = await root.run(ListPolicyVersions, { PolicyArn });
  return Versions.map(({ VersionId, IsDefaultVersion }) => `${VersionId}${IsDefaultVersion ? ' default' : ''}`);
}

const adminWithout = (root: Actor, action: string) =>
  userWith(
    world,
    root,
    'admin',
    { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
    { Effect: 'Deny', Action: action, Resource: '*' },
  );

describe('deleting a policy', () => {
  it('detaches it everywhere and deletes its other versions first', async () => {
    const root = await world.account();
    const PolicyArn = await policyIn(root);
    await addVersions(root, PolicyArn, 2);
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn });
    await root.run(CreateGroup, { GroupName: 'Developers' });
    await root.run(AttachGroupPolicy, { GroupName: 'Developers', PolicyArn });
    await root.run(CreateRole, { RoleName: 'Worker', AssumeRolePolicyDocument: trustPolicy() });
    await root.run(AttachRolePolicy, { RoleName: 'Worker', PolicyArn });
    expect(await deletePolicy(runAs(world, root), PolicyArn)).toEqual({ ok: true, data: null });
    expect((await root.run(ListPolicies, { Scope: 'Local' })).Policies).toEqual([]);
  });

  it('stops if the policy is a permissions boundary, and reports the completed steps', async () => {
    const root = await world.account();
    const PolicyArn = await policyIn(root);
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn });
    await root.run(PutUserPermissionsBoundary, { UserName: 'ana', PermissionsBoundary: PolicyArn });
    expect(await deletePolicy(runAs(world, root), PolicyArn)).toMatchObject({
      ok: false,
      error: { code: 'DeleteConflict', done: [`Detach ${PolicyArn} from user ana`] },
    });
    expect((await root.run(GetPolicy, { PolicyArn })).Policy).toMatchObject({ PermissionsBoundaryUsageCount: 1 });
  });

  it('stops at a denied call, and continues from there', async () => {
    const root = await world.account();
    const PolicyArn = await policyIn(root);
    await addVersions(root, PolicyArn, 2);
    const admin = await adminWithout(root, 'iam:DeletePolicyVersion');
    expect(await deletePolicy(runAs(world, admin), PolicyArn)).toMatchObject({
      ok: false,
      error: { action: 'iam:DeletePolicyVersion', done: [] },
    });
    expect(await versionsOf(root, PolicyArn)).toHaveLength(3);
    expect(await deletePolicy(runAs(world, root), PolicyArn)).toEqual({ ok: true, data: null });
  });
});

describe('saving a policy', () => {
  it('adds a version, as the default if requested', async () => {
    const root = await world.account();
    const arn = await policyIn(root);
    const version = { arn, document: ALLOW_ALL, deleteFirst: null };
    await savePolicyVersion(runAs(world, root), { ...version, setAsDefault: false });
    expect(await versionsOf(root, arn)).toEqual(['v2', 'v1 default']);
    await savePolicyVersion(runAs(world, root), { ...version, setAsDefault: true });
    expect(await versionsOf(root, arn)).toEqual(['v3 default', 'v2', 'v1']);
  });

  it('deletes the chosen one of five versions, and reports it if the new version is refused', async () => {
    const root = await world.account();
    const arn = await policyIn(root);
    await addVersions(root, arn, 4);
    const version = { arn, document: ALLOW_ALL, setAsDefault: true };
    expect(await savePolicyVersion(runAs(world, root), { ...version, deleteFirst: null })).toMatchObject({
      ok: false,
      error: { code: 'LimitExceeded', done: [] },
    });
    const admin = await adminWithout(root, 'iam:CreatePolicyVersion');
    expect(await savePolicyVersion(runAs(world, admin), { ...version, deleteFirst: 'v2' })).toMatchObject({
      ok: false,
      error: { action: 'iam:CreatePolicyVersion', done: ['Delete version v2'] },
    });
    expect(await savePolicyVersion(runAs(world, root), { ...version, deleteFirst: 'v2' })).toEqual({
      ok: true,
      data: { version: 'v6' },
    });
    expect(await versionsOf(root, arn)).toEqual(['v6 default', 'v5', 'v4', 'v3', 'v1']);
  });
});
