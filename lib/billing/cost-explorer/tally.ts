import type { Steps } from '@gatehouse/policy/analyze';
import type { AccountLine, SumsPart } from '../bill/rows';
import type { MonthName } from '../months';
import type { Matches } from './filter';
import type { Metric } from './metrics';

/** A question about the lines of a month. */
export type Question = {
  month: MonthName;
  /** The days of the month, from 1, both included. */
  first: number;
  last: number;
  /** Returns the period of a day, as a number. */
  timeOf: (day: number) => number;
  matches: Matches;
  /** Returns the groups of a line by their keys. Without grouping, it is `[[]]`. */
  groupsOf: (line: AccountLine, accountId: string, month: MonthName) => readonly (readonly string[])[];
  /** False if groups don't depend on a line's account, so that all accounts can be processed together. */
  byAccount?: boolean;
  metrics: readonly Metric[];
  /** Returns the unit of a line's metric; undefined if unknown. */
  unitOf: (line: AccountLine) => string | undefined;
};

/** The sums of a group, one per metric. */
export type Group = {
  keys: readonly string[];
  sums: bigint[];
  /** The unit of all lines; undefined before there is one, null if they differ. */
  unit: string | null | undefined;
};

/** Groups by period and keys. */
export type Tally = Map<number, Map<string, Group>>;

const LINES_AT_ONCE = 250;
/** A character that no tag and no name contains. */
const BETWEEN_KEYS = '\u0000';

/** Adds an account's lines to the tally, in steps between which the caller can yield. */
export function* addLines(question: Question, tally: Tally, accountId: string, lines: readonly AccountLine[]): Steps<void> {
  for (const [number, line] of lines.entries()) {
    if (number % LINES_AT_ONCE === LINES_AT_ONCE - 1) yield;
    addLine(question, tally, accountId, line);
  }
}

/**
 * Adds sums of lines to the tally in the same way. The question names no resource, so sums give the same result as lines.
 * @param isAsked returns whether an account's lines can match
 */
export function* addSums(question: Question, tally: Tally, part: SumsPart, isAsked: (accountId: string) => boolean): Steps<void> {
  const { kind, account, day, quantity, unblended, blended, amortized } = part;
  const asked = part.accounts.map(isAsked);
  const lines = part.kinds.map((each) => ({
    ...each,
    day: question.first,
    quantity: 0n,
    unblended: 0n,
    blended: 0n,
    amortized: 0n,
  }));
  for (let row = 0; row < part.rows; row++) {
    if (row % LINES_AT_ONCE === LINES_AT_ONCE - 1) yield;
    const owner = account?.[row];
    const line = lines[kind[row] ?? 0];
    if (!line || (owner !== undefined && !asked[owner])) continue;
    if (day) line.day = day[row] ?? 0;
    line.quantity = quantity[row] ?? 0n;
    line.unblended = unblended[row] ?? 0n;
    line.blended = blended[row] ?? 0n;
    line.amortized = amortized[row] ?? 0n;
    addLine(question, tally, owner === undefined ? '' : (part.accounts[owner] ?? ''), line);
  }
}

function addLine(question: Question, tally: Tally, accountId: string, line: AccountLine): void {
  const { month, first, last, timeOf, matches, groupsOf } = question;
  if (line.day < first || line.day > last || !matches(line, accountId, month)) return;
  const time = timeOf(line.day);
  let groups = tally.get(time);
  if (!groups) {
    groups = new Map();
    tally.set(time, groups);
  }
  for (const keys of groupsOf(line, accountId, month)) addTo(groups, keys, line, question);
}

function addTo(groups: Map<string, Group>, keys: readonly string[], line: AccountLine, { metrics, unitOf }: Question): void {
  const key = keys.join(BETWEEN_KEYS);
  const group = groups.get(key) ?? { keys, sums: metrics.map(() => 0n), unit: undefined };
  groups.set(key, group);
  for (const [at, metric] of metrics.entries()) {
    const amount = metric.of(line);
    if (amount === 0n) continue;
    group.sums[at] = (group.sums[at] ?? 0n) + amount;
    if (metric.unit !== 'usage' || group.unit === null) continue;
    const unit = unitOf(line) ?? null;
    group.unit = group.unit === undefined || group.unit === unit ? unit : null;
  }
}
