import type { Partition } from '../core/call';
import { newIdentityStoreId } from '../core/ids';
import { storedJson } from '../core/text/stored-json';
import { grouped, readByIds, readInChunks } from '../core/work/bulk';
import type { Transaction } from '../db/client';

export type IdentityStoreRow = NonNullable<Awaited<ReturnType<Transaction['identityStore']['findUnique']>>>;
export type StoreUserRow = NonNullable<Awaited<ReturnType<Transaction['identityStoreUser']['findUnique']>>>;
export type StoreGroupRow = NonNullable<Awaited<ReturnType<Transaction['identityStoreGroup']['findUnique']>>>;
export type StoreMembershipRow = NonNullable<Awaited<ReturnType<Transaction['identityStoreMembership']['findUnique']>>>;

/** @param ownerId the organization, or the account of an account instance */
type NewStore = { ownerId: string; accountId: string; region: string; now: Date };

/** Creates the empty identity store of a new instance. */
export function insertIdentityStore(db: Transaction, { now, ...store }: NewStore): Promise<IdentityStoreRow> {
  return db.identityStore.create({ data: { id: newIdentityStoreId(), ...store, createdAt: now } });
}

/** Deletes an identity store with all of its users and groups. */
export async function deleteIdentityStore(db: Transaction, id: string): Promise<void> {
  await db.identityStore.delete({ where: { id } });
}

/** Returns the ARN of an identity store, which has no Region. */
export function identityStoreArn(partition: Partition, accountId: string, id: string): string {
  return `arn:${partition}:identitystore::${accountId}:identitystore/${id}`;
}

/**
 * Returns the ARN of a user, a group or a membership, which has neither Region nor account.
 * @param id `*`: all of the kind
 */
export function storeResourceArn(partition: Partition, kind: 'user' | 'group' | 'membership', id: string): string {
  return `arn:${partition}:identitystore:::${kind}/${id}`;
}

export function findStoreUser(db: Transaction, storeId: string, userId: string): Promise<StoreUserRow | null> {
  return db.identityStoreUser.findFirst({ where: { id: userId.toLowerCase(), storeId } });
}

/** Returns the first email address of a user, or undefined. */
export function emailOf({ attributes }: Pick<StoreUserRow, 'attributes'>): string | undefined {
  return storedJson<{ Emails?: { Value?: string }[] }>(attributes).Emails?.[0]?.Value;
}

/** Returns the user by name. As in AWS, names are compared without regard to case (not confirmed). */
export function findStoreUserByName(db: Transaction, storeId: string, userName: string): Promise<StoreUserRow | null> {
  const key = { storeId, userNameKey: userName.toLowerCase() };
  return db.identityStoreUser.findUnique({ where: { storeId_userNameKey: key } });
}

export function findStoreGroup(db: Transaction, storeId: string, groupId: string): Promise<StoreGroupRow | null> {
  return db.identityStoreGroup.findFirst({ where: { id: groupId.toLowerCase(), storeId } });
}

/** Returns the user or group that an assignment names, or null. */
export function findStorePrincipal(
  db: Transaction,
  storeId: string,
  type: 'USER' | 'GROUP',
  id: string,
): Promise<StoreUserRow | StoreGroupRow | null> {
  return type === 'USER' ? findStoreUser(db, storeId, id) : findStoreGroup(db, storeId, id);
}

/** Returns the users with some names, and those with some email addresses. */
export async function findStoreUsers(
  db: Transaction,
  storeId: string,
  { names, emails }: { names: readonly string[]; emails: readonly string[] },
): Promise<StoreUserRow[]> {
  const keys = (texts: readonly string[]) => texts.map((text) => text.toLowerCase());
  const byName = await readByIds(keys(names), (some) =>
    db.identityStoreUser.findMany({ where: { storeId, userNameKey: { in: some } } }),
  );
  const byEmail = await readByIds(keys(emails), (some) =>
    db.identityStoreUser.findMany({ where: { storeId, emailKey: { in: some } } }),
  );
  return [...new Map([...byName, ...byEmail].map((row) => [row.id, row])).values()];
}

