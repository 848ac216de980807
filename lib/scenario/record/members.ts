import { lowerFirst } from '../../core/validate-input';

/** What is read off a zod schema of what it is made of. */
type Definition = {
  type: string;
  shape?: Readonly<Record<string, Schema>>;
  element?: Schema;
  innerType?: Schema;
  in?: Schema;
  options?: readonly Schema[];
  left?: Schema;
  right?: Schema;
  getter?: () => Schema;
};
type Schema = { _zod: { def: Definition } };

/**
 * The input of a call as its operation names the members: the history has them with a small first letter, as CloudTrail does. Of a mapping whose
 * keys are anybody's own, those stay as the history has them.
 * @param owned is told the path of each such mapping
 */
export function asCalled(value: unknown, schema: unknown, owned: (path: string) => void = () => {}): unknown {
  return named(value, [schema as Schema], '', owned);
}

function named(value: unknown, schemas: readonly Schema[], path: string, owned: (path: string) => void): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const plain = schemas.flatMap((schema) => parts(schema));
  if (Array.isArray(value)) {
    const elements = plain.flatMap(({ element }) => element ?? []);
    return value.map((item) => named(item, elements, path, owned));
  }
  const members = new Map<string, { name: string; schemas: Schema[] }>();
  for (const { shape = {} } of plain)
    for (const [name, schema] of Object.entries(shape)) {
      const known = members.get(lowerFirst(name));
      members.set(lowerFirst(name), { name, schemas: [...(known?.schemas ?? []), schema] });
    }
  const entries = Object.entries(value).map(([key, member]) => {
    const known = members.get(key);
    if (!known && members.size === 0 && plain.some(({ type }) => type === 'record')) owned(path);
    const here = path === '' ? (known?.name ?? key) : `${path}.${known?.name ?? key}`;
    return [known?.name ?? key, named(member, known?.schemas ?? [], here, owned)];
  });
  return Object.fromEntries(entries) as unknown;
}

/** What a schema comes down to: without what only wraps another, and of several every one. */
function parts(schema: Schema, depth = 0): Definition[] {
  const { def } = schema._zod;
  if (depth > 12) return [];
  const inner = [def.innerType, def.in, def.left, def.right, def.getter?.(), ...(def.options ?? [])].filter(
    (one): one is Schema => one !== undefined,
  );
  return inner.length > 0 ? inner.flatMap((one) => parts(one, depth + 1)) : [def];
}
