import { expect, it } from 'vitest';
import { type Ahead, type Range, timesOfView } from './view';

const now = new Date('2026-11-27T15:00:00Z');
const day = (time: number) => new Date(time).toISOString().slice(0, 10);
const times = (Range: Range, Ahead: Ahead = 'NONE', more: { Start?: string; End?: string } = {}) => {
  const { past, ahead } = timesOfView({ Range, Ahead, ...more }, now);
  return [past, ahead].map((time) => time && `${day(time.from)} ${day(time.until)}`);
};

it.each([
  ['LAST_7_DAYS', '2026-11-21 2026-11-28'],
  ['MONTH_TO_DATE', '2026-11-01 2026-11-28'],
  ['LAST_MONTH', '2026-10-01 2026-11-01'],
  ['LAST_3_MONTHS', '2026-09-01 2026-11-28'],
  ['LAST_6_MONTHS', '2026-06-01 2026-11-28'],
  ['LAST_12_MONTHS', '2025-12-01 2026-11-28'],
  ['YEAR_TO_DATE', '2026-01-01 2026-11-28'],
] as const)('%s is %s, including today', (range, expected) => {
  expect(times(range)).toEqual([expected, null]);
});

it('the forecast range starts tomorrow and ends with a month', () => {
  expect(times('MONTH_TO_DATE', 'MONTH')[1]).toBe('2026-11-28 2026-12-01');
  expect(times('LAST_3_MONTHS', '3_MONTHS')[1]).toBe('2026-11-28 2027-03-01');
  expect(times('LAST_12_MONTHS', '12_MONTHS')[1]).toBe('2026-11-28 2027-12-01');
  expect(times('LAST_MONTH', '3_MONTHS')[1]).toBeNull();
  expect(timesOfView({ Range: 'MONTH_TO_DATE', Ahead: 'MONTH' }, new Date('2026-11-30T00:00:00Z')).ahead).toBeNull();
});

it('a custom range is split at the end of today', () => {
  const custom = (Start: string, End: string) => times('CUSTOM', 'NONE', { Start, End });
  expect(custom('2026-11-01', '2026-11-10')).toEqual(['2026-11-01 2026-11-10', null]);
  expect(custom('2026-11-01', '2027-01-01')).toEqual(['2026-11-01 2026-11-28', '2026-11-28 2027-01-01']);
  expect(custom('2026-12-01', '2027-01-01')).toEqual([null, '2026-12-01 2027-01-01']);
});
