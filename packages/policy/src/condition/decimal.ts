/** An exact decimal number of any length, because policies are not limited to 2^53. */
export type Decimal = { negative: boolean; whole: string; fraction: string };

const DECIMAL = /^\s*([+-]?)(\d+)(?:\.(\d+))?\s*$/;

/** Parses an integer or decimal number. Returns null for other texts. */
export function parseDecimal(text: string): Decimal | null {
  const found = DECIMAL.exec(text);
  if (found === null) return null;
  const [, sign, digits = '', decimals = ''] = found;
  const whole = digits.replace(/^0+(?=\d)/, '');
  const fraction = decimals.replace(/0+$/, '');
  return { negative: sign === '-' && (whole !== '0' || fraction !== ''), whole, fraction };
}

/** Compares two numbers. Returns a negative number, zero or a positive number. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const size = a.whole.length - b.whole.length || compareText(a.whole, b.whole) || compareText(a.fraction, b.fraction);
  return a.negative ? -size : size;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
