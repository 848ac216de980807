import { endOf, monthOf, monthsFrom, startOf } from '../../months';
import type { AHEAD, CHARTS, KEY_TYPES, RANGES, VIEW_METRICS } from '../limits';

export type Range = (typeof RANGES)[number];
export type Ahead = (typeof AHEAD)[number];

const MONTHS_AHEAD: Readonly<Record<Ahead, number>> = { NONE: 0, MONTH: 0, '3_MONTHS': 3, '6_MONTHS': 6, '12_MONTHS': 12 };

/** A grouping or filter: a dimension, tag or cost category. */
export type ViewKey = { Type: (typeof KEY_TYPES)[number]; Key: string };
/** Matches lines with one of the values; empty stands for none of a tag or category. `Exclude` matches all others. */
export type ViewFilter = ViewKey & { Values: string[]; Exclude: boolean };

/** A view of costs, as in an address and in a saved report. */
export type CostView = {
  Range: Range;
  /** For a CUSTOM range: its first day, and the day after its last, which may be in the future. */
  Start?: string | undefined;
  End?: string | undefined;
  Ahead: Ahead;
  Granularity: 'DAILY' | 'MONTHLY';
  Metric: (typeof VIEW_METRICS)[number];
  GroupBy: ViewKey[];
  Filters: ViewFilter[];
  Chart: (typeof CHARTS)[number];
};

const DAY_MS = 86_400_000;

type Time = { from: number; until: number };

/**
 * Returns the periods of a view in milliseconds since 1970: the past including today, and the forecast after it. Null without
 * one.
 * @param now the payer's time
 */
export function timesOfView(
  view: Pick<CostView, 'Range' | 'Start' | 'End' | 'Ahead'>,
  now: Date,
): { past: Time | null; ahead: Time | null } {
  const month = monthOf(now);
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const tomorrow = today + DAY_MS;
  if (view.Range === 'CUSTOM') {
    const { Start = '', End = '' } = view;
    const [from, until] = [Date.parse(Start), Date.parse(End)];
    return { past: timeOf(from, Math.min(until, tomorrow)), ahead: timeOf(Math.max(from, tomorrow), until) };
  }
  const past = { from: beginningOf(view.Range, month, today), until: tomorrow };
  if (view.Range === 'LAST_MONTH') return { past: { ...past, until: startOf(month) }, ahead: null };
  const ahead = view.Ahead === 'NONE' ? null : timeOf(tomorrow, endOf(monthsFrom(month, MONTHS_AHEAD[view.Ahead])));
  return { past, ahead };
}

function timeOf(from: number, until: number): Time | null {
  return from < until ? { from, until } : null;
}

function beginningOf(range: Exclude<Range, 'CUSTOM'>, month: string, today: number): number {
  if (range === 'LAST_7_DAYS') return today - 6 * DAY_MS;
  if (range === 'YEAR_TO_DATE') return startOf(`${month.slice(0, 4)}-01`);
  const before = { MONTH_TO_DATE: 0, LAST_MONTH: 1, LAST_3_MONTHS: 2, LAST_6_MONTHS: 5, LAST_12_MONTHS: 11 }[range];
  return startOf(monthsFrom(month, -before));
}
