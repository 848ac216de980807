import { endOf, type MonthName, monthAfter, monthOf, monthsFrom, startOf } from '../months';
import { invalid } from './invalid';

export type TimePeriod = { Start: string; End: string };

/** A period of an answer. `day` is the day of the month on which it begins, from 1. */
export type Time = TimePeriod & { day: number };

/** The requested days of one month, from 1, both included, and their periods. */
export type Part = { month: MonthName; first: number; last: number; times: Time[] };

const DAY_MS = 86_400_000;
/** AWS: the current month and the thirteen before it, unless the account has prepared more. */
const MONTHS_BEFORE = 13;

/**
 * Splits a period into months, and these into days if requested.
 * @param now the payer's time
 * @throws AwsError ValidationException, in AWS's words if known
 */
export function partsOf({ Start, End }: TimePeriod, granularity: 'DAILY' | 'MONTHLY', now: Date): Part[] {
  const [start, end] = [beginningOf(Start), beginningOf(End)];
  if (start >= end) throw invalid('Start date (and hour) should be before end date (and hour)', 'TimePeriod');
  const current = monthOf(now);
  if (start > now.getTime()) throw invalid(`Start date ${Start} is later than the current date`, 'TimePeriod');
  if (end > endOf(current)) throw invalid('end date past the beginning of next month', 'TimePeriod');
  if (start < startOf(monthsFrom(current, -MONTHS_BEFORE)))
    throw invalid("You haven't enabled historical data beyond 14 months.", 'TimePeriod');
  const parts: Part[] = [];
  for (let month = monthOf(start); startOf(month) < end; month = monthAfter(month)) {
    const from = Math.max(start, startOf(month));
    const until = Math.min(end, endOf(month));
    parts.push({ month, first: dayOf(from), last: dayOf(until - DAY_MS), times: timesOf(from, until, granularity) });
  }
  return parts;
}

function timesOf(from: number, until: number, granularity: 'DAILY' | 'MONTHLY'): Time[] {
  if (granularity === 'MONTHLY') return [{ Start: dateOf(from), End: dateOf(until), day: dayOf(from) }];
  const times: Time[] = [];
  for (let at = from; at < until; at += DAY_MS) times.push({ Start: dateOf(at), End: dateOf(at + DAY_MS), day: dayOf(at) });
  return times;
}

/**
 * Returns the start of a day.
 * @throws AwsError ValidationException for invalid dates and for times within a day
 */
export function beginningOf(date: string): number {
  const time = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(time) || dateOf(time) !== date)
    throw invalid(`${date} is not a day; the format of dates is yyyy-MM-dd`, 'TimePeriod');
  return time;
}

/** Returns the date of a time, as `2026-11-27`. */
export function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function dayOf(time: number): number {
  return new Date(time).getUTCDate();
}
