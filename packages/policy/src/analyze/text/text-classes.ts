import type { Steps } from '../steps';
import type { TextCodes } from './codes';
import { STATE_LIMIT } from './find-text';
import { TextProduct, textOf, walkSteps } from './product';

/** The sets that a class of texts is in, by position, and a shortest text of the class. */
export type TextClass = { belongs: ReadonlySet<number>; text: string };

/**
 * Divides all texts into the classes of those in the same sets, each with an example. A set is a list of sequences. `within` limits the
 * texts. Returns null if there is too much to follow, which depends on `effort`, a part of 1.
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
