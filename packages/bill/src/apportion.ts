import { divideDown, divideHalfEven, sum } from './decimals';

/**
 * Splits a whole number in proportion to weights by largest remainder. Each part is rounded down, and the rest is distributed one
 * by one to the parts that lost most, the first of equals. The parts add up to the whole. Weights must not be negative; if all
 * are zero, they count as equal.
 */
export function apportion(whole: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.length === 1) return [whole];
  const all = sum(weights);
  if (all === 0n)
    return weights.length === 0
      ? []
      : apportion(
          whole,
          weights.map(() => 1n),
        );
  const exact = weights.map((weight) => whole * weight);
  return roundDown(exact, all, whole);
}

/** Rounds exact parts, in units of which `divisor` make one, to whole numbers that add up to their sum rounded half to even. */
export function roundParts(exact: readonly bigint[], divisor: bigint): { whole: bigint; parts: bigint[] } {
  const whole = divideHalfEven(sum(exact), divisor);
  return { whole, parts: roundDown(exact, divisor, whole) };
}

/**
 * Rounds amounts to whole cents that add up to their sum rounded half to even.
 * @param amounts in billionths of a dollar
 */
export function toCents(amounts: readonly bigint[]): { total: bigint; parts: bigint[] } {
  const { whole, parts } = roundParts(amounts, 10_000_000n);
  return { total: whole, parts };
}

function roundDown(exact: readonly bigint[], divisor: bigint, whole: bigint): bigint[] {
  const parts = exact.map((part) => divideDown(part, divisor));
  let left = whole;
  for (const part of parts) left -= part;
  if (left === 0n) return parts;
  const lost = exact.map((part, at) => ({ at, remainder: part - (parts[at] ?? 0n) * divisor }));
  lost.sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder < b.remainder ? 1 : -1));
  for (const { at } of lost.slice(0, Number(left))) parts[at] = (parts[at] ?? 0n) + 1n;
  return parts;
}
