import {
  type DimensionMember,
  EXACT_PER_NANO_USD,
  exactCost,
  fillTiers,
  type NanoUsd,
  roundParts,
  type Tier,
} from '@gatehouse/bill';
import type { DimensionHead } from './document';

/** The reasons for which accounts pay another amount on one bill than each would alone. */
export const SAVING_CAUSES = ['volume', 'free', 'sharing', 'lost'] as const;
export type SavingCause = (typeof SAVING_CAUSES)[number];
/** What each cause saves; below zero, what it costs. */
export type SavingByCause = Readonly<Record<SavingCause, NanoUsd>>;

/**
 * Splits what a dimension saves by cause. From the bills of the accounts alone to the one bill in three steps, each of which changes one thing:
 * first what they pay for runs through the tiers together (`volume`); then what is free is free once and not for each (`free`); then
 * reservations and Savings Plans are shared, which covers more of this dimension (`sharing`) or less of it (`lost`). The causes add up to the
 * saving.
 */
export function savingByCause(
  { price: { tiers }, free, tiers: together, unblended, separate }: Omit<DimensionHead, 'accounts'>,
  members: readonly Pick<DimensionMember, 'alone'>[],
): SavingByCause {
  const alone = tiers.map((_, tier) => sum(members.map((member) => member.alone.tiers[tier] ?? 0n)));
  const paidAlone = sum(alone);
  const onceFree = paidAlone + sum(members.map((member) => member.alone.free)) - free;
  const costs = [
    exactCost(tiers, { free: 0n, tiers: alone }),
    costOf(tiers, paidAlone),
    costOf(tiers, onceFree > 0n ? onceFree : 0n),
    exactCost(tiers, { free: 0n, tiers: together }),
  ];
  const steps = [0, 1, 2].map((at) => (costs[at] ?? 0n) - (costs[at + 1] ?? 0n));
  const { whole, parts } = roundParts(steps, EXACT_PER_NANO_USD);
  const rounded = [...parts];
  // The two bills are rounded each by itself, which may be a billionth of a dollar off their difference.
  const largest = steps.reduce((most, step, at) => (abs(step) > abs(steps[most] ?? 0n) ? at : most), 0);
  rounded[largest] = (rounded[largest] ?? 0n) + (separate - unblended - whole);
  const [volume = 0n, freeOnce = 0n, covered = 0n] = rounded;
  return { volume, free: freeOnce, sharing: covered > 0n ? covered : 0n, lost: covered < 0n ? covered : 0n };
}

function costOf(tiers: readonly Tier[], quantity: bigint): bigint {
  return exactCost(tiers, fillTiers(tiers, quantity, 0n));
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
