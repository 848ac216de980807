import type { TextCodes } from './codes';
import { TextProduct, textOf, walk } from './product';

/** A set of texts: those that match one of the sequences, or (`negated`) those that match none. */
export type TextSet = { negated: boolean; codes: readonly TextCodes[] };

/** Sets of which a text has to belong to at least one. */
export type TextConstraint = readonly TextSet[];

export type FoundText = { kind: 'found'; text: string } | { kind: 'none' } | { kind: 'unknown' };

/** More states than this are not followed: the answer is then `unknown`. Policies in the field stay far below a thousand. */
export const STATE_LIMIT = 20_000;

/**
 * A shortest text that satisfies every constraint; `none` when there is no such text. Exact: the automata of the sequences and their
 * boolean combination are followed through every state that a text can lead to.
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

/** Goes through the constraints; `group` is the position that `findText` gives a set. */
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

/** True when some constraint can no longer be satisfied, however the text goes on. */
function isHopeless(alive: ReadonlySet<number>, constraints: readonly TextConstraint[]): boolean {
  return !everyConstraint(constraints, (negated, group) => negated || alive.has(group));
}
