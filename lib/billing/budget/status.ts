import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { type Costs, costsOf } from '../cost-explorer/read-costs';
import { limitNeedsFrom, limitOf } from './definition';
import type { Definition } from './documents';
import { measureOf } from './measure';
import { type Period, periodAt, within } from './period';
import type { Budget } from './rows';
import { type Series, seriesOf, sumOf, type Wanted } from './spend';

/** Whose budgets are looked at, and when. */
export type Viewer = Pick<Scope, 'db' | 'account' | 'accountId' | 'now'>;

/** How a budget stands: amounts in billionths of its unit. */
export type Status = {
  /** That which the bills are at. */
  period: Period;
  limit: bigint | undefined;
  actual: bigint;
  unit: string;
  series: Series;
};

/** Budgets that cannot be told have the failure instead: those that ask for what their account may no longer see. */
export type Statuses = { costs: Costs; of: ReadonlyMap<string, Status | AwsError> };

/**
 * How budgets of an account stand, by their ids. All of them are counted together, so that a thousand cost little more than one.
 * @param more further time that has to be known of each, by its definition
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
    try {
      const measure = await measureOf(definition, costs);
      const period = periodAt(definition.TimeUnit, costs.now.getTime());
      const start = Math.min(limitNeedsFrom(definition, period), more?.(definition, period) ?? period.start);
      wanted.set(id, { measure, time: { start, end: period.end }, definition, period });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failures.set(id, error);
    }
  }
  const series = await seriesOf(viewer, costs, [...wanted.values()]);
  const statuses = new Map<string, Status | AwsError>(failures);
  for (const [id, { measure, definition, period }] of wanted) {
    const own = series.get(measure.key) ?? { days: new Map(), unit: undefined };
    const limit = limitOf(definition, period, own);
    const actual = sumOf(own, within(period, lifeOf(definition)));
    statuses.set(id, { period, limit, actual, unit: unitOf(definition, own), series: own });
  }
  return { costs, of: statuses };
}

/** The time in which a budget counts. */
export function lifeOf({ Start, End }: Definition): Period {
  return { start: Date.parse(Start), end: Date.parse(End) };
}

function unitOf({ BudgetType, BudgetLimit, PlannedBudgetLimits }: Definition, { unit }: Series): string {
  if (BudgetType === 'COST') return 'USD';
  return BudgetLimit?.Unit ?? Object.values(PlannedBudgetLimits ?? {})[0]?.Unit ?? unit ?? 'N/A';
}
