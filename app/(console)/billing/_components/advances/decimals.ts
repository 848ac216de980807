// Amounts are decimal numbers in text, and stay exact: no floating-point number has all of their digits.

type Parsed = { units: bigint; places: number };

function parse(text: string): Parsed {
  const [whole = '0', fraction = ''] = text.split('.');
  return { units: BigInt(whole + fraction), places: fraction.length };
}

function write({ units, places }: Parsed): string {
  const digits = units.toString().padStart(places + 1, '0');
  const at = digits.length - places;
  const fraction = digits.slice(at).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, at) : `${digits.slice(0, at)}.${fraction}`;
}

/** A decimal number, which is not below nothing, times a whole one. */
export function times(amount: string, count: number): string {
  const { units, places } = parse(amount);
  return write({ units: units * BigInt(count), places });
}

/** Half of a decimal number that is not below nothing. */
export function half(amount: string): string {
  const { units, places } = parse(amount);
  return write({ units: units * 5n, places: places + 1 });
}

/** What decimal numbers that are not below nothing add up to. */
export function added(amounts: readonly string[]): string {
  const all = amounts.map(parse);
  const places = Math.max(0, ...all.map((each) => each.places));
  const units = all.reduce((sum, each) => sum + each.units * 10n ** BigInt(places - each.places), 0n);
  return write({ units, places });
}
