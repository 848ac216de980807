import { expect, it } from 'vitest';
import { trendOf, trendWords } from './score-trend';

const DAY_MS = 86_400_000;
const NOW = '2026-03-31T12:00:00.000Z';
const point = (daysAgo: number, Score: number) => ({ At: new Date(Date.parse(NOW) - daysAgo * DAY_MS).toISOString(), Score });
const wordsOf = (score: number, ...history: ReturnType<typeof point>[]) => {
  const trend = trendOf(history, score, NOW);
  return trend && trendWords(trend);
};

it('compares a score with the score of 30 days ago', () => {
  expect(wordsOf(57, point(80, 10), point(31, 51), point(5, 20))).toBe('up 6 in 30 days');
  expect(wordsOf(40, point(30, 59))).toBe('down 19 in 30 days');
});

it('compares a score with the first score if the history is shorter than 30 days', () => {
  expect(wordsOf(57, point(12.5, 50), point(0.1, 57))).toBe('up 7 in 12 days');
  expect(wordsOf(57, point(1.5, 57))).toBe('the same as a day ago');
});

it('returns no trend if the history is shorter than a day', () => {
  expect([wordsOf(57), wordsOf(57, point(0.9, 20))]).toEqual([null, null]);
});
