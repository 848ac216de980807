import { iamArn } from '../../core/arns';
import { deleteConflict, entityAlreadyExists, noSuchEntity } from '../../core/errors';
import { newIamId } from '../../core/ids';
import { defineOperation } from '../../core/operation';
import { entityCheck } from '../entity';
import { filteredPage, iamPageOf } from '../paging';
import { requireRoom, requireRoomFor } from '../quotas';
import { findUser, requireUser, toUser } from '../user/rows';
import { Group } from './resource';
import { findGroup, requireGroup, toGroup } from './rows';
import {
  AddUserToGroupInput,
  CreateGroupInput,
  DeleteGroupInput,
  GetGroupInput,
  ListGroupsForUserInput,
  ListGroupsInput,
  RemoveUserFromGroupInput,
  UpdateGroupInput,
} from './schema';

export const CreateGroup = defineOperation({
  service: 'iam',
  name: 'CreateGroup',
  access: 'Write',
  input: CreateGroupInput,
  target: ({ GroupName }, scope) => findGroup(scope, GroupName),
  checks: ({ GroupName, Path }, scope) => [
    { action: 'iam:CreateGroup', resource: iamArn(scope.partition, scope.accountId, 'group', Path ?? '/', GroupName) },
  ],
  run: async ({ GroupName, Path }, scope, existing) => {
    if (existing) throw groupExists(GroupName, 'GroupName');
    await requireRoomFor(scope.db, Group, { accountId: scope.accountId });
    const row = await scope.db.group.create({
      data: {
        id: newIamId('AGPA'),
        accountId: scope.accountId,
        name: GroupName,
        nameKey: GroupName.toLowerCase(),
        path: Path ?? '/',
        createdAt: scope.now,
      },
    });
    return { Group: toGroup(scope.partition, row) };
  },
});

function groupExists(name: string, member: 'GroupName' | 'NewGroupName') {
  return entityAlreadyExists(`Group with name ${name} already exists.`, member);
}

/** Returns a group and a page of its users. */
export const GetGroup = defineOperation({
  service: 'iam',
  name: 'GetGroup',
  access: 'Read',
  input: GetGroupInput,
  target: ({ GroupName }, scope) => findGroup(scope, GroupName),
  checks: ({ GroupName }, scope, group) => entityCheck('iam:GetGroup', scope, 'Group', group, GroupName),
  run: async (input, scope, group) => {
    const found = requireGroup(group, input.GroupName);
    const memberships = { some: { groupId: found.id } };
    const { items, ...page } = await filteredPage(
      `GetGroup:${found.id}`,
      input,
      (after, take) =>
        scope.db.user.findMany({ where: { memberships, nameKey: { gt: after } }, orderBy: { nameKey: 'asc' }, take }),
      () => true,
      (row) => row.nameKey,
    );
    return { Group: toGroup(scope.partition, found), Users: items.map((row) => toUser(scope.partition, row)), ...page };
  },
});

export const ListGroups = defineOperation({
  service: 'iam',
  name: 'ListGroups',
  access: 'List',
  input: ListGroupsInput,
  checks: ({ PathPrefix }, scope) => [
    { action: 'iam:ListGroups', resource: `arn:${scope.partition}:iam::${scope.accountId}:group${PathPrefix ?? '/'}` },
  ],
  run: async (input, { db, accountId, partition }) => {
    const prefix = input.PathPrefix ?? '/';
    const { items, ...page } = await filteredPage(
      `ListGroups:${accountId}:${prefix}`,
      input,
      (after, take) =>
        db.group.findMany({
          where: { accountId, path: { startsWith: prefix }, nameKey: { gt: after } },
          orderBy: { nameKey: 'asc' },
          take,
        }),
      (row) => row.path.startsWith(prefix),
      (row) => row.nameKey,
    );
    return { Groups: items.map((row) => toGroup(partition, row)), ...page };
  },
});

