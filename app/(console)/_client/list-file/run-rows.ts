import type { RowOutcome, RowTask } from '@/lib/console/recipes/listed';
import type { ConsoleFailure, ConsoleResult } from '@/lib/console/result';
import { PIECE } from '../run-each';

/** The state of a row: not started (null), completed, or failed with a reason. */
export type RowState = RowOutcome | null;

/** Returns the positions of the rows that are not completed. */
export function openRows(states: readonly RowState[]): number[] {
  return states.flatMap((state, index) => (state === null || state.error !== null ? [index] : []));
}

/**
 * Runs the open rows in batches. Data that was shown once, such as a password, is never replaced by a retry.
 * @param onStates gets the states of all rows after each batch
 * @param isStopped is asked before each batch
 * @returns the reason for stopping early, or null
 */
export async function runRows<Row>(
  rows: readonly Row[],
  before: readonly RowState[],
  attempt: (piece: readonly RowTask<Row>[]) => Promise<ConsoleResult<readonly RowOutcome[]>>,
  onStates: (states: readonly RowState[]) => void,
  isStopped: () => boolean,
): Promise<ConsoleFailure | null> {
  const states = [...before];
  const open = openRows(states);
  for (let at = 0; at < open.length; at += PIECE) {
    if (isStopped()) return null;
    const piece = open.slice(at, at + PIECE);
    const tasks = piece.flatMap((index) => {
      const row = rows[index];
      return row === undefined ? [] : [{ row, done: states[index]?.done ?? [] }];
    });
    const result = await attempt(tasks);
    if (!result.ok) return result.error;
    for (const [position, index] of piece.entries()) {
      const outcome = result.data[position];
      if (outcome) states[index] = { ...outcome, shown: { ...outcome.shown, ...states[index]?.shown } };
    }
    onStates([...states]);
  }
  return null;
}
