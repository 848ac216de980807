import type { TagPair } from '../../core/tags';

/** Returns tags in the form of the other services. */
export function tagPairs(tags: Readonly<Record<string, string>> = {}): TagPair[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
