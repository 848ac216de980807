/** A decimal number of any length, kept exactly: 2^53 is no limit for a policy. */
export type Decimal = { negative: boolean; whole: string; fraction: string };

const DECIMAL = /^\s*([+-]?)(\d+)(?:\.(\d+))?\s*$/;

/** An integer or decimal number; null for anything else. */
export function parseDecimal(text: string): Decimal | null {
  const found = DECIMAL.exec(text);
  if (found === null) return null;
  const whole = (found[2] ?? '').replace(/^0+(?=\d)/, '');
  const fraction = (found[3] ?? '').replace(/0+$/, '');
  return { negative: found[1] === '-' && (whole !== '0' || fraction !== ''), whole, fraction };
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const size = a.whole.length - b.whole.length || compareText(a.whole, b.whole) || compareText(a.fraction, b.fraction);
  return a.negative ? -size : size;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
