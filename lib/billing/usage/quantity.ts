import { divideHalfEven, NANO, type NanoUnits } from '@gatehouse/bill';

/** A quantity. `exact` is false if it had more than nine decimals. */
type ReadQuantity = { readonly quantity: NanoUnits; readonly exact: boolean };

// Limits for hostile input: powers of ten up to these are cheap, and no monthly usage comes near them.
const MOST_CHARACTERS = 60;
const MOST_EXPONENT = 30;
const NUMBER = /^(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;
// Nine billion units in one line: more than real usage, and the 64-bit limit of other programs.
const LARGEST = 2n ** 63n - 1n;

/**
 * Parses a quantity of a report: `24`, `0.0000000000`, `1.18E-7`, rounded half to even to nine decimals.
 * @returns null for invalid, negative or too large numbers
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