/** Renames or moves a group. Members and policies stay. */
export const UpdateGroup = defineOperation({
  service: 'iam',
  name: 'UpdateGroup',
  access: 'Write',
  input: UpdateGroupInput,
  target: ({ GroupName }, scope) => findGroup(scope, GroupName),
  checks: async ({ GroupName, NewPath, NewGroupName }, scope, group) => {
    // AWS: the caller needs permission on both the current and the new ARN.
    const checks = await entityCheck('iam:UpdateGroup', scope, 'Group', group, GroupName);
    if (group && (NewPath !== undefined || NewGroupName !== undefined)) {
      const resource = iamArn(scope.partition, scope.accountId, 'group', NewPath ?? group.path, NewGroupName ?? group.name);
      checks.push({ action: 'iam:UpdateGroup', resource });
    }
    return checks;
  },
  run: async ({ GroupName, NewPath, NewGroupName }, scope, group) => {
    const found = requireGroup(group, GroupName);
    if (NewGroupName !== undefined) {
      const other = await findGroup(scope, NewGroupName);
      if (other && other.id !== found.id) throw groupExists(NewGroupName, 'NewGroupName');
    }
    const name = NewGroupName ?? found.name;
    await scope.db.group.update({
      where: { id: found.id },
      data: { name, nameKey: name.toLowerCase(), path: NewPath ?? found.path },
    });
    return {};
  },
});

/** Deletes a group. As in AWS, it must have no members and no policies. */
export const DeleteGroup = defineOperation({
  service: 'iam',
  name: 'DeleteGroup',
  access: 'Write',
  input: DeleteGroupInput,
  target: ({ GroupName }, scope) => findGroup(scope, GroupName),
  checks: ({ GroupName }, scope, group) => entityCheck('iam:DeleteGroup', scope, 'Group', group, GroupName),
  run: async ({ GroupName }, { db }, group) => {
    const { id } = requireGroup(group, GroupName);
    if (await db.groupMembership.count({ where: { groupId: id } }))
      throw deleteConflict('Cannot delete entity, must remove users from group first.');
    if (await db.inlinePolicy.count({ where: { entityId: id } }))
      throw deleteConflict('Cannot delete entity, must delete policies first.');
    if (await db.policyAttachment.count({ where: { entityId: id } }))
      throw deleteConflict('Cannot delete entity, must detach all policies first.');
    await db.group.delete({ where: { id } });
    return {};
  },
});

/** Adds a user to a group. As in AWS, adding a member again succeeds, and permission is checked on the group. */
export const AddUserToGroup = defineOperation({
  service: 'iam',
  name: 'AddUserToGroup',
  access: 'Write',
  input: AddUserToGroupInput,
  target: ({ GroupName }, scope) => findGroup(scope, GroupName),
  checks: ({ GroupName }, scope, group) => entityCheck('iam:AddUserToGroup', scope, 'Group', group, GroupName),
  run: async ({ GroupName, UserName }, scope, group) => {
    // AWS's order of checks is not known if both are missing. The group comes first, since permission is checked on it.
    const groupId = requireGroup(group, GroupName).id;
    const userId = requireUser(await findUser(scope, UserName), UserName).id;
    const memberships = await scope.db.groupMembership.findMany({ where: { userId } });
    if (memberships.some((membership) => membership.groupId === groupId)) return {};
    requireRoom('GroupsPerUser', memberships.length);
    await scope.db.groupMembership.create({ data: { groupId, userId, createdAt: scope.now } });
    return {};
  },
});

export const RemoveUserFromGroup = defineOperation({
  service: 'iam',
  name: 'RemoveUserFromGroup',
  access: 'Write',
  input: RemoveUserFromGroupInput,
  target: ({ GroupName }, scope) => findGroup(scope, GroupName),
  checks: ({ GroupName }, scope, group) => entityCheck('iam:RemoveUserFromGroup', scope, 'Group', group, GroupName),
  run: async ({ GroupName, UserName }, scope, group) => {
    const groupId = requireGroup(group, GroupName).id;
    const userId = requireUser(await findUser(scope, UserName), UserName).id;
    const { count } = await scope.db.groupMembership.deleteMany({ where: { groupId, userId } });
    if (count === 0) throw noSuchEntity(`User ${UserName} not in group ${GroupName}`);
    return {};
  },
});

export const ListGroupsForUser = defineOperation({
  service: 'iam',
  name: 'ListGroupsForUser',
  access: 'List',
  input: ListGroupsForUserInput,
  target: ({ UserName }, scope) => findUser(scope, UserName),
  checks: ({ UserName }, scope, user) => entityCheck('iam:ListGroupsForUser', scope, 'User', user, UserName),
  run: async (input, scope, user) => {
    const { id } = requireUser(user, input.UserName);
    const memberships = await scope.db.groupMembership.findMany({ where: { userId: id }, select: { group: true } });
    const groups = memberships.map(({ group }) => group);
    const { items, ...page } = iamPageOf(`ListGroupsForUser:${id}`, groups, input, (row) => row.nameKey);
    return { Groups: items.map((row) => toGroup(scope.partition, row)), ...page };
  },
});
