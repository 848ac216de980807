import { COMMERCIAL_REGIONS } from '@gatehouse/catalog/regions';

/** The Region before anyone chooses. AWS's consoles begin in N. Virginia. */
const FIRST_REGION = 'us-east-1';

/** Returns a Region if the console supports it. */
export function knownRegion(value: string | undefined): string | undefined {
  return COMMERCIAL_REGIONS.find(({ code }) => code === value)?.code;
}

/** Returns the Region of a cookie's value, or the default. */
export function parseRegion(value: string | undefined): string {
  return knownRegion(value) ?? FIRST_REGION;
}
