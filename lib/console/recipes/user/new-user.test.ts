import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '../../../core/test-world';
import { AttachUserPolicy, ListAttachedUserPolicies } from '../../../iam/attachment/operations';
import { PutUserPermissionsBoundary } from '../../../iam/boundary/operations';
import { AddUserToGroup, CreateGroup, ListGroupsForUser } from '../../../iam/group/operations';
import { GetUserPolicy, ListUserPolicies, PutUserPolicy } from '../../../iam/inline-policy/operations';
import { GetLoginProfile } from '../../../iam/login-profile/operations';
import { ALLOW_ALL, type Statement, userWith } from '../../../iam/test-accounts';
import { CreateUser, GetUser, ListUsers } from '../../../iam/user/operations';
import { runAs } from '../../testing/run-as';
import { addPermissions, createUser, finishUser, type NewUser } from './new-user';

const world = await createTestWorld();
afterAll(() => world.close());

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const POWER_USER = 'arn:aws:iam::aws:policy/PowerUserAccess';
const CHANGE_PASSWORD = 'arn:aws:iam::aws:policy/IAMUserChangePassword';
const ALLOW: Statement = { Effect: 'Allow', Action: 'iam:*', Resource: '*' };

const plain = (name: string): NewUser => ({
  name,
  console: null,
  permissions: { from: 'groups', groups: [] },
  boundary: null,
  tags: [],
});

const adminWithout = (root: Actor, ...actions: string[]) =>
  userWith(world, root, 'admin', ALLOW, { Effect: 'Deny', Action: actions, Resource: '*' });

async function permissionsOf(root: Actor, UserName: string) {
  const { Groups } = await root.run(ListGroupsForUser, { UserName });
  const { AttachedPolicies } = await root.run(ListAttachedUserPolicies, { UserName });
  const { PolicyNames } = await root.run(ListUserPolicies, { UserName });
  const { User } = await root.run(GetUser, { UserName });
  return {
    groups: Groups.map(({ GroupName }) => GroupName),
    attached: AttachedPolicies.map(({ PolicyArn }) => PolicyArn),
    inline: PolicyNames,
    boundary: User.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
  };
}

/** Creates a user with permissions of every kind, as the source of a copy. */
async function model(root: Actor) {
  await root.run(CreateUser, { UserName: 'model', Tags: [{ Key: 'Team', Value: 'blue' }] });
  await root.run(CreateGroup, { GroupName: 'Developers' });
  await root.run(AddUserToGroup, { GroupName: 'Developers', UserName: 'model' });
  await root.run(AttachUserPolicy, { UserName: 'model', PolicyArn: READ_ONLY });
  await root.run(PutUserPolicy, { UserName: 'model', PolicyName: 'own', PolicyDocument: ALLOW_ALL });
  await root.run(PutUserPermissionsBoundary, { UserName: 'model', PermissionsBoundary: POWER_USER });
}
const COPIED = { groups: ['Developers'], attached: [READ_ONLY], inline: ['own'], boundary: POWER_USER };

