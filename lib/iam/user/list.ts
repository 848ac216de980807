import type { List } from '../../core/list/list';
import type { Scope } from '../../core/operation';
import { grouped, readByIds, readInChunks } from '../../core/work/bulk';
import { type UserRow, userArn } from './rows';

type Key = { id: string; status: string; createdAt: Date; lastUsedAt: Date | null };

/** The parts of a user, each with the permission that AWS's console needs for it. */
export type UserParts = {
  /** The group names, sorted. */
  groups: readonly string[];
  /** The keys, oldest first. */
  keys: readonly Key[];
  /** When the password was set; undefined without console access. */
  passwordChangedAt: Date | undefined;
  /** The number of MFA devices. */
  devices: number;
};

const ROWS_AT_ONCE = 500;

/** The list of GetGroup and ListUsers. */
export const plainUserList: List<UserRow, Record<never, never>> = {
  rows: ({ db, accountId }) =>
    readInChunks(
      (after, take) => db.user.findMany({ where: { accountId, nameKey: { gt: after } }, orderBy: { nameKey: 'asc' }, take }),
      ({ nameKey }) => nameKey,
      ROWS_AT_ONCE,
    ),
  name: ({ name }) => name,
  resource: shownArn,
  tagsId: ({ id }) => id,
  key: ({ nameKey }) => nameKey,
  parts: {},
  sort: 'name',
  fields: {
    name: { sort: ({ name }) => name, filter: ({ name }) => name },
    path: { sort: ({ path }) => path, filter: ({ path }) => path },
    signin: { sort: ({ passwordLastUsed }) => passwordLastUsed },
    created: { sort: ({ createdAt }) => createdAt },
  },
};

/** The list with all parts. */
export const userList: List<UserRow, UserParts> = {
  ...plainUserList,
  parts: {
    groups: { actions: ['iam:ListGroupsForUser'], read: readGroups },
    keys: { actions: ['iam:ListAccessKeys'], read: readKeys },
    passwordChangedAt: { actions: ['iam:GetLoginProfile'], read: readPasswordTimes },
    devices: { actions: ['iam:ListMFADevices'], read: countDevices },
  },
  fields: {
    ...plainUserList.fields,
    groups: { of: 'groups', sort: (groups) => groups?.length },
    group: { of: 'groups', filter: (groups) => groups },
    activity: { of: 'keys', sort: (keys, row) => lastActivity(row, keys ?? []) },
    console: { of: 'passwordChangedAt', sort: consoleAccess, filter: consoleAccess },
    passwordAge: { of: 'passwordChangedAt', sort: (changedAt) => changedAt },
    keys: { of: 'keys', sort: (keys) => (keys ?? []).filter(({ status }) => status === 'Active').map(({ id }) => id) },
    key: { of: 'keys', filter: (keys) => keys?.map(({ id }) => id) },
    keyAge: { of: 'keys', sort: (keys) => oldestActive(keys ?? [])?.createdAt ?? null },
    keyUsed: { of: 'keys', sort: (keys) => lastUse(keys ?? []) },
    mfa: {
      of: 'devices',
      sort: (count) => count,
      filter: (count) => (count === null ? null : count > 0 ? 'Enabled' : 'None'),
    },
    arn: { sort: shownArn, filter: shownArn },
    id: { sort: ({ id }) => id },
  },
};

function shownArn(row: UserRow, { partition }: Scope): string {
  return userArn(partition, row);
}

function consoleAccess(changedAt: Date | undefined | null): string | null {
  if (changedAt === null) return null;
  return changedAt === undefined ? 'Disabled' : 'Enabled';
}

/** Returns the active key that should be replaced first. */
function oldestActive(keys: readonly Key[]): Key | undefined {
  return keys.find(({ status }) => status === 'Active');
}

function lastUse(keys: readonly Key[]): number | null {
  return latest(keys.map(({ lastUsedAt }) => lastUsedAt));
}

function latest(dates: readonly (Date | null)[]): number | null {
  const times = dates.flatMap((date) => date?.getTime() ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

/** Returns when the user last signed in or used a key, as far as the caller may know. */
function lastActivity({ passwordLastUsed }: UserRow, keys: readonly Key[]): number | null {
  return latest([passwordLastUsed, ...keys.map(({ lastUsedAt }) => lastUsedAt)]);
}

async function readGroups({ db }: Scope, users: readonly UserRow[]) {
  const memberships = await readByIds(idsOf(users), (ids) =>
    db.groupMembership.findMany({ where: { userId: { in: ids } }, select: { userId: true, groupId: true } }),
  );
  const groups = await readByIds(
    memberships.map(({ groupId }) => groupId),
    (ids) => db.group.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  );
  const names = new Map(groups.map(({ id, name }) => [id, name]));
  const byUser = grouped(memberships, ({ userId }) => userId);
  return ({ id }: UserRow) => (byUser.get(id) ?? []).flatMap(({ groupId }) => names.get(groupId) ?? []).sort();
}

async function readKeys({ db }: Scope, users: readonly UserRow[]) {
  const keys = await readByIds(idsOf(users), (ids) =>
    db.accessKey.findMany({ where: { userId: { in: ids } }, orderBy: { createdAt: 'asc' } }),
  );
  const byUser = grouped(keys, ({ userId }) => userId);
  return ({ id }: UserRow) => byUser.get(id) ?? [];
}

async function readPasswordTimes({ db }: Scope, users: readonly UserRow[]) {
  const logins = await readByIds(idsOf(users), (ids) =>
    db.loginProfile.findMany({ where: { userId: { in: ids } }, select: { userId: true, passwordChangedAt: true } }),
  );
  const times = new Map(logins.map(({ userId, passwordChangedAt }) => [userId, passwordChangedAt]));
  return ({ id }: UserRow) => times.get(id);
}

async function countDevices({ db }: Scope, users: readonly UserRow[]) {
  const devices = await readByIds(idsOf(users), (ids) =>
    db.mfaDevice.findMany({ where: { userId: { in: ids } }, select: { userId: true } }),
  );
  const byUser = grouped(devices, ({ userId }) => userId);
  return ({ id }: UserRow) => byUser.get(id)?.length ?? 0;
}

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

/** Returns the ids of the users in a group. */
export async function readMembers({ db }: Scope, group: { id: string }): Promise<ReadonlySet<string>> {
  const members = new Set<string>();
  const chunks = readInChunks(
    (after, take) =>
      db.groupMembership.findMany({ where: { groupId: group.id, userId: { gt: after } }, orderBy: { userId: 'asc' }, take }),
    ({ userId }) => userId,
    ROWS_AT_ONCE,
  );
  for await (const rows of chunks) for (const { userId } of rows) members.add(userId);
  return members;
}
