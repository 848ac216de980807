import { PLAN_WORDS, planScope } from '../../_components/advances/offers';
import { exactDollars, isZero } from '../../_components/amounts';
import type { SavingsPlan } from '../../queries';

/** What a plan is called: its kind and how much an hour. */
export function planName({ Kind, Commitment }: SavingsPlan): string {
  return `${PLAN_WORDS[Kind]}, ${exactDollars(Commitment)} an hour`;
}

/** What it is for. */
export function planScopeWords({ Kind, Family, Region }: SavingsPlan): string {
  return planScope({ kind: Kind, family: Family ?? null, region: Region ?? null });
}

/** What it costs. */
export function planPrice({ Upfront, HourlyFee }: SavingsPlan): string {
  const parts = [
    ...(isZero(Upfront) ? [] : [`${exactDollars(Upfront)} upfront`]),
    ...(isZero(HourlyFee) ? [] : [`${exactDollars(HourlyFee)} an hour`]),
  ];
  return parts.join(', ');
}
