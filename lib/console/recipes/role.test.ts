import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW, userCaller } from '../../core/test-world';
import { AttachRolePolicy, ListAttachedRolePolicies } from '../../iam/attachment/operations';
import { GetRolePolicy, PutRolePolicy } from '../../iam/inline-policy/operations';
import { AddRoleToInstanceProfile, CreateInstanceProfile, ListInstanceProfiles } from '../../iam/instance-profile/operations';
import { CreateRole, GetRole, ListRoles } from '../../iam/role/operations';
import { ALLOW_ALL, trustPolicy, userWith } from '../../iam/test-accounts';
import { CreateUser, ListUsers } from '../../iam/user/operations';
import { AssumeRole } from '../../sts/session/operations';
import { callerOf } from '../../sts/test-actors';
import { runAs } from '../testing/run-as';
import { createRole, deleteRole, finishRole, type NewRole, REVOKE_POLICY, revokedBefore, revokeSessions } from './role';

const world = await createTestWorld();
afterAll(() => world.close());

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const POWER_USER = 'arn:aws:iam::aws:policy/PowerUserAccess';

const asked: NewRole = {
  name: 'Worker',
  description: 'Works.',
  trust: trustPolicy(),
  maxSessionDuration: 7200,
  arns: [READ_ONLY],
  boundary: POWER_USER,
  tags: [{ Key: 'Team', Value: 'blue' }],
  instanceProfile: true,
};
const ALL = [`Attach ${READ_ONLY}`, 'Create the instance profile', 'Add the role to its instance profile'];

const adminWithout = (root: Actor, action: string) =>
  userWith(
    world,
    root,
    'admin',
    { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
    { Effect: 'Deny', Action: action, Resource: '*' },
  );

async function profiles(root: Actor) {
  const { InstanceProfiles } = await root.run(ListInstanceProfiles, {});
  return InstanceProfiles.map(({ InstanceProfileName, Roles }) => [InstanceProfileName, Roles.map(({ RoleName }) => RoleName)]);
}

describe('creating a role', () => {
  it('adds everything requested, including an instance profile of the same name', async () => {
    const root = await world.account();
    expect(await createRole(runAs(world, root), asked)).toEqual({ ok: true, data: { done: ALL, failed: [] } });
    expect((await root.run(GetRole, { RoleName: 'Worker' })).Role).toMatchObject({
      Description: 'Works.',
      MaxSessionDuration: 7200,
      PermissionsBoundary: { PermissionsBoundaryArn: POWER_USER },
      Tags: asked.tags,
    });
    expect(await profiles(root)).toEqual([['Worker', ['Worker']]]);
  });

  it('adds no instance profile and no empty description unless requested', async () => {
    const root = await world.account();
    await createRole(runAs(world, root), { ...asked, description: '', instanceProfile: false, arns: [] });
    expect((await root.run(GetRole, { RoleName: 'Worker' })).Role.Description).toBeUndefined();
    expect(await profiles(root)).toEqual([]);
  });

  it('reports denied steps, and later repeats only those', async () => {
    const root = await world.account();
    const admin = await adminWithout(root, 'iam:AddRoleToInstanceProfile');
    const created = await createRole(runAs(world, admin), asked);
    expect(created).toMatchObject({ ok: true, data: { done: ALL.slice(0, 2), failed: [{ what: ALL[2] }] } });
    expect(await profiles(root)).toEqual([['Worker', []]]);
    expect(await finishRole(runAs(world, root), { asked, done: ALL.slice(0, 2) })).toEqual({
      ok: true,
      data: { done: ALL, failed: [] },
    });
    expect(await profiles(root)).toEqual([['Worker', ['Worker']]]);
  });

  it('leaves an existing instance profile of the same name unchanged', async () => {
    const root = await world.account();
    await root.run(CreateInstanceProfile, { InstanceProfileName: 'Worker' });
    expect(await createRole(runAs(world, root), asked)).toMatchObject({
      ok: true,
      data: { failed: [{ what: ALL[1], error: { code: 'EntityAlreadyExists' } }] },
    });
    expect(await profiles(root)).toEqual([['Worker', []]]);
  });
});

describe('deleting roles', () => {
  async function furnished(root: Actor) {
    await createRole(runAs(world, root), asked);
    await root.run(CreateInstanceProfile, { InstanceProfileName: 'other' });
    await root.run(CreateRole, { RoleName: 'second', AssumeRolePolicyDocument: trustPolicy() });
    await root.run(AddRoleToInstanceProfile, { InstanceProfileName: 'other', RoleName: 'second' });
    await root.run(PutRolePolicy, { RoleName: 'Worker', PolicyName: 'own', PolicyDocument: ALLOW_ALL });
    await root.run(AttachRolePolicy, { RoleName: 'second', PolicyArn: READ_ONLY });
  }

  it('detaches policies, and deletes only the instance profile of the same name', async () => {
    const root = await world.account();
    await furnished(root);
    for (const name of ['Worker', 'second']) expect(await deleteRole(runAs(world, root), name)).toEqual({ ok: true, data: null });
    expect((await root.run(ListRoles, {})).Roles).toEqual([]);
    expect(await profiles(root)).toEqual([['other', []]]);
  });

  it('stops at a denied call, reports the completed steps, and continues from there', async () => {
    const root = await world.account();
    await furnished(root);
    const admin = await adminWithout(root, 'iam:DetachRolePolicy');
    expect(await deleteRole(runAs(world, admin), 'Worker')).toMatchObject({
      ok: false,
      error: {
        action: 'iam:DetachRolePolicy',
        done: [
          'Take role Worker out of instance profile Worker',
          'Delete instance profile Worker',
          'Delete the inline policy own of role Worker',
        ],
      },
    });
    const { AttachedPolicies } = await root.run(ListAttachedRolePolicies, { RoleName: 'Worker' });
    expect(AttachedPolicies).toHaveLength(1);
    for (const name of ['Worker', 'second']) expect(await deleteRole(runAs(world, root), name)).toEqual({ ok: true, data: null });
  });
});

describe('revoking sessions', () => {
  const inSeconds = (seconds: number) => new Date(TEST_NOW.getTime() + seconds * 1000);

  it('denies everything to sessions that began before, and nothing to later sessions', async () => {
    const root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'ana' });
    const trust = trustPolicy(User.Arn);
    const { Role } = await root.run(CreateRole, { RoleName: 'Auditor', AssumeRolePolicyDocument: trust });
    await root.run(AttachRolePolicy, { RoleName: 'Auditor', PolicyArn: READ_ONLY });
    const session = async (now: Date) => {
      const input = { RoleArn: Role.Arn, RoleSessionName: 'ana' };
      const { Credentials } = await world.as(userCaller(User), { now }).run(AssumeRole, input);
      return world.as(await callerOf(world, Credentials), { now: inSeconds(20) });
    };
    const before = await session(TEST_NOW);
    await before.run(ListUsers, {});
    expect(await revokeSessions(() => inSeconds(10))(runAs(world, root), 'Auditor')).toMatchObject({ ok: true });
    expect((await before.fails(ListUsers, {})).message).toContain('with an explicit deny in an identity-based policy');
    await (await session(inSeconds(15))).run(ListUsers, {});
    const { PolicyDocument } = await root.run(GetRolePolicy, { RoleName: 'Auditor', PolicyName: REVOKE_POLICY });
    expect(revokedBefore(decodeURIComponent(PolicyDocument))).toEqual(inSeconds(10));
    for (const written of ['{}', '{"Condition":{"DateLessThan":{"aws:TokenIssueTime":"soon"}}}'])
      expect(revokedBefore(written)).toBeNull();
  });
});
