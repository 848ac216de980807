import { createHash } from 'node:crypto';
import type { Change, Unpriced } from '@gatehouse/bill';
import { BoundedMap } from '../../core/bounded-map';
import type { Transaction } from '../../db/client';
import type { MonthName } from '../months';
import { DEFAULT_PRESET, type PriceListInForce, presetInForce, priceListFor, readVersion } from '../price-list/rows';
import { runsKnownUntil } from '../usage/rows';
import { type Comparison, compareBills, comparedBill } from './compare';
import { outlineReader } from './document';
import type { BillFacts } from './make-bill';
import type { FoundOutline } from './rows';
import { billsState, outlineFrom, readFacts } from './work-out';

/** A bill as it is and as it would be, and what has no price then. */
export type Preview = Comparison & { unpriced: readonly Unpriced[] };

/** Accounts in all that are kept: those of some dozen previews of a thousand accounts, page by page. */
const kept = new BoundedMap<string, Preview>(20_000, ({ accounts }) => accounts.length);

/**
 * What a month's bill would be if some things were otherwise, beside what it is. Nothing is stored. An issued month is worked out anew for it, from
 * what is there of it today and the prices that it was made with, so that only the changes tell the two apart.
 * @param changesOf makes the changes from what the bill follows from
 * @param asked what names the changes
 */
export async function previewBill(
  db: Transaction,
  { bill, month, now }: { bill: FoundOutline; month: MonthName; now: Date },
  asked: string,
  changesOf: (input: BillFacts['input']) => Promise<readonly Change[]>,
): Promise<Preview> {
  const { payerId } = bill;
  const state = await billsState(db, payerId, now);
  const key = `${payerId}/${month}/${state}/${createHash('sha256').update(asked).digest('hex')}`;
  const known = kept.get(key);
  if (known) return known;
  const facts = await readFacts(db, payerId, month, now, await pricesOfBill(db, bill, month));
  const changes = await changesOf(facts.input);
  const ranUntil = await runsKnownUntil(db, payerId, month, now);
  const before = await comparedBill(bill.issued ? outlineReader(await outlineFrom(db, facts, ranUntil)) : bill);
  const altered = outlineReader(await outlineFrom(db, { ...facts, changes }, ranUntil));
  const preview = { ...(await compareBills(before, await comparedBill(altered))), unpriced: altered.head.unpriced };
  if ((await billsState(db, payerId, now)) === state) kept.set(key, preview);
  return preview;
}

/** The prices that a bill was made with, or would be. */
async function pricesOfBill(
  db: Transaction,
  { head, issued, payerId }: FoundOutline,
  month: MonthName,
): Promise<PriceListInForce> {
  if (!issued) return priceListFor(db, payerId, month);
  const { number } = head.priceList;
  if (number === null) return presetInForce(DEFAULT_PRESET);
  const version = await db.priceListVersion.findUnique({
    where: { payerId_number: { payerId, number } },
    select: { number: true, createdAt: true },
  });
  return version ? readVersion(db, payerId, version) : priceListFor(db, payerId, month);
}
