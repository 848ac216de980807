import { randomBytes } from 'node:crypto';
import { NANO, parseDecimal, type Usage } from '@gatehouse/bill';
import { accountCheck } from '../../account/settings-operations';
import { limitExceeded, noSuchEntity, validationError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { offsetOf } from '../../core/page-token';
import { encodeToken } from '../../core/paginate';
import { oneOf } from '../../core/text/lists';
import type { Transaction } from '../../db/client';
import { billingOperation } from '../billing-operation';
import { endOf, monthOfHour, startOf } from '../months';
import { type AccountMonth, changeBills, type PaidPeriod, requirePaidBy } from '../payers';
import { principalArn } from '../principal-arn';
import { accountsOfBlocks, type Block, BlockMaker, deleteBlocks, insertBlocks } from './blocks';
import { DeleteUsageBatchInput, ListUsageBatchesInput, PutUsageInput } from './schema';

const HOUR_MS = 3_600_000;
const FIRST = Date.UTC(2000, 0);
const LAST = Date.UTC(2100, 0);
const MOST_BATCHES = 2_000;
const PAGE = 25;

const SOURCES = ['manual', 'generator', 'import'] as const;
const STATES = ['OPEN', 'COMPLETE'] as const;
export type UsageBatchAnswer = {
  BatchId: string;
  Name: string;
  Source: (typeof SOURCES)[number];
  /** OPEN until it is finished: nothing of it is on a bill yet. */
  State: (typeof STATES)[number];
  Rows: number;
  /** `2026-11`; absent without usage. */
  FirstMonth?: string;
  LastMonth?: string;
  /** When the usage was added; for an import, when it was finished. */
  CreatedAt: Date;
  CreatedBy: string;
};

type BatchRow = NonNullable<Awaited<ReturnType<Transaction['usageBatch']['findUnique']>>>;

export function batchAnswer(row: BatchRow): UsageBatchAnswer {
  return {
    BatchId: row.id,
    Name: row.name,
    Source: oneOf(SOURCES, row.source),
    State: oneOf(STATES, row.state),
    Rows: row.rows,
    FirstMonth: row.firstMonth ?? undefined,
    LastMonth: row.lastMonth ?? undefined,
    CreatedAt: row.createdAt,
    CreatedBy: row.createdBy,
  };
}

/** Adds usage of the caller's account and of those it pays for, row by row. */
export const PutUsage = billingOperation({
  service: 'gatehouse',
  name: 'PutUsage',
  access: 'Write',
  input: PutUsageInput,
  checks: (_input, scope) => [accountCheck('gatehouse:PutUsage', scope)],
  run: async ({ Name, Rows }, scope) => {
    const usage = Rows.map((row, at) => usageOf(row, scope.accountId, `Rows[${at}]`));
    await requireOwnUsage(scope.db, scope.accountId, usage);
    const maker = new BlockMaker();
    for (const row of usage) await maker.add(row);
    return { Batch: await putBlocks(scope, { source: 'manual', name: Name }, await maker.rest()) };
  },
  touches: () => ({}),
});

type UsageRow = (typeof PutUsageInput)['_output']['Rows'][number];

function usageOf(row: UsageRow, accountId: string, place: string): Usage {
  const amount = amountOf(row, place);
  if ((row.Month === undefined) === (row.Start === undefined))
    throw validationError(`${place} needs a Month, or a Start.`, 'Rows');
  const start = row.Month === undefined ? (row.Start?.getTime() ?? 0) : startOf(row.Month);
  const hour = start / HOUR_MS;
  if (!Number.isInteger(hour) || start < FIRST || start >= LAST)
    throw validationError(`${place}.Start is not a full hour of this century.`, 'Rows');
  const hours = row.Month === undefined ? row.Hours : (endOf(row.Month) - start) / HOUR_MS;
  if (monthOfHour(hour) !== monthOfHour(hour + hours - 1))
    throw validationError(`${place} continues into the next month, but a bill covers one month.`, 'Rows');
  const { UsageType: usageType = '', Region: region = '' } = row;
  return {
    accountId: row.AccountId ?? accountId,
    service: row.Service,
    usageType,
    region,
    operation: row.Operation,
    hour,
    hours: amount.refund === undefined ? hours : 1,
    ...amount,
    ...(row.Zone !== undefined && { zone: row.Zone }),
    ...(row.ResourceId !== undefined && { resourceId: row.ResourceId }),
    ...(row.Tags && { tags: row.Tags }),
  };
}

/** @throws AwsError ValidationError where a row has neither a quantity nor a refund, or both */
function amountOf({ Quantity, Refund, UsageType, Region }: UsageRow, place: string): Pick<Usage, 'quantity' | 'refund'> {
  const given = Refund ?? Quantity;
  if (given === undefined || (Quantity !== undefined && Refund !== undefined))
    throw validationError(`${place} needs a Quantity, or a Refund.`, 'Rows');
  const name = Refund === undefined ? 'Quantity' : 'Refund';
  const amount = parseDecimal(given, NANO);
  if (amount === null) throw validationError(`${place}.${name} has more than ${NANO} decimals.`, 'Rows');
  if (Refund === undefined) {
    if (UsageType === undefined || Region === undefined)
      throw validationError(`${place} needs a UsageType and a Region. Only refunds can be without them.`, 'Rows');
    return { quantity: amount };
  }
  if (amount === 0n) throw validationError(`${place}.Refund is not an amount above zero.`, 'Rows');
  return { quantity: 0n, refund: amount };
}

/**
 * Stores blocks as a complete batch.
 * @param known the payers when the blocks were made, if before this transaction
 * @throws AwsError ConflictException for issued months
 */
export async function putBlocks(
  scope: Scope,
  { source, name }: { source: UsageBatchAnswer['Source']; name: string },
  blocks: readonly Block[],
  known?: ReadonlyMap<string, readonly PaidPeriod[]>,
): Promise<UsageBatchAnswer> {
  const { db } = scope;
  await changeBills(db, monthsOf(blocks), known);
  const batch = await insertBatch(scope, { source, name, state: 'COMPLETE', ...extentOf(blocks) });
  await insertBlocks(db, blocks, { batchId: batch.id, pending: false });
  return batchAnswer(batch);
}

type NewBatch = Pick<BatchRow, 'source' | 'name' | 'state' | 'rows' | 'firstMonth' | 'lastMonth'>;

export async function insertBatch(scope: Scope, batch: NewBatch): Promise<BatchRow> {
  const { db, accountId, now } = scope;
  if ((await db.usageBatch.count({ where: { accountId } })) >= MOST_BATCHES)
    throw limitExceeded(`Cannot exceed quota for UsageBatchesPerAccount: ${MOST_BATCHES}`);
  const id = `usage-${randomBytes(8).toString('hex')}`;
  return db.usageBatch.create({ data: { id, accountId, ...batch, createdAt: now, createdBy: principalArn(scope) } });
}

/** Returns the distinct accounts and months of blocks. */
export function monthsOf(blocks: readonly AccountMonth[]): AccountMonth[] {
  return [...new Map(blocks.map(({ accountId, month }) => [`${accountId}/${month}`, { accountId, month }])).values()];
}

export function extentOf(blocks: readonly Omit<Block, 'data'>[]): Pick<BatchRow, 'rows' | 'firstMonth' | 'lastMonth'> {
  const months = [...new Set(blocks.map(({ month }) => month))].sort();
  const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
  return { rows, firstMonth: months[0] ?? null, lastMonth: months.at(-1) ?? null };
}

/** Lists the usage batches that the caller's account added, newest first. */
export const ListUsageBatches = billingOperation({
  service: 'gatehouse',
  name: 'ListUsageBatches',
  access: 'List',
  input: ListUsageBatchesInput,
  checks: () => [{ action: 'billing:GetBillingData', resource: '*' }],
  run: async ({ MaxResults, NextToken }, { db, accountId }) => {
    const list = `ListUsageBatches:${accountId}`;
    const at = offsetOf(list, NextToken);
    const take = MaxResults ?? PAGE;
    const rows = await db.usageBatch.findMany({
      where: { accountId },
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      skip: at,
      take: take + 1,
    });
    return {
      Batches: rows.slice(0, take).map(batchAnswer),
      NextToken: rows.length > take ? encodeToken(list, String(at + take)) : undefined,
    };
  },
});

/** Deletes a batch, unless one of its months is issued. */
export const DeleteUsageBatch = billingOperation({
  service: 'gatehouse',
  name: 'DeleteUsageBatch',
  access: 'Write',
  input: DeleteUsageBatchInput,
  checks: (_input, scope) => [accountCheck('gatehouse:DeleteUsageBatch', scope)],
  run: async ({ BatchId }, { db, accountId }) => {
    const batch = await db.usageBatch.findUnique({ where: { id: BatchId } });
    if (batch?.accountId !== accountId) throw noSuchEntity(`There is no usage batch ${BatchId}.`);
    await changeBills(db, await accountsOfBlocks(db, { batchId: BatchId }));
    // Blocks that an unfinished report left waiting are deleted too.
    await deleteBlocks(db, { batchId: BatchId });
    await deleteBlocks(db, { batchId: { startsWith: `${BatchId}#` } });
    await db.usageBatch.delete({ where: { id: BatchId } });
    return {};
  },
  touches: () => ({}),
});

/**
 * Refuses usage that the caller may not add.
 * @throws AwsError AccessDenied
 */
export async function requireOwnUsage(db: Transaction, callerId: string, rows: Iterable<Usage>): Promise<void> {
  const claims = [...rows].map(({ accountId, hour, hours }) => ({
    accountId,
    from: hour * HOUR_MS,
    until: (hour + hours) * HOUR_MS,
  }));
  await requirePaidBy(db, callerId, claims);
}
