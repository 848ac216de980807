import { readByIds, readInChunks, readOwned } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { type MonthName, monthAfter, monthOf } from '../months';
import { accountsOfBlocks } from './blocks';
import { ranDuring } from './instance-runs';

export { deleteBlocks, findUsage, type PackedUsage, readBlocks, usageOf } from './blocks';
export { blocksOfRuns, runsKnownUntil, runsOfPayersKnownUntil } from './instance-runs';

const ACCOUNTS_AT_ONCE = 250;

/**
 * Returns the months with added usage or runs of accounts.
 * @param now the time until which running instances have run
 */
export async function monthsWithUsage(db: Transaction, accountIds: readonly string[], now: Date): Promise<Set<MonthName>> {
  const rows = await readByIds(accountIds, (ids) =>
    db.usageBlock.groupBy({ by: ['month'], where: { accountId: { in: ids }, pending: false } }),
  );
  const runs = await readByIds(accountIds, (ids) =>
    db.instanceRun.findMany({ where: { accountId: { in: ids } }, select: { from: true, until: true } }),
  );
  return new Set([...rows.map(({ month }) => month), ...runs.flatMap((run) => monthsOf(run, now))]);
}

type Span = { from: Date; until: Date | null };

function monthsOf({ from, until }: Span, now: Date): MonthName[] {
  const last = monthOf(until ?? now);
  const months = [];
  for (let month = monthOf(from); month <= last; month = monthAfter(month)) months.push(month);
  return months;
}

/** Returns whether an account had usage in a month. */
export async function isUsed(db: Transaction, accountIds: readonly string[], month: MonthName): Promise<boolean> {
  for (let at = 0; at < accountIds.length; at += ACCOUNTS_AT_ONCE) {
    const some = accountIds.slice(at, at + ACCOUNTS_AT_ONCE);
    const where = { accountId: { in: some }, month, pending: false };
    if (await db.usageBlock.findFirst({ where, select: { id: true } })) return true;
    if (await db.instanceRun.findFirst({ where: ranDuring(some, month), select: { id: true } })) return true;
  }
  return false;
}

type Used = { accountId: string; month: MonthName };
/** Returns the time until which running instances of accounts have run. */
type TimesOf = (accountIds: readonly string[]) => Promise<(accountId: string) => Date>;

/** Returns the accounts of the installation with usage, with their months. */
export async function accountsWithUsage(db: Transaction, timesOf: TimesOf): Promise<Used[]> {
  const found = await accountsOfBlocks(db);
  const runs = readInChunks(
    (after, take) => db.instanceRun.findMany({ where: { id: { gt: after } }, orderBy: { id: 'asc' }, take }),
    ({ id }) => id,
  );
  for await (const some of runs) found.push(...(await monthsOfRuns(some, timesOf)));
  return found;
}

/** Returns the months with usage of each of the accounts. */
export async function usageAmong(db: Transaction, accountIds: readonly string[], timesOf: TimesOf): Promise<Used[]> {
  const found = await readByIds(accountIds, (ids) =>
    db.usageBlock.groupBy({ by: ['accountId', 'month'], where: { accountId: { in: ids }, pending: false } }),
  );
  const runs = await readOwned(accountIds, (where, take) => db.instanceRun.findMany({ where, orderBy: { id: 'asc' }, take }));
  return [...found, ...(await monthsOfRuns(runs, timesOf))];
}

async function monthsOfRuns(runs: readonly (Span & { accountId: string })[], timesOf: TimesOf): Promise<Used[]> {
  const timeOf = await timesOf(runs.map(({ accountId }) => accountId));
  return runs.flatMap(({ accountId, ...run }) => monthsOf(run, timeOf(accountId)).map((month) => ({ accountId, month })));
}