describe('creating a user', () => {
  it('adds everything that was requested', async () => {
    const root = await world.account();
    await root.run(CreateGroup, { GroupName: 'Developers' });
    const created = await createUser(runAs(world, root), {
      name: 'ana',
      console: { password: 'Correct-horse-1', mustChange: true },
      permissions: { from: 'groups', groups: ['Developers'] },
      boundary: POWER_USER,
      tags: [{ Key: 'Team', Value: 'blue' }],
    });
    const done = ['Give console access', 'Attach IAMUserChangePassword', 'Add to group Developers'];
    expect(created).toEqual({ ok: true, data: { password: 'Correct-horse-1', done, failed: [] } });
    expect(await permissionsOf(root, 'ana')).toEqual({
      groups: ['Developers'],
      attached: [CHANGE_PASSWORD],
      inline: [],
      boundary: POWER_USER,
    });
    expect((await root.run(GetUser, { UserName: 'ana' })).User.Tags).toEqual([{ Key: 'Team', Value: 'blue' }]);
    expect((await root.run(GetLoginProfile, { UserName: 'ana' })).LoginProfile.PasswordResetRequired).toBe(true);
  });

  it('copies the groups, policies and boundary of another user, but not the tags', async () => {
    const root = await world.account();
    await model(root);
    const created = await createUser(runAs(world, root), { ...plain('ana'), permissions: { from: 'user', user: 'model' } });
    expect(created).toMatchObject({ ok: true, data: { failed: [], password: null } });
    expect(await permissionsOf(root, 'ana')).toEqual(COPIED);
    expect((await root.run(GetUserPolicy, { UserName: 'ana', PolicyName: 'own' })).PolicyDocument).toBe(
      (await root.run(GetUserPolicy, { UserName: 'model', PolicyName: 'own' })).PolicyDocument,
    );
    expect((await root.run(GetUser, { UserName: 'ana' })).User.Tags ?? []).toEqual([]);
  });

  it('prefers the requested boundary to the copied one', async () => {
    const root = await world.account();
    await model(root);
    const permissions = { from: 'user', user: 'model' } as const;
    await createUser(runAs(world, root), { ...plain('ana'), permissions, boundary: READ_ONLY });
    expect((await permissionsOf(root, 'ana')).boundary).toBe(READ_ONLY);
  });

  it('leaves nothing behind if the user cannot be created', async () => {
    const root = await world.account();
    const admin = await adminWithout(root, 'iam:CreateUser');
    expect(await createUser(runAs(world, admin), plain('ana'))).toMatchObject({
      ok: false,
      error: { code: 'AccessDenied', action: 'iam:CreateUser' },
    });
    expect((await root.run(ListUsers, {})).Users.map(({ UserName }) => UserName)).toEqual(['admin']);
  });

  it('reports each denied step, and later completes it without repeating the others', async () => {
    const root = await world.account();
    await model(root);
    const admin = await adminWithout(root, 'iam:AttachUserPolicy', 'iam:GetUserPolicy');
    const asked: NewUser = {
      ...plain('ana'),
      console: { password: { generate: true }, mustChange: true },
      permissions: { from: 'user', user: 'model' },
    };
    const created = await createUser(runAs(world, admin), asked);
    if (!created.ok) throw new Error(created.error.message);
    const { password, done, failed } = created.data;
    expect(password).toMatch(/^.{20}$/);
    expect(done).toEqual(['Give console access', 'Add to group Developers', 'Copy the permissions boundary']);
    expect(failed.map(({ what, error }) => [what, error.action])).toEqual([
      ['Attach IAMUserChangePassword', 'iam:AttachUserPolicy'],
      [`Attach ${READ_ONLY}`, 'iam:AttachUserPolicy'],
      ['Read the inline policy own', 'iam:GetUserPolicy'],
    ]);

    const before = await world.database.reader.event.count({ where: { accountId: root.accountId, readOnly: false } });
    expect(await finishUser(runAs(world, root), { asked, done })).toEqual({
      ok: true,
      data: {
        // The earlier password stays valid, so no new one is returned.
        password: null,
        done: [...done, 'Attach IAMUserChangePassword', `Attach ${READ_ONLY}`, 'Copy the inline policy own'],
        failed: [],
      },
    });
    const writes = await world.database.reader.event.count({ where: { accountId: root.accountId, readOnly: false } });
    expect(writes - before, 'the three that were missing').toBe(3);
    expect(await permissionsOf(root, 'ana')).toMatchObject({
      ...COPIED,
      attached: expect.arrayContaining([READ_ONLY, CHANGE_PASSWORD]),
    });
  });

  it('attaches no IAMUserChangePassword policy if no password was set', async () => {
    const root = await world.account();
    const admin = await adminWithout(root, 'iam:CreateLoginProfile');
    const console = { password: 'Correct-horse-1', mustChange: true };
    const created = await createUser(runAs(world, admin), { ...plain('ana'), console });
    expect(created).toMatchObject({ ok: true, data: { password: null, done: [], failed: [{ what: 'Give console access' }] } });
    expect((await permissionsOf(root, 'ana')).attached).toEqual([]);
  });
});

describe('adding permissions', () => {
  it('to an existing user tries all steps, and returns the first failure with the completed steps', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const arns = ['arn:aws:iam::aws:policy/NoSuchPolicy', READ_ONLY];
    const added = await addPermissions(runAs(world, root), { name: 'ana', permissions: { from: 'policies', arns } });
    expect(added).toMatchObject({ ok: false, error: { code: 'NoSuchEntity', done: [`Attach ${READ_ONLY}`] } });
    expect((await permissionsOf(root, 'ana')).attached).toEqual([READ_ONLY]);
  });

  it('from another user does not copy the boundary', async () => {
    const root = await world.account();
    await model(root);
    await root.run(CreateUser, { UserName: 'ana' });
    await addPermissions(runAs(world, root), { name: 'ana', permissions: { from: 'user', user: 'model' } });
    expect(await permissionsOf(root, 'ana')).toEqual({ ...COPIED, boundary: null });
  });
});
