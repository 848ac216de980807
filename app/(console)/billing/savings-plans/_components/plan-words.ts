import { PLAN_WORDS, planScope } from '../../_components/advances/offers';
import { exactDollars, isZero } from '../../_components/amounts';
import type { SavingsPlan } from '../../queries';

/** Returns the name of a plan: type and hourly commitment. */
export function planName({ Kind, Commitment }: SavingsPlan): string {
  return `${PLAN_WORDS[Kind]}, ${exactDollars(Commitment)} an hour`;
}

/** Returns its scope. */
export function planScopeWords({ Kind, Family, Region }: SavingsPlan): string {
  return planScope({ kind: Kind, family: Family ?? null, region: Region ?? null });
}

/** Returns its price. */
export function planPrice({ Upfront, HourlyFee }: SavingsPlan): string {
  const parts = [
    ...(isZero(Upfront) ? [] : [`${exactDollars(Upfront)} upfront`]),
    ...(isZero(HourlyFee) ? [] : [`${exactDollars(HourlyFee)} an hour`]),
  ];
  return parts.join(', ');
}
