import { type List, readListPage } from '../../core/list/list';
import type { Scope } from '../../core/operation';
import { readByIds, readInChunks } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { readGroups, requireGroup } from '../group/rows';
import { type StoreScope, storeOperation } from '../operation';
import { emailOf, findStoreGroup, findStoreUser, type StoreGroupRow, type StoreUserRow } from '../rows';
import { readUsers, requireUser } from '../user/rows';
import { SearchGroupsInput, SearchUsersInput } from './schema';

/** The rows read at once. They are small. */
const ROWS_AT_ONCE = 1_000;

/** Returns the number of memberships of each group or user. */
async function countsOf(db: Transaction, by: 'groupId' | 'userId', ids: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  await readByIds(ids, async (some) => {
    const rows = await db.identityStoreMembership.findMany({
      where: { [by]: { in: some } },
      select: { groupId: true, userId: true },
    });
    for (const row of rows) counts.set(row[by], (counts.get(row[by]) ?? 0) + 1);
    return [];
  });
  return counts;
}

type Counted = { count: number };

const userList = (storeId: string): List<StoreUserRow, Counted> => ({
  rows: ({ db }) =>
    readInChunks(
      (after, take) => readUsers(db, storeId, after, take),
      ({ id }) => id,
      ROWS_AT_ONCE,
    ),
  name: ({ id }) => id,
  key: ({ id }) => id,
  resource: ({ id }) => id,
  tagsId: ({ id }) => id,
  parts: {
    count: {
      read: async ({ db }: Scope, rows) => {
        const counts = await countsOf(
          db,
          'userId',
          rows.map(({ id }) => id),
        );
        return ({ id }) => counts.get(id) ?? 0;
      },
    },
  },
  fields: {
    UserName: { sort: ({ userName }) => userName, filter: ({ userName }) => userName },
    DisplayName: { sort: ({ displayName }) => displayName, filter: ({ displayName }) => displayName },
    Email: { sort: (row) => emailOf(row), filter: (row) => emailOf(row) },
    Status: { sort: ({ status }) => status, filter: ({ status }) => status },
    CreatedBy: { sort: ({ createdBy }) => createdBy, filter: ({ createdBy }) => createdBy },
    CreatedAt: { sort: ({ createdAt }) => createdAt },
    Groups: { of: 'count', sort: (count) => count ?? undefined },
  },
  sort: 'UserName',
});

const groupList = (storeId: string): List<StoreGroupRow, Counted> => ({
  rows: ({ db }) =>
    readInChunks(
      (after, take) => readGroups(db, storeId, after, take),
      ({ id }) => id,
      ROWS_AT_ONCE,
    ),
  name: ({ id }) => id,
  key: ({ id }) => id,
  resource: ({ id }) => id,
  tagsId: ({ id }) => id,
  parts: {
    count: {
      read: async ({ db }: Scope, rows) => {
        const counts = await countsOf(
          db,
          'groupId',
          rows.map(({ id }) => id),
        );
        return ({ id }) => counts.get(id) ?? 0;
      },
    },
  },
  fields: {
    DisplayName: { sort: ({ displayName }) => displayName, filter: ({ displayName }) => displayName },
    Description: { sort: ({ description }) => description ?? undefined, filter: ({ description }) => description ?? undefined },
    CreatedBy: { sort: ({ createdBy }) => createdBy, filter: ({ createdBy }) => createdBy },
    CreatedAt: { sort: ({ createdAt }) => createdAt },
    Members: { of: 'count', sort: (count) => count ?? undefined },
  },
  sort: 'DisplayName',
});

/** Returns the memberships of a group by user, or those of a user by group. Each has the id by which it is deleted. */
async function membershipsBy(
  { db }: StoreScope,
  of: { groupId: string } | { userId: string },
  by: 'groupId' | 'userId',
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const read = (after: string, take: number) =>
    db.identityStoreMembership.findMany({ where: { ...of, id: { gt: after } }, orderBy: { id: 'asc' }, take });
  for await (const rows of readInChunks(read, ({ id }) => id, ROWS_AT_ONCE)) for (const row of rows) ids.set(row[by], row.id);
  return ids;
}

/** Lists the users of a store for the console, or the members of one group. `Except` names users by id. */
export const SearchUsers = storeOperation({
  service: 'sso-directory',
  name: 'SearchUsers',
  access: 'List',
  input: SearchUsersInput,
  run: async ({ GroupId, ...input }, scope) => {
    const { db, store } = scope;
    const group = GroupId === undefined ? null : requireGroup(await findStoreGroup(db, store.id, GroupId), GroupId);
    const members = group && (await membershipsBy(scope, { groupId: group.id }, 'userId'));
    const { Rows, ...page } = await readListPage(scope, userList(store.id), input, ({ id }) => members?.has(id) ?? true);
    return {
      ...page,
      Rows: Rows.map(({ row, parts: { count } }) => ({
        UserId: row.id,
        UserName: row.userName,
        DisplayName: row.displayName,
        Email: emailOf(row),
        Status: row.status,
        Groups: count ?? 0,
        HasPassword: row.passwordHash !== null,
        CreatedBy: row.createdBy,
        CreatedAt: row.createdAt,
        MembershipId: members?.get(row.id),
      })),
    };
  },
});

/** Lists the groups of a store for the console, or those of one user. `Except` names groups by id. */
export const SearchGroups = storeOperation({
  service: 'sso-directory',
  name: 'SearchGroups',
  access: 'List',
  input: SearchGroupsInput,
  run: async ({ UserId, ...input }, scope) => {
    const { db, store } = scope;
    const user = UserId === undefined ? null : requireUser(await findStoreUser(db, store.id, UserId), UserId);
    const groups = user && (await membershipsBy(scope, { userId: user.id }, 'groupId'));
    const { Rows, ...page } = await readListPage(scope, groupList(store.id), input, ({ id }) => groups?.has(id) ?? true);
    return {
      ...page,
      Rows: Rows.map(({ row, parts: { count } }) => ({
        GroupId: row.id,
        DisplayName: row.displayName,
        Description: row.description ?? undefined,
        Members: count ?? 0,
        CreatedBy: row.createdBy,
        CreatedAt: row.createdAt,
        MembershipId: groups?.get(row.id),
      })),
    };
  },
});
