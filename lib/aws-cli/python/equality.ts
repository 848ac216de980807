import { isDict, isList, type Value } from './value';

/** Compares two values as Python's `==` does. The integer 1 is equal to True and to 1.0. */
export function equals(a: Value, b: Value): boolean {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, i) => equals(item, b[i] ?? null));
  if (isDict(a)) {
    if (!isDict(b) || a.size !== b.size) return false;
    for (const [key, member] of a) {
      const other = b.get(key);
      if (other === undefined || !equals(member, other)) return false;
    }
    return true;
  }
  const [x, y] = [asNumber(a), asNumber(b)];
  // A bigint and a number are compared by their exact values.
  // biome-ignore lint/suspicious/noDoubleEquals: strict equality would tell their types apart
  return x !== undefined && y !== undefined ? x == y : a === b;
}

function asNumber(value: Value): bigint | number | undefined {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return typeof value === 'bigint' || typeof value === 'number' ? value : undefined;
}
