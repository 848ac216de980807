import { apportion, type DimensionMember, type RecordType, type Tier } from '@gatehouse/bill';
import { compare, rate, shown, units, usd } from '@gatehouse/bill/money';
import { zip } from '../../core/text/lists';
import { giveWay } from '../../core/work/bulk';
import type { DimensionHead } from './document';
import type { BillView } from './view';

// Every amount is in dollars, every rate in dollars per unit, and every quantity in units of the price list, as exact decimal
// text. An amount named `Shown` is in whole cents, and the amounts of a list add up to the cents of their sum.

/** A filled tier: the quantity between its bounds and its cost. */
export type TierAnswer = { From: string; UpTo: string | null; Rate: string; Quantity: string; Amount: string };

/** A line of usage: a usage type in a Region, with the tiers that it fills. */
export type BillUsageAnswer = {
  UsageType: string;
  /** Set if the price is for a single operation. */
  Operation?: string;
  Description: string;
  Unit: string;
  Quantity: string;
  /** The quantity covered by reservations, and by Savings Plans. */
  Discounted: string;
  Planned: string;
  Free: string;
  Tiers: TierAnswer[];
  Amount: string;
  /** The rate per unit over all accounts. Only for the payer, and absent without usage. */
  BlendedRate?: string;
};

/** A charge outside of tiers: a fee, credit or tax. */
export type BillChargeAnswer = { RecordType: RecordType; UsageType: string; Amount: string };

export type BillRegionAnswer = {
  /** Null for prices that are the same in all Regions, and for charges without a Region. */
  Region: string | null;
  Amount: string;
  Usage: BillUsageAnswer[];
  Charges: BillChargeAnswer[];
};

export type BillServiceAnswer = { Service: string; Amount: string; Shown: string; Regions: BillRegionAnswer[] };

/** Returns the filled tiers with costs that add up to `cost`. */
export function tierAnswers(tiers: readonly Tier[], filled: readonly bigint[], cost: bigint): TierAnswer[] {
  const exact = tiers.map((tier, at) => tier.rate * (filled[at] ?? 0n));
  // Prices of zero have nothing to split.
  const amounts = exact.some((each) => each > 0n) ? apportion(cost, exact) : exact.map(() => 0n);
  let from = 0n;
  return tiers.map((tier, at) => {
    const answer = {
      From: units(from),
      UpTo: tier.upTo === null ? null : units(tier.upTo),
      Rate: rate(tier.rate),
      Quantity: units(filled[at] ?? 0n),
      Amount: usd(amounts[at] ?? 0n),
    };
    from = tier.upTo ?? from;
    return answer;
  });
}

/** The parts of a service while they are collected. */
type Gathered = Map<string, Map<string | null, { amount: bigint; usage: BillUsageAnswer[]; charges: BillChargeAnswer[] }>>;

/** Returns the charges by service, Region and usage type, of all accounts or of one. */
export async function serviceAnswers({ bill, accountId, kind }: BillView): Promise<BillServiceAnswer[]> {
  const services: Gathered = new Map();
  for (const [at, dimension] of bill.head.dimensions.entries()) {
    const part = accountId === null ? dimension : (await bill.members(at)).find((member) => member.accountId === accountId);
    await giveWay();
    if (!part || part.quantity === 0n) continue;
    const region = placeOf(services, dimension.price.service, dimension.price.region);
    region.usage.push(usageAnswer(dimension, part, kind === 'payer'));
    region.amount += part.unblended;
  }
  const charges = accountId === null ? bill.head.charges : await bill.chargesOf(accountId);
  for (const { service, region: name, recordType, usageType, amount } of charges) {
    const region = placeOf(services, service, name);
    region.charges.push({ RecordType: recordType, UsageType: usageType, Amount: usd(amount) });
    region.amount += amount;
  }
  return toAnswers(services);
}

function placeOf(services: Gathered, service: string, region: string | null) {
  const regions = services.get(service) ?? new Map();
  services.set(service, regions);
  const place = regions.get(region) ?? { amount: 0n, usage: [], charges: [] };
  regions.set(region, place);
  return place;
}

type Part = Pick<DimensionMember, 'quantity' | 'discounted' | 'planned' | 'free' | 'tiers' | 'unblended'>;

function usageAnswer({ price, blendedRate }: DimensionHead, part: Part, forPayer: boolean): BillUsageAnswer {
  return {
    UsageType: price.usageType,
    ...(price.operation !== undefined && { Operation: price.operation }),
    Description: price.description,
    Unit: price.unit,
    Quantity: units(part.quantity),
    Discounted: units(part.discounted),
    Planned: units(part.planned),
    Free: units(part.free),
    Tiers: tierAnswers(price.tiers, part.tiers, part.unblended),
    Amount: usd(part.unblended),
    ...(forPayer && blendedRate !== null && { BlendedRate: rate(blendedRate) }),
  };
}

function toAnswers(services: Gathered): BillServiceAnswer[] {
  const rows = [...services].map(([service, regions]) => {
    const parts = [...regions].sort(([, a], [, b]) => compare(b.amount, a.amount));
    return { service, parts, amount: parts.reduce((sum, [, { amount }]) => sum + amount, 0n) };
  });
  rows.sort((a, b) => compare(b.amount, a.amount) || (a.service < b.service ? -1 : 1));
  const cents = shown(rows.map(({ amount }) => amount));
  return zip(rows, cents).map(([{ service, parts, amount }, shownAmount]) => ({
    Service: service,
    Amount: usd(amount),
    Shown: shownAmount,
    Regions: parts.map(([region, part]) => ({
      Region: region,
      Amount: usd(part.amount),
      Usage: part.usage,
      Charges: part.charges,
    })),
  }));
}
