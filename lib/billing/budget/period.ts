import type { TimeUnit } from './documents';

/** A half-open time range in milliseconds since 1970. */
export type Period = { start: number; end: number };

const MONTHS = { MONTHLY: 1, QUARTERLY: 3, ANNUALLY: 12 } as const;
const DAY_MS = 86_400_000;

/** Returns a budget's period at a time: a calendar day, month, quarter or year in UTC. */
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

/** Returns the given number of earlier periods, latest first. */
export function periodsBefore(unit: TimeUnit, { start }: Period, count: number): Period[] {
  const periods: Period[] = [];
  for (let at = start; periods.length < count; ) {
    const period = periodAt(unit, at - 1);
    periods.push(period);
    at = period.start;
  }
  return periods;
}

/** Returns the intersection of two periods, which may be empty. */
export function within(a: Period, b: Period): Period {
  const start = Math.max(a.start, b.start);
  return { start, end: Math.max(start, Math.min(a.end, b.end)) };
}

/** Returns the date of a time: `2026-11-01`. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
