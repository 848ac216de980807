import { outcomeOf } from '@/components/access/verdict-text';
import { OUTCOME_WORDS } from '@/components/ui/outcome-icon';
import type { SimulatedAccess } from '@/lib/access/simulate/operations';

export const rowIdOf = ({ Action, Resource }: SimulatedAccess) => `${Action} ${Resource}`;
export const shownOutcome = ({ Decision, BlockedBy }: SimulatedAccess) => outcomeOf({ decision: Decision, blockedBy: BlockedBy });
export const outcomeWord = (row: SimulatedAccess) => OUTCOME_WORDS[shownOutcome(row)];

/** Returns the results in words, by action and resource. */
export function outcomesOf(results: readonly SimulatedAccess[]): Record<string, string> {
  return Object.fromEntries(results.map((result) => [rowIdOf(result), outcomeWord(result)]));
}
