import { randomUUID } from 'node:crypto';
import type { Usage } from '@gatehouse/bill';
import { giveWay, letOthersIn, readByIds } from '../../core/bulk';
import type { Transaction } from '../../db/client';
import { type MonthName, monthOfHour } from '../months';
import { type Columns, packRows, unpackRowsAtOnce } from '../packed-rows';

/** What a block holds of each row: its account and its month stand beside it. */
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

/** So many are read in a few milliseconds. */
const ROWS_IN_A_BLOCK = 2_000;
/** With more characters in its resource and tags than that, a row counts as several. */
const CHARACTERS_OF_A_ROW = 500;
const BLOCKS_AT_ONCE = 100;
/** A full one has some fifty thousand characters. */
const BLOCKS_READ_AT_ONCE = 25;
const BLOCKS_DELETED_AT_ONCE = 500;

/** Usage of one account in one month, as it is stored. */
export type Block = { accountId: string; month: MonthName; rows: number; data: string };

/**
 * Gathers usage into blocks, whatever order it comes in. Nothing reaches from one month into the next, so the month of a row is that of its
 * first hour.
 * @param most rows that are gathered before blocks are made of all of them
 */
export class BlockMaker {
  readonly #gathered = new Map<string, { rows: Usage[]; weight: number }>();
  readonly #most: number;
  #weight = 0;

  constructor(most = 200_000) {
    this.#most = most;
  }

  /** Takes a row. @returns blocks, where some have become full */
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

  /** What is gathered so far. */
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

/** As how many rows one counts, so that neither a block nor what is gathered is large where rows are. */
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

/** Deletes blocks, some at a time. */
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

/** Usage of an account as it is stored, to be read when it is needed. */
export type PackedUsage = Pick<Block, 'accountId' | 'data'>;

/** What of accounts is stored about a month: how many rows in which blocks, in no order. */
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

/** The blocks with these ids, some at a time. */
export async function* readBlocks(db: Transaction, blocks: readonly { id: string }[]): AsyncGenerator<PackedUsage[]> {
  for (let at = 0; at < blocks.length; at += BLOCKS_READ_AT_ONCE) {
    const ids = blocks.slice(at, at + BLOCKS_READ_AT_ONCE).map(({ id }) => id);
    yield await db.usageBlock.findMany({ where: { id: { in: ids } }, select: { accountId: true, data: true } });
    await giveWay();
  }
}

/** The rows of blocks, a block at a time, so that no more of them are there at once. */
export function* usageOf(blocks: readonly PackedUsage[]): Generator<Usage> {
  for (const { accountId, data } of blocks) for (const row of unpackRowsAtOnce(COLUMNS, data)) yield { accountId, ...row };
}

/** Of which accounts usage is stored, of which months, month by month. @param some where it is of one batch alone */
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
