import { storedJson } from '@/lib/core/text/stored-json';
/** A price as in a price list document: quantities and rates are decimal numbers in text. */
export type ListedPrice = {
  service: string;
  usageType: string;
  region: string | null;
  operation?: string;
  unit: string;
  description: string;
  tiers: { upTo: string | null; rate: string }[];
  free?: string;
  freeScope?: string;
};

/** A price list while it is edited: the whole document, of which only a part has a form. */
export type PriceDocument = { name: string; about: string; effective: string; prices: readonly ListedPrice[] };

/** Returns the prices of a price list document. */
export function pricesOf(document: string): ListedPrice[] {
  return storedJson<{ prices: ListedPrice[] }>(document).prices;
}

/** Returns the key of a price, which is unique in a list. */
export function priceKey({ service, usageType, region, operation }: ListedPrice): string {
  return [service, usageType, region, operation].join('\n');
}

/** A purchase offer of a price list. */
type Offer = { years: 1 | 3; payment: 'No Upfront' | 'Partial Upfront' | 'All Upfront' };
export type ReservationOffer = Offer & {
  service: string;
  usageType: string;
  region: string;
  operation?: string;
  /** The upfront and recurring prices. */
  upfront: string;
  recurring: { every: 'hour'; rate: string } | { every: 'month'; fee: string };
};
export type PlanOffer = Offer & {
  kind: 'EC2Instance' | 'Compute' | 'SageMaker' | 'Database';
  family: string | null;
  region: string | null;
};

/** Returns the purchase offers of a price list document. */
export function offersOf(document: string): { reservations: ReservationOffer[]; savingsPlans: PlanOffer[] } {
  const { reservations = [], savingsPlans = [] } = storedJson<{
    reservations?: ReservationOffer[];
    savingsPlans?: PlanOffer[];
  }>(document);
  return { reservations, savingsPlans };
}
