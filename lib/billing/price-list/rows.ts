import { BoundedMap } from '../../core/bounded-map';
import type { Transaction } from '../../db/client';
import type { MonthName } from '../months';
import { type PriceListPreset, presetPriceList } from './presets';
import { canonicalPriceList, type NamedPriceList, parsePriceList, priceListHash } from './price-list';

/** A price list as it holds for a month. */
export type PriceListInForce = {
  priceList: NamedPriceList;
  /** The payer's version; null where it has none that is effective by the month, and the sample of current list prices holds. */
  number: number | null;
  hash: string;
};

export const DEFAULT_PRESET = 'current';

const kept = new BoundedMap<string, PriceListInForce>(50);

/**
 * The price list of a payer for a month: its newest version of those that are effective by then. An issued bill keeps the one that it was made
 * with, whatever is put afterwards.
 */
export async function priceListFor(db: Transaction, payerId: string, month: MonthName): Promise<PriceListInForce> {
  const version = await db.priceListVersion.findFirst({
    where: { payerId, effective: { lte: month } },
    orderBy: { number: 'desc' },
    select: { number: true, createdAt: true },
  });
  return version ? readVersion(db, payerId, version) : presetInForce(DEFAULT_PRESET);
}

/** A price list that comes with Gatehouse, as it holds where a payer has none. */
export function presetInForce(preset: PriceListPreset): PriceListInForce {
  const priceList = presetPriceList(preset);
  const known = kept.get(preset) ?? { priceList, number: null, hash: priceListHash(canonicalPriceList(priceList)) };
  kept.set(preset, known);
  return known;
}

/** A version that is there. */
export async function readVersion(
  db: Transaction,
  payerId: string,
  { number, createdAt }: { number: number; createdAt: Date },
): Promise<PriceListInForce> {
  // A version never changes; after a restore another one may have its number.
  const key = `${payerId}/${number}/${createdAt.getTime()}`;
  const known = kept.get(key);
  if (known) return known;
  const { document } = await db.priceListVersion.findUniqueOrThrow({ where: { payerId_number: { payerId, number } } });
  const parsed = parsePriceList(document);
  if (!parsed.ok) throw new Error(`version ${number} of the price list of ${payerId} is none any more`);
  const { priceList } = parsed;
  const read = { priceList, number, hash: priceListHash(canonicalPriceList(priceList)) };
  kept.set(key, read);
  return read;
}
