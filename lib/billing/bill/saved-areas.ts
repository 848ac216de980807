import { EXACT_PER_NANO_USD, type NanoUnits, type NanoUsd, type PicoUsd, roundParts } from '@gatehouse/bill';

/**
 * A stretch of the usage of all accounts for which they would pay another rate alone: `from` so much on, `quantity` wide. Its amount is what
 * that saves; below zero, what it costs.
 */
export type SavedArea = { from: NanoUnits; quantity: NanoUnits; rate: PicoUsd; aloneRate: PicoUsd; amount: NanoUsd };

/** A slice of usage at one rate. */
type Slice = { rate: PicoUsd; quantity: NanoUnits };

/**
 * Lays the tiers that all accounts fill together under those that they would fill alone, added up tier by tier, both beginning with the
 * first. Where the rates differ lies what is saved: the areas add up to the difference of the two, rounded as one sum; that of two rounded bills
 * may be a billionth of a dollar off. What costs nothing stands after the tiers on both sides: what is free, and what reservations and plans
 * cover.
 * @param quantity all that was used
 * @param rates of the tiers
 * @param together what of each tier is filled; as many as rates
 * @param alone the same of all accounts alone, added up
 */
export function savedAreas(
  quantity: NanoUnits,
  rates: readonly PicoUsd[],
  together: readonly NanoUnits[],
  alone: readonly NanoUnits[],
): SavedArea[] {
  const upper = slicesOf(quantity, rates, alone);
  const lower = slicesOf(quantity, rates, together);
  const areas: Omit<SavedArea, 'amount'>[] = [];
  let from = 0n;
  for (let [up, low] = [upper.shift(), lower.shift()]; up && low; ) {
    const endsFirst = up.quantity < low.quantity;
    const width = endsFirst ? up.quantity : low.quantity;
    if (up.rate !== low.rate && width > 0n) areas.push({ from, quantity: width, rate: low.rate, aloneRate: up.rate });
    from += width;
    up = up.quantity === width ? upper.shift() : { ...up, quantity: up.quantity - width };
    low = low.quantity === width ? lower.shift() : { ...low, quantity: low.quantity - width };
  }
  const amounts = roundParts(
    areas.map(({ quantity: width, rate, aloneRate }) => width * (aloneRate - rate)),
    EXACT_PER_NANO_USD,
  );
  return areas.map((area, at) => ({ ...area, amount: amounts.parts[at] ?? 0n }));
}

function slicesOf(quantity: NanoUnits, rates: readonly PicoUsd[], filled: readonly NanoUnits[]): Slice[] {
  const slices = rates.map((rate, at) => ({ rate, quantity: filled[at] ?? 0n }));
  const paid = slices.reduce((sum, slice) => sum + slice.quantity, 0n);
  return [...slices, { rate: 0n, quantity: quantity - paid }];
}
