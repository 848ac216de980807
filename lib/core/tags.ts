import type { Transaction } from '../db/client';
import { grouped, readByIds } from './bulk';
import { keepFacts } from './kept-facts';

export type TagPair = { Key: string; Value: string };

/** The tags of one resource, by key. `resourceId` is its unique id (AIDA…, an account, an OU, …). */
export async function readTags(db: Transaction, resourceId: string): Promise<TagPair[]> {
  const rows = await db.tag.findMany({ where: { resourceId }, orderBy: { key: 'asc' } });
  return rows.map((row) => ({ Key: row.key, Value: row.value }));
}

const keptTags = keepFacts<readonly TagPair[]>('tags', 5_000);

/**
 * The tags of a resource of the caller's account as they are when the call begins: for its checks, and for reads.
 * INVARIANT (revision): tags of IAM's resources change only together with their account's revision.
 */
export function tagsAtStart(
  { db, account }: { db: Transaction; account: { revision: number } },
  resourceId: string,
): Promise<readonly TagPair[]> {
  return keptTags.under(account.revision, resourceId, () => readTags(db, resourceId));
}

/** The tags of many resources by their ids, each by key. A resource without tags is absent. */
export async function readTagsOf(db: Transaction, resourceIds: readonly string[]): Promise<Map<string, TagPair[]>> {
  const rows = await readByIds(resourceIds, (ids) =>
    db.tag.findMany({ where: { resourceId: { in: ids } }, orderBy: { key: 'asc' } }),
  );
  const byResource = grouped(rows, ({ resourceId }) => resourceId);
  return new Map([...byResource].map(([id, tags]) => [id, tags.map(({ key, value }) => ({ Key: key, Value: value }))]));
}

/**
 * Adds tags or replaces the values of those that exist. The caller has checked quotas.
 * @param sameKey decides whether two keys are one: IAM compares without regard to case, Organizations with it
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

/** Removes tags by key; keys that are not there are no error (AWS). */
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
