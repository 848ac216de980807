import { randomUUID } from 'node:crypto';
import type { Usage } from '@gatehouse/bill';
import { giveWay, letOthersIn, readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { type MonthName, monthOfHour } from '../months';
import { type Columns, packRows, unpackRowsAtOnce } from '../packed-rows';

/** A row in a block. Its account and month are stored beside it. */
type Stored = Omit<Usage, 'accountId'>;

const COLUMNS: Columns<Stored> = {
  service: 'text',
  usageType: 'text',
  region: 'text',
  zone: 'text',
  operation: 'text',
  resourceId: 'text',
  hour: 'number',
  hours: 'number',
  quantity: 'bigint',
  tags: 'json',
  refund: 'bigint',
};

/** The number of rows read within a few milliseconds. */
const ROWS_IN_A_BLOCK = 2_000;
/** The length of a row's resource and tags above which it counts as several rows. */
const CHARACTERS_OF_A_ROW = 500;
const BLOCKS_AT_ONCE = 100;
/** A full block has some fifty thousand characters. */
const BLOCKS_READ_AT_ONCE = 25;
const BLOCKS_DELETED_AT_ONCE = 500;

/** A stored block of one account's usage in one month. */
export type Block = { accountId: string; month: MonthName; rows: number; data: string };

/**
 * Collects usage into blocks in any order. Records don't span months, so a row's month is that of its first hour.
 * @param most the number of collected rows at which all become blocks
 */
export class BlockMaker {
  readonly #gathered = new Map<string, { rows: Usage[]; weight: number }>();
  readonly #most: number;
  #weight = 0;

  constructor(most = 200_000) {
    this.#most = most;
  }

  /**
   * Adds a row.
   * @returns blocks that became full
   */
  async add(usage: Usage): Promise<Block[]> {
    const key = `${usage.accountId}/${monthOfHour(usage.hour)}`;
    const gathered = this.#gathered.get(key) ?? { rows: [], weight: 0 };
    this.#gathered.set(key, gathered);
    const weight = weightOf(usage);
    gathered.rows.push(usage);
    gathered.weight += weight;
    this.#weight += weight;
    if (gathered.weight >= ROWS_IN_A_BLOCK) {
      this.#gathered.delete(key);
      this.#weight -= gathered.weight;
      return [await blockOf(key, gathered.rows)];
    }
    return this.#weight >= this.#most ? this.rest() : [];
  }

  /** Returns the remaining rows as blocks. */
  async rest(): Promise<Block[]> {
    const blocks: Block[] = [];
    for (const [key, { rows }] of this.#gathered) {
      blocks.push(await blockOf(key, rows));
      await giveWay();
    }
    this.#gathered.clear();
    this.#weight = 0;
    return blocks;
  }
}

/** Returns the number of rows that a large row counts as, which limits the size of blocks and of the collected rows. */
function weightOf({ resourceId = '', tags }: Usage): number {
  let characters = resourceId.length;
  for (const key in tags) characters += key.length + (tags[key]?.length ?? 0);
  return 1 + Math.trunc(characters / CHARACTERS_OF_A_ROW);
}

async function blockOf(key: string, rows: readonly Usage[]): Promise<Block> {
  const [accountId = '', month = ''] = key.split('/');
  return { accountId, month, rows: rows.length, data: await packRows<Stored>(COLUMNS, rows) };
}

/** Stores blocks of a batch. */
export async function insertBlocks(
  db: Transaction,
  blocks: readonly Block[],
  { batchId, pending }: { batchId: string; pending: boolean },
): Promise<void> {
  for (let at = 0; at < blocks.length; at += BLOCKS_AT_ONCE) {
    const data = blocks.slice(at, at + BLOCKS_AT_ONCE).map((block) => ({ id: randomUUID(), batchId, pending, ...block }));
    await db.usageBlock.createMany({ data });
    await letOthersIn();
  }
}

/** Deletes blocks in pieces. */
export async function deleteBlocks(
  db: Transaction,
  where: { batchId: string | { startsWith: string }; pending?: boolean },
): Promise<void> {
  const next = () => db.usageBlock.findMany({ where, select: { id: true }, take: BLOCKS_DELETED_AT_ONCE });
  for (let some = await next(); some.length > 0; some = await next()) {
    await db.usageBlock.deleteMany({ where: { id: { in: some.map(({ id }) => id) } } });
    await letOthersIn();
  }
}

/** Stored usage of an account, to be unpacked on demand. */
export type PackedUsage = Pick<Block, 'accountId' | 'data'>;

/** Returns the stored blocks of accounts in a month with their number of rows, unordered. */
export async function findUsage(
  db: Transaction,
  accountIds: readonly string[],
  month: MonthName,
): Promise<{ id: string; rows: number }[]> {
  return readByIds(accountIds, (some) =>
    db.usageBlock.findMany({
      where: { accountId: { in: some }, month, pending: false },
      select: { id: true, rows: true },
    }),
  );
}

/** Reads blocks by id in pieces. */
export async function* readBlocks(db: Transaction, blocks: readonly { id: string }[]): AsyncGenerator<PackedUsage[]> {
  for (let at = 0; at < blocks.length; at += BLOCKS_READ_AT_ONCE) {
    const ids = blocks.slice(at, at + BLOCKS_READ_AT_ONCE).map(({ id }) => id);
    yield await db.usageBlock.findMany({ where: { id: { in: ids } }, select: { accountId: true, data: true } });
    await giveWay();
  }
}

/** Yields the rows of blocks, unpacking one block at a time. */
export function* usageOf(blocks: readonly PackedUsage[]): Generator<Usage> {
  for (const { accountId, data } of blocks) for (const row of unpackRowsAtOnce(COLUMNS, data)) yield { accountId, ...row };
}

/**
 * Returns the accounts and months with stored usage.
 * @param some limits it to one batch
 */
export async function accountsOfBlocks(
  db: Transaction,
  some: { batchId?: string } = {},
): Promise<{ accountId: string; month: MonthName }[]> {
  const where = { pending: false, ...some };
  const months = await db.usageBlock.groupBy({ by: ['month'], where });
  const found: { accountId: string; month: MonthName }[] = [];
  for (const { month } of months) {
    const accounts = await db.usageBlock.groupBy({ by: ['accountId'], where: { ...where, month } });
    for (const { accountId } of accounts) found.push({ accountId, month });
    await letOthersIn();
  }
  return found;
}
