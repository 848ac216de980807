import type { PriceListAsked } from '../queries';

/** Returns the price list of an address. */
export function askedOf({ version, preset }: Readonly<Record<string, unknown>>): PriceListAsked {
  if (preset === 'documentation' || preset === 'current') return { Preset: preset };
  return typeof version === 'string' && /^[1-9]\d{0,3}$/.test(version) ? { Number: Number(version) } : {};
}
