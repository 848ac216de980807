/** A whole non-negative amount, such as billionths of a dollar. */
type Amount = bigint;

/** The daily costs of a service, without gaps. */
export type DailyCosts = {
  /** The first day, counted since 1970. */
  start: number;
  costs: ArrayLike<Amount>;
  /** The account's total costs on those days. */
  all: ArrayLike<Amount>;
};

export type UnusualDay = { day: number; actual: Amount; expected: Amount };

/** Consecutive days that cost more than expected. The last may be today. */
export type UnusualTime = readonly UnusualDay[];

const WEEK = 7;
/** The days before which nothing is known to be usual. */
export const LEARNING_DAYS = 2 * WEEK;
const LOOKING_BACK = 4 * WEEK;
const SAME_WEEKDAYS = 6;
/** A new level that lasts this long becomes usual. */
const ACCEPTED_AFTER = 4 * WEEK;
const DOLLAR = 1_000_000_000n;
/** The smallest daily excess worth reporting. */
const LEAST = 2n * DOLLAR;
/** The smallest cost of something new worth reporting, unless it is a tenth of the account's costs. */
const LEAST_OF_NEW = 10n * DOLLAR;

/**
 * Finds periods in which a service costs an account more than expected: more than the same weekday in the weeks before, with
 * their growth and variation.
 *
 * The expectation is the highest of these amounts, so that holidays and steady growth are not unusual:
 * - the same weekday a week ago with the usual weekly growth
 * - the median of the same weekdays
 * - the median of the last two weeks
 * - the same day of the previous month
 *
 * A day is unusual if it exceeds the expectation by more than each of these:
 * - a quarter
 * - six times the usual weekly variation (median absolute deviation)
 * - all but the largest of those variations
 * - two dollars
 *
 * Unusual days don't count as usual until they have lasted four weeks. An amount that was as high twice before is not unusual.
 * Monthly charges fall on the first day. Without an earlier first day, it is judged together with the following day.
 *
 * The result is deterministic, and the first two weeks of an account are never judged. AWS does not document its method.
 * @param amounts in billionths of a dollar
 */
export function unusualTimes({ start, costs, all }: DailyCosts): UnusualTime[] {
  const usual = Array.from(costs);
  const found: UnusualDay[][] = [];
  let current: UnusualDay[] = [];
  const first = firstCost(all);
  for (let at = first + LEARNING_DAYS; at < usual.length; at++) {
    const actual = costs[at] ?? 0n;
    const looked: History = { usual, costs, at, first, start };
    const expected = isUnremarkable(looked) ? null : expectedOf(looked);
    const isUnusual =
      expected !== null &&
      actual > expected + toleranceOf(looked, expected, all) &&
      !happenedBefore(found, current, actual, start + at) &&
      (current.length > 0 || isConfirmed(looked, expected));
    if (!isUnusual) {
      current = [];
      continue;
    }
    if (current.length === 0) found.push(current);
    current.push({ day: start + at, actual, expected });
    usual[at] = expected;
    if (current.length < ACCEPTED_AFTER) continue;
    for (const { day } of current) usual[day - start] = costs[day - start] ?? 0n;
    current = [];
  }
  return found;
}

/** A day with those before it. `usual` has the expectation in place of unusual days. `first` is the account's first day. */
type History = { usual: readonly Amount[]; costs: ArrayLike<Amount>; at: number; first: number; start: number };

function firstCost(all: ArrayLike<Amount>): number {
  for (let at = 0; at < all.length; at++) if (all[at] !== 0n) return at;
  return all.length;
}

/**
 * Returns whether a day is certainly not unusual, which saves computing the expectation: that is never below the same weekday of
 * the week before.
 */
function isUnremarkable({ usual, costs, at }: History): boolean {
  const actual = costs[at] ?? 0n;
  return actual <= LEAST || actual <= (usual[at - WEEK] ?? 0n) + LEAST;
}

function expectedOf({ usual, costs, at, first, start }: History): Amount {
  const weekdays: Amount[] = [];
  for (let before = at - WEEK; before >= first && weekdays.length < SAME_WEEKDAYS; before -= WEEK)
    weekdays.push(usual[before] ?? 0n);
  const [last = 0n] = weekdays;
  const steps = weekdays.slice(0, 4);
  const differences = steps.slice(0, -1).map((cost, weeks) => cost - (steps[weeks + 1] ?? 0n));
  const ratios = steps.slice(0, -1).flatMap((cost, weeks) => {
    const before = steps[weeks + 1] ?? 0n;
    return before > 0n ? [(cost * 1000n) / before] : [];
  });
  const month = monthBefore(start + at) - start;
  return most([
    last,
    last + median(differences),
    // Up to double from one week to the next counts as growth.
    (last * least(median(ratios), 2000n)) / 1000n,
    median(weekdays),
    median(usual.slice(Math.max(first, at - 2 * WEEK), at)),
    month >= first ? (costs[month] ?? 0n) : 0n,
  ]);
}

/** Returns how much a day may exceed the expectation. */
function toleranceOf({ usual, at, first }: History, expected: Amount, all: ArrayLike<Amount>): Amount {
  const differences: Amount[] = [];
  for (let before = at - 1; before >= at - LOOKING_BACK && before - WEEK >= first; before--)
    differences.push((usual[before] ?? 0n) - (usual[before - WEEK] ?? 0n));
  const middle = median(differences);
  const apart = differences.map((each) => (each > middle ? each - middle : middle - each)).sort(ascending);
  const isNew = usual.slice(Math.max(first, at - LOOKING_BACK), at - WEEK).every((each) => each === 0n);
  return most([
    LEAST,
    expected / 4n,
    6n * middleOf(apart),
    (5n * (apart.at(-2) ?? 0n)) / 4n,
    ...(isNew ? [LEAST_OF_NEW, median(Array.from(all).slice(Math.max(first, at - LOOKING_BACK), at)) / 10n] : []),
  ]);
}

/** Returns whether two earlier periods were about as high, so that it recurs now and then. */
function happenedBefore(found: readonly UnusualTime[], current: UnusualTime, actual: Amount, day: number): boolean {
  const before = found.filter(
    (time) =>
      time !== current &&
      (time.at(-1)?.day ?? 0) > day - 3 * LOOKING_BACK &&
      time.some((each) => each.actual * 5n >= actual * 4n),
  );
  return before.length >= 2;
}

/** Returns whether the first of a month, without an earlier one, is confirmed by an equal excess on the next day. */
function isConfirmed({ costs, at, first, start }: History, expected: Amount): boolean {
  if (!isFirstOfMonth(start + at) || monthBefore(start + at) - start >= first) return true;
  return at + 1 < costs.length && (costs[at + 1] ?? 0n) > expected + most([LEAST, expected / 4n]);
}

const DAY_MS = 86_400_000;

function isFirstOfMonth(day: number): boolean {
  return new Date(day * DAY_MS).getUTCDate() === 1;
}

/** Returns the same day of the previous month. */
function monthBefore(day: number): number {
  const date = new Date(day * DAY_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, date.getUTCDate()) / DAY_MS;
}

function median(amounts: readonly Amount[]): Amount {
  return middleOf([...amounts].sort(ascending));
}

/** Returns the median of sorted amounts; of two, the higher. */
function middleOf(sorted: readonly Amount[]): Amount {
  return sorted[sorted.length >> 1] ?? 0n;
}

function ascending(a: Amount, b: Amount): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function most(amounts: readonly Amount[]): Amount {
  return [0n, ...amounts].sort(ascending).at(-1) ?? 0n;
}

function least(one: Amount, other: Amount): Amount {
  return one < other ? one : other;
}
