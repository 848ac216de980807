import { divideHalfEven, NANO, type NanoUnits } from '@gatehouse/bill';

/** A quantity, and whether it is what the report said: `exact` is false where it had more than nine decimals. */
type ReadQuantity = { readonly quantity: NanoUnits; readonly exact: boolean };

// Bounds for hostile input: a power of ten of that size costs nothing, and no usage of a month comes near it.
const MOST_CHARACTERS = 60;
const MOST_EXPONENT = 30;
const NUMBER = /^(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;
// Nine thousand million units of a price list in one line: more than usage comes to, and what other programs hold in 64 bits.
const LARGEST = 2n ** 63n - 1n;

/**
 * Reads a quantity as reports write it: `24`, `0.0000000000`, `1.18E-7`. What is beyond the ninth decimal is rounded half to even.
 * @returns null for what is no number, is below zero, or is larger than usage can be
 */
export function readQuantity(text: string): ReadQuantity | null {
  const parts = text.length <= MOST_CHARACTERS ? NUMBER.exec(text) : null;
  if (parts === null) return null;
  const [, whole = '', fraction = '', exponent = '0'] = parts;
  if (Math.abs(Number(exponent)) > MOST_EXPONENT) return null;
  const digits = BigInt(whole + fraction);
  const shift = NANO + Number(exponent) - fraction.length;
  if (shift >= 0) return bounded(digits * 10n ** BigInt(shift), true);
  const divisor = 10n ** BigInt(-shift);
  return bounded(divideHalfEven(digits, divisor), digits % divisor === 0n);
}

function bounded(quantity: NanoUnits, exact: boolean): ReadQuantity | null {
  return quantity <= LARGEST ? { quantity, exact } : null;
}
