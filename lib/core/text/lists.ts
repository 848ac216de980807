/**
 * Pairs the items of two lists by their position.
 * @throws Error if the lists differ in length
 */
export function zip<A, B>(left: readonly A[], right: readonly B[]): [A, B][] {
  if (left.length !== right.length) throw new Error(`Lists of ${left.length} and ${right.length} items cannot be paired.`);
  const others = right.values();
  return left.flatMap((item): [A, B][] => {
    const next = others.next();
    return next.done ? [] : [[item, next.value]];
  });
}

/**
 * Returns the first item of a list that has one.
 * @throws Error if the list is empty
 */
export function first<T>(items: readonly T[]): T {
  for (const item of items) return item;
  throw new Error('The list is empty.');
}

/**
 * Returns the value of a key that a map must have.
 * @throws Error if the map lacks the key
 */
export function required<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`The map has no ${String(key)}.`);
  return value;
}

/**
 * Returns a stored text as one of the values that it can be.
 * @throws Error if it is none of them
 */
export function oneOf<const T extends string>(values: readonly T[], text: string): T {
  const found = values.find((value) => value === text);
  if (found === undefined) throw new Error(`${text} is none of ${values.join(', ')}.`);
  return found;
}

/** Tests whether a text is one of some values. */
export function isOneOf<T extends string>(values: readonly T[], text: string | undefined): text is T {
  return values.some((value) => value === text);
}

/** Returns the keys of a record, in its order. The record must have no others than its type says. */
export function keysOf<K extends string>(record: Readonly<Partial<Record<K, unknown>>>): K[] {
  return Object.keys(record) as K[];
}

/** Makes a record with a value for each key. */
export function recordOf<K extends string, V>(keys: readonly K[], make: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<K, V>;
}

const MOST_NAMED = 5;

/** Returns the first five names with commas, and the number of the others: `a, b, c, d, e and 3 more`. */
export function firstNames(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(', ');
  return names.length > MOST_NAMED ? `${shown} and ${names.length - MOST_NAMED} more` : shown;
}
