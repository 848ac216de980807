import { letOthersIn } from '../core/bulk';
import type { Transaction } from '../db/client';

type Where = NonNullable<NonNullable<Parameters<Transaction['event']['findMany']>[0]>['where']>;

/** The columns that an index has after the account and before the id: one of them, by a value, leads straight to the events. */
const INDEXED = ['eventName', 'outcome', 'readOnly'];

/** How many ids are looked through in one query: some milliseconds in which SQLite answers nobody else, wherever the events stand. */
const SPAN = 5_000;

/**
 * The newest events of an account that meet a condition, newest first. Where no index leads to them, as in a search for a part of a name, the
 * history, which may hold millions, is looked through one span of ids after the other, with turns for other calls in between.
 * @param range `before`: the id that they have to be older than; `take`: how many at most
 */
export async function readNewest(
  db: Transaction,
  accountId: string,
  where: Where,
  { before, take }: { before: number | undefined; take: number },
) {
  const older = (id: number | undefined) => ({ accountId, ...(id === undefined ? {} : { id: { lt: id } }) });
  if (isServedByIndex(where)) {
    return db.event.findMany({ where: { ...older(before), ...where }, orderBy: { id: 'desc' }, take });
  }
  const found: Awaited<ReturnType<typeof db.event.findMany>> = [];
  let below = before;
  while (found.length < take) {
    // From the next event that there is: those of other accounts may fill any number of spans.
    const next = await db.event.findFirst({
      where: older(below),
      orderBy: { id: 'desc' },
      select: { id: true },
    });
    if (!next) break;
    below = next.id - SPAN;
    const rows = await db.event.findMany({
      where: { AND: [{ accountId, id: { lte: next.id, gte: below } }, where] },
      orderBy: { id: 'desc' },
      take: take - found.length,
    });
    found.push(...rows);
    await letOthersIn();
  }
  return found;
}

function isServedByIndex(where: Where): boolean {
  const conditions = Object.entries(where);
  return conditions.length < 2 && conditions.every(([column, value]) => INDEXED.includes(column) && typeof value !== 'object');
}
