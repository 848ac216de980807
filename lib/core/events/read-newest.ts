import type { Transaction } from '../../db/client';
import { giveWay, letOthersIn, readByIds } from '../work/bulk';
import { OUTCOMES } from './cloudtrail-record';
import { dayOf } from './event-rows';

type EventRow = NonNullable<Awaited<ReturnType<Transaction['event']['findFirst']>>>;
type Where = NonNullable<NonNullable<Parameters<Transaction['event']['findMany']>[0]>['where']>;
type CallerWhere = NonNullable<NonNullable<Parameters<Transaction['eventCaller']['findMany']>[0]>['where']>;
type Ids = { lt?: number; gte?: number };

/** The conditions of a search for events. An event must meet all of them. */
export type Sought = {
  /** The accounts: one, or several. */
  accountIds: readonly string[];
  outcomes?: readonly string[] | undefined;
  readOnly?: boolean | undefined;
  eventName?: string | undefined;
  /** A further condition that no index covers. */
  where?: Where | undefined;
  /** A condition on the callers. */
  callers?: CallerWhere | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
};

/** The place to continue: below an event's number, and at or before a day for callers. */
export type Place = { before?: number | undefined; day?: string | undefined };

/** The limits of a search, in time and steps. It then returns what it has found and the place to continue. */
const LONGEST_SEARCH_MS = 150;
const FEWEST_SPANS = 4;
const FEWEST_DAYS = 10;
/** The ids scanned by the first query. Later queries adapt to take a few milliseconds, in which SQLite answers nobody else. */
const FIRST_SPAN = 2_000;
const QUICK_MS = 5;
const SLOW_MS = 15;
/** The longest call. Events are recorded when a call ends, so ids follow the times of calls up to this difference. */
const LONGEST_CALL_MS = 300_000;

/**
 * Returns the newest events that meet a condition, newest first. Outcome, kind, name and caller of an account's events have
 * indexes. Other conditions, such as part of an ARN, scan the history, which may hold millions of events. The scan goes span by
 * span and yields to other calls.
 * @param range `place`: the end of the previous page; `take`: the most events
 * @returns `next`: the place to continue, if there may be more
 */
export async function readNewest(
  db: Transaction,
  sought: Sought,
  { place = {}, take }: { place?: Place | undefined; take: number },
): Promise<Page> {
  if (sought.callers) return readByCallers(db, sought, { place, take });
  // One more than requested, to see whether there are more.
  const most = take + 1;
  if (isServedByIndex(sought)) return toPage(await readByNumbers(db, await numbersOf(db, sought, place.before, most)), take);
  const rows: EventRow[] = [];
  for await (const { ids, from } of spansOf(db, sought, place.before)) {
    if (ids === undefined) return toPage(rows, take, { before: from });
    // All remaining events may belong to the same accounts.
    const found = await readByIds(sought.accountIds, (accountIds) =>
      db.event.findMany({ where: inSpan(sought, accountIds, ids), orderBy: { id: 'desc' }, take: most - rows.length }),
    );
    rows.push(...found.toSorted(newestFirst).slice(0, most - rows.length));
    if (rows.length === most) break;
  }
  return toPage(rows, take);
}

type Page = { rows: EventRow[]; next?: Place };

/** Cuts a page from the newest rows. `next`: the place to continue if the rows fit on the page. */
function toPage(rows: EventRow[], take: number, next?: Place): Page {
  rows.sort(newestFirst);
  if (rows.length > take) return { rows: rows.slice(0, take), next: { before: rows[take - 1]?.id } };
  return next ? { rows, next } : { rows };
}

async function readByCallers(db: Transaction, sought: Sought, { place, take }: { place: Place; take: number }): Promise<Page> {
  const most = take + 1;
  const numbers: number[] = [];
  const page = async (next?: Place) => toPage(await readByNumbers(db, newestOf(numbers, most)), take, next);
  for await (const { callerIds, olderDay } of callersByDay(db, sought, place)) {
    if (callerIds === undefined) return page({ ...place, day: olderDay });
    if (callerIds.length > FEW_CALLERS) return readOfMany(db, sought, { place, take });
    // Calls that begin before midnight are recorded on the next day, so a page is complete only one day later.
    const isFull = numbers.length > take;
    for (const callerId of callerIds) {
      numbers.push(...(await numbersOfCaller(db, callerId, sought, place.before, most)));
      await giveWay();
    }
    if (isFull) break;
  }
  return page();
}

