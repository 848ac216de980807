import { expect, it } from 'vitest';
import { daysWords, weekdayWords } from './days';

it('formats a range of days and a weekday', () => {
  expect(daysWords('2026-11-30', '2026-11-30')).toBe('November 30');
  expect(daysWords('2026-11-12', '2026-11-20')).toBe('November 12 to 20');
  expect(daysWords('2026-11-28', '2026-12-02')).toBe('November 28 to December 2');
  expect(weekdayWords('2026-11-30')).toBe('Mon, Nov 30');
});
