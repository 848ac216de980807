import { AwsError } from '../../core/errors';
import { billingOperation } from '../billing-operation';
import { budgetCheck } from './budget-operation';
import type { Definition } from './documents';
import { MOST_PERIODS } from './limits';
import { type Period, periodsBefore } from './period';
import { PreviewBudgetInput } from './schema';
import { sumOf } from './spend';
import { statusesOf } from './status';
import { written } from './written';

const ID = 'preview';

/** Returns the past, current and forecast amounts that a new budget would have, oldest first. */
export const PreviewBudget = billingOperation({
  service: 'gatehouse',
  name: 'PreviewBudget',
  access: 'Read',
  input: PreviewBudgetInput,
  checks: (_input, scope) => [budgetCheck('ViewBudget', { AccountId: scope.accountId, BudgetName: '*' }, scope)],
  run: async (input, scope) => {
    const definition: Definition = { ...input, Start: '2000-01-01T00:00:00.000Z', End: '2087-06-15T00:00:00.000Z' };
    const periodsOf = (period: Period) => [
      ...periodsBefore(input.TimeUnit, period, MOST_PERIODS[input.TimeUnit]).reverse(),
      period,
    ];
    const { of } = await statusesOf(scope, [{ id: ID, definition }], (_, period) => periodsOf(period)[0]?.start ?? period.start);
    const status = of.get(ID);
    if (!status || status instanceof AwsError)
      throw status ?? new AwsError('InternalFailure', 'The budget cannot be calculated.');
    const forecast = status.forecast();
    return {
      Unit: status.unit,
      Periods: periodsOf(status.period).map((period) => ({
        Start: new Date(period.start),
        End: new Date(period.end),
        Amount: written(sumOf(status.series, period)),
      })),
      Forecast: forecast === undefined ? undefined : written(forecast),
    };
  },
});
