import type { ConsoleFailure } from '../result';
import type { Recipe } from './recipe';

/** The most things that one call changes. A page with more calls again and again, so that it can show how far it is and be stopped. */
export const MOST_AT_ONCE = 100;

/** Of each thing in turn why it was not changed, or null. */
export type Outcomes = readonly (ConsoleFailure | null)[];

/**
 * Does the same to several things, one after the other: what fails for one holds up no other. As each of these recipes can be run again,
 * so can this for those that failed. More than `MOST_AT_ONCE` are refused before anything is done.
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
