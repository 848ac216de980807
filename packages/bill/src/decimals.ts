/** The decimal places of billionths: amounts of money and quantities. */
export const NANO = 9;

/** The decimal places of rates, in trillionths of a dollar. */
export const PICO = 12;

/** The maximum length of a number. Longer text is not a sensible amount. */
const LONGEST = 60;
const DECIMAL = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

/**
 * Parses a decimal (`0.023`, `-12`) as a whole number of its smallest parts: `parseDecimal('0.023', 3)` is `23n`. Returns null
 * for exponents, plus signs, spaces, leading zeros, and more places than can be represented.
 */
export function parseDecimal(text: string, places: number): bigint | null {
  const found = text.length <= LONGEST ? DECIMAL.exec(text) : null;
  if (found === null) return null;
  const [, , , digits = ''] = found;
  const fraction = digits.replace(/0+$/, '');
  if (fraction.length > places) return null;
  const size = BigInt(`${found[2]}${fraction.padEnd(places, '0')}`);
  return found[1] === '-' ? -size : size;
}

/**
 * Formats a whole number of smallest parts as a decimal: exactly and as short as possible, or with `decimals` rounded half to
 * even to that many.
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

/** Divides and rounds half to even. The divisor must be positive. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const floor = divideDown(dividend, divisor);
  const twice = 2n * (dividend - floor * divisor);
  if (twice === divisor) return floor + (floor & 1n);
  return twice < divisor ? floor : floor + 1n;
}

/** Divides and rounds down. The divisor must be positive. */
export function divideDown(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend < 0n && quotient * divisor !== dividend ? quotient - 1n : quotient;
}

export function sum(values: readonly bigint[]): bigint {
  let total = 0n;
  for (const value of values) total += value;
  return total;
}

/** Returns the smaller number. */
export function smaller(a: bigint, b: bigint): bigint {
  const least = b < a;
  return least ? b : a;
}

/** Returns the larger number. */
export function larger(a: bigint, b: bigint): bigint {
  const greatest = b > a;
  return greatest ? b : a;
}
