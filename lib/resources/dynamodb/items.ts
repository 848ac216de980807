import { createHash } from 'node:crypto';
import { giveWay, sortInTurns } from '../../core/bulk';
import { validationError } from '../../core/errors';
import { decrypt, encrypt } from '../../core/secrets';
import type { Transaction } from '../../db/client';
import { type Key, keyOf, partitionOf } from './keys';
import type { TableResource } from './resource';
import { compareKeys, fromText, type Item, sizeOf, toText } from './values';

/** Under which items, and their keys, are closed. */
export const TABLE_ITEM = 'table-item';

/** The largest item, and how many a table has; AWS: 400 KB and no such number. */
export const MOST_BYTES = 65_536;
const MOST_ITEMS = 1000;

/** What a row is found by tells nothing of a key but whether it is another one's. */
function hashOf(table: TableResource, key: Item): string {
  return createHash('sha256')
    .update(`${table.id}/${toText(key)}`)
    .digest('base64url');
}

export async function findItem(db: Transaction, table: TableResource, key: Key): Promise<Item | null> {
  const row = await db.tableItem.findUnique({ where: { tableId_keyHash: { tableId: table.id, keyHash: hashOf(table, key) } } });
  return row && fromText(decrypt(TABLE_ITEM, row.contentCipher));
}

/**
 * Stores an item in place of one with the same key.
 * @param item in its normal form
 * @throws AwsError ValidationException for one that is too large, and for one too many
 */
export async function storeItem(db: Transaction, table: TableResource, item: Item): Promise<void> {
  const size = sizeOf(item);
  if (size > MOST_BYTES) throw validationError('Item size has exceeded the maximum allowed size', 'Item');
  const key = keyOf(table.settings, item);
  const where = { tableId_keyHash: { tableId: table.id, keyHash: hashOf(table, key) } };
  const contentCipher = encrypt(TABLE_ITEM, toText(item));
  const present = await db.tableItem.findUnique({ where, select: { id: true } });
  if (present) {
    await db.tableItem.update({ where: { id: present.id }, data: { size, contentCipher } });
    return;
  }
  if ((await db.tableItem.count({ where: { tableId: table.id } })) >= MOST_ITEMS)
    throw validationError(`A table holds ${MOST_ITEMS} items here at most.`, 'Item');
  await db.tableItem.create({
    data: {
      accountId: table.accountId,
      tableId: table.id,
      keyHash: hashOf(table, key),
      partitionHash: hashOf(table, partitionOf(table.settings, key)),
      keyCipher: encrypt(TABLE_ITEM, toText(key)),
      contentCipher,
      size,
    },
  });
}

export async function deleteItem(db: Transaction, table: TableResource, key: Key): Promise<void> {
  await db.tableItem.deleteMany({ where: { tableId: table.id, keyHash: hashOf(table, key) } });
}

/** How many items a table has, and their size. */
export async function measure(db: Transaction, { id }: TableResource): Promise<{ items: number; bytes: number }> {
  const { _count, _sum } = await db.tableItem.aggregate({ where: { tableId: id }, _count: true, _sum: { size: true } });
  return { items: _count, bytes: _sum.size ?? 0 };
}

/** An item but for its content. */
export type ItemKey = { id: string; key: Key; size: number; partition: string };

/** The keys of a table's items, or of those with one partition key: in their order. */
export async function listKeys(db: Transaction, table: TableResource, partition?: Item): Promise<ItemKey[]> {
  const rows = await db.tableItem.findMany({
    where: { tableId: table.id, ...(partition && { partitionHash: hashOf(table, partition) }) },
    select: { id: true, partitionHash: true, keyCipher: true, size: true },
  });
  const keys: ItemKey[] = [];
  for (const { id, size, partitionHash, keyCipher } of rows) {
    keys.push({ id, size, partition: partitionHash, key: fromText(decrypt(TABLE_ITEM, keyCipher)) });
    await giveWay();
  }
  return sortInTurns(keys, compareItems(table));
}

type Placed = Pick<ItemKey, 'partition' | 'key'>;

/** Which of two items of a table comes first: partitions in an order that says nothing, and in one by the sort key. */
export function compareItems({ settings: { sortKey } }: TableResource): (a: Placed, b: Placed) => number {
  return (a, b) => {
    if (a.partition !== b.partition) return a.partition < b.partition ? -1 : 1;
    return sortKey ? compareKeys(a.key[sortKey.name] ?? {}, b.key[sortKey.name] ?? {}) : 0;
  };
}

/** Where a key stands among those of a table, whether or not it has an item. */
export function orderAmong(table: TableResource, key: Key): Placed {
  return { partition: hashOf(table, partitionOf(table.settings, key)), key };
}

/** The items of some keys, in their order. */
export async function readItems(db: Transaction, keys: readonly ItemKey[]): Promise<Item[]> {
  const rows = await db.tableItem.findMany({
    where: { id: { in: keys.map(({ id }) => id) } },
    select: { id: true, contentCipher: true },
  });
  const byId = new Map(rows.map(({ id, contentCipher }) => [id, contentCipher]));
  const items: Item[] = [];
  for (const { id } of keys) {
    const cipher = byId.get(id);
    if (cipher !== undefined) items.push(fromText(decrypt(TABLE_ITEM, cipher)));
    await giveWay();
  }
  return items;
}
