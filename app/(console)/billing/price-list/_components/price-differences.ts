import { type ListedPrice, priceKey } from '../../_components/price-document';

/** A price that one list has otherwise than another, or that only one of them has. */
export type PriceDifference = { key: string; before: ListedPrice | undefined; after: ListedPrice | undefined };

/** What prices of a list differ from those of another, by what they are for. Other members than their amounts and words count too. */
export function priceDifferences(before: readonly ListedPrice[], after: readonly ListedPrice[]): PriceDifference[] {
  const pairs = new Map<string, PriceDifference>();
  for (const price of before) pairs.set(priceKey(price), { key: priceKey(price), before: price, after: undefined });
  for (const price of after) {
    const key = priceKey(price);
    pairs.set(key, { key, before: pairs.get(key)?.before, after: price });
  }
  return [...pairs.values()]
    .filter((pair) => textOf(pair.before) !== textOf(pair.after))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The same text for the same price, whatever order its members are in and whether what is usual is written out. */
function textOf(price: ListedPrice | undefined): string {
  if (price === undefined) return '';
  const members = Object.entries({ ...price, free: price.free ?? '0' }).filter(([, value]) => value !== undefined);
  return JSON.stringify(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function kindOf({ before, after }: PriceDifference): 'New' | 'Gone' | 'Changed' {
  if (before === undefined) return 'New';
  return after === undefined ? 'Gone' : 'Changed';
}
