import type { TextCodes } from './codes';
import { TextProduct, textOf, walk } from './product';

/** A set of texts: those that match one of the sequences, or none of them if `negated`. */
export type TextSet = { negated: boolean; codes: readonly TextCodes[] };

/** The sets of which a text must be in at least one. */
export type TextConstraint = readonly TextSet[];

export type FoundText = { kind: 'found'; text: string } | { kind: 'none' } | { kind: 'unknown' };

/** The most states that are followed. Beyond it the answer is `unknown`. Real policies need far fewer than a thousand. */
export const STATE_LIMIT = 20_000;

/**
 * Finds a shortest text that satisfies every constraint, or `none` if there is none. The search is exact: it follows the automata of the
 * sequences and their boolean combination through every reachable state.
 */
export function findText(constraints: readonly TextConstraint[], limit = STATE_LIMIT): FoundText {
  const product = new TextProduct(constraints.flatMap((sets) => sets.map(({ codes }) => codes)));
  let found: FoundText = { kind: 'none' };
  const done = walk(
    product,
    (places) => isHopeless(product.aliveGroups(places), constraints),
    (path) => {
      if (!isFound(product.accepted(path.places), constraints)) return 'on';
      found = { kind: 'found', text: textOf(path) };
      return 'stop';
    },
    limit,
  );
  return done ? found : { kind: 'unknown' };
}

/** Tests all constraints. `group` is the position of a set in `findText`. */
function everyConstraint(constraints: readonly TextConstraint[], holds: (negated: boolean, group: number) => boolean): boolean {
  let group = 0;
  for (const sets of constraints) {
    let satisfied = false;
    for (const { negated } of sets) {
      satisfied ||= holds(negated, group);
      group += 1;
    }
    if (!satisfied) return false;
  }
  return true;
}

function isFound(accepted: ReadonlySet<number>, constraints: readonly TextConstraint[]): boolean {
  return everyConstraint(constraints, (negated, group) => accepted.has(group) !== negated);
}

/** Tests whether a constraint can no longer be satisfied, however the text continues. */
function isHopeless(alive: ReadonlySet<number>, constraints: readonly TextConstraint[]): boolean {
  return !everyConstraint(constraints, (negated, group) => negated || alive.has(group));
}
