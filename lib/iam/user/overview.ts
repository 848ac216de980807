import { readListPage, type Seen } from '../../core/list/list';
import type { ListPage } from '../../core/list/schema';
import { defineOperation, type Scope } from '../../core/operation';
import { ENTITIES, entityCheck } from '../entity';
import { listOperation } from '../list-operation';
import { plainUserList, readMembers, type UserParts, userList } from './list';
import { User } from './resource';
import { toUser, type UserRow } from './rows';
import { ListGroupUserOverviewsInput, ListUserOverviewsInput } from './schema';

const { Group } = ENTITIES;

/** A user in the console's list. A part is null if the caller may not read it. */
export type UserOverview = ReturnType<typeof toUser> & {
  Groups: readonly string[] | null;
  AccessKeys: ReturnType<typeof toKey>[] | null;
  PasswordChangedAt: Date | null;
  ConsoleAccess: boolean | null;
  MfaDevices: number | null;
};

/**
 * Lists users for the console: ListUsers with what AWS's page reads for each user. Each part needs its own permission.
 * `NotInGroup` leaves out the members of a group, which needs the permission to read them.
 */
export const ListUserOverviews = listOperation(User, userList, (scope, page) => page.map((seen) => toOverview(scope, seen)), {
  input: ListUserOverviewsInput,
  checks: async ({ NotInGroup }, scope) =>
    NotInGroup === undefined ? [] : entityCheck('iam:GetGroup', scope, 'Group', await Group.find(scope, NotInGroup), NotInGroup),
  among: async ({ NotInGroup }, scope) => {
    if (NotInGroup === undefined) return undefined;
    const members = await readMembers(scope, Group.require(await Group.find(scope, NotInGroup), NotInGroup));
    return ({ id }) => !members.has(id);
  },
});

function toOverview({ partition }: Scope, { row, parts }: Seen<UserRow, UserParts>): UserOverview {
  const { groups, keys, passwordChangedAt, devices } = parts;
  return {
    ...toUser(partition, row),
    Groups: groups,
    AccessKeys: keys?.map(toKey) ?? null,
    PasswordChangedAt: passwordChangedAt ?? null,
    ConsoleAccess: passwordChangedAt === null ? null : passwordChangedAt !== undefined,
    MfaDevices: devices,
  };
}

function toKey({ id, status, createdAt, lastUsedAt }: NonNullable<UserParts['keys']>[number]) {
  return { AccessKeyId: id, Status: status, CreateDate: createdAt, LastUsedDate: lastUsedAt ?? undefined };
}

/** Lists the users of GetGroup for the console, searched and sorted. */
export const ListGroupUserOverviews = defineOperation({
  service: 'iam',
  name: 'ListGroupUserOverviews',
  access: 'List',
  input: ListGroupUserOverviewsInput,
  target: ({ GroupName }, scope) => Group.find(scope, GroupName),
  checks: ({ GroupName }, scope, group) => entityCheck('iam:GetGroup', scope, 'Group', group, GroupName),
  run: async (input, scope, group): Promise<ListPage<ReturnType<typeof toUser>>> => {
    const members = await readMembers(scope, Group.require(group, input.GroupName));
    const { Rows, ...page } = await readListPage(scope, plainUserList, input, ({ id }) => members.has(id));
    return { ...page, Rows: Rows.map(({ row }) => toUser(scope.partition, row)) };
  },
});
