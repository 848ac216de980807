import { offersOf, type PlanOffer, type ReservationOffer } from '../price-document';

export type Payment = ReservationOffer['payment'];
type PlanKind = PlanOffer['kind'];

/** An offering with its terms: duration and payment option. */
export type Offer<Terms> = { key: string; label: string; terms: readonly (Terms & { years: number; payment: Payment })[] };
export type Reserved = Pick<ReservationOffer, 'service' | 'usageType' | 'region' | 'operation' | 'upfront' | 'recurring'>;
export type Planned = Pick<PlanOffer, 'kind' | 'family' | 'region'>;

/** Returns the instance type of a usage type: t3.small of BoxUsage:t3.small. */
export function typeOf(usageType: string): string {
  return usageType.split(':').at(-1) ?? usageType;
}

export function reservationOffers(document: string): Offer<Reserved>[] {
  return grouped(offersOf(document).reservations, ({ service, usageType, region, operation }) => ({
    key: [service, usageType, region, operation].join('\n'),
    label: `${typeOf(usageType)} in ${region}${operation === undefined ? '' : `, ${operation}`}`,
  }));
}

export const PLAN_WORDS: Readonly<Record<PlanKind, string>> = {
  EC2Instance: 'EC2 Instance',
  Compute: 'Compute',
  SageMaker: 'SageMaker',
  Database: 'Database',
};

/** Returns the scope of a plan in words. */
export function planScope({ kind, family, region }: Planned): string {
  if (kind === 'EC2Instance') return `${family ?? 'instances'} in ${region ?? 'any Region'}`;
  return region === null ? 'any Region' : region;
}

export function planOffers(document: string): Offer<Planned>[] {
  return grouped(offersOf(document).savingsPlans, (offer) => ({
    key: [offer.kind, offer.family, offer.region].join('\n'),
    label: `${PLAN_WORDS[offer.kind]}: ${planScope(offer)}`,
  }));
}

function grouped<Terms extends { years: number; payment: Payment }>(
  offers: readonly Terms[],
  nameOf: (offer: Terms) => { key: string; label: string },
): Offer<Terms>[] {
  const found = new Map<string, { key: string; label: string; terms: Terms[] }>();
  for (const offer of offers) {
    const { key, label } = nameOf(offer);
    const before = found.get(key);
    if (before) before.terms.push(offer);
    else found.set(key, { key, label, terms: [offer] });
  }
  return [...found.values()].sort((a, b) => (a.label < b.label ? -1 : 1));
}
