import { authorize } from '../authorize';
import { isOpen } from '../is-open';
import type { Decision } from '../types';
import { applyChanges } from './apply-changes';
import type { PlacedChange, Situation } from './types';

/** What came of trying changes. */
export type TriedChanges = {
  after: Situation;
  decision: Decision;
  /** The text of every policy that was changed or made, by the key of its document (`documentKey`). */
  documents: ReadonlyMap<string, string>;
};

/**
 * Makes changes to a copy of a question and its policies, all together, and decides again. Nothing proposes a change of access without this:
 * a fix is shown only after it was tried here and the answer was Allowed.
 *
 * The order of the changes does not matter. A change to a document changes it wherever it is attached: a managed policy through several
 * groups or as a boundary, a guardrail on every level.
 * @param start the question with everything that bears on it, not only with what a viewer may read
 * @returns null where a change cannot be made: its policy or statement is not there, or no valid document would be left
 */
export function tryChanges(start: Situation, changes: readonly PlacedChange[]): TriedChanges | null {
  const applied = applyChanges(start, changes);
  if (applied === null) return null;
  const { after, documents } = applied;
  return { after, documents, decision: authorize(after.request, after.set) };
}

/** Whether nothing that is known is in the way: the call is allowed, or its answer hangs on what is not known alone. */
export function hasNoKnownObstacle(decision: Decision): boolean {
  return decision.decision === 'Allowed' || isOpen(decision);
}
