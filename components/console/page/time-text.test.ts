import { describe, expect, it } from 'vitest';
import { absoluteTime, age, relativeTime, shortTime } from './time-text';

const NOW = Date.UTC(2026, 10, 24, 12, 0, 0);

describe('relativeTime', () => {
  it.each([
    [NOW - 3_000, 'just now'],
    [NOW - 59_000, 'just now'],
    [NOW - 60_000, '1 minute ago'],
    [NOW - 3 * 3_600_000, '3 hours ago'],
    [NOW - 86_400_000, 'yesterday'],
    [NOW - 45 * 86_400_000, 'last month'],
    [NOW - 800 * 86_400_000, '2 years ago'],
    [NOW + 30_000, 'in less than a minute'],
    [NOW + 2 * 86_400_000, 'in 2 days'],
  ])('formats %d as "%s"', (time, words) => {
    expect(relativeTime(time, NOW)).toBe(words);
  });
});

describe('absoluteTime', () => {
  it('formats the date, the time and the offset of the given time zone', () => {
    expect(absoluteTime(NOW, 'Europe/Stockholm')).toBe('November 24, 2026, 13:00:00 (UTC+01:00)');
  });

  it('formats midnight as 00 and shows the offset of UTC', () => {
    expect(absoluteTime(Date.UTC(2026, 0, 2), 'UTC')).toBe('January 2, 2026, 00:00:00 (UTC+00:00)');
  });
});

it('shortTime omits the current year and shows any other year', () => {
  expect(shortTime(NOW, NOW, 'Europe/Stockholm')).toBe('Nov 24, 13:00:00');
  expect(shortTime(NOW - 400 * 86_400_000, NOW, 'UTC')).toBe('Oct 20, 2025, 12:00:00');
});

it('age returns the duration without a date', () => {
  const ago = (seconds: number) => age(0, seconds * 1000);
  expect([20, 60, 19 * 60, 86_400, 45 * 86_400].map(ago)).toEqual([
    'less than a minute',
    '1 minute',
    '19 minutes',
    '1 day',
    '1 month',
  ]);
});