/**
 * Returns the numbers of the newest rows in the indexed ranges. The index alone gives numbers, and most of each range are too old
 * to read their rows.
 */
async function numbersOf(db: Transaction, sought: Sought, before: number | undefined, most: number): Promise<number[]> {
  const numbers: number[] = [];
  for (const range of rangesOf(sought)) numbers.push(...(await numbersIn(db, { ...range, ...idsBelow(before) }, most)));
  return newestOf(numbers, most);
}

/**
 * Returns the numbers of a caller's newest events. For a very busy caller, a condition without an index scans only some at a
 * time.
 */
async function numbersOfCaller(
  db: Transaction,
  callerId: string,
  sought: Sought,
  before: number | undefined,
  most: number,
): Promise<number[]> {
  const further = within(sought);
  if (Object.keys(further).length === 0) return numbersIn(db, { callerId, ...idsBelow(before) }, most);
  const numbers: number[] = [];
  for (let below = before; ; await letOthersIn()) {
    const some = await numbersIn(db, { callerId, ...idsBelow(below) }, FIRST_SPAN);
    const last = some.at(-1);
    if (last === undefined) return numbers;
    const where = { callerId, id: { lt: below, gte: last }, ...further };
    numbers.push(...(await numbersIn(db, where, most - numbers.length)));
    if (numbers.length === most || some.length < FIRST_SPAN) return numbers;
    below = last;
  }
}

async function numbersIn(db: Transaction, where: Where, take: number): Promise<number[]> {
  const found = await db.event.findMany({ where, orderBy: { id: 'desc' }, take, select: { id: true } });
  return found.map(({ id }) => id);
}

function newestOf(numbers: readonly number[], most: number): number[] {
  return numbers.toSorted((one, other) => other - one).slice(0, most);
}

async function readByNumbers(db: Transaction, numbers: readonly number[]): Promise<EventRow[]> {
  const rows: EventRow[] = [];
  for (let from = 0; from < numbers.length; from += ROWS_AT_ONCE) {
    if (from > 0) await letOthersIn();
    rows.push(...(await db.event.findMany({ where: { id: { in: numbers.slice(from, from + ROWS_AT_ONCE) } } })));
  }
  return rows;
}

function newestFirst(one: EventRow, other: EventRow): number {
  return other.id - one.id;
}

/**
 * The most callers per day that are looked up by caller. With more, their events are numerous too, and a scan of the events is
 * faster.
 */
const FEW_CALLERS = 100;
const ROWS_AT_ONCE = 250;

async function readOfMany(
  db: Transaction,
  { callers, ...sought }: Sought,
  { place, take }: { place: Place; take: number },
): Promise<Page> {
  const isOver = searchFor(FEWEST_SPANS);
  // Later days were searched before.
  const to = place.day === undefined ? sought.to : new Date(Date.parse(place.day) + DAY_MS - 1);
  const rows: EventRow[] = [];
  let next: Place | undefined = { before: place.before };
  while (next && rows.length <= take && !isOver()) {
    const page: Page = await readNewest(db, { ...sought, to }, { place: next, take: ROWS_AT_ONCE });
    const ids = [...new Set(page.rows.map(({ callerId }) => callerId))];
    const matching = await db.eventCaller.findMany({
      where: { AND: [{ id: { in: ids } }, callers ?? {}] },
      select: { id: true },
    });
    const found = new Set(matching.map(({ id }) => id));
    rows.push(...page.rows.filter(({ callerId }) => found.has(callerId)));
    next = page.next;
    await letOthersIn();
  }
  return toPage(rows, take, next);
}

const CALLERS_AT_ONCE = 100;

/**
 * Counts the events that meet a condition, up to a limit.
 * @returns `more`: true if there may be further ones, which were not counted
 */
