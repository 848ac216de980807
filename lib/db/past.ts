import type { Prisma } from './generated/sqlite/client';

// On globalThis, since Next bundles this file several times.
const holder = globalThis as typeof globalThis & { __gatehousePast?: WeakSet<object> };
holder.__gatehousePast ??= new WeakSet();
const marked = holder.__gatehousePast;

/** Marks a read-only database of past rows. Their revisions say nothing about the present. */
export function markPast(db: Prisma.TransactionClient): void {
  marked.add(db);
}

/** Returns whether a database holds rows of the past. */
export function isPast(db: Prisma.TransactionClient): boolean {
  return marked.has(db);
}
