import { randomUUID } from 'node:crypto';
import type { Usage } from '@gatehouse/bill';
import { accountCheck } from '../../account/settings-operations';
import { AwsError, limitExceeded, noSuchEntity, validationError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { giveWay, letOthersIn } from '../../core/work/bulk';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { billingOperation } from '../billing-operation';
import { type AccountMonth, changeBills, type PaidPeriod, paysThroughout, periodsOfPayer } from '../payers';
import { type Block, BlockMaker, deleteBlocks, insertBlocks } from './blocks';
import { type ImportSummary, importReport } from './import';
import { batchAnswer, extentOf, insertBatch, monthsOf, type UsageBatchAnswer } from './operations';
import {
  AppendUsageImportInput,
  BeginUsageImportInput,
  FinishUsageImportInput,
  MOST_PART_CHARACTERS,
  MOST_PARTS,
  MOST_WAITING_PARTS,
} from './schema';

const HOUR_MS = 3_600_000;
const BLOCKS_AT_ONCE = 500;
const ACCOUNTS_TOLD = 100;

/**
 * Begins the upload of a report. Nothing of it is on a bill until it is finished; an unfinished import is deleted after two days.
 */
export const BeginUsageImport = billingOperation({
  service: 'gatehouse',
  name: 'BeginUsageImport',
  access: 'Write',
  input: BeginUsageImportInput,
  checks: importCheck,
  run: async ({ Name }, scope) => {
    const batch = { source: 'import', name: Name, state: 'OPEN', rows: 0, firstMonth: null, lastMonth: null };
    const { id } = await insertBatch(scope, batch);
    return { BatchId: id, MostPartCharacters: MOST_PART_CHARACTERS, MostParts: MOST_PARTS };
  },
  touches: () => ({}),
});

/** Returns the check of all steps of an import. */
function importCheck(_input: unknown, scope: Scope) {
  return [accountCheck('gatehouse:ImportUsage', scope)];
}

/** Adds a piece of the report. Pieces may arrive in any order and repeatedly. */
export const AppendUsageImport = billingOperation({
  service: 'gatehouse',
  name: 'AppendUsageImport',
  access: 'Write',
  input: AppendUsageImportInput,
  checks: importCheck,
  run: async ({ BatchId, Part, Data }, { db, accountId }) => {
    await requireOpenImport(db, accountId, BatchId);
    const id = `${BatchId}/${Part}`;
    await requireRoomFor(db, accountId, id);
    await db.usageImportPart.upsert({
      where: { id },
      create: { id, batchId: BatchId, number: Part, data: Data },
      update: { data: Data },
    });
    return {};
  },
  touches: () => ({}),
});

/**
 * Refuses too much data in unfinished imports.
 * @throws AwsError LimitExceededException
 */
async function requireRoomFor(db: Transaction, accountId: string, id: string): Promise<void> {
  const waiting = await db.usageImportPart.count({ where: { batch: { accountId, state: 'OPEN' }, id: { not: id } } });
  if (waiting < MOST_WAITING_PARTS) return;
  throw limitExceeded(
    `The imports of account ${accountId} that are not finished have ${waiting} parts, and together they may have ${MOST_WAITING_PARTS}. Finish one, or delete it with DeleteUsageBatch.`,
  );
}

async function requireOpenImport(db: Transaction, accountId: string, batchId: string) {
  const batch = await db.usageBatch.findUnique({ where: { id: batchId } });
  if (batch?.accountId !== accountId || batch.source !== 'import') throw noSuchEntity(`There is no import ${batchId}.`);
  if (batch.state !== 'OPEN') throw new AwsError('ConflictException', `The import ${batchId} is finished.`);
  return batch;
}

/** The result of an import. */
export type ImportAnswer = {
  /** False if the report has problems that were not allowed. Nothing was stored, and it can be finished again. */
  Imported: boolean;
  Batch: UsageBatchAnswer;
  Format: ImportSummary['format'];
  /** The usage rows of the caller's accounts. */
  Rows: number;
  /** The number of other rows by the report's type. */
  Skipped: Readonly<Record<string, number>>;
  /** The number of quantities with more than nine decimals, which were rounded. */
  Rounded: number;
  /** The first hundred unreadable lines, and their total number. */
  Problems: { Line: number; Column: string; Sentence: string }[];
  ProblemCount: number;
  /** The skipped usage of accounts or times that the caller does not pay for. */
  Others: { AccountId: string; Rows: number }[];
};

/** A parsed report. Its blocks wait in the database under a temporary name. */
type ReadReport = {
  waiting: string;
  months: AccountMonth[];
  /** The payers when it was read. */
  periods: ReadonlyMap<string, readonly PaidPeriod[]>;
  extent: ReturnType<typeof extentOf>;
  summary: ImportSummary;
  others: Map<string, number>;
  imported: boolean;
};

/**
 * Parses an uploaded report and stores its usage completely or not at all. Unreadable lines, or usage of accounts that the caller
 * does not pay for, prevent it unless the request allows skipping them.
 */
export const FinishUsageImport = billingOperation({
  service: 'gatehouse',
  name: 'FinishUsageImport',
  access: 'Write',
  input: FinishUsageImportInput,
  checks: importCheck,
  prepare: (input, scope, _target, database): Promise<ReadReport> => readReport(input, scope, database),
  run: async ({ BatchId }, { db, accountId, now }, _target, report): Promise<ImportAnswer> => {
    const open = await requireOpenImport(db, accountId, BatchId);
    const { waiting, months, periods, extent, summary, others, imported } = report;
    let batch = open;
    if (imported) {
      await changeBills(db, months, periods);
      await takeIn(db, waiting, BatchId);
      await deleteParts(db, BatchId);
      // Blocks left by an interrupted attempt.
      await deleteBlocks(db, { batchId: { startsWith: `${BatchId}#` }, pending: true });
      batch = await db.usageBatch.update({ where: { id: BatchId }, data: { state: 'COMPLETE', createdAt: now, ...extent } });
    } else await deleteBlocks(db, { batchId: waiting });
    return {
      Imported: imported,
      Batch: batchAnswer(batch),
      Format: summary.format,
      Rows: extent.rows,
      Skipped: summary.skipped,
      Rounded: summary.rounded,
      Problems: summary.problems.map(({ line, column, sentence }) => ({ Line: line, Column: column, Sentence: sentence })),
      ProblemCount: summary.problemCount,
      Others: [...others].slice(0, ACCOUNTS_TOLD).map(([AccountId, Rows]) => ({ AccountId, Rows })),
    };
  },
  touches: () => ({}),
});

/** Makes waiting blocks part of the usage in pieces, rewriting each. */
async function takeIn(db: Transaction, waiting: string, batchId: string): Promise<void> {
  const next = () => db.usageBlock.findMany({ where: { batchId: waiting }, select: { id: true }, take: BLOCKS_AT_ONCE });
  for (let some = await next(); some.length > 0; some = await next()) {
    await db.usageBlock.updateMany({ where: { id: { in: some.map(({ id }) => id) } }, data: { batchId, pending: false } });
    await letOthersIn();
  }
}

/** Deletes a report's pieces one by one, because each is large. */
async function deleteParts(db: Transaction, batchId: string): Promise<void> {
  for (const { id } of await db.usageImportPart.findMany({ where: { batchId }, select: { id: true } })) {
    await db.usageImportPart.deleteMany({ where: { id } });
    await giveWay();
  }
}

type FinishInput = (typeof FinishUsageImportInput)['_output'];

async function readReport(input: FinishInput, { accountId }: Scope, database: Database): Promise<ReadReport> {
  const { BatchId, Parts, LeaveOut, Accounts } = input;
  const { reader } = database;
  await requireOpenImport(reader, accountId, BatchId);
  const periods = await periodsOfPayer(reader, accountId);
  const named = new Map(Accounts.map(({ Reported, AccountId }) => [Reported, AccountId]));
  const waiting = `${BatchId}#${randomUUID()}`;
  const maker = new BlockMaker();
  const others = new Map<string, number>();
  const stored: Omit<Block, 'data'>[] = [];
  let ready: Block[] = [];
  const store = async () => {
    const blocks = ready;
    ready = [];
    await transaction(database, (tx) => insertBlocks(tx, blocks, { batchId: waiting, pending: true }));
    for (const { data: _, ...block } of blocks) stored.push(block);
  };
  for await (const event of importReport(partsOf(reader, BatchId, Parts))) {
    if (event.type === 'refused') {
      await transaction(database, (tx) => deleteBlocks(tx, { batchId: waiting }));
      throw validationError(`Line ${event.line}: ${event.reason}`, 'Data');
    }
    if (event.type === 'rows') {
      for (const row of event.rows) {
        const usage = { ...row, accountId: named.get(row.accountId) ?? row.accountId };
        if (isPaidBy(accountId, usage, periods)) ready.push(...(await maker.add(usage)));
        else others.set(row.accountId, (others.get(row.accountId) ?? 0) + 1);
      }
      if (ready.length >= BLOCKS_AT_ONCE) await store();
      await giveWay();
    }
    if (event.type === 'done') {
      ready.push(...(await maker.rest()));
      await store();
      const imported = LeaveOut || (event.summary.problemCount === 0 && others.size === 0);
      return { waiting, months: monthsOf(stored), periods, extent: extentOf(stored), summary: event.summary, others, imported };
    }
  }
  throw new Error('a report ended without an end');
}

/** Returns whether a payer may add this usage: it pays for the account, or is the account. */
function isPaidBy(
  payerId: string,
  { accountId, hour, hours }: Usage,
  periods: ReadonlyMap<string, readonly PaidPeriod[]>,
): boolean {
  if (accountId === payerId) return true;
  return paysThroughout(periods.get(accountId) ?? [], payerId, hour * HOUR_MS, (hour + hours) * HOUR_MS);
}

/**
 * Yields the pieces of a report in order.
 * @throws AwsError ValidationError if one is missing
 */
async function* partsOf(db: Transaction, batchId: string, parts: number): AsyncGenerator<Uint8Array> {
  for (let number = 0; number < parts; number++) {
    const part = await db.usageImportPart.findUnique({ where: { id: `${batchId}/${number}` } });
    if (!part) throw validationError(`Part ${number} of the report is missing.`, 'Parts');
    yield Buffer.from(part.data, 'base64');
  }
}
