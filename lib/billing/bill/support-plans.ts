import { type NanoUsd, PICO, type PicoUsd, parseDecimal, type SupportPlan, type Tier } from '@gatehouse/bill';
import type { SupportPlan as ChosenPlan } from '../../account/schema';
import { SUPPORT_PLANS_CHANGE, supportPlanAt } from '../../account/support-plans';
import { type MonthName, startOf } from '../months';

const dollars = (amount: number): NanoUsd => BigInt(amount) * 1_000_000_000n;

/** Returns percentage tiers from bounds in dollars. The last has no bound. */
function percentages(...tiers: readonly (readonly [upTo: number | null, percent: string])[]): Tier[] {
  return tiers.map(([upTo, percent]) => {
    const rate: PicoUsd = (parseDecimal(percent, PICO) ?? 0n) / 100n;
    return { upTo: upTo === null ? null : dollars(upTo), rate };
  });
}

// Source: the pricing page of AWS Support (greater of a minimum and a percentage of the month's charges). Until the end of 2026,
// per account.
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

const BUSINESS_PLUS: SupportPlan = {
  service: 'AWSSupportBusinessPlus',
  minimum: dollars(29),
  tiers: percentages([10_000, '9'], [80_000, '7'], [250_000, '5'], [null, '3']),
};
/** The plans from 2027 on. Enterprise and above are charged once for all accounts of the bill that have them. */
const PLANS_FROM_2027: Readonly<Record<string, SupportPlan>> = {
  BUSINESS_PLUS,
  ENTERPRISE: {
    service: 'AWSSupportEnterprise',
    minimum: dollars(5_000),
    tiers: percentages([150_000, '10'], [500_000, '7'], [1_000_000, '5'], [null, '3']),
    summed: true,
  },
  // Its price above the minimum is negotiated.
  UNIFIED_OPERATIONS: { service: 'AWSSupportUnifiedOperations', minimum: dollars(50_000), tiers: [], summed: true },
};

/** Returns the price of an account's AWS Support plan in a month; undefined for the free plan. */
export function supportPlanOf(chosen: string, month: MonthName): SupportPlan | undefined {
  const start = new Date(startOf(month));
  const plan = supportPlanAt(chosen as ChosenPlan, start);
  // Plans that can be chosen earlier have their prices earlier.
  return start < SUPPORT_PLANS_CHANGE ? (PLANS[plan] ?? PLANS_FROM_2027[plan]) : PLANS_FROM_2027[plan];
}
