import type { TimeUnit } from './documents';

/** A time from an instant to before another, in milliseconds since 1970. */
export type Period = { start: number; end: number };

const MONTHS = { MONTHLY: 1, QUARTERLY: 3, ANNUALLY: 12 } as const;
const DAY_MS = 86_400_000;

/** The period of a budget that holds an instant: a day, a month, a quarter or a year of the calendar, in UTC. */
export function periodAt(unit: TimeUnit, time: number): Period {
  const date = new Date(time);
  if (unit === 'DAILY') {
    const start = Math.floor(time / DAY_MS) * DAY_MS;
    return { start, end: start + DAY_MS };
  }
  const count = MONTHS[unit];
  const first = Math.floor(date.getUTCMonth() / count) * count;
  return { start: Date.UTC(date.getUTCFullYear(), first), end: Date.UTC(date.getUTCFullYear(), first + count) };
}

/** The periods before one, the latest first, as many as asked for. */
export function periodsBefore(unit: TimeUnit, { start }: Period, count: number): Period[] {
  const periods: Period[] = [];
  for (let at = start; periods.length < count; ) {
    const period = periodAt(unit, at - 1);
    periods.push(period);
    at = period.start;
  }
  return periods;
}

/** What two periods have in common; an empty one where that is nothing. */
export function within(a: Period, b: Period): Period {
  const start = Math.max(a.start, b.start);
  return { start, end: Math.max(start, Math.min(a.end, b.end)) };
}

/** The first day of a period: `2026-11-01`. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
