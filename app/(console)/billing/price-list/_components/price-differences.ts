import { type ListedPrice, priceKey } from '../../_components/price-document';

/** A price that differs between two lists, or is only in one. */
export type PriceDifference = { key: string; before: ListedPrice | undefined; after: ListedPrice | undefined };

/** Returns the differing prices of two lists, by key. All members are compared. */
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

/** Returns the same text for equal prices, whatever their member order and explicit defaults. */
function textOf(price: ListedPrice | undefined): string {
  if (price === undefined) return '';
  const members = Object.entries({ ...price, free: price.free ?? '0' }).filter(([, value]) => value !== undefined);
  return JSON.stringify(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function kindOf({ before, after }: PriceDifference): 'New' | 'Gone' | 'Changed' {
  if (before === undefined) return 'New';
  return after === undefined ? 'Gone' : 'Changed';
}
