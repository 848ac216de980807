// Amounts, rates and quantities are decimal numbers in text and stay so, because floating-point numbers lose digits.

type Decimal = { negative: boolean; whole: string; fraction: string };

function readDecimal(text: string): Decimal {
  const [, sign, whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return { negative: sign === '-', whole, fraction: fraction.replace(/0+$/, '') };
}

function groups(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Rounds half to even, as bills do, to a number of decimals. */
function rounded(text: string, places: number): Decimal {
  const { negative, whole, fraction } = readDecimal(text);
  const rest = fraction.slice(places);
  let units = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  const half = `5${'0'.repeat(Math.max(0, rest.length - 1))}`;
  if (rest > half || (rest === half && units % 2n === 1n)) units += 1n;
  const digits = units.toString().padStart(places + 1, '0');
  const at = digits.length - places;
  return { negative: negative && units !== 0n, whole: digits.slice(0, at), fraction: digits.slice(at) };
}

const MINUS = '−';

/** Returns an amount in cents: `$2,007.04`, `−$81.92`. Positive amounts below half a cent are shown as less than a cent. */
export function dollars(amount: string): string {
  const { negative, whole, fraction } = rounded(amount, 2);
  const exact = readDecimal(amount);
  if (/^0*$/.test(whole + fraction) && /[1-9]/.test(exact.whole + exact.fraction))
    return exact.negative ? `${MINUS}<$0.01` : '<$0.01';
  return `${negative ? MINUS : ''}$${groups(whole)}.${fraction}`;
}

/** Returns an amount or rate with all digits, at least two decimals: `$0.023`, `$0.10`. */
export function exactDollars(amount: string): string {
  const { negative, whole, fraction } = readDecimal(amount);
  return `${negative ? MINUS : ''}$${groups(whole)}.${fraction.padEnd(2, '0')}`;
}

const AXIS = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 2 });

/** Returns an axis label, which is a round number: `$1.5K`, `−$20`. Quantities have no sign. */
export function axisAmount(value: number, isCost: boolean): string {
  return `${value < 0 ? MINUS : ''}${isCost ? '$' : ''}${AXIS.format(Math.abs(value))}`;
}

/**
 * Returns a computed rate of twelve decimals with six, or three significant digits if it is small: `$0.070737`, `$0.000000372`.
 */
export function shortRate(rate: string): string {
  const zeros = /^0\.(0*)/.exec(rate)?.[1]?.length ?? 0;
  const { whole, fraction } = rounded(rate, Math.max(6, zeros + 3));
  return exactDollars(`${whole}.${fraction}`);
}

/** Returns a quantity with at most three decimals: `8,192`, `0.5`. Smaller values are shown as less. */
export function quantity(text: string): string {
  const { negative, whole, fraction } = rounded(text, 3);
  const shown = fraction.replace(/0+$/, '');
  const exact = readDecimal(text);
  if (/^0*$/.test(whole + shown) && /[1-9]/.test(exact.whole + exact.fraction)) return '<0.001';
  return `${negative ? MINUS : ''}${groups(whole)}${shown ? `.${shown}` : ''}`;
}

/** Returns whether a decimal number is zero. */
export function isZero(text: string): boolean {
  return !/[1-9]/.test(text);
}

/** Returns the share of an amount in a total, in thousandths: 153 is 15.3 %. Null if the total is not positive. */
export function perMille(amount: string, total: string): number | null {
  const places = Math.max(readDecimal(amount).fraction.length, readDecimal(total).fraction.length);
  const units = (text: string) => {
    const { negative, whole, fraction } = readDecimal(text);
    const value = BigInt(whole + fraction.padEnd(places, '0'));
    return negative ? -value : value;
  };
  const [part, all] = [units(amount), units(total)];
  return all > 0n ? Number((part * 2000n + all) / (all * 2n)) : null;
}

/** Returns thousandths as a percentage: `15.3 %`. */
export function percent(share: number): string {
  return `${Math.trunc(share / 10)}.${Math.abs(share % 10)} %`;
}
