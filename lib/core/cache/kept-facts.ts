import type { Transaction } from '../../db/client';
import { isPast } from '../../db/past';
import { seesUncommitted } from '../../db/uncommitted';
import { BoundedMap } from './bounded-map';

/** A cache of facts about things that each belong to one account or organization, by the thing's id. */
export type KeptFacts<T> = {
  /**
   * Returns the cached facts, or what `read` finds now.
   * @param db the client of the reads; facts of the past, and those that it sees before they are committed, are not cached
   * @param revision of the account or organization, read before; later reads are at least as new
   */
  under(db: Transaction, revision: number, id: string, read: () => Promise<T>): Promise<T>;
};

type Reads = { hits: number; misses: number };

// On globalThis, since Next bundles the wire API and the console separately, and the process needs one count.
declare global {
  var __gatehouseKeptFacts: Map<string, Reads> | undefined;
}
globalThis.__gatehouseKeptFacts ??= new Map();
const reads = globalThis.__gatehouseKeptFacts;

/** Returns the hits and misses of each cache since the process started, by the cache's name. */
export function keptFactsReads(): ReadonlyMap<string, Readonly<Reads>> {
  return reads;
}

/**
 * Caches facts in the process while a revision stands. A call then reads the revision alone and never uses outdated facts. Every
 * change of such a fact, in any process, moves the revision in the same transaction.
 * INVARIANT (revision): only for facts that change together with the revision, under ids that are never reused.
 * @param name for metrics, as Prometheus writes names
 * @param limit the most entries; the least recently used ones are dropped
 */
export function keepFacts<T>(name: string, limit: number): KeptFacts<T> {
  const kept = new BoundedMap<string, { revision: number; facts: T }>(limit);
  const count = reads.get(name) ?? { hits: 0, misses: 0 };
  reads.set(name, count);
  return {
    under: async (db, revision, id, read) => {
      if (isPast(db)) return read();
      const known = kept.get(id);
      if (known?.revision === revision) {
        count.hits += 1;
        return known.facts;
      }
      count.misses += 1;
      const facts = await read();
      if (!seesUncommitted(db)) kept.set(id, { revision, facts });
      return facts;
    },
  };
}
