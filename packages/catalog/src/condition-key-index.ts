import type { CatalogConditionKey } from '@gatehouse/policy/validate';

type Family = { matches: RegExp; key: CatalogConditionKey };

/** An index of keys by name in any case, including families such as `s3:ExistingObjectTag/<key>`. */
export type ConditionKeyIndex = { find(name: string): CatalogConditionKey | undefined; names(): readonly string[] };

const PLACEHOLDER = /\$\{[^}]*\}/;

/** Builds the index. The first of several keys with one name wins. */
export function indexConditionKeys(keys: Iterable<CatalogConditionKey>): ConditionKeyIndex {
  const exact = new Map<string, CatalogConditionKey>();
  const families: Family[] = [];
  for (const key of keys) {
    const name = key.key.toLowerCase();
    if (exact.has(name)) continue;
    exact.set(name, key);
    if (PLACEHOLDER.test(name)) families.push({ matches: familyPattern(name), key });
  }
  return {
    find(name) {
      const wanted = name.toLowerCase();
      return exact.get(wanted) ?? families.find(({ matches }) => matches.test(wanted))?.key;
    },
    names: () => Array.from(exact.values(), ({ key }) => key),
  };
}

function familyPattern(name: string): RegExp {
  const parts = name.split(/\$\{[^}]*\}/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`, 's');
}
