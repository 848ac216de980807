import { apportion, type DimensionMember, type RecordType, type Tier } from '@gatehouse/bill';
import { compare, rate, shown, units, usd } from '@gatehouse/bill/money';
import { giveWay } from '../../core/bulk';
import type { DimensionHead } from './document';
import type { BillView } from './view';

// Every amount is in dollars, every rate in dollars for a unit, and every quantity in units of the price list: decimal numbers as text, exact.
// `Shown` is an amount in whole cents, such that those of a list add up to the cents of their sum.

/** A slice of a tier: what of a quantity lies between its bounds, and what that costs. */
export type TierAnswer = { From: string; UpTo: string | null; Rate: string; Quantity: string; Amount: string };

/** A line of usage: one usage type in one Region, with the tiers that it fills. */
export type BillUsageAnswer = {
  UsageType: string;
  /** Of a price of one operation alone. */
  Operation?: string;
  Description: string;
  Unit: string;
  Quantity: string;
  /** Covered by reservations, and by Savings Plans. */
  Discounted: string;
  Planned: string;
  Free: string;
  Tiers: TierAnswer[];
  Amount: string;
  /** For a unit, over all accounts. Of whoever pays; absent where nothing was used that has one. */
  BlendedRate?: string;
};

/** A charge that is no usage run through tiers: a fee, a credit, a tax. */
export type BillChargeAnswer = { RecordType: RecordType; UsageType: string; Amount: string };

export type BillRegionAnswer = {
  /** Null: of prices that are the same in all Regions, and of what is in none. */
  Region: string | null;
  Amount: string;
  Usage: BillUsageAnswer[];
  Charges: BillChargeAnswer[];
};

export type BillServiceAnswer = { Service: string; Amount: string; Shown: string; Regions: BillRegionAnswer[] };

/** The slices of tiers with what each costs, which together is `cost`. */
export function tierAnswers(tiers: readonly Tier[], filled: readonly bigint[], cost: bigint): TierAnswer[] {
  const exact = tiers.map((tier, at) => tier.rate * (filled[at] ?? 0n));
  // Of prices at nothing there is nothing to split.
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

/** A service's parts while they are gathered. */
type Gathered = Map<string, Map<string | null, { amount: bigint; usage: BillUsageAnswer[]; charges: BillChargeAnswer[] }>>;

/** What is charged by service, Region and usage type: of all accounts, or of one. */
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
  return rows.map(({ service, parts, amount }, at) => ({
    Service: service,
    Amount: usd(amount),
    Shown: cents[at] ?? '',
    Regions: parts.map(([region, part]) => ({
      Region: region,
      Amount: usd(part.amount),
      Usage: part.usage,
      Charges: part.charges,
    })),
  }));
}
