import { BoundedMap } from '../../core/cache/bounded-map';
import type { Transaction } from '../../db/client';
import type { MonthName } from '../months';
import { type PriceListPreset, presetPriceList } from './presets';
import { canonicalPriceList, type NamedPriceList, parsePriceList, priceListHash } from './price-list';

/** The price list in force for a month. */
export type PriceListInForce = {
  priceList: NamedPriceList;
  /** The payer's version; null for the sample of current list prices, if none is in effect. */
  number: number | null;
  hash: string;
};

export const DEFAULT_PRESET = 'current';

const kept = new BoundedMap<string, PriceListInForce>(50);

/** Returns a payer's price list for a month: the newest version in effect by then. An issued bill keeps its own. */
export async function priceListFor(db: Transaction, payerId: string, month: MonthName): Promise<PriceListInForce> {
  const version = await db.priceListVersion.findFirst({
    where: { payerId, effective: { lte: month } },
    orderBy: { number: 'desc' },
    select: { number: true, createdAt: true },
  });
  return version ? readVersion(db, payerId, version) : presetInForce(DEFAULT_PRESET);
}

/** Returns a preset as the price list of a payer without versions. */
export function presetInForce(preset: PriceListPreset): PriceListInForce {
  const priceList = presetPriceList(preset);
  const known = kept.get(preset) ?? { priceList, number: null, hash: priceListHash(canonicalPriceList(priceList)) };
  kept.set(preset, known);
  return known;
}

/** Returns an existing version. */
export async function readVersion(
  db: Transaction,
  payerId: string,
  { number, createdAt }: { number: number; createdAt: Date },
): Promise<PriceListInForce> {
  // A version never changes, but a restore may give its number to another.
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
