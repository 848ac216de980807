import type { Transaction } from '../db/client';

declare global {
  var gatehousePosture: Map<string, WeakMap<Transaction, unknown>> | undefined;
}

// Kept on globalThis because Next bundles pages and the wire API separately. They share the cached results.
globalThis.gatehousePosture ??= new Map();
const byName = globalThis.gatehousePosture;

/**
 * Returns a function that gives each open database one value per process, by its reading connection.
 * @param name distinguishes it from other values
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
