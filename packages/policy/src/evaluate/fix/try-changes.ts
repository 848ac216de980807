import { authorize } from '../authorize';
import { isOpen } from '../is-open';
import type { Decision } from '../types';
import { applyChanges } from './apply-changes';
import type { PlacedChange, Situation } from './types';

/** The result of trying changes. */
export type TriedChanges = {
  after: Situation;
  decision: Decision;
  /** The text of every changed or new policy, by the key of its document (`documentKey`). */
  documents: ReadonlyMap<string, string>;
};

/**
 * Applies all changes to a copy of a question with its policies, and decides again. Every proposed change must pass here: a fix is shown
 * only if the answer was Allowed.
 *
 * The order of changes does not matter. A changed document changes wherever it is attached: through several groups, as a boundary, or at
 * every level.
 * @param start the question with all policies that apply, including those the viewer may not read
 * @returns null if a change is impossible, because its policy or statement does not exist or no valid document would be left
 */
export function tryChanges(start: Situation, changes: readonly PlacedChange[]): TriedChanges | null {
  const applied = applyChanges(start, changes);
  if (applied === null) return null;
  const { after, documents } = applied;
  return { after, documents, decision: authorize(after.request, after.set) };
}

/** Tests whether no known policy blocks: the call is allowed, or depends only on unknown parts. */
export function hasNoKnownObstacle(decision: Decision): boolean {
  return decision.decision === 'Allowed' || isOpen(decision);
}
