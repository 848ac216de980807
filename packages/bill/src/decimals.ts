/** Decimal places of what is counted in billionths: amounts of money and quantities. */
export const NANO = 9;

/** Decimal places of rates, in trillionths of a dollar. */
export const PICO = 12;

/** More than any amount has: what is longer is no number that somebody meant. */
const LONGEST = 60;
const DECIMAL = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

/**
 * Reads a decimal number (`0.023`, `-12`) as a whole number of its smallest parts: `parseDecimal('0.023', 3)` is `23n`. Null for anything
 * else: exponents, signs in front of positive numbers, spaces, leading zeros, and more places than can be kept exactly.
 */
export function parseDecimal(text: string, places: number): bigint | null {
  const found = text.length <= LONGEST ? DECIMAL.exec(text) : null;
  if (found === null) return null;
  const fraction = (found[3] ?? '').replace(/0+$/, '');
  if (fraction.length > places) return null;
  const size = BigInt(`${found[2]}${fraction.padEnd(places, '0')}`);
  return found[1] === '-' ? -size : size;
}

/**
 * Writes a whole number of smallest parts as a decimal number. Without `decimals` exactly, with as few digits as that takes; with them
 * rounded half to even, to exactly so many.
 */
export function formatDecimal(value: bigint, places: number, decimals?: number): string {
  const kept = decimals ?? places;
  const rounded = kept >= places ? value * 10n ** BigInt(kept - places) : divideHalfEven(value, 10n ** BigInt(places - kept));
  const digits = (rounded < 0n ? -rounded : rounded).toString().padStart(kept + 1, '0');
  const whole = digits.slice(0, digits.length - kept);
  const fraction = digits.slice(digits.length - kept);
  const shown = decimals === undefined ? fraction.replace(/0+$/, '') : fraction;
  return `${rounded < 0n ? '-' : ''}${whole}${shown === '' ? '' : `.${shown}`}`;
}

/** The whole number nearest to a quotient; of two that are as near, the even one. The divisor is positive. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const floor = divideDown(dividend, divisor);
  const twice = 2n * (dividend - floor * divisor);
  if (twice === divisor) return floor + (floor & 1n);
  return twice < divisor ? floor : floor + 1n;
}

/** The greatest whole number that is not above a quotient. The divisor is positive. */
export function divideDown(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend < 0n && quotient * divisor !== dividend ? quotient - 1n : quotient;
}

/** All numbers together. */
export function sum(values: readonly bigint[]): bigint {
  let total = 0n;
  for (const value of values) total += value;
  return total;
}

/** The smaller of two numbers. */
export function smaller(a: bigint, b: bigint): bigint {
  const least = b < a;
  return least ? b : a;
}

/** The larger of two numbers. */
export function larger(a: bigint, b: bigint): bigint {
  const greatest = b > a;
  return greatest ? b : a;
}
