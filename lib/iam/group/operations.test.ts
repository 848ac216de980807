import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW } from '../../core/test-world';
import { AttachGroupPolicy, DetachGroupPolicy } from '../attachment/operations';
import { DeleteGroupPolicy, PutGroupPolicy } from '../inline-policy/operations';
import { ALLOW_ALL, lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import { CreateUser, GetUser, UpdateUser } from '../user/operations';
import {
  AddUserToGroup,
  CreateGroup,
  DeleteGroup,
  GetGroup,
  ListGroups,
  ListGroupsForUser,
  RemoveUserFromGroup,
  UpdateGroup,
} from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

describe('CreateGroup', () => {
  it('returns the unique ID, ARN and path of the group, and records the event', async () => {
    const root = await world.account();
    const { Group } = await root.run(CreateGroup, { GroupName: 'Admins', Path: '/x/' });
    expect(Group).toEqual({
      GroupName: 'Admins',
      GroupId: expect.stringMatching(/^AGPA[A-Z2-7]{17}$/),
      Path: '/x/',
      Arn: `arn:aws:iam::${root.accountId}:group/x/Admins`,
      CreateDate: TEST_NOW,
    });
    expect(await lastEvent(world, root.accountId)).toMatchObject({
      eventName: 'CreateGroup',
      outcome: 'Success',
      readOnly: false,
    });
  });

  it('refuses a name that differs from an existing name only in case', async () => {
    const root = await world.account();
    await root.run(CreateGroup, { GroupName: 'admins' });
    expect(await root.fails(CreateGroup, { GroupName: 'Admins' })).toMatchObject({
      shape: 'EntityAlreadyExistsException',
      message: 'Group with name Admins already exists.',
    });
  });

  it('refuses an invalid name with the error message of AWS', async () => {
    const root = await world.account();
    expect((await root.fails(CreateGroup, { GroupName: 'a/b' })).message).toContain(
      "Value 'a/b' at 'groupName' failed to satisfy constraint",
    );
    expect((await root.fails(CreateGroup, { GroupName: 'x'.repeat(129) })).message).toMatch(/length less than or equal to 128$/);
  });

  it('refuses a group over the quota', async () => {
    const root = await world.account();
    const data = Array.from({ length: 300 }, (_, i) => ({
      id: `AGPA${root.accountId}${i}`,
      accountId: root.accountId,
      name: `g${i}`,
      nameKey: `g${i}`,
      path: '/',
      createdAt: TEST_NOW,
    }));
    await world.database.writer.group.createMany({ data });
    expect(await root.fails(CreateGroup, { GroupName: 'one-more' })).toMatchObject({
      shape: 'LimitExceededException',
      message: "Cannot exceed quota for GroupsPerAccount: 300. Gatehouse's setting QUOTAS raises GroupsPerAccount, up to 500.",
    });
  });

  it('denies access without an Allow, and with a Deny in an SCP despite an Allow', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    const admin = await userWith(world, root, 'admin', { Effect: 'Allow', Action: 'iam:*', Resource: '*' });
    expect((await nobody.fails(CreateGroup, { GroupName: 'g' })).message).toBe(
      `User: arn:aws:iam::${root.accountId}:user/nobody is not authorized to perform: iam:CreateGroup on resource: arn:aws:iam::${root.accountId}:group/g because no identity-based policy allows the iam:CreateGroup action`,
    );
    await limitByScp(world, root.accountId, policyDocument({ Effect: 'Deny', Action: 'iam:*Group', Resource: '*' }));
    expect((await admin.fails(CreateGroup, { GroupName: 'g' })).message).toContain(
      'with an explicit deny in a service control policy',
    );
  });
});

