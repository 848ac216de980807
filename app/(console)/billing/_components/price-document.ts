/** A price as the document of a price list has it: quantities and rates are decimal numbers in text. */
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

/** A price list while it is edited: all that its document says, of which only a part has a form. */
export type PriceDocument = { name: string; about: string; effective: string; prices: readonly ListedPrice[] };

/** The prices of a price list, by its document, which an operation answered. */
export function pricesOf(document: string): ListedPrice[] {
  return (JSON.parse(document) as { prices: ListedPrice[] }).prices;
}

/** By what prices are told apart: no two of a list are for the same. */
export function priceKey({ service, usageType, region, operation }: ListedPrice): string {
  return [service, usageType, region ?? '', operation ?? ''].join('\n');
}

/** What can be bought in advance by a price list. */
type Offer = { years: 1 | 3; payment: 'No Upfront' | 'Partial Upfront' | 'All Upfront' };
export type ReservationOffer = Offer & {
  service: string;
  usageType: string;
  region: string;
  operation?: string;
  /** What each costs at once, and then. */
  upfront: string;
  recurring: { every: 'hour'; rate: string } | { every: 'month'; fee: string };
};
export type PlanOffer = Offer & {
  kind: 'EC2Instance' | 'Compute' | 'SageMaker' | 'Database';
  family: string | null;
  region: string | null;
};

/** What the price list offers to be bought in advance, by its document. */
export function offersOf(document: string): { reservations: ReservationOffer[]; savingsPlans: PlanOffer[] } {
  const { reservations = [], savingsPlans = [] } = JSON.parse(document) as {
    reservations?: ReservationOffer[];
    savingsPlans?: PlanOffer[];
  };
  return { reservations, savingsPlans };
}
