import { createHash } from 'node:crypto';
import type { Scope } from '../../../core/operation';
import { giveWay } from '../../../core/work/bulk';
import type { AccountLine } from '../../bill/rows';
import { endOf, monthAfter, monthOf, startOf } from '../../months';
import { serviceOf } from '../dimensions';
import { keepAnswers, todayOf } from '../keep-answers';
import { findMetric } from '../metrics';
import { addMonth, type Costs, costsOf } from '../read-costs';
import type { Group, Tally } from '../tally';
import { LEARNING_DAYS, type UnusualTime, unusualTimes } from './unusual-days';

/** A Region's and usage type's part of an anomaly, above its earlier cost; in billionths of a dollar. */
type AnomalyCause = { region: string; usageType: string; amount: bigint };

/** A period in which a service cost an account more than expected. Amounts are in billionths of a dollar. */
export type CostAnomaly = {
  /** The id, which depends on the first day. */
  id: string;
  accountId: string;
  /** The service by its name in Cost Explorer. */
  service: string;
  /** The days since 1970 with their expected costs. */
  days: UnusualTime;
  actual: bigint;
  expected: bigint;
  /** The causes, largest first. */
  causes: readonly AnomalyCause[];
};

export type CostAnomalies = {
  /** The anomalies, latest first. */
  anomalies: readonly CostAnomaly[];
  /** The evaluated days since 1970, up to the current one; null if no account has costs for long enough. */
  judged: { first: number; last: number } | null;
  /** The number of services of accounts with costs in the period. */
  services: number;
  /** The payer sees all accounts, a member itself. */
  kind: Costs['kind'];
};

/** The days that AWS keeps anomalies. */
const KEPT_DAYS = 90;
/** Earlier days are read to learn what is usual. */
const LOOKED_AT_DAYS = KEPT_DAYS + 60;
const DAYS_BEFORE = 28;
const MOST_CAUSES = 10;
const DAY_MS = 86_400_000;
/** Only usage can be unusual. Fees, credits and taxes come when they are due. */
const USAGE: ReadonlySet<string> = new Set(['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage']);

const keptAnomalies = keepAnswers<CostAnomalies>(100);

/**
 * Returns the cost anomalies of the last ninety days in the costs that the caller sees. They are computed on request and cached
 * until a bill changes or the day ends.
 */
export async function findAnomalies(scope: Scope): Promise<CostAnomalies> {
  const costs = await costsOf(scope);
  return keptAnomalies(scope, costs, () => worked(scope, costs, todayOf(costs)));
}

async function worked(scope: Scope, costs: Costs, today: number): Promise<CostAnomalies> {
  const start = today - LOOKED_AT_DAYS + 1;
  const series = await readSeries(scope, costs, start, today);
  const anomalies: CostAnomaly[] = [];
  let [services, since] = [0, today + 1];
  for (const [accountId, { all, byService }] of series) {
    since = Math.min(since, start + all.findIndex((cost) => cost !== 0n));
    for (const [service, daily] of byService) {
      services++;
      await giveWay();
      for (const days of unusualTimes({ start, costs: daily, all })) {
        if ((days.at(-1)?.day ?? 0) <= today - KEPT_DAYS) continue;
        const [actual, expected] = [sum(days.map((day) => day.actual)), sum(days.map((day) => day.expected))];
        anomalies.push({ id: idOf(accountId, service, days), accountId, service, days, actual, expected, causes: [] });
      }
    }
  }
  const first = Math.max(since + LEARNING_DAYS, today - KEPT_DAYS + 1);
  return {
    anomalies: sorted(await withCauses(scope, costs, anomalies, today)),
    judged: first > today ? null : { first, last: today },
    services,
    kind: costs.kind,
  };
}

/** Returns a UUID derived from the anomaly. */
function idOf(accountId: string, service: string, [first]: UnusualTime): string {
  const hash = createHash('sha256').update(`${accountId}\n${service}\n${first?.day}`).digest('hex');
  return [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `a${hash.slice(17, 20)}`, hash.slice(20, 32)].join('-');
}

function sorted(anomalies: readonly CostAnomaly[]): CostAnomaly[] {
  const keyOf = ({ days, id }: CostAnomaly) => `${String(days.at(-1)?.day).padStart(6, '0')}/${id}`;
  return [...anomalies].sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1));
}

type Series = { all: BigInt64Array; byService: Map<string, BigInt64Array> };

/** Returns the daily costs of each service and account. */
async function readSeries(scope: Scope, costs: Costs, start: number, today: number): Promise<Map<string, Series>> {
  const series = new Map<string, Series>();
  const days = () => new BigInt64Array(today - start + 1);
  const groupsOf = (line: AccountLine, accountId: string) => (USAGE.has(line.recordType) ? [[accountId, serviceOf(line)]] : []);
  await eachMonth(
    scope,
    costs,
    { start, today, filter: undefined, groupsOf, metrics: ['UnblendedCost'] },
    (day, { keys, sums }) => {
      const [accountId = '', service = ''] = keys;
      const own = series.get(accountId) ?? { all: days(), byService: new Map<string, BigInt64Array>() };
      series.set(accountId, own);
      const daily = own.byService.get(service) ?? days();
      own.byService.set(service, daily);
      const cost = sums[0] ?? 0n;
      daily[day - start] = cost;
      own.all[day - start] = (own.all[day - start] ?? 0n) + cost;
    },
  );
  return series;
}

