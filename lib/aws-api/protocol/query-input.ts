import type { FormNode } from './read-form';
import { readScalar } from './scalars';
import type { Shape } from './sdk-schemas';

/**
 * The typed input of a Query operation from its form fields. Fields that the shape does not have are ignored, as AWS does.
 * @returns undefined where no field says anything about the shape
 * @throws WireFault MalformedInput for a field that cannot be of its type
 */
export function readQueryInput(shape: Shape, node: FormNode | undefined): unknown {
  if (!node) return undefined;
  switch (shape.kind) {
    case 'structure': {
      const entries = shape.members.map(
        ({ name, shape: member }) => [name, readQueryInput(member, node.children.get(name))] as const,
      );
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    }
    case 'list': {
      const items = inOrder(node.children.get('member')).map((item) => readQueryInput(shape.item, item));
      // AWS: `Tags=` is a list with nothing in it.
      return items.length > 0 || node.value === '' ? items : undefined;
    }
    case 'map':
      return Object.fromEntries(
        inOrder(node.children.get('entry')).map((entry) => [
          entry.children.get('key')?.value ?? '',
          readQueryInput(shape.value, entry.children.get('value')),
        ]),
      );
    default:
      return node.value === undefined ? undefined : readScalar(shape.kind, node.value);
  }
}

/** The children that are numbered, in the order of their numbers; gaps close up. */
function inOrder(node: FormNode | undefined): FormNode[] {
  if (!node) return [];
  return [...node.children]
    .filter(([key]) => /^\d{1,9}$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}
