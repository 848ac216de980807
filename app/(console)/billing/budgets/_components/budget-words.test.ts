import { expect, it } from 'vitest';
import type { Budget } from '../queries';
import { isMore, periodWords, scopeWords, standing, thresholdWords } from './budget-words';

const usd = (Amount: string) => ({ Amount, Unit: 'USD' });
const budget = (actual: string, forecast?: string) =>
  ({
    BudgetLimit: usd('1000.0'),
    CalculatedSpend: { ActualSpend: usd(actual), ...(forecast && { ForecastedSpend: usd(forecast) }) },
    HealthStatus: { Status: 'HEALTHY' },
  }) as Budget;

it('describes the status of a budget, with the worst condition first', () => {
  const alarm = [{ NotificationState: 'ALARM' as const }];
  expect(standing(budget('1001.0'), alarm).text).toBe('Over budget');
  expect(standing(budget('900.0', '2000.0'), alarm).text).toBe('Threshold crossed');
  expect(standing(budget('900.0', '2000.0'), []).text).toBe('Forecasted to exceed');
  expect(standing(budget('900.0', '1000.0'), []).text).toBe('Within budget');
  expect(standing({ ...budget('9.0'), HealthStatus: { Status: 'UNHEALTHY' } as never }, []).text).toBe('Cannot be calculated');
});

it('compares decimal numbers exactly', () => {
  expect([isMore('100.000000001', '100.0'), isMore('100', '100.0'), isMore('0.0', '0'), isMore('1', '0')]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

it('describes the filters of a budget, the threshold of an alert and the period', () => {
  expect(scopeWords({ CostFilters: { TagKeyValue: ['user:team$blue'], LinkedAccount: ['1', '2'] } })).toEqual([
    'Tag: team = blue',
    'Account: 1, 2',
  ]);
  const threshold = {
    NotificationType: 'FORECASTED',
    ComparisonOperator: 'GREATER_THAN',
    Threshold: 80,
    ThresholdType: 'PERCENTAGE',
  } as const;
  expect(thresholdWords(threshold, 'USD')).toBe('Forecast is more than 80 % of the budget');
  const start = '2026-10-01T00:00:00.000Z';
  expect((['DAILY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY'] as const).map((unit) => periodWords(unit, start))).toEqual([
    'Oct 1',
    'Oct 2026',
    'Q4 2026',
    '2026',
  ]);
});
