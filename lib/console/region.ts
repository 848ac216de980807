import { COMMERCIAL_REGIONS } from '../catalog/regions';

/** Where the console asks services that are in Regions, before anybody chooses. AWS: its consoles begin in N. Virginia. */
const FIRST_REGION = 'us-east-1';

/** A Region that somebody names, if it is one in which the console can ask. */
export function knownRegion(value: string | undefined): string | undefined {
  return COMMERCIAL_REGIONS.find(({ code }) => code === value)?.code;
}

/** The Region of a cookie's value; anything that is none means the first one. */
export function parseRegion(value: string | undefined): string {
  return knownRegion(value) ?? FIRST_REGION;
}