type Asked = {
  start: number;
  today: number;
  filter: Parameters<typeof addMonth>[3];
  groupsOf: (line: AccountLine, accountId: string) => readonly (readonly string[])[];
  metrics: readonly string[];
};

/** Processes the daily sums month by month, so that only one month is in memory. */
async function eachMonth(
  scope: Scope,
  costs: Costs,
  { start, today, filter, groupsOf, metrics: names }: Asked,
  take: (day: number, group: Group) => void,
): Promise<void> {
  const metrics = names.flatMap((name) => findMetric(name) ?? []);
  for (let month = monthOf(start * DAY_MS); startOf(month) <= today * DAY_MS; month = monthAfter(month)) {
    const from = startOf(month) / DAY_MS;
    const first = Math.max(start, from) - from + 1;
    const last = Math.min(today, endOf(month) / DAY_MS - 1) - from + 1;
    const tally: Tally = new Map();
    await addMonth(scope, costs, { month, first, last, times: [] }, filter, { timeOf: (day) => day, groupsOf, metrics }, tally);
    for (const [day, groups] of tally) {
      for (const group of groups.values()) take(from + day - 1, group);
      await giveWay();
    }
  }
}

/** The costs and quantities of a Region and usage type by day. */
type Part = { region: string; usageType: string; days: Map<number, { cost: bigint; quantity: bigint }> };

/**
 * Adds the causes of anomalies, and drops those without more usage: costs also rise when a free amount, tier or reservation is
 * used up.
 */
async function withCauses(scope: Scope, costs: Costs, anomalies: readonly CostAnomaly[], today: number): Promise<CostAnomaly[]> {
  if (anomalies.length === 0) return [];
  const wanted = new Set(anomalies.map(({ accountId, service }) => `${accountId}\n${service}`));
  const parts = new Map<string, Map<string, Part>>();
  const start = Math.min(...anomalies.map(({ days }) => days[0]?.day ?? today)) - DAYS_BEFORE;
  const asked: Asked = {
    start,
    today,
    filter: { Accounts: new Set(anomalies.map(({ accountId }) => accountId)) },
    groupsOf: (line, accountId) => {
      const service = serviceOf(line);
      if (!USAGE.has(line.recordType) || !wanted.has(`${accountId}\n${service}`)) return [];
      return [[accountId, service, line.region ?? 'NoRegion', line.usageType]];
    },
    metrics: ['UnblendedCost', 'UsageQuantity'],
  };
  await eachMonth(scope, costs, asked, (day, { keys, sums }) => {
    const [accountId = '', service = '', region = '', usageType = ''] = keys;
    const own = parts.get(`${accountId}\n${service}`) ?? new Map<string, Part>();
    parts.set(`${accountId}\n${service}`, own);
    const part = own.get(`${region}\n${usageType}`) ?? { region, usageType, days: new Map() };
    own.set(`${region}\n${usageType}`, part);
    part.days.set(day, { cost: sums[0] ?? 0n, quantity: sums[1] ?? 0n });
  });
  return anomalies.flatMap((anomaly) => {
    const own = [...(parts.get(`${anomaly.accountId}\n${anomaly.service}`)?.values() ?? [])];
    const causes = own.flatMap((part) => causeOf(part, anomaly.days) ?? []).sort((a, b) => (a.amount < b.amount ? 1 : -1));
    const explained = sum(causes.map(({ amount }) => amount));
    if (explained * 2n < anomaly.actual - anomaly.expected) return [];
    return [{ ...anomaly, causes: causes.slice(0, MOST_CAUSES) }];
  });
}

/** Returns a part's cost above that of the four weeks before, if its usage rose by at least a tenth. */
function causeOf({ region, usageType, days }: Part, time: UnusualTime): AnomalyCause | null {
  const first = time[0]?.day ?? 0;
  const before = Array.from({ length: DAYS_BEFORE }, (_, at) => days.get(first - 1 - at));
  const during = time.map(({ day }) => days.get(day));
  const [costBefore, used] = [sum(before.map((day) => day?.cost ?? 0n)), sum(before.map((day) => day?.quantity ?? 0n))];
  const [cost, using] = [sum(during.map((day) => day?.cost ?? 0n)), sum(during.map((day) => day?.quantity ?? 0n))];
  const [length, lengthBefore] = [BigInt(time.length), BigInt(DAYS_BEFORE)];
  const amount = cost - (costBefore * length) / lengthBefore;
  return amount > 0n && 10n * using * lengthBefore > 11n * used * length ? { region, usageType, amount } : null;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, each) => total + each, 0n);
}
