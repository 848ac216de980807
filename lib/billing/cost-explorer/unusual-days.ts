/** Whole amounts, such as billionths of a dollar. Not negative. */
type Amount = bigint;

/** What something cost each day, without a gap. */
export type DailyCosts = {
  /** The first day, counted since 1970. */
  start: number;
  costs: ArrayLike<Amount>;
  /** What all of the account cost on those days. */
  all: ArrayLike<Amount>;
};

export type UnusualDay = { day: number; actual: Amount; expected: Amount };

/** Days one after the other that cost more than the days before them let one expect; the last may be today. */
export type UnusualTime = readonly UnusualDay[];

const WEEK = 7;
/** Before that many days nobody can say what is usual. */
export const LEARNING_DAYS = 2 * WEEK;
const LOOKING_BACK = 4 * WEEK;
const SAME_WEEKDAYS = 6;
/** A new level that lasts that long is what it costs from then on. */
const ACCEPTED_AFTER = 4 * WEEK;
const DOLLAR = 1_000_000_000n;
/** Less than that a day is nothing to look into. */
const LEAST = 2n * DOLLAR;
/** Nor is something new that costs less than this, and less than a tenth of what the account costs. */
const LEAST_OF_NEW = 10n * DOLLAR;

/**
 * Finds times that cost more than one would expect of a service in an account: above what the same weekday cost in the weeks before, with
 * their growth, and above what those weeks differ from each other by.
 *
 * - Expected is the highest of: the same weekday a week ago with the usual growth from week to week, the median of the same weekdays, and
 *   the median of the last two weeks, so that a holiday or steady growth is nothing unusual; and what the same day of the month before cost.
 * - A day is unusual where it is above that by more than a quarter, six times the usual difference from week to week (the median of how far
 *   differences are from their median), all but the largest of those differences, and two dollars.
 * - Unusual days do not count for what is usual, until they have lasted four weeks. What happened twice before as high is not unusual.
 * - Charges for a month fall on its first day. Without another first before it, that is judged together with the day after.
 *
 * Nothing is left to chance, and nothing is judged in the first two weeks of an account. AWS does not say how it finds anomalies.
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

/** A day with those before it. `usual`: with what was expected in place of what was unusual. `first`: the first day of the account. */
type History = { usual: readonly Amount[]; costs: ArrayLike<Amount>; at: number; first: number; start: number };

function firstCost(all: ArrayLike<Amount>): number {
  for (let at = 0; at < all.length; at++) if (all[at] !== 0n) return at;
  return all.length;
}

/** Most days are, and cost no further thought: what is expected is never below what the weekday was a week ago. */
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
    // To twice as much from one week to the next is growth; more than that is not.
    (last * least(median(ratios), 2000n)) / 1000n,
    median(weekdays),
    median(usual.slice(Math.max(first, at - 2 * WEEK), at)),
    month >= first ? (costs[month] ?? 0n) : 0n,
  ]);
}

/** By how much a day may be above what is expected. */
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

/** Whether two times before reached about as much: then it is what happens there now and then. */
function happenedBefore(found: readonly UnusualTime[], current: UnusualTime, actual: Amount, day: number): boolean {
  const before = found.filter(
    (time) =>
      time !== current &&
      (time.at(-1)?.day ?? 0) > day - 3 * LOOKING_BACK &&
      time.some((each) => each.actual * 5n >= actual * 4n),
  );
  return before.length >= 2;
}

/** The first of a month, where there is none before it, counts if the day after it is as much above what is expected. */
function isConfirmed({ costs, at, first, start }: History, expected: Amount): boolean {
  if (!isFirstOfMonth(start + at) || monthBefore(start + at) - start >= first) return true;
  return at + 1 < costs.length && (costs[at + 1] ?? 0n) > expected + most([LEAST, expected / 4n]);
}

const DAY_MS = 86_400_000;

function isFirstOfMonth(day: number): boolean {
  return new Date(day * DAY_MS).getUTCDate() === 1;
}

/** The same day of the month before. */
function monthBefore(day: number): number {
  const date = new Date(day * DAY_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, date.getUTCDate()) / DAY_MS;
}

function median(amounts: readonly Amount[]): Amount {
  return middleOf([...amounts].sort(ascending));
}

/** Of amounts in their order; the higher one of two. */
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
