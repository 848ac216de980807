import { createHash } from 'node:crypto';
import type { Change, Unpriced } from '@gatehouse/bill';
import { BoundedMap } from '../../../core/cache/bounded-map';
import type { Transaction } from '../../../db/client';
import type { MonthName } from '../../months';
import { DEFAULT_PRESET, type PriceListInForce, presetInForce, priceListFor, readVersion } from '../../price-list/rows';
import { runsKnownUntil } from '../../usage/rows';
import { outlineReader } from '../document';
import type { BillFacts } from '../make-bill';
import type { FoundOutline } from '../rows';
import { billsState, outlineFrom, readFacts } from '../work-out';
import { type Comparison, compareBills, comparedBill } from './compare';

/** A bill with and without changes, and the usage without a price. */
export type Preview = Comparison & { unpriced: readonly Unpriced[] };

/** The number of accounts in cached previews, enough for a dozen previews of a thousand accounts. */
const kept = new BoundedMap<string, Preview>(20_000, ({ accounts }) => accounts.length);

/**
 * Compares a month's bill with the bill after changes. Nothing is stored. An issued month is computed again from its current
 * facts and its original prices, so that only the changes differ.
 * @param changesOf creates the changes from the bill's facts
 * @param asked identifies the changes
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

/** Returns the prices of a bill, or those it would have. */
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