export async function countNewest(db: Transaction, sought: Sought, most: number): Promise<{ count: number; more: boolean }> {
  let count = 0;
  const answer = (more = false) => ({ count: Math.min(count, most), more: more || count > most });
  const take = most + 1;
  if (sought.callers) {
    const further = within(sought);
    for await (const { callerIds } of callersByDay(db, sought, {})) {
      if (callerIds === undefined) return answer(true);
      const apart = Object.keys(further).length > 0 && callerIds.length <= FEW_CALLERS ? callerIds : [];
      for (const callerId of apart) {
        if (count > most) break;
        count += (await numbersOfCaller(db, callerId, sought, undefined, take - count)).length;
        await giveWay();
      }
      for (let from = apart.length; from < callerIds.length && count <= most; from += CALLERS_AT_ONCE) {
        const callerId = { in: callerIds.slice(from, from + CALLERS_AT_ONCE) };
        count += await db.event.count({ where: { callerId, ...further }, take });
        await letOthersIn();
      }
      if (count > most) break;
    }
    return answer();
  }
  if (isServedByIndex(sought)) {
    for (const where of rangesOf(sought)) if (count <= most) count += await db.event.count({ where, take });
    return answer();
  }
  for await (const { ids } of spansOf(db, sought, undefined)) {
    if (ids === undefined) return answer(true);
    const counts = await readByIds(sought.accountIds, async (accountIds) => [
      await db.event.count({ where: inSpan(sought, accountIds, ids) }),
    ]);
    for (const found of counts) count += found;
    if (count > most) break;
  }
  return answer();
}

/** Returns a function that a search calls before each step, and that returns true when the search must end. */
function searchFor(fewestSteps: number): () => boolean {
  const began = performance.now();
  let steps = 0;
  return () => steps++ >= fewestSteps && performance.now() - began > LONGEST_SEARCH_MS;
}

type Span = { ids: Ids | undefined; from: number };

/**
 * Returns the spans of ids that contain events, newest first. If the search ends before the history does, the last has no ids.
 */
async function* spansOf(db: Transaction, sought: Sought, before: number | undefined): AsyncGenerator<Span> {
  const isOver = searchFor(FEWEST_SPANS);
  const isInOrder = await comesInOrder(db, sought);
  let below = before;
  if (sought.to !== undefined && (isInOrder || sought.accountIds.length === 1)) {
    const newest = (id?: number) => (isInOrder ? findNewest(db, idsBelow(id)) : newestBelow(db, sought, id));
    below = Math.min(before ?? Number.MAX_SAFE_INTEGER, await idAfter(newest, sought.to));
  }
  const oldest = sought.from && sought.from.getTime() - LONGEST_CALL_MS;
  let size = FIRST_SPAN;
  for (;;) {
    // Starts at the next existing event, since events of other accounts may fill any number of spans.
    const next = await newestBelow(db, sought, below);
    if (!next) return;
    const tells = isInOrder || sought.accountIds.includes(next.accountId);
    if (tells && oldest !== undefined && next.time.getTime() < oldest) return;
    const from = next.id + 1;
    if (isOver()) {
      yield { ids: undefined, from };
      return;
    }
    below = from - size;
    const asked = performance.now();
    yield { ids: { lt: from, gte: below }, from };
    const took = performance.now() - asked;
    if (took < QUICK_MS) size *= 4;
    else if (took > SLOW_MS) size = Math.max(size >> 1, FIRST_SPAN);
    await letOthersIn();
  }
}

/**
 * Returns whether the numbers of all events follow their times. Once a clock is ahead, only the events of one account are in
 * order.
 */
async function comesInOrder(db: Transaction, { from, to }: Sought): Promise<boolean> {
  if (from === undefined && to === undefined) return true;
  const ahead = { where: { clockAhead: { gt: 0 } }, select: { id: true } } as const;
  return (await db.organization.findFirst(ahead)) === null && (await db.account.findFirst(ahead)) === null;
}

type Numbered = { id: number; time: Date; accountId: string };

async function newestBelow(db: Transaction, sought: Sought, below: number | undefined): Promise<Numbered | null> {
  // With several accounts, the next event of any account is close enough, and found at once.
  const ranges = sought.accountIds.length === 1 ? rangesOf({ ...sought, eventName: undefined }) : [{}];
  let newest: Numbered | null = null;
  for (const range of ranges) {
    const found = await findNewest(db, { ...range, ...idsBelow(below) });
    if (found && (newest === null || found.id > newest.id)) newest = found;
  }
  return newest;
}

function findNewest(db: Transaction, where: Where): Promise<Numbered | null> {
  return db.event.findFirst({ where, orderBy: { id: 'desc' }, select: { id: true, time: true, accountId: true } });
}

/**
 * Returns an id near the first event after a time. All events up to that time have lower ids.
 * @param newest returns the newest event, or the newest below an id, among events whose numbers follow their times
 */
