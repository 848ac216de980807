import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '../../core/test-world';
import { AttachGroupPolicy, ListAttachedGroupPolicies } from '../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup, GetGroup, ListGroups } from '../../iam/group/operations';
import { PutGroupPolicy } from '../../iam/inline-policy/operations';
import { ALLOW_ALL, userWith } from '../../iam/test-accounts';
import { CreateUser, ListUsers } from '../../iam/user/operations';
import { runAs } from '../testing/run-as';
import { addToGroups, createGroup, deleteGroup, finishGroup, removeFromGroups } from './group';

const world = await createTestWorld();
afterAll(() => world.close());

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

const adminWithout = (root: Actor, action: string) =>
  userWith(
    world,
    root,
    'admin',
    { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
    { Effect: 'Deny', Action: action, Resource: '*' },
  );

async function users(root: Actor, ...names: string[]): Promise<void> {
  for (const UserName of names) await root.run(CreateUser, { UserName });
}

async function membersOf(root: Actor, GroupName: string) {
  return (await root.run(GetGroup, { GroupName })).Users.map(({ UserName }) => UserName);
}

describe('creating a group', () => {
  const asked = { name: 'Developers', users: ['ana', 'ben'], arns: [READ_ONLY] };
  const all = ['Add user ana', 'Add user ben', `Attach ${READ_ONLY}`];

  it('adds its users and policies', async () => {
    const root = await world.account();
    await users(root, 'ana', 'ben');
    expect(await createGroup(runAs(world, root), asked)).toEqual({ ok: true, data: { done: all, failed: [] } });
    expect(await membersOf(root, 'Developers')).toEqual(['ana', 'ben']);
    const { AttachedPolicies } = await root.run(ListAttachedGroupPolicies, { GroupName: 'Developers' });
    expect(AttachedPolicies.map(({ PolicyArn }) => PolicyArn)).toEqual([READ_ONLY]);
  });

  it('reports denied steps, and later repeats only those', async () => {
    const root = await world.account();
    await users(root, 'ana', 'ben');
    const admin = await adminWithout(root, 'iam:AddUserToGroup');
    const created = await createGroup(runAs(world, admin), asked);
    expect(created).toMatchObject({
      ok: true,
      data: { done: [all[2]], failed: [{ what: all[0], error: { code: 'AccessDenied' } }, { what: all[1] }] },
    });
    const done = created.ok ? created.data.done : [];
    expect(await finishGroup(runAs(world, root), { asked, done })).toMatchObject({ ok: true, data: { failed: [] } });
    expect(await membersOf(root, 'Developers')).toEqual(['ana', 'ben']);
  });

  it('is refused without any change if the group exists', async () => {
    const root = await world.account();
    await users(root, 'ana', 'ben');
    await root.run(CreateGroup, { GroupName: 'developers' });
    expect(await createGroup(runAs(world, root), asked)).toMatchObject({
      ok: false,
      error: { code: 'EntityAlreadyExists', member: 'GroupName' },
    });
    expect(await membersOf(root, 'developers')).toEqual([]);
  });
});

describe('deleting groups', () => {
  async function furnished(root: Actor, GroupName: string): Promise<void> {
    await root.run(CreateGroup, { GroupName });
    await root.run(AddUserToGroup, { GroupName, UserName: 'ana' });
    await root.run(AttachGroupPolicy, { GroupName, PolicyArn: READ_ONLY });
    await root.run(PutGroupPolicy, { GroupName, PolicyName: 'own', PolicyDocument: ALLOW_ALL });
  }

  it('removes members and policies first, and keeps the users', async () => {
    const root = await world.account();
    await users(root, 'ana');
    await furnished(root, 'Developers');
    expect(await deleteGroup(runAs(world, root), 'Developers')).toEqual({ ok: true, data: null });
    expect((await root.run(ListGroups, {})).Groups).toEqual([]);
    expect((await root.run(ListUsers, {})).Users).toHaveLength(1);
  });

  it('stops at a denied call, reports the completed steps, and continues from there', async () => {
    const root = await world.account();
    await users(root, 'ana');
    await furnished(root, 'Developers');
    const admin = await adminWithout(root, 'iam:DeleteGroupPolicy');
    expect(await deleteGroup(runAs(world, admin), 'Developers')).toMatchObject({
      ok: false,
      error: {
        action: 'iam:DeleteGroupPolicy',
        done: ['Take user ana out of group Developers', `Detach ${READ_ONLY} from group Developers`],
      },
    });
    expect(await membersOf(root, 'Developers')).toEqual([]);
    expect(await deleteGroup(runAs(world, root), 'Developers')).toEqual({ ok: true, data: null });
  });
});

describe('group memberships', () => {
  it('are added up to the first failure', async () => {
    const root = await world.account();
    await users(root, 'ana', 'ben');
    await root.run(CreateGroup, { GroupName: 'Developers' });
    const added = await addToGroups(runAs(world, root), { users: ['ana', 'ben'], groups: ['Developers', 'Missing'] });
    expect(added).toMatchObject({ ok: false, error: { code: 'NoSuchEntity', done: ['Add user ana to group Developers'] } });
    expect(await membersOf(root, 'Developers')).toEqual(['ana']);
  });

  it('are removed, and a missing membership is no error', async () => {
    const root = await world.account();
    await users(root, 'ana', 'ben');
    await root.run(CreateGroup, { GroupName: 'Developers' });
    await root.run(AddUserToGroup, { GroupName: 'Developers', UserName: 'ben' });
    expect(await removeFromGroups(runAs(world, root), { users: ['ana', 'ben'], groups: ['Developers'] })).toEqual({
      ok: true,
      data: null,
    });
    expect(await membersOf(root, 'Developers')).toEqual([]);
  });
});
