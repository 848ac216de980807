import { REGIONS } from '../catalog/regions';

/** The Region that is chosen in the console, for as long as the browser is open. The browser sets it, so it is no more than a wish. */
export const REGION_COOKIE = 'gatehouse-region';

/** Where the console asks services that are in Regions, before anybody chooses. AWS: its consoles begin in N. Virginia. */
const FIRST_REGION = 'us-east-1';

/** The Regions to choose from. */
export const CONSOLE_REGIONS = REGIONS.filter(({ partition }) => partition === 'aws');

/** The Region of a cookie's value; anything that is none means the first one. Pure: also used in the browser. */
export function parseRegion(value: string | undefined): string {
  return CONSOLE_REGIONS.find(({ code }) => code === value)?.code ?? FIRST_REGION;
}
