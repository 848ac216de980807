import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { Place } from '@/lib/posture/places';

/** Returns the address of a finding's page. `paths` has one of each name. */
export function placeHref([page, ...inputs]: Json<Place>): string {
  const path: string | ((...inputs: never[]) => string) = paths[page];
  return typeof path === 'string' ? path : path(...(inputs as never[]));
}
