import { apportion, roundParts } from './apportion';
import { smaller, sum } from './decimals';
import type { Allocation, NanoUnits, NanoUsd, Tier } from './types';

/** The number of billionths of a unit times trillionths of a dollar in a billionth of a dollar. */
export const EXACT_PER_NANO_USD = 1_000_000_000_000n;

/** A quantity divided into a free part and tiers, which add up to it. */
export type Filled = { readonly free: NanoUnits; readonly tiers: readonly NanoUnits[] };

/** Fills the free amount, then each tier up to its bound. The last tier takes the rest. */
export function fillTiers(tiers: readonly Tier[], quantity: NanoUnits, free: NanoUnits): Filled {
  const givenFree = smaller(quantity, free);
  let left = quantity - givenFree;
  let reached = 0n;
  const filled = tiers.map(({ upTo }, at) => {
    const taken = upTo === null || at === tiers.length - 1 ? left : smaller(upTo - reached, left);
    left -= taken;
    reached += taken;
    return taken;
  });
  return { free: givenFree, tiers: filled };
}

/** Returns the exact cost of filled tiers, in 1e-21 dollars. */
export function exactCost(tiers: readonly Tier[], filled: Filled): bigint {
  let cost = 0n;
  tiers.forEach(({ rate }, at) => {
    cost += rate * (filled.tiers[at] ?? 0n);
  });
  return cost;
}

/** The cost of a dimension with each account's part. Both money and tiers add up. */
export type TierCharge = {
  readonly filled: Filled;
  readonly cost: NanoUsd;
  readonly members: readonly { readonly filled: Filled; readonly cost: NanoUsd }[];
};

/**
 * Applies the tiers to the joint usage of all accounts, and distributes tiers and cost.
 * @param quantities by account in order of joining
 * @param free the free part of their sum
 */
export function chargeTiers(
  tiers: readonly Tier[],
  quantities: readonly NanoUnits[],
  free: NanoUnits,
  allocation: Allocation,
): TierCharge {
  const filled = fillTiers(tiers, sum(quantities), free);
  const exact = exactCost(tiers, filled);
  const stated = allocation === 'SEQUENTIAL' ? inSequence(filled, quantities) : byFixture(filled, quantities, allocation);
  if (stated !== null) {
    const costs = roundParts(
      stated.map((part) => exactCost(tiers, part)),
      EXACT_PER_NANO_USD,
    );
    return { filled, cost: costs.whole, members: stated.map((part, at) => ({ filled: part, cost: costs.parts[at] ?? 0n })) };
  }
  // Split by usage and not by the cost of the tiers, which are already rounded and would round twice.
  const { whole } = roundParts([exact], EXACT_PER_NANO_USD);
  const costs = apportion(whole, quantities);
  const parts = inProportion(filled, quantities);
  return { filled, cost: whole, members: parts.map((part, at) => ({ filled: part, cost: costs[at] ?? 0n })) };
}

/** Splits each tier by the usage that is not in a tier yet, so that the parts of accounts and of tiers both add up. */
function inProportion(filled: Filled, quantities: readonly NanoUnits[]): Filled[] {
  let left = quantities;
  return byMember(filled, quantities.length, (slice) => {
    const taken = slice === 0n ? left.map(() => 0n) : apportion(slice, left);
    left = left.map((quantity, at) => quantity - (taken[at] ?? 0n));
    return taken;
  });
}

function inSequence(filled: Filled, quantities: readonly NanoUnits[]): Filled[] {
  const left = [...quantities];
  let next = 0;
  return byMember(filled, quantities.length, (slice) => {
    const taken = left.map(() => 0n);
    let rest = slice;
    for (; rest > 0n && next < left.length; next += (left[next] ?? 0n) === 0n ? 1 : 0) {
      const here = left[next] ?? 0n;
      const part = smaller(here, rest);
      taken[next] = part;
      left[next] = here - part;
      rest -= part;
    }
    return taken;
  });
}

/** Splits the tiers as the fixture says; null if it is for other usage. */
function byFixture(filled: Filled, quantities: readonly NanoUnits[], allocation: Allocation): Filled[] | null {
  if (typeof allocation === 'string' || filled.free > 0n) return null;
  const rows = [...allocation.fixture];
  const none = filled.tiers.map(() => 0n);
  const split = quantities.map((quantity) => ({ free: 0n, tiers: quantity === 0n ? none : (rows.shift() ?? []) }));
  const fits =
    rows.length === 0 &&
    split.every(({ tiers }, at) => sum(tiers) === quantities[at]) &&
    filled.tiers.every((slice, tier) => sum(split.map(({ tiers }) => tiers[tier] ?? 0n)) === slice);
  return fits ? split : null;
}

/** Distributes the free amount and each tier, and transposes the result from tiers to members. */
function byMember(filled: Filled, members: number, handOut: (slice: NanoUnits) => NanoUnits[]): Filled[] {
  const free = handOut(filled.free);
  const tiers = filled.tiers.map(handOut);
  return Array.from({ length: members }, (_, at) => ({ free: free[at] ?? 0n, tiers: tiers.map((taken) => taken[at] ?? 0n) }));
}

/**
 * Returns what the accounts would pay on separate bills, rounded as one sum to be comparable with the joint cost.
 * @param quantities by account
 * @param free the free part of each
 */
export function chargeApart(
  tiers: readonly Tier[],
  quantities: readonly NanoUnits[],
  free: readonly NanoUnits[],
): TierCharge['members'] {
  const filled = quantities.map((quantity, at) => fillTiers(tiers, quantity, free[at] ?? 0n));
  const { parts } = roundParts(
    filled.map((each) => exactCost(tiers, each)),
    EXACT_PER_NANO_USD,
  );
  return filled.map((each, at) => ({ filled: each, cost: parts[at] ?? 0n }));
}
