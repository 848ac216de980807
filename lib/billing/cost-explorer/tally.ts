import type { Steps } from '@gatehouse/policy/analyze';
import type { AccountLine, SumsPart } from '../bill/rows';
import type { MonthName } from '../months';
import type { Matches } from './filter';
import type { Metric } from './metrics';

/** What is asked of the lines of a month. */
export type Question = {
  month: MonthName;
  /** Days of the month, from 1, both included. */
  first: number;
  last: number;
  /** The time that a day is part of, as a number of any sort. */
  timeOf: (day: number) => number;
  matches: Matches;
  /** The groups that a line counts for, by their keys. Without groups, one that has none: `[[]]`. */
  groupsOf: (line: AccountLine, accountId: string, month: MonthName) => readonly (readonly string[])[];
  /** False: the groups of a line do not depend on whose it is, so that lines of all accounts can be looked at together. */
  byAccount?: boolean;
  metrics: readonly Metric[];
  /** The unit of what a line counts; undefined where none is known. */
  unitOf: (line: AccountLine) => string | undefined;
};

/** What came together for a group: a sum for each metric asked for. */
export type Group = {
  keys: readonly string[];
  sums: bigint[];
  /** Of all lines that count something; undefined before there is one, null where they differ. */
  unit: string | null | undefined;
};

/** Groups by their time, and then by their keys. */
export type Tally = Map<number, Map<string, Group>>;

const LINES_AT_ONCE = 250;
/** What no tag and no name has in it. */
const BETWEEN_KEYS = '\u0000';

/** Adds lines of an account to what came together before, in steps between which others can go on. */
export function* addLines(question: Question, tally: Tally, accountId: string, lines: readonly AccountLine[]): Steps<void> {
  for (const [number, line] of lines.entries()) {
    if (number % LINES_AT_ONCE === LINES_AT_ONCE - 1) yield;
    addLine(question, tally, accountId, line);
  }
}

/**
 * Adds sums of lines to what came together before, likewise: what is asked names no resource, so that a sum answers as its lines do.
 * @param isAsked whether lines of an account can be meant
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
