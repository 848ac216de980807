import { BoundedMap } from './bounded-map';

/** Facts of things that each belong to one account or organization, by the id of the thing. */
export type KeptFacts<T> = {
  /**
   * What is kept, or else what `read` finds now.
   * @param revision of the account or organization, read before: what is found later is at least as new
   */
  under(revision: number, id: string, read: () => Promise<T>): Promise<T>;
};

/**
 * Keeps facts in the process for as long as a revision stands, so that a call reads the revision alone and still never rests on what is
 * over: whoever changes such a fact, in this process or in another one, moves the revision in the same transaction.
 * INVARIANT (revision): only for facts that change together with the revision, under ids that nothing else ever has.
 * @param limit how many things are remembered; the ones used least recently are forgotten
 */
export function keepFacts<T>(limit: number): KeptFacts<T> {
  const kept = new BoundedMap<string, { revision: number; facts: T }>(limit);
  return {
    under: async (revision, id, read) => {
      const known = kept.get(id);
      if (known?.revision === revision) return known.facts;
      const facts = await read();
      kept.set(id, { revision, facts });
      return facts;
    },
  };
}
