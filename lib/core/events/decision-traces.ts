import type { Transaction } from '../../db/client';

/** The stored evaluation of a denied call. `trace` is JSON. */
type DecisionTrace = NonNullable<Awaited<ReturnType<Transaction['decisionTrace']['findUnique']>>>;

/**
 * Returns the stored evaluation of a denied call, or null if it is unknown or no longer stored.
 * @param id the authorization id of the call
 */
export function findDecisionTrace(db: Transaction, id: string): Promise<DecisionTrace | null> {
  return db.decisionTrace.findUnique({ where: { id } });
}
