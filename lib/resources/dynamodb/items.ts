import { createHash } from 'node:crypto';
import { validationError } from '../../core/errors';
import { decrypt, encrypt } from '../../core/secrets/secrets';
import { giveWay, sortInTurns } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { type Key, keyOf, partitionOf } from './keys';
import type { TableResource } from './resource';
import { compareKeys, fromText, type Item, sizeOf, toText } from './values';

/** The purpose under which items and their keys are encrypted. */
export const TABLE_ITEM = 'table-item';

/** The largest item in bytes, and the most items of a table. AWS: 400 KB, and no limit on the number. */
export const MOST_BYTES = 65_536;
const MOST_ITEMS = 1000;

/** Returns the value to find a row by. It reveals only whether two keys are equal. */
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
 * Stores an item, and replaces one with the same key.
 * @param item in its normal form
 * @throws AwsError ValidationException for an item that is too large, or one too many
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

/** Returns the number and size of a table's items. */
export async function measure(db: Transaction, { id }: TableResource): Promise<{ items: number; bytes: number }> {
  const { _count, _sum } = await db.tableItem.aggregate({ where: { tableId: id }, _count: true, _sum: { size: true } });
  return { items: _count, bytes: _sum.size ?? 0 };
}

/** An item without its content. */
export type ItemKey = { id: string; key: Key; size: number; partition: string };

/** Returns the keys of a table's items, or of one partition's items, in their order. */
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

/** Returns the order of a table's items: partitions in an arbitrary order, and items within one by the sort key. */
export function compareItems({ settings: { sortKey } }: TableResource): (a: Placed, b: Placed) => number {
  return (a, b) => {
    if (a.partition !== b.partition) return a.partition < b.partition ? -1 : 1;
    return sortKey ? compareKeys(a.key[sortKey.name] ?? {}, b.key[sortKey.name] ?? {}) : 0;
  };
}

/** Returns the place of a key in the table's order, whether or not it has an item. */
export function orderAmong(table: TableResource, key: Key): Placed {
  return { partition: hashOf(table, partitionOf(table.settings, key)), key };
}

/** Reads the items of some keys, in their order. */
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
