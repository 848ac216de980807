import { EXACT_PER_NANO_USD, type NanoUnits, type NanoUsd, type PicoUsd, roundParts } from '@gatehouse/bill';

/**
 * A range of usage whose rate would differ on separate bills: it starts at `from` and is `quantity` wide. `amount` is the saving;
 * negative if it costs more.
 */
export type SavedArea = { from: NanoUnits; quantity: NanoUnits; rate: PicoUsd; aloneRate: PicoUsd; amount: NanoUsd };

/** A quantity at one rate. */
type Slice = { rate: PicoUsd; quantity: NanoUnits };

/**
 * Compares the tiers that all accounts fill together with the tiers that they would fill separately, summed tier by tier from the
 * first. The saving is where the rates differ. The areas add up to the difference, rounded as one sum, which may differ by a
 * billionth from the difference of the two rounded bills. Free and covered usage comes after the tiers on both sides.
 * @param quantity the total usage
 * @param rates the rates of the tiers
 * @param together the filled quantity of each tier
 * @param alone the same on separate bills, summed
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
