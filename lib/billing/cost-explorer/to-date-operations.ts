import { usd } from '@gatehouse/bill/money';
import type { Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { accountNames } from '../bill/rows';
import { billingOperation } from '../billing-operation';
import { endOf, type MonthName, monthOf, monthsFrom, startOf } from '../months';
import { forecastOf } from './forecast/expected-costs';
import { keepAnswers } from './keep-answers';
import { findMetric, type Metric } from './metrics';
import { addMonth, type Costs, costsOf } from './read-costs';
import { GetCostsToDateInput } from './schema';
import type { Tally } from './tally';

const DAY_MS = 86_400_000;
const TRENDS = 5;
/** The probability of the forecast's interval, in percent. */
const LEVEL = 80;

/** The costs of a service or account on the same days of both months. `Change` is this month's minus last month's. */
export type CostTrend = { Key: string; Name?: string; Amount: string; Before: string; Change: string };

/** The current month. Amounts are in dollars as decimal text; days as `2026-11-30`, both ends included. */
export type CostsToDate = {
  Month: MonthName;
  First: string;
  Last: string;
  Amount: string;
  /** The same days of the previous month, or all of it if it is shorter. Absent without a bill. */
  Before?: { First: string; Last: string; Amount: string };
  /** The forecast of the whole month, with the interval of `Level` percent. Absent with too little data. */
  Forecast?: { Amount: string; Lower: string; Upper: string; Level: number };
  /** The largest changes by product code and by account; empty without a previous month. */
  Services: CostTrend[];
  Accounts: CostTrend[];
};

/** Billionths of a dollar by key. */
type Sums = Map<string, bigint>;
type Part = { total: bigint; services: Sums; accounts: Sums };
type Worked = Omit<CostsToDate, 'Accounts'> & { accounts: CostTrend[] };

const kept = keepAnswers<Worked>(100);

/** Compares this month with the same days of the last one, with its forecast and largest changes. A member sees itself. */
export const GetCostsToDate = billingOperation({
  service: 'gatehouse',
  name: 'GetCostsToDate',
  access: 'Read',
  input: GetCostsToDateInput,
  checks: () => [{ action: 'billing:GetBillingDetails', resource: '*' }],
  run: async (_, scope): Promise<CostsToDate> => {
    const costs = await costsOf(scope);
    const { accounts, ...answer } = await kept(scope, costs, () => worked(scope, costs));
    const names = await accountNames(
      scope,
      accounts.map(({ Key }) => Key),
    );
    return { ...answer, Accounts: accounts.map((trend) => ({ ...trend, Name: names.get(trend.Key) })) };
  },
});

async function worked(scope: Scope, costs: Costs): Promise<Worked> {
  const metric = findMetric('UnblendedCost');
  if (!metric) throw new Error('there is no metric UnblendedCost');
  const month = monthOf(costs.now);
  const day = costs.now.getUTCDate();
  const now = await sumsOf(scope, costs, metric, month, day);
  const last = monthsFrom(month, -1);
  const lastDay = Math.min(day, new Date(endOf(last) - DAY_MS).getUTCDate());
  const before = costs.months.has(last) ? await sumsOf(scope, costs, metric, last, lastDay) : undefined;
  return {
    Month: month,
    First: `${month}-01`,
    Last: dateIn(month, day),
    Amount: usd(now.total),
    ...(before && { Before: { First: `${last}-01`, Last: dateIn(last, lastDay), Amount: usd(before.total) } }),
    ...(await expected(scope, costs, metric, now.untilToday)),
    Services: before ? trendsOf(now.services, before.services) : [],
    accounts: before ? trendsOf(now.accounts, before.accounts) : [],
  };
}

const dateIn = (month: MonthName, day: number) => `${month}-${String(day).padStart(2, '0')}`;

/** Returns the sums from the first of a month to a day, and before that day. */
async function sumsOf(
  scope: Scope,
  costs: Costs,
  metric: Metric,
  month: MonthName,
  last: number,
): Promise<Part & { untilToday: bigint }> {
  const tally: Tally = new Map();
  const timeOf = (day: number) => (day < last ? 0 : 1);
  await addMonth(
    scope,
    costs,
    { month, first: 1, last, times: [] },
    undefined,
    { timeOf, groupsOf: ({ service }, accountId) => [[service, accountId]], metrics: [metric] },
    tally,
  );
  const part = { total: 0n, untilToday: 0n, services: new Map<string, bigint>(), accounts: new Map<string, bigint>() };
  for (const [time, groups] of tally) {
    for (const { keys, sums } of groups.values()) {
      const [service = '', accountId = ''] = keys;
      const [amount = 0n] = sums;
      part.total += amount;
      if (time === 0) part.untilToday += amount;
      add(part.services, service, amount);
      add(part.accounts, accountId, amount);
      await giveWay();
    }
  }
  return part;
}

function add(sums: Sums, key: string, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

/** Returns the past days plus the forecast from today on. */
async function expected(scope: Scope, costs: Costs, metric: Metric, untilToday: bigint): Promise<Pick<CostsToDate, 'Forecast'>> {
  const found = await forecastOf(scope, costs, { metric });
  if (!found) return {};
  const month = monthOf(found.today);
  const { mean, lower, upper } = found.between(Math.max(found.today, startOf(month)), endOf(month), LEVEL);
  return {
    Forecast: {
      Amount: usd(untilToday + mean),
      Lower: usd(untilToday + lower),
      Upper: usd(untilToday + upper),
      Level: LEVEL,
    },
  };
}

function trendsOf(now: Sums, before: Sums): CostTrend[] {
  const changes = [...new Set([...now.keys(), ...before.keys()])].map((key) => {
    const [amount, was] = [now.get(key) ?? 0n, before.get(key) ?? 0n];
    return { key, amount, was, change: amount - was };
  });
  const size = ({ change }: { change: bigint }) => (change < 0n ? -change : change);
  const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);
  return changes
    .filter(({ change }) => change !== 0n)
    .sort((a, b) => (size(a) === size(b) ? byKey(a, b) : size(a) < size(b) ? 1 : -1))
    .slice(0, TRENDS)
    .map(({ key, amount, was, change }) => ({ Key: key, Amount: usd(amount), Before: usd(was), Change: usd(change) }));
}
