import type { Json } from '@/lib/console/result';
import type { ScorePoint } from '@/lib/posture/operations';

const DAY_MS = 86_400_000;
const DAYS = 30;

/** The change of a score within a number of days, at most 30. */
export type ScoreTrend = { change: number; days: number };

/**
 * Returns the change of a score in the last 30 days, or since it is known.
 * @param history oldest first; each value applies until the next
 * @param at the time of `score`, ISO
 * @returns null if it is known for less than a day
 */
export function trendOf(
  history: readonly Pick<Json<ScorePoint>, 'At' | 'Score'>[],
  score: number,
  at: string,
): ScoreTrend | null {
  const now = new Date(at).getTime();
  const from = now - DAYS * DAY_MS;
  const before = history.findLast(({ At }) => new Date(At).getTime() <= from) ?? history[0];
  if (!before) return null;
  const days = Math.floor((now - Math.max(from, new Date(before.At).getTime())) / DAY_MS);
  return days < 1 ? null : { change: score - before.Score, days };
}

/** Returns `up 6 in 30 days`. */
export function trendWords({ change, days }: ScoreTrend): string {
  const span = days === 1 ? 'a day' : `${days} days`;
  return change === 0 ? `the same as ${span} ago` : `${change > 0 ? 'up' : 'down'} ${Math.abs(change)} in ${span}`;
}
