import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { expectedOf } from '../cost-explorer/forecast/expected-costs';
import { MOST_DAYS } from '../cost-explorer/forecast/forecast';
import { type Costs, costsOf } from '../cost-explorer/read-costs';
import { limitNeedsFrom, limitOf } from './definition';
import type { Definition } from './documents';
import { measureOf } from './measure';
import { type Period, periodAt, within } from './period';
import type { Budget } from './rows';
import { emptySeries, type Series, seriesOf, sumOf, sumOnDay, type Wanted } from './spend';

/** The account whose budgets are evaluated, and the time. */
type Viewer = Pick<Scope, 'db' | 'account' | 'accountId' | 'now'>;

const DAY_MS = 86_400_000;

/** The state of a budget. Amounts are in billionths of its unit. */
export type Status = {
  /** The current period. */
  period: Period;
  limit: bigint | undefined;
  actual: bigint;
  /** Returns the forecast for the end of the period; undefined with too few days. */
  forecast: () => bigint | undefined;
  unit: string;
  series: Series;
};

/** A budget whose costs its account may no longer see has an error instead. */
type Statuses = { costs: Costs; of: ReadonlyMap<string, Status | AwsError> };

/**
 * Returns the states of budgets by id. All are counted together, so that a thousand cost little more than one.
 * @param more returns an earlier time that must be known for a definition
 */
export async function statusesOf(
  viewer: Viewer,
  budgets: readonly Pick<Budget, 'id' | 'definition'>[],
  more?: (definition: Definition, period: Period) => number,
): Promise<Statuses> {
  const costs = await costsOf(viewer);
  const failures = new Map<string, AwsError>();
  const wanted = new Map<string, Wanted & { definition: Definition; period: Period }>();
  for (const { id, definition } of budgets) {
    await giveWay();
    try {
      const measure = await measureOf(definition, costs);
      const period = periodAt(definition.TimeUnit, costs.now.getTime());
      const forecastNeeds = costs.now.getTime() - (MOST_DAYS + 1) * DAY_MS;
      const start = Math.min(limitNeedsFrom(definition, period), forecastNeeds, more?.(definition, period) ?? period.start);
      wanted.set(id, { measure, time: { start, end: period.end }, definition, period });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failures.set(id, error);
    }
  }
  const series = await seriesOf(viewer, costs, [...wanted.values()]);
  const statuses = new Map<string, Status | AwsError>(failures);
  for (const [id, { measure, definition, period }] of wanted) {
    await giveWay();
    const own = series.get(measure.key) ?? emptySeries();
    const limit = limitOf(definition, period, own);
    const counted = within(period, lifeOf(definition));
    const actual = sumOf(own, counted);
    const forecast = () => forecastOf(own, counted, costs.now.getTime(), actual);
    statuses.set(id, { period, limit, actual, forecast, unit: unitOf(definition, own), series: own });
  }
  return { costs, of: statuses };
}

/**
 * Adds the past and the expected rest. The result is at least what is already on the bill, since usage can be dated in the
 * future.
 */
function forecastOf(series: Series, { start, end }: Period, now: number, actual: bigint): bigint | undefined {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const expected = expectedOf(today, (time, kind) => sumOnDay(series, time, kind), undefined);
  if (!expected) return undefined;
  const rest = Math.max(start, today) < end ? expected.between(Math.max(start, today), end).mean : 0n;
  const whole = sumOf(series, { start, end: Math.min(end, today) }) + rest;
  return whole > actual ? whole : actual;
}

/** Returns the period in which a budget counts. */
function lifeOf({ Start, End }: Definition): Period {
  return { start: Date.parse(Start), end: Date.parse(End) };
}

function unitOf({ BudgetType, BudgetLimit, PlannedBudgetLimits }: Definition, { unit }: Series): string {
  if (BudgetType === 'COST') return 'USD';
  return BudgetLimit?.Unit ?? Object.values(PlannedBudgetLimits ?? {})[0]?.Unit ?? unit ?? 'N/A';
}
