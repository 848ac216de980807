import { conflict } from '../errors';
import { requireGroup } from '../group/rows';
import { storeOperation } from '../operation';
import { readPage } from '../paging';
import { findStoreGroup, findStoreUser, groupIdsOf } from '../rows';
import { authorOf, requireUser } from '../user/rows';
import { findMembership, findMembershipOf, insertMembership, readMemberships, requireMembership, toMembership } from './rows';
import {
  CreateGroupMembershipInput,
  DeleteGroupMembershipInput,
  DescribeGroupMembershipInput,
  GetGroupMembershipIdInput,
  IsMemberInGroupsInput,
  ListGroupMembershipsForMemberInput,
  ListGroupMembershipsInput,
} from './schema';

export const CreateGroupMembership = storeOperation({
  service: 'identitystore',
  name: 'CreateGroupMembership',
  access: 'Write',
  input: CreateGroupMembershipInput,
  resources: ({ GroupId, MemberId }) => ({ group: GroupId, user: MemberId.UserId }),
  run: async ({ IdentityStoreId, GroupId, MemberId }, scope) => {
    const { db, store } = scope;
    const group = requireGroup(await findStoreGroup(db, store.id, GroupId), GroupId);
    const user = requireUser(await findStoreUser(db, store.id, MemberId.UserId), MemberId.UserId);
    if (await findMembershipOf(db, { groupId: group.id, userId: user.id }))
      throw conflict('Member and Group relationship already exists.');
    const row = await insertMembership(db, group, user, authorOf(scope));
    return { MembershipId: row.id, IdentityStoreId };
  },
});

export const DescribeGroupMembership = storeOperation({
  service: 'identitystore',
  name: 'DescribeGroupMembership',
  access: 'Read',
  input: DescribeGroupMembershipInput,
  target: ({ MembershipId }, { db, store }) => findMembership(db, store.id, MembershipId),
  resources: ({ MembershipId }, row) => ({ group: row?.groupId ?? '*', membership: MembershipId, user: row?.userId ?? '*' }),
  run: async ({ MembershipId }, _scope, row) => toMembership(requireMembership(row, MembershipId)),
});

/** Removes a user from a group. It succeeds for a membership that does not exist. */
export const DeleteGroupMembership = storeOperation({
  service: 'identitystore',
  name: 'DeleteGroupMembership',
  access: 'Write',
  input: DeleteGroupMembershipInput,
  target: ({ MembershipId }, { db, store }) => findMembership(db, store.id, MembershipId),
  resources: ({ MembershipId }, row) => ({ group: row?.groupId ?? '*', membership: MembershipId, user: row?.userId ?? '*' }),
  run: async (_input, { db }, row) => {
    if (row) await db.identityStoreMembership.delete({ where: { id: row.id } });
    return {};
  },
});

export const GetGroupMembershipId = storeOperation({
  service: 'identitystore',
  name: 'GetGroupMembershipId',
  access: 'Read',
  input: GetGroupMembershipIdInput,
  target: async ({ GroupId, MemberId }, { db, store }) => {
    const row = await findMembershipOf(db, { groupId: GroupId.toLowerCase(), userId: MemberId.UserId.toLowerCase() });
    return row?.storeId === store.id ? row : null;
  },
  resources: ({ GroupId, MemberId }, row) => ({ group: GroupId, membership: row?.id ?? '*', user: MemberId.UserId }),
  run: async ({ IdentityStoreId }, _scope, row) => ({ MembershipId: requireMembership(row).id, IdentityStoreId }),
});

export const ListGroupMemberships = storeOperation({
  service: 'identitystore',
  name: 'ListGroupMemberships',
  access: 'List',
  input: ListGroupMembershipsInput,
  target: ({ GroupId }, { db, store }) => findStoreGroup(db, store.id, GroupId),
  resources: ({ GroupId }) => ({ group: GroupId, membership: '*' }),
  run: async ({ GroupId, ...input }, { db }, found) => {
    const { id: groupId } = requireGroup(found, GroupId);
    const read = (after: string, take: number) => readMemberships(db, { groupId }, after, take);
    const { items, ...page } = await readPage(`ListGroupMemberships:${groupId}`, input, read);
    return { GroupMemberships: items.map(toMembership), ...page };
  },
});

export const ListGroupMembershipsForMember = storeOperation({
  service: 'identitystore',
  name: 'ListGroupMembershipsForMember',
  access: 'List',
  input: ListGroupMembershipsForMemberInput,
  target: ({ MemberId }, { db, store }) => findStoreUser(db, store.id, MemberId.UserId),
  resources: ({ MemberId }) => ({ user: MemberId.UserId, membership: '*' }),
  run: async ({ MemberId, ...input }, { db }, found) => {
    const { id: userId } = requireUser(found, MemberId.UserId);
    const read = (after: string, take: number) => readMemberships(db, { userId }, after, take);
    const { items, ...page } = await readPage(`ListGroupMembershipsForMember:${userId}`, input, read);
    return { GroupMemberships: items.map(toMembership), ...page };
  },
});

/** Says for each group whether a user is in it. A group that does not exist has no members (not confirmed). */
export const IsMemberInGroups = storeOperation({
  service: 'identitystore',
  name: 'IsMemberInGroups',
  access: 'Read',
  input: IsMemberInGroupsInput,
  target: ({ MemberId }, { db, store }) => findStoreUser(db, store.id, MemberId.UserId),
  resources: ({ MemberId }) => ({ group: '*', user: MemberId.UserId, membership: '*' }),
  run: async ({ MemberId, GroupIds }, { db, store }, found) => {
    const user = requireUser(found, MemberId.UserId);
    const groupIds = new Set(await groupIdsOf(db, store.id, user.id));
    return {
      Results: GroupIds.map((GroupId) => ({ GroupId, MemberId, MembershipExists: groupIds.has(GroupId.toLowerCase()) })),
    };
  },
});
