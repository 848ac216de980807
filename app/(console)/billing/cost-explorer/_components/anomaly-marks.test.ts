import { expect, it } from 'vitest';
import type { CostAnomaly } from '../../queries';
import { marksOf } from './anomaly-marks';

const anomaly = (First: string): CostAnomaly => ({
  Id: First,
  AccountId: '111122223333',
  Service: 'Amazon Elastic Compute Cloud - Compute',
  First,
  Last: '2026-05-20',
  IsGoingOn: true,
  Actual: '500',
  Expected: '1',
  Impact: '499',
  Days: [],
  Causes: [{ Region: 'ap-northeast-1', UsageType: 'APN1-BoxUsage:c5.xlarge', Amount: '499' }],
});
const times = ['2026-05-11', '2026-05-12', '2026-05-13'].map((Start, at) => ({
  label: Start,
  past: { Start, End: `2026-05-${12 + at}`, at },
}));
const filter = (Key: string, Values: string[], Exclude = false, Type: 'DIMENSION' | 'TAG' = 'DIMENSION') => ({
  Filters: [{ Type, Key, Values, Exclude }],
});
const marked = (view: Parameters<typeof marksOf>[2]) =>
  marksOf([anomaly('2026-05-12'), anomaly('2026-05-01')], times, view).map(({ at }) => at);

it('marks the period in which an anomaly began if the view includes the anomaly', () => {
  expect(marked({ Filters: [] })).toEqual([1]);
  expect(marked(filter('LINKED_ACCOUNT', ['111122223333']))).toEqual([1]);
  expect(marked(filter('LINKED_ACCOUNT', ['111122223333'], true))).toEqual([]);
  expect(marked(filter('REGION', ['us-east-1']))).toEqual([]);
  expect(marked(filter('REGION', ['us-east-1'], true))).toEqual([1]);
  expect(marked(filter('team', ['blue'], false, 'TAG'))).toEqual([]);
});
