import { COMMERCIAL_REGIONS } from '../catalog/regions';

/** Where the console asks services that are in Regions, before anybody chooses. AWS: its consoles begin in N. Virginia. */
const FIRST_REGION = 'us-east-1';

/** The Region of a cookie's value; anything that is none means the first one. */
export function parseRegion(value: string | undefined): string {
  return COMMERCIAL_REGIONS.find(({ code }) => code === value)?.code ?? FIRST_REGION;
}
