import { letOthersIn, readByIds } from '../core/bulk';
import type { Transaction } from '../db/client';
import type { EventRow } from './rows';

type Where = NonNullable<NonNullable<Parameters<Transaction['event']['findMany']>[0]>['where']>;

/** Which events are looked for: whose, what has to be so of them, and in which time. */
export type Sought = {
  /** One account, or several. */
  accountIds: readonly string[];
  where: Where;
  from?: Date | undefined;
  to?: Date | undefined;
};

/** The columns that an index has after the account and before the id: one of them, by a value, leads straight to the events. */
const INDEXED = ['eventName', 'outcome', 'readOnly'];

/** How many ids are looked through in one query: some milliseconds in which SQLite answers nobody else, wherever the events stand. */
const SPAN = 5_000;
/** After so many spans an answer ends, with what it has found and where to go on. */
const MOST_SPANS = 200;
/** A call is recorded when it is over, so that ids follow the times of calls but for what a call takes. */
const LONGEST_CALL_MS = 3_600_000;

/**
 * The newest events that meet a condition, newest first. Where no index leads to them, as in a search for a part of a name, the
 * history, which may hold millions, is looked through one span of ids after the other, with turns for other calls in between.
 * @param range `before`: the id that they have to be older than; `take`: how many at most
 * @returns `next`: the id before which it goes on, where there may be more
 */
export async function readNewest(
  db: Transaction,
  sought: Sought,
  { before, take }: { before: number | undefined; take: number },
): Promise<{ rows: EventRow[]; next?: number }> {
  const { where } = sought;
  // One more than is wanted shows whether there is more.
  const rows: EventRow[] = [];
  const full = () => (rows.length > take ? { rows: rows.slice(0, take), next: rows[take - 1]?.id } : undefined);
  if (isServedByIndex(sought)) {
    const older = before === undefined ? {} : { id: { lt: before } };
    rows.push(
      ...(await db.event.findMany({ where: { ...whose(sought), ...older, ...where }, orderBy: { id: 'desc' }, take: take + 1 })),
    );
    return full() ?? { rows };
  }
  for await (const { span, from } of spansOf(db, sought, before)) {
    if (span === undefined) return { rows, next: from };
    // What is left to find may all be of the same accounts.
    const most = take + 1 - rows.length;
    const found = await readByIds(sought.accountIds, (accountIds) =>
      db.event.findMany({ where: within(sought, accountIds, span), orderBy: { id: 'desc' }, take: most }),
    );
    rows.push(...found.toSorted((one, other) => other.id - one.id).slice(0, most));
    const page = full();
    if (page) return page;
  }
  return { rows };
}

/**
 * How many events meet a condition, newest first up to a most.
 * @returns `more`: there may be further ones, which were not counted
 */
export async function countNewest(db: Transaction, sought: Sought, most: number): Promise<{ count: number; more: boolean }> {
  const { where } = sought;
  const answer = (count: number) => ({ count: Math.min(count, most), more: count > most });
  if (isServedByIndex(sought)) return answer(await db.event.count({ where: { ...whose(sought), ...where }, take: most + 1 }));
  let count = 0;
  for await (const { span } of spansOf(db, sought, undefined)) {
    if (span === undefined) return { count, more: true };
    const counts = await readByIds(sought.accountIds, async (accountIds) => [
      await db.event.count({ where: within(sought, accountIds, span) }),
    ]);
    for (const found of counts) count += found;
    if (count > most) break;
  }
  return answer(count);
}

type Span = { span: { lte: number; gte: number } | undefined; from: number };

/** The spans of ids that there are events in, newest first; the last is undefined where it ends before the history does. */
async function* spansOf(db: Transaction, sought: Sought, before: number | undefined): AsyncGenerator<Span> {
  let below =
    sought.to === undefined ? before : Math.min(before ?? Number.MAX_SAFE_INTEGER, await idAfter(db, sought, sought.to));
  const oldest = sought.from && sought.from.getTime() - LONGEST_CALL_MS;
  for (let spans = 0; ; spans++) {
    // From the next event that there is: those of other accounts may fill any number of spans.
    const next = await newestBelow(db, sought, below);
    if (!next || (oldest !== undefined && next.time.getTime() < oldest)) return;
    if (spans === MOST_SPANS) {
      yield { span: undefined, from: next.id + 1 };
      return;
    }
    below = next.id - SPAN;
    yield { span: { lte: next.id, gte: below }, from: next.id };
    await letOthersIn();
  }
}

function newestBelow(db: Transaction, sought: Sought, below: number | undefined) {
  // Among the events of a whole organization the next one of all is near enough, and found at once.
  const among = sought.accountIds.length === 1 ? whose(sought) : {};
  const where = below === undefined ? among : { ...among, id: { lt: below } };
  return db.event.findFirst({ where, orderBy: { id: 'desc' }, select: { id: true, time: true } });
}

/** An id that no event of a time or before it has reached, near to the first that was recorded after it. */
async function idAfter(db: Transaction, sought: Sought, time: Date): Promise<number> {
  const limit = time.getTime() + LONGEST_CALL_MS;
  let high = ((await newestBelow(db, sought, undefined))?.id ?? 0) + 1;
  let low = 0;
  while (high - low > SPAN) {
    const middle = Math.floor((low + high) / 2);
    const event = await newestBelow(db, sought, middle);
    if (event && event.time.getTime() > limit) high = middle;
    else low = middle;
  }
  return high;
}

/** Of one account; of several each reader asks for some at a time. */
function whose({ accountIds: [accountId] }: Sought): Where {
  return { accountId };
}

function within({ where, from, to }: Sought, accountIds: string[], span: Span['span']): Where {
  const times = from === undefined && to === undefined ? {} : { time: { gte: from, lte: to } };
  return { AND: [{ accountId: { in: accountIds }, id: span }, where, times] };
}

function isServedByIndex({ accountIds, where, from, to }: Sought): boolean {
  const conditions = Object.entries(where);
  return (
    accountIds.length === 1 &&
    from === undefined &&
    to === undefined &&
    conditions.length < 2 &&
    conditions.every(([column, value]) => INDEXED.includes(column) && typeof value !== 'object')
  );
}
