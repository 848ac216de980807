import type { Transaction } from '../db/client';

// On globalThis, since Next bundles pages and the wire API apart from each other: what one of them has worked out, the other need not.
const holder = globalThis as { gatehousePosture?: Map<string, WeakMap<Transaction, unknown>> };
holder.gatehousePosture ??= new Map();
const byName = holder.gatehousePosture;

/**
 * Something that is kept for each open database, once in the process.
 * @param name tells it from what else is kept
 * @returns what is kept for one, by its reading connection
 */
export function perDatabase<Kept>(name: string, make: (reader: Transaction) => Kept): (reader: Transaction) => Kept {
  const all = (byName.get(name) ?? new WeakMap()) as WeakMap<Transaction, Kept>;
  byName.set(name, all);
  return (reader) => {
    const known = all.get(reader) ?? make(reader);
    all.set(reader, known);
    return known;
  };
}
