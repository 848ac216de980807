import type { FormNode } from './read-form';
import { readScalar } from './scalars';
import type { Member, Shape } from './sdk-schemas';

/** How forms are written: AWS's Query protocol, and EC2's. Source: Smithy, "AWS Query protocol", "AWS EC2 Query protocol". */
export type Dialect = 'query' | 'ec2';

/** EC2 has names of its own, which begin with a capital. */
function fieldOf({ name, xmlName, queryName }: Member, dialect: Dialect): string {
  if (dialect === 'query') return name;
  return queryName ?? (xmlName ?? name).replace(/^./, (first) => first.toUpperCase());
}

/**
 * The typed input of a Query operation from its form fields. Fields that the shape does not have are ignored, as AWS does.
 * @returns undefined where no field says anything about the shape
 * @throws WireFault MalformedInput for a field that cannot be of its type
 */
export function readQueryInput(shape: Shape, node: FormNode | undefined, dialect: Dialect = 'query'): unknown {
  if (!node) return undefined;
  switch (shape.kind) {
    case 'structure': {
      const entries = shape.members.map(
        (member) => [member.name, readQueryInput(member.shape, node.children.get(fieldOf(member, dialect)), dialect)] as const,
      );
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    }
    case 'list': {
      // In EC2's forms the numbers of items stand right behind the name.
      const list = dialect === 'ec2' ? node : node.children.get('member');
      const items = inOrder(list).map((item) => readQueryInput(shape.item, item, dialect));
      // AWS: `Tags=` is a list with nothing in it.
      return items.length > 0 || node.value === '' ? items : undefined;
    }
    case 'map': {
      const { keyName = 'key', valueName = 'value' } = shape;
      return Object.fromEntries(
        inOrder(node.children.get('entry')).map((entry) => [
          entry.children.get(keyName)?.value ?? '',
          readQueryInput(shape.value, entry.children.get(valueName), dialect),
        ]),
      );
    }
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
