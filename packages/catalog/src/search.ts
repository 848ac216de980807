import type { CatalogAction } from '@gatehouse/policy/validate';
import type { ServiceStore } from './service-store';
import type { CatalogServiceHead } from './types';

/** Finds services: prefixes that start with the query first, then names and prefixes that contain it. */
export function searchServices(
  heads: readonly CatalogServiceHead[],
  query: string,
  limit: number,
): readonly CatalogServiceHead[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return heads.slice(0, limit);
  return best(heads, limit, ({ prefix, name }) => {
    if (prefix === wanted) return 0;
    if (prefix.startsWith(wanted)) return 1;
    if (
      name
        .toLowerCase()
        .split(' ')
        .some((word) => word.startsWith(wanted))
    )
      return 2;
    return prefix.includes(wanted) || name.toLowerCase().includes(wanted) ? 3 : undefined;
  });
}

/**
 * Finds actions. `s3:get` searches the actions of s3, and a query without a colon searches all. Names that start with the query come first.
 */
export function searchActions(
  services: ServiceStore,
  all: () => readonly CatalogAction[],
  query: string,
  limit: number,
): readonly CatalogAction[] {
  const [prefix = '', rest] = query.trim().toLowerCase().split(':', 2);
  const candidates = rest === undefined ? all() : (services.find(prefix)?.actions ?? []);
  const wanted = rest ?? prefix;
  if (wanted === '') return candidates.slice(0, limit);
  return best(candidates, limit, ({ name }) => {
    const lower = name.toLowerCase();
    if (lower === wanted) return 0;
    if (lower.startsWith(wanted)) return 1;
    return lower.includes(wanted) ? 2 : undefined;
  });
}

/** Returns the candidates with a rank, lowest first and otherwise in their order. */
function best<T>(candidates: readonly T[], limit: number, rankOf: (candidate: T) => number | undefined): readonly T[] {
  const ranked: { candidate: T; rank: number }[] = [];
  for (const candidate of candidates) {
    const rank = rankOf(candidate);
    if (rank !== undefined) ranked.push({ candidate, rank });
  }
  ranked.sort((a, b) => a.rank - b.rank);
  return ranked.slice(0, limit).map(({ candidate }) => candidate);
}
