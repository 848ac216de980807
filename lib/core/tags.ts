import type { Transaction } from '../db/client';
import { keepFacts } from './cache/kept-facts';
import { grouped, readByIds } from './work/bulk';

export type TagPair = { Key: string; Value: string };

/** Returns tags as an object, as some services take them. */
export function tagRecord(tags: readonly TagPair[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** Reads the tags of one resource, by key. `resourceId` is its unique id (AIDA…, an account, an OU, …). */
export async function readTags(db: Transaction, resourceId: string): Promise<TagPair[]> {
  const rows = await db.tag.findMany({ where: { resourceId }, orderBy: { key: 'asc' } });
  return rows.map((row) => ({ Key: row.key, Value: row.value }));
}

const keptTags = keepFacts<readonly TagPair[]>('tags', 5_000);

/**
 * Reads the tags of a resource in the caller's account as they are at the start of the call, for its checks and for reads.
 * INVARIANT (revision): tags of IAM's resources change only together with their account's revision.
 */
export function tagsAtStart(
  { db, account }: { db: Transaction; account: { revision: number } },
  resourceId: string,
): Promise<readonly TagPair[]> {
  return keptTags.under(db, account.revision, resourceId, () => readTags(db, resourceId));
}

/** Reads the tags of many resources by id, each by key. A resource without tags is absent. */
export async function readTagsOf(db: Transaction, resourceIds: Iterable<string>): Promise<Map<string, TagPair[]>> {
  const rows = await readByIds(resourceIds, (ids) =>
    db.tag.findMany({ where: { resourceId: { in: ids } }, orderBy: { key: 'asc' } }),
  );
  const byResource = grouped(rows, ({ resourceId }) => resourceId);
  return new Map([...byResource].map(([id, tags]) => [id, tags.map(({ key, value }) => ({ Key: key, Value: value }))]));
}

/**
 * Adds tags, or replaces the values of existing ones. The caller has checked quotas.
 * @param sameKey whether two keys are equal: IAM ignores case, Organizations does not
 */
export async function putTags(
  db: Transaction,
  resource: { id: string; accountId: string },
  tags: readonly TagPair[],
  sameKey: (a: string, b: string) => boolean,
): Promise<void> {
  const present = await readTags(db, resource.id);
  for (const tag of tags) {
    const old = present.find(({ Key }) => sameKey(Key, tag.Key));
    if (old) await db.tag.delete({ where: { resourceId_key: { resourceId: resource.id, key: old.Key } } });
    await db.tag.create({ data: { resourceId: resource.id, accountId: resource.accountId, key: tag.Key, value: tag.Value } });
  }
}

/** Removes tags by key. Missing keys are no error (AWS). */
export async function removeTags(
  db: Transaction,
  resourceId: string,
  keys: readonly string[],
  sameKey: (a: string, b: string) => boolean,
): Promise<void> {
  const present = await readTags(db, resourceId);
  const gone = present.filter(({ Key }) => keys.some((key) => sameKey(key, Key))).map(({ Key }) => Key);
  if (gone.length > 0) await db.tag.deleteMany({ where: { resourceId, key: { in: gone } } });
}

/** Deletes all tags of resources that are about to be deleted. */
export async function deleteTagsOf(db: Transaction, resourceIds: readonly string[]): Promise<void> {
  await db.tag.deleteMany({ where: { resourceId: { in: [...resourceIds] } } });
}

/** Deletes the tags of everything that an account or organization owns. */
export async function deleteTagsOwnedBy(db: Transaction, ownerId: string): Promise<void> {
  await db.tag.deleteMany({ where: { accountId: ownerId } });
}

/** Gives the tags of one resource to another. */
export async function moveTags(db: Transaction, fromId: string, toId: string): Promise<void> {
  await db.tag.updateMany({ where: { resourceId: fromId }, data: { resourceId: toId } });
}
