import type { ConsoleFailure } from '../result';
import type { Recipe } from './recipe';

/** The number of items that one call changes. For more, a page calls repeatedly, so that it can show progress and stop. */
export const MOST_AT_ONCE = 100;

/** The failure of each item, or null, in order. */
export type Outcomes = readonly (ConsoleFailure | null)[];

/**
 * Runs a recipe for several items one after the other. A failure does not stop the others, and failed items can be run again.
 * More than `MOST_AT_ONCE` items are refused first.
 */
export function each<Input>(recipe: Recipe<Input, unknown>): Recipe<readonly Input[], Outcomes> {
  return async (run, inputs) => {
    if (inputs.length > MOST_AT_ONCE) {
      const message = `At most ${MOST_AT_ONCE} things can be changed by one call.`;
      return { ok: false, error: { code: 'ValidationError', message, requestId: '' } };
    }
    const outcomes: (ConsoleFailure | null)[] = [];
    for (const input of inputs) {
      const result = await recipe(run, input);
      outcomes.push(result.ok ? null : result.error);
    }
    return { ok: true, data: outcomes };
  };
}
