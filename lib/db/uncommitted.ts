import type { Prisma } from './generated/sqlite/client';

// On globalThis, since Next bundles this file several times.
const holder = globalThis as typeof globalThis & { __gatehouseUncommitted?: WeakSet<object> };
holder.__gatehouseUncommitted ??= new WeakSet();
const marked = holder.__gatehouseUncommitted;

/** Marks a transaction that sees what earlier members of its group wrote and that is not committed yet. */
export function markUncommitted(tx: Prisma.TransactionClient): void {
  marked.add(tx);
}

/** Returns whether a transaction may see what never gets committed, so that nothing it reads may be kept beyond its end. */
export function seesUncommitted(db: Prisma.TransactionClient): boolean {
  return marked.has(db);
}