async function idAfter(newest: (below?: number) => Promise<Numbered | null>, time: Date): Promise<number> {
  const limit = time.getTime() + LONGEST_CALL_MS;
  let high = ((await newest())?.id ?? 0) + 1;
  let low = 0;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const event = await newest(middle);
    if (event && event.time.getTime() > limit) high = event.id;
    else low = middle;
  }
  return high;
}

/** Returns the matching callers by day, newest first. If the search ends early, the last item has the day to continue at. */
async function* callersByDay(
  db: Transaction,
  sought: Sought,
  { before, day: until }: Place,
): AsyncGenerator<{ callerIds: string[] | undefined; olderDay: string }> {
  const isOver = searchFor(FEWEST_DAYS);
  // An organization has too many accounts to name them all.
  const [only, ...others] = sought.accountIds;
  const whose = only !== undefined && others.length === 0 ? { accountId: only } : {};
  const last = before === undefined ? null : await findNewest(db, { id: { lte: before } });
  // Events of other accounts may follow another clock.
  const newestDay = last && sought.accountIds.includes(last.accountId) && dayOf(new Date(last.time.getTime() + DAY_MS));
  const days = [until, newestDay, sought.to && dayOf(sought.to)].filter((day) => typeof day === 'string');
  let newest = days.sort()[0];
  const oldest = sought.from && dayOf(sought.from);
  const accountIds = new Set(sought.accountIds);
  for (;;) {
    const span = { ...(newest === undefined ? {} : { lte: newest }), ...(oldest === undefined ? {} : { gte: oldest }) };
    const next = await db.eventCaller.findFirst({
      where: { ...whose, day: span },
      orderBy: { day: 'desc' },
      select: { day: true },
    });
    if (!next) return;
    const { day } = next;
    if (isOver()) {
      yield { callerIds: undefined, olderDay: day };
      return;
    }
    const where = { ...whose, day, ...sought.callers };
    const found = await db.eventCaller.findMany({ where, select: { id: true, accountId: true } });
    const callers = found.filter(({ accountId }) => accountIds.has(accountId));
    newest = dayOf(new Date(Date.parse(day) - DAY_MS));
    yield { callerIds: callers.map(({ id }) => id), olderDay: newest };
    await letOthersIn();
  }
}

const DAY_MS = 86_400_000;

function idsBelow(before: number | undefined): Where {
  return before === undefined ? {} : { id: { lt: before } };
}

/** Returns the indexed ranges of one account: one by name, or one for each outcome and kind. */
function rangesOf({ accountIds: [accountId = ''], outcomes = OUTCOMES, readOnly, eventName }: Sought): Where[] {
  if (eventName !== undefined) return [{ accountId, eventName }];
  const kinds = readOnly === undefined ? [false, true] : [readOnly];
  return outcomes.flatMap((outcome) => kinds.map((kind) => ({ accountId, outcome, readOnly: kind })));
}

function isServedByIndex({ accountIds, outcomes, readOnly, eventName, where, from, to }: Sought): boolean {
  const byKind = outcomes !== undefined || readOnly !== undefined;
  const further = [where, from, to].some((condition) => condition !== undefined);
  return accountIds.length === 1 && !further && !(eventName !== undefined && byKind);
}

/** Returns the conditions that no index covers. */
function within({ outcomes, readOnly, eventName, where, from, to }: Sought): Where {
  return {
    ...(outcomes === undefined ? {} : { outcome: { in: [...outcomes] } }),
    ...(readOnly === undefined ? {} : { readOnly }),
    ...(eventName === undefined ? {} : { eventName }),
    ...(from === undefined && to === undefined ? {} : { time: { gte: from, lte: to } }),
    ...where,
  };
}

/** Returns a condition with every column that precedes the ids in the index, so that the database uses that index. */
function inSpan(sought: Sought, accountIds: string[], ids: Ids): Where {
  const { outcomes = OUTCOMES, readOnly } = sought;
  const kind = readOnly === undefined ? { OR: [{ readOnly: false }, { readOnly: true }] } : {};
  const [only, ...others] = accountIds;
  const accountId = only !== undefined && others.length === 0 ? only : { in: accountIds };
  return { accountId, outcome: { in: [...outcomes] }, id: ids, ...within(sought), ...kind };
}
