import type { TagPair } from '../../core/tags';

/** Tags in the words that the rest of AWS has for them. */
export function tagPairs(tags: Readonly<Record<string, string>> = {}): TagPair[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

export function tagRecord(tags: readonly TagPair[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
