import { BoundedMap } from './bounded-map';

/** Facts of things that each belong to one account or organization, by the id of the thing. */
export type KeptFacts<T> = {
  /**
   * What is kept, or else what `read` finds now.
   * @param revision of the account or organization, read before: what is found later is at least as new
   */
  under(revision: number, id: string, read: () => Promise<T>): Promise<T>;
};

type Reads = { hits: number; misses: number };

// On globalThis, since Next bundles the wire API and the console apart from each other: one count for the process.
const holder = globalThis as typeof globalThis & { __gatehouseKeptFacts?: Map<string, Reads> };
holder.__gatehouseKeptFacts ??= new Map();
const reads = holder.__gatehouseKeptFacts;

/** How often facts were found kept, and how often they had to be read, since the process was started; by the name of what keeps them. */
export function keptFactsReads(): ReadonlyMap<string, Readonly<Reads>> {
  return reads;
}

/**
 * Keeps facts in the process for as long as a revision stands, so that a call reads the revision alone and still never rests on what is
 * over: whoever changes such a fact, in this process or in another one, moves the revision in the same transaction.
 * INVARIANT (revision): only for facts that change together with the revision, under ids that nothing else ever has.
 * @param name for metrics, as Prometheus writes names
 * @param limit how many things are remembered; the ones used least recently are forgotten
 */
export function keepFacts<T>(name: string, limit: number): KeptFacts<T> {
  const kept = new BoundedMap<string, { revision: number; facts: T }>(limit);
  const count = reads.get(name) ?? { hits: 0, misses: 0 };
  reads.set(name, count);
  return {
    under: async (revision, id, read) => {
      const known = kept.get(id);
      if (known?.revision === revision) {
        count.hits += 1;
        return known.facts;
      }
      count.misses += 1;
      const facts = await read();
      kept.set(id, { revision, facts });
      return facts;
    },
  };
}
