// Amounts are decimal numbers in text and stay exact, because floating-point numbers lose digits.

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

/** Multiplies a non-negative decimal number by an integer. */
export function times(amount: string, count: number): string {
  const { units, places } = parse(amount);
  return write({ units: units * BigInt(count), places });
}

/** Halves a non-negative decimal number. */
export function half(amount: string): string {
  const { units, places } = parse(amount);
  return write({ units: units * 5n, places: places + 1 });
}

/** Adds non-negative decimal numbers. */
export function added(amounts: readonly string[]): string {
  const all = amounts.map(parse);
  const places = Math.max(0, ...all.map((each) => each.places));
  const units = all.reduce((sum, each) => sum + each.units * 10n ** BigInt(places - each.places), 0n);
  return write({ units, places });
}
