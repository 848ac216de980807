import { type NanoUsd, PICO, type PicoUsd, parseDecimal, type SupportPlan, type Tier } from '../calculate';

const dollars = (amount: number): NanoUsd => BigInt(amount) * 1_000_000_000n;

/** Tiers of a percentage: up to so many dollars, so many hundredths. The last has no end. */
function percentages(...tiers: readonly (readonly [upTo: number | null, percent: string])[]): Tier[] {
  return tiers.map(([upTo, percent]) => {
    const rate: PicoUsd = (parseDecimal(percent, PICO) ?? 0n) / 100n;
    return { upTo: upTo === null ? null : dollars(upTo), rate };
  });
}

// Source: the pricing page of AWS Support (greater of a minimum and a percentage of the month's charges, account by account).
const PLANS: Readonly<Record<string, SupportPlan>> = {
  DEVELOPER: { service: 'AWSSupportDeveloper', minimum: dollars(29), tiers: percentages([null, '3']) },
  BUSINESS: {
    service: 'AWSSupportBusiness',
    minimum: dollars(100),
    tiers: percentages([10_000, '10'], [80_000, '7'], [250_000, '5'], [null, '3']),
  },
  ENTERPRISE_ON_RAMP: { service: 'AWSSupportEnterpriseOnRamp', minimum: dollars(5_500), tiers: percentages([null, '10']) },
  ENTERPRISE: {
    service: 'AWSSupportEnterprise',
    minimum: dollars(15_000),
    tiers: percentages([150_000, '10'], [500_000, '7'], [1_000_000, '5'], [null, '3']),
  },
};

/** What an account's plan of AWS Support costs; undefined for the one that costs nothing. */
export function supportPlanOf(plan: string): SupportPlan | undefined {
  return PLANS[plan];
}
