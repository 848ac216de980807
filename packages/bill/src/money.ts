import { toCents } from './apportion';
import { formatDecimal, NANO, PICO } from './decimals';
import type { NanoUsd } from './types';

/** Returns an exact amount in dollars: `2007.04`. */
export function usd(amount: NanoUsd): string {
  return formatDecimal(amount, NANO);
}

/** Returns an exact quantity in units of the price list. */
export function units(quantity: bigint): string {
  return formatDecimal(quantity, NANO);
}

/** Returns an exact rate in dollars per unit. */
export function rate(value: bigint): string {
  return formatDecimal(value, PICO);
}

/** Returns amounts in whole cents that add up to their shown sum: `2007.04`. */
export function shown(amounts: readonly NanoUsd[]): string[] {
  return toCents(amounts).parts.map((cents) => formatDecimal(cents, 2, 2));
}

/** An amount as it is shown by itself. */
export function shownOne(amount: NanoUsd): string {
  return formatDecimal(toCents([amount]).total, 2, 2);
}

/** The order of two amounts, the smaller first. */
export function compare(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
