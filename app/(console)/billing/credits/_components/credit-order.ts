import type { Credit } from '../../queries';

type Ordered = Pick<Credit, 'Order' | 'End' | 'Start' | 'Services'>;

/** Sorts usable credits in their order of use first, then the others by expiry. */
export function byOrder<Row extends Ordered>(credits: readonly Row[]): Row[] {
  const last = Number.MAX_SAFE_INTEGER;
  return [...credits].sort((a, b) => (a.Order ?? last) - (b.Order ?? last) || (a.End < b.End ? -1 : 1));
}

const breadth = ({ Services }: Ordered) => Services?.length ?? Number.POSITIVE_INFINITY;

/** Returns why a credit is used before the next one, or null for the last. */
export function whyHere(credit: Ordered, credits: readonly Ordered[]): string | null {
  const next = credits.find(({ Order }) => Order !== undefined && Order === (credit.Order ?? 0) + 1);
  if (credit.Order === undefined || !next) return null;
  if (credit.End !== next.End) return 'expires sooner than the next';
  if (breadth(credit) !== breadth(next)) return 'applies to fewer services than the next';
  return credit.Start === next.Start ? 'its ID comes first' : 'is older than the next';
}