describe('group membership', () => {
  it('grants the permissions of the group on the next request, and removal revokes them', async () => {
    const root = await world.account();
    const ana = await userWith(world, root, 'ana');
    await root.run(CreateGroup, { GroupName: 'readers' });
    await root.run(PutGroupPolicy, {
      GroupName: 'readers',
      PolicyName: 'p',
      PolicyDocument: policyDocument({ Effect: 'Allow', Action: 'iam:GetUser', Resource: '*' }),
    });
    expect((await ana.fails(GetUser, {})).shape).toBe('AccessDenied');
    await root.run(AddUserToGroup, { GroupName: 'Readers', UserName: 'Ana' });
    await expect(ana.run(GetUser, {})).resolves.toBeDefined();
    await root.run(RemoveUserFromGroup, { GroupName: 'readers', UserName: 'ana' });
    expect((await ana.fails(GetUser, {})).shape).toBe('AccessDenied');
  });

  it('can be added twice but not removed twice', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(CreateGroup, { GroupName: 'g' });
    await root.run(AddUserToGroup, { GroupName: 'g', UserName: 'ana' });
    await root.run(AddUserToGroup, { GroupName: 'g', UserName: 'ana' });
    await root.run(RemoveUserFromGroup, { GroupName: 'g', UserName: 'ana' });
    expect((await root.fails(RemoveUserFromGroup, { GroupName: 'g', UserName: 'ana' })).shape).toBe('NoSuchEntityException');
  });

  it('is limited to ten groups per user', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    for (let i = 0; i <= 10; i++) await root.run(CreateGroup, { GroupName: `g${i}` });
    for (let i = 0; i < 10; i++) await root.run(AddUserToGroup, { GroupName: `g${i}`, UserName: 'ana' });
    expect(await root.fails(AddUserToGroup, { GroupName: 'g10', UserName: 'ana' })).toMatchObject({
      shape: 'LimitExceededException',
      message: 'Cannot exceed quota for GroupsPerUser: 10',
    });
    await expect(root.run(AddUserToGroup, { GroupName: 'g3', UserName: 'ana' })).resolves.toEqual({});
  });

  it.each([AddUserToGroup, RemoveUserFromGroup])('requires an existing group and an existing user: $name', async (operation) => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(CreateGroup, { GroupName: 'g' });
    expect((await root.fails(operation, { GroupName: 'x', UserName: 'ana' })).message).toBe(
      'The group with name x cannot be found.',
    );
    expect((await root.fails(operation, { GroupName: 'g', UserName: 'x' })).message).toBe(
      'The user with name x cannot be found.',
    );
  });

  it('requires permission on the group', async () => {
    const root = await world.account();
    for (const GroupName of ['open', 'closed']) await root.run(CreateGroup, { GroupName });
    const arn = `arn:aws:iam::${root.accountId}:group`;
    const helper = await userWith(world, root, 'helper', {
      Effect: 'Allow',
      Action: 'iam:*UserToGroup',
      Resource: `${arn}/open`,
    });
    await helper.run(AddUserToGroup, { GroupName: 'open', UserName: 'helper' });
    expect((await helper.fails(AddUserToGroup, { GroupName: 'closed', UserName: 'helper' })).message).toContain(
      `iam:AddUserToGroup on resource: ${arn}/closed because no identity-based policy`,
    );
    expect((await helper.fails(RemoveUserFromGroup, { GroupName: 'open', UserName: 'helper' })).message).toContain(
      'iam:RemoveUserFromGroup',
    );
  });
});

describe('GetGroup', () => {
  it('pages through the members sorted by name', async () => {
    const root = await world.account();
    await root.run(CreateGroup, { GroupName: 'g' });
    for (const UserName of ['c', 'A', 'b']) {
      await root.run(CreateUser, { UserName });
      await root.run(AddUserToGroup, { GroupName: 'g', UserName });
    }
    const first = await root.run(GetGroup, { GroupName: 'G', MaxItems: 2 });
    expect(first).toMatchObject({ Group: { GroupName: 'g' }, IsTruncated: true, Users: [{ UserName: 'A' }, { UserName: 'b' }] });
    const second = await root.run(GetGroup, { GroupName: 'g', MaxItems: 2, Marker: first.Marker });
    expect(second).toMatchObject({ IsTruncated: false, Marker: undefined, Users: [{ UserName: 'c' }] });
  });

  it('fails for a group that does not exist and denies access without an Allow', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    expect(await root.fails(GetGroup, { GroupName: 'g' })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: 'The group with name g cannot be found.',
    });
    expect((await nobody.fails(GetGroup, { GroupName: 'g' })).shape).toBe('AccessDenied');
  });
});

