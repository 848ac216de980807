import { exportedKindOf, nameOf, type ResourceState } from './kinds';
import type { PublicAccessBlock } from './kinds/bucket';

/** The resources of an account, without secret values, objects, messages, items, and functions' code and variables. */
export type ResourcesState = {
  /** The account's public access block, if set. */
  publicAccessBlock?: PublicAccessBlock;
  /** The resources, sorted, so that equal states are written equally. */
  all: readonly ResourceState[];
  /** Sentences about what could not be read completely. */
  leftOut: readonly string[];
};

/** Returns resources in the order of an export. */
export function inOrder(resources: readonly ResourceState[]): ResourceState[] {
  const keyed = resources.map((each) => {
    const id = exportedKindOf(each).idOf?.(each) ?? '';
    return { each, key: `${each.region} ${each.kind} ${nameOf(each)} ${id}` };
  });
  return keyed.sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ each }) => each);
}
