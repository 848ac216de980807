import type { StatusKind } from '@/components/ui/status';

const SOON_MS = 30 * 86_400_000;

/** The validity of a certificate. */
export type Validity = 'Valid' | 'Expires soon' | 'Expired';

export const VALIDITY_STATUS: Readonly<Record<Validity, StatusKind>> = {
  Valid: 'success',
  'Expires soon': 'warning',
  Expired: 'error',
};

/** Returns the validity at a time. @param expiration the end, as text @param now in milliseconds */
export function validityOf(expiration: string | undefined, now: number): Validity {
  const left = expiration === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiration) - now;
  if (left <= 0) return 'Expired';
  return left < SOON_MS ? 'Expires soon' : 'Valid';
}