describe('ListGroups and ListGroupsForUser', () => {
  it('return pages, and ListGroups filters by path prefix', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    for (const [GroupName, Path] of [
      ['b', '/x/'],
      ['A', '/'],
      ['c', '/X/'],
    ] as const) {
      await root.run(CreateGroup, { GroupName, Path });
      await root.run(AddUserToGroup, { GroupName, UserName: 'ana' });
    }
    const names = ({ Groups }: { Groups: { GroupName: string | undefined }[] }) => Groups.map(({ GroupName }) => GroupName);
    expect(names(await root.run(ListGroups, {}))).toEqual(['A', 'b', 'c']);
    expect(names(await root.run(ListGroups, { PathPrefix: '/x/' }))).toEqual(['b']);
    const first = await root.run(ListGroupsForUser, { UserName: 'ana', MaxItems: 2 });
    expect(names(first)).toEqual(['A', 'b']);
    expect(names(await root.run(ListGroupsForUser, { UserName: 'ana', MaxItems: 2, Marker: first.Marker }))).toEqual(['c']);
  });

  it('return the groups of a user after it is renamed', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(CreateGroup, { GroupName: 'g' });
    await root.run(AddUserToGroup, { GroupName: 'g', UserName: 'ana' });
    await root.run(UpdateUser, { UserName: 'ana', NewUserName: 'anna' });
    expect((await root.run(ListGroupsForUser, { UserName: 'anna' })).Groups).toHaveLength(1);
  });

  it('deny access without an Allow, and ListGroupsForUser fails for a missing user', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    const arn = `arn:aws:iam::${root.accountId}`;
    expect((await nobody.fails(ListGroups, {})).message).toContain(`iam:ListGroups on resource: ${arn}:group/ because`);
    expect((await nobody.fails(ListGroupsForUser, { UserName: 'nobody' })).message).toContain(
      `on resource: ${arn}:user/nobody because`,
    );
    expect((await root.fails(ListGroupsForUser, { UserName: 'x' })).message).toBe('The user with name x cannot be found.');
  });
});

describe('UpdateGroup', () => {
  it('changes name and path but keeps ID and members', async () => {
    const root = await world.account();
    const { Group } = await root.run(CreateGroup, { GroupName: 'g' });
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(AddUserToGroup, { GroupName: 'g', UserName: 'ana' });
    await root.run(UpdateGroup, { GroupName: 'g', NewGroupName: 'H', NewPath: '/p/' });
    expect(await root.run(GetGroup, { GroupName: 'h' })).toMatchObject({
      Group: { GroupId: Group.GroupId, GroupName: 'H', Path: '/p/' },
      Users: [{ UserName: 'ana' }],
    });
  });

  it('refuses the name of another group and requires permission on the old and new names', async () => {
    const root = await world.account();
    for (const GroupName of ['a', 'b']) await root.run(CreateGroup, { GroupName });
    expect((await root.fails(UpdateGroup, { GroupName: 'a', NewGroupName: 'B' })).message).toBe(
      'Group with name B already exists.',
    );
    expect((await root.fails(UpdateGroup, { GroupName: 'x', NewGroupName: 'y' })).shape).toBe('NoSuchEntityException');
    const arn = `arn:aws:iam::${root.accountId}:group`;
    const editor = await userWith(world, root, 'editor', { Effect: 'Allow', Action: 'iam:UpdateGroup', Resource: `${arn}/a` });
    expect((await editor.fails(UpdateGroup, { GroupName: 'a', NewGroupName: 'c' })).message).toContain(`on resource: ${arn}/c`);
  });
});

describe('DeleteGroup', () => {
  it('fails until users are removed, inline policies deleted and managed policies detached', async () => {
    const root = await world.account();
    await root.run(CreateGroup, { GroupName: 'g' });
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(AddUserToGroup, { GroupName: 'g', UserName: 'ana' });
    await root.run(PutGroupPolicy, { GroupName: 'g', PolicyName: 'p', PolicyDocument: ALLOW_ALL });
    await root.run(AttachGroupPolicy, { GroupName: 'g', PolicyArn: READ_ONLY });
    const conflict = async () => {
      const error = await root.fails(DeleteGroup, { GroupName: 'g' });
      expect(error.shape).toBe('DeleteConflictException');
      return error.message;
    };
    expect(await conflict()).toBe('Cannot delete entity, must remove users from group first.');
    await root.run(RemoveUserFromGroup, { GroupName: 'g', UserName: 'ana' });
    expect(await conflict()).toBe('Cannot delete entity, must delete policies first.');
    await root.run(DeleteGroupPolicy, { GroupName: 'g', PolicyName: 'p' });
    expect(await conflict()).toBe('Cannot delete entity, must detach all policies first.');
    await root.run(DetachGroupPolicy, { GroupName: 'g', PolicyArn: READ_ONLY });
    await root.run(DeleteGroup, { GroupName: 'g' });
    expect((await root.fails(DeleteGroup, { GroupName: 'g' })).shape).toBe('NoSuchEntityException');
  });

  it('denies access without an Allow', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    await root.run(CreateGroup, { GroupName: 'g' });
    expect((await nobody.fails(DeleteGroup, { GroupName: 'g' })).shape).toBe('AccessDenied');
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'DeleteGroup', outcome: 'Denied' });
    await expect(root.run(GetGroup, { GroupName: 'g' })).resolves.toBeDefined();
  });
});
