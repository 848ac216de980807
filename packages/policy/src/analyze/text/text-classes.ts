import type { Steps } from '../steps';
import type { TextCodes } from './codes';
import { STATE_LIMIT } from './find-text';
import { TextProduct, textOf, walkSteps } from './product';

/** Texts that all belong to the same of several sets (by their positions), and a shortest one of them. */
export type TextClass = { belongs: ReadonlySet<number>; text: string };

/**
 * Every way in which a text can belong to some sets and not to the others, each with an example: the classes into which the sets divide
 * all texts. A set is a list of sequences. `within`: only texts of this set. Null when there is too much to follow, which is earlier with
 * less `effort`: a part of 1.
 */
export function* textClassesSteps(
  sets: readonly (readonly TextCodes[])[],
  within: readonly TextCodes[],
  effort = 1,
): Steps<readonly TextClass[] | null> {
  const product = new TextProduct([...sets, within]);
  const bound = sets.length;
  const classes = new Map<string, TextClass>();
  const done = yield* walkSteps(
    product,
    (places) => !product.aliveGroups(places).has(bound),
    (path) => {
      const accepted = product.accepted(path.places);
      if (!accepted.has(bound)) return 'on';
      const belongs = new Set([...accepted].filter((set) => set !== bound).sort((a, b) => a - b));
      const key = [...belongs].join();
      if (!classes.has(key)) classes.set(key, { belongs, text: textOf(path) });
      return 'on';
    },
    STATE_LIMIT,
    effort,
  );
  return done ? [...classes.values()] : null;
}
