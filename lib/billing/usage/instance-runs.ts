import { NANO, type NanoUnits, type Usage } from '@gatehouse/bill';
import type { TagPair } from '../../core/tags';
import { storedJson } from '../../core/text/stored-json';
import { giveWay, readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { endOf, type MonthName, startOf } from '../months';
import { usageTypeIn } from '../regions';
import { type Block, BlockMaker } from './blocks';

const HOUR_MS = 3_600_000;
const UNIT: NanoUnits = 10n ** BigInt(NANO);

/** A period in which an instance ran, recorded by `lib/resources/ec2/runs.ts`. */
export type Run = NonNullable<Awaited<ReturnType<Transaction['instanceRun']['findUnique']>>>;

/**
 * Yields the hourly usage of an instance: a row for each partial hour, and one for each range of full hours.
 * @param hours the half-open range of hours since 1970
 */
export function* usageOfRun(run: Run, hours: { from: number; until: number }): Generator<Usage> {
  const { accountId, region, instanceId, instanceType, operation } = run;
  const tags = storedJson<TagPair[]>(run.tags);
  const usage = {
    accountId,
    service: 'AmazonEC2',
    usageType: usageTypeIn(region, 'AmazonEC2', `BoxUsage:${instanceType}`),
    region,
    operation,
    resourceId: instanceId,
    ...(tags.length > 0 && { tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) }),
  };
  const from = Math.max(run.from.getTime(), hours.from * HOUR_MS);
  const until = Math.min(run.until?.getTime() ?? Number.POSITIVE_INFINITY, hours.until * HOUR_MS);
  for (let at = from; at < until; ) {
    const hour = Math.floor(at / HOUR_MS);
    const full = at === hour * HOUR_MS ? Math.floor((until - at) / HOUR_MS) : 0;
    const end = full > 0 ? at + full * HOUR_MS : Math.min(until, (hour + 1) * HOUR_MS);
    yield { ...usage, hour, hours: Math.max(1, full), quantity: hoursBefore(end) - hoursBefore(at) };
    at = end;
  }
}

/** Returns billionths of hours since 1970. Parts of an hour add up wherever it is cut. */
function hoursBefore(instant: number): NanoUnits {
  return (UNIT * BigInt(instant)) / BigInt(HOUR_MS);
}

/**
 * Returns the hour since 1970 up to which a month's runs are known; 0 if nothing has run. Hours count when they are over by the
 * payer's time, and running instances are assumed to run until then. Later information concerns later hours, so bills cached
 * under this value stay valid.
 * @param time the payer's time
 */
export async function runsKnownUntil(db: Transaction, payerId: string, month: MonthName | null, time: Date): Promise<number> {
  const last = await db.instanceRun.findFirst({
    where: { account: { billingPeriods: { some: { payerId } } } },
    orderBy: { until: { sort: 'desc', nulls: 'first' } },
    select: { until: true },
  });
  if (!last) return 0;
  const ended = knownUntil(last.until, time);
  if (month === null) return ended;
  return Math.max(startOf(month) / HOUR_MS, Math.min(ended, endOf(month) / HOUR_MS));
}

/**
 * Returns the known hour of runs.
 * @param until when the last run ended; null if it still runs
 */
function knownUntil(until: Date | null, time: Date): number {
  const over = Math.floor(time.getTime() / HOUR_MS);
  return until === null ? over : Math.min(over, Math.ceil(until.getTime() / HOUR_MS));
}

/**
 * Returns the same for all months of many payers.
 * @param times each payer's time
 */
export async function runsOfPayersKnownUntil(
  db: Transaction,
  times: ReadonlyMap<string, Date>,
): Promise<ReadonlyMap<string, number>> {
  const periods = await readByIds(times.keys(), (ids) =>
    db.billingPeriod.findMany({ where: { payerId: { in: ids } }, select: { accountId: true, payerId: true } }),
  );
  const accountIds = periods.map(({ accountId }) => accountId);
  const ended = await readByIds(accountIds, (ids) =>
    db.instanceRun.groupBy({ by: ['accountId'], where: { accountId: { in: ids } }, _max: { until: true } }),
  );
  const running = await readByIds(accountIds, (ids) =>
    db.instanceRun.groupBy({ by: ['accountId'], where: { accountId: { in: ids }, until: null } }),
  );
  const last = new Map<string, Date | null>([
    ...ended.map(({ accountId, _max }) => [accountId, _max.until] as const),
    ...running.map(({ accountId }) => [accountId, null] as const),
  ]);
  const known = new Map([...times.keys()].map((payerId) => [payerId, 0]));
  for (const { accountId, payerId } of periods) {
    const until = last.get(accountId);
    const time = times.get(payerId);
    if (until !== undefined && time) known.set(payerId, Math.max(known.get(payerId) ?? 0, knownUntil(until, time)));
  }
  return known;
}

/** Returns the Prisma condition for runs of accounts in a month. */
export function ranDuring(accountIds: readonly string[], month: MonthName) {
  return {
    accountId: { in: [...accountIds] },
    from: { lt: new Date(endOf(month)) },
    OR: [{ until: null }, { until: { gt: new Date(startOf(month)) } }],
  };
}

/** Returns the runs of accounts in a month until an hour as unstored blocks. */
export async function blocksOfRuns(
  db: Transaction,
  accountIds: readonly string[],
  month: MonthName,
  until: number,
): Promise<Block[]> {
  const from = startOf(month) / HOUR_MS;
  if (until <= from) return [];
  const runs = await readByIds(accountIds, (ids) => db.instanceRun.findMany({ where: ranDuring(ids, month) }));
  const maker = new BlockMaker();
  const blocks: Block[] = [];
  // Sorted, so that the bill is the same wherever it is computed.
  for (const run of runs.sort((a, b) => a.from.getTime() - b.from.getTime() || (a.id < b.id ? -1 : 1))) {
    for (const usage of usageOfRun(run, { from, until })) blocks.push(...(await maker.add(usage)));
    await giveWay();
  }
  return [...blocks, ...(await maker.rest())];
}
