import type { Transaction } from '../db/client';

/** Something that is kept for each open database. @returns what is kept for one, by its reading connection */
export function perDatabase<Kept>(make: (reader: Transaction) => Kept): (reader: Transaction) => Kept {
  const all = new WeakMap<Transaction, Kept>();
  return (reader) => {
    const known = all.get(reader) ?? make(reader);
    all.set(reader, known);
    return known;
  };
}
