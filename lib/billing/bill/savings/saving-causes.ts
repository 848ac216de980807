import {
  type DimensionMember,
  EXACT_PER_NANO_USD,
  exactCost,
  fillTiers,
  type NanoUsd,
  roundParts,
  type Tier,
} from '@gatehouse/bill';
import type { DimensionHead } from '../document';

/** The reasons why accounts pay another amount together than separately. */
export const SAVING_CAUSES = ['volume', 'free', 'sharing', 'lost'] as const;
export type SavingCause = (typeof SAVING_CAUSES)[number];
/** The saving by cause; negative if it costs more. */
export type SavingByCause = Readonly<Record<SavingCause, NanoUsd>>;

/**
 * Splits the saving of a dimension by cause. Three steps lead from separate bills to the joint one, and the causes add up to the
 * saving.
 * - `volume`: paid usage fills the tiers together.
 * - `free`: free usage is free only once.
 * - `sharing` and `lost`: shared reservations and Savings Plans cover more or less of this dimension.
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
  // The two bills are rounded separately, so their difference may be off by a billionth of a dollar.
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