/** Returns the groups with some names, each with the ids of its users. */
export async function findStoreGroups(
  db: Transaction,
  storeId: string,
  names: readonly string[],
): Promise<(StoreGroupRow & { userIds: string[] })[]> {
  const rows = await readByIds(
    names.map((name) => name.toLowerCase()),
    (some) => db.identityStoreGroup.findMany({ where: { storeId, nameKey: { in: some } } }),
  );
  const memberships = await readByIds(
    rows.map(({ id }) => id),
    (some) =>
      db.identityStoreMembership.findMany({
        where: { storeId, groupId: { in: some } },
        select: { groupId: true, userId: true },
      }),
  );
  const usersOf = grouped(memberships, ({ groupId }) => groupId);
  return rows.map((row) => ({ ...row, userIds: (usersOf.get(row.id) ?? []).map(({ userId }) => userId) }));
}

/** Returns the ids of the groups of a user, in ascending order. */
export async function groupIdsOf(db: Transaction, storeId: string, userId: string): Promise<string[]> {
  const where = { userId: userId.toLowerCase(), storeId };
  const rows = await db.identityStoreMembership.findMany({ where, select: { groupId: true }, orderBy: { groupId: 'asc' } });
  return rows.map(({ groupId }) => groupId);
}

/** Returns the times since when a user is in its groups, by group. */
export async function memberSince(db: Transaction, storeId: string, userId: string): Promise<ReadonlyMap<string, Date>> {
  const where = { userId: userId.toLowerCase(), storeId };
  const rows = await db.identityStoreMembership.findMany({ where, select: { groupId: true, createdAt: true } });
  return new Map(rows.map(({ groupId, createdAt }) => [groupId, createdAt]));
}

/** Returns the names of users and groups by id: the user name, or the group's display name. Ids that do not exist are absent. */
export async function principalNames(
  db: Transaction,
  storeId: string,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const among = [...ids];
  const users = await readByIds(among, (some) =>
    db.identityStoreUser.findMany({ where: { storeId, id: { in: some } }, select: { id: true, userName: true } }),
  );
  const groups = await readByIds(among, (some) =>
    db.identityStoreGroup.findMany({ where: { storeId, id: { in: some } }, select: { id: true, displayName: true } }),
  );
  return new Map([
    ...users.map(({ id, userName }) => [id, userName] as const),
    ...groups.map(({ id, displayName }) => [id, displayName] as const),
  ]);
}

/** A user or group as lists of all principals need it. */
export type StorePrincipal = { id: string; name: string; displayName: string; disabled: boolean };

/** Reads all users of a store, in chunks. */
export async function* readStoreUsers(db: Transaction, storeId: string): AsyncGenerator<readonly StorePrincipal[]> {
  const select = { id: true, userName: true, displayName: true, status: true };
  const read = (after: string, take: number) =>
    db.identityStoreUser.findMany({ where: { storeId, id: { gt: after } }, select, orderBy: { id: 'asc' }, take });
  for await (const rows of readInChunks(read, ({ id }) => id))
    yield rows.map(({ id, userName, displayName, status }) => ({
      id,
      name: userName,
      displayName,
      disabled: status !== 'ENABLED',
    }));
}

/** Reads all groups of a store, in chunks. */
export async function* readStoreGroups(db: Transaction, storeId: string): AsyncGenerator<readonly StorePrincipal[]> {
  const select = { id: true, displayName: true };
  const read = (after: string, take: number) =>
    db.identityStoreGroup.findMany({ where: { storeId, id: { gt: after } }, select, orderBy: { id: 'asc' }, take });
  for await (const rows of readInChunks(read, ({ id }) => id))
    yield rows.map(({ id, displayName }) => ({ id, name: displayName, displayName, disabled: false }));
}

/** Reads all memberships of a store, in chunks by user. */
export async function* readStoreMemberships(
  db: Transaction,
  storeId: string,
): AsyncGenerator<readonly { groupId: string; userId: string }[]> {
  for await (const users of readStoreUsers(db, storeId)) {
    const userId = { in: users.map(({ id }) => id) };
    yield await db.identityStoreMembership.findMany({ where: { userId }, select: { groupId: true, userId: true } });
  }
}
