import type { FormNode } from './read-form';
import { fieldText } from './read-form';
import { readScalar } from './scalars';
import type { Member, Shape } from './sdk-schemas';

/** The form dialect: AWS's Query protocol, or EC2's. Source: Smithy, "AWS Query protocol", "AWS EC2 Query protocol". */
export type Dialect = 'query' | 'ec2';

/** Returns a member's field name. EC2 has its own names, which begin with a capital. */
export function fieldOf({ name, xmlName, queryName }: Member, dialect: Dialect): string {
  if (dialect === 'query') return name;
  return queryName ?? (xmlName ?? name).replace(/^./, (first) => first.toUpperCase());
}

/**
 * Returns the typed input of a Query operation from its form fields. Fields outside the shape are ignored, as in AWS.
 * @returns undefined if no field belongs to the shape
 * @throws WireFault MalformedInput for a value of another type
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
      // In EC2's forms the item numbers follow the name directly.
      const list = dialect === 'ec2' ? node : node.children.get('member');
      const items = inOrder(list).map((item) => readQueryInput(shape.item, item, dialect));
      // AWS: `Tags=` is an empty list.
      return items.length > 0 || node.value === '' ? items : undefined;
    }
    case 'map': {
      const { keyName = 'key', valueName = 'value' } = shape;
      return Object.fromEntries(
        inOrder(node.children.get('entry')).map((entry) => [
          fieldText(entry, keyName),
          readQueryInput(shape.value, entry.children.get(valueName), dialect),
        ]),
      );
    }
    default:
      return node.value === undefined ? undefined : readScalar(shape.kind, node.value);
  }
}

/** Returns the numbered children in order. Gaps close up. */
function inOrder(node: FormNode | undefined): FormNode[] {
  if (!node) return [];
  return [...node.children]
    .filter(([key]) => /^\d{1,9}$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}
