/** The parts of a zod schema that are read here. */
type Definition = {
  type: string;
  shape?: Readonly<Record<string, InputSchema>>;
  element?: InputSchema;
  innerType?: InputSchema;
  in?: InputSchema;
  options?: readonly InputSchema[];
  left?: InputSchema;
  right?: InputSchema;
  valueType?: InputSchema;
  getter?: () => InputSchema;
};
/** The parts of a zod schema for walking inputs. */
export type InputSchema = {
  _zod: { def: Definition };
  safeParse: (value: unknown) => { success: boolean };
};

const DEEPEST = 12;

/** Returns a schema's parts: without wrappers, and with every alternative of a union. */
export function schemaParts(schema: InputSchema, depth = 0): InputSchema[] {
  const { def } = schema._zod;
  if (depth > DEEPEST) return [];
  const inner = [def.innerType, def.in, def.left, def.right, def.getter?.(), ...(def.options ?? [])].filter(
    (one): one is InputSchema => one !== undefined,
  );
  return inner.length > 0 ? inner.flatMap((one) => schemaParts(one, depth + 1)) : [schema];
}

/** Returns the schemas of a member by its name, or of a mapping's values. @param parts as `schemaParts` returns them */
export function memberParts(parts: readonly InputSchema[], name: string): InputSchema[] {
  return parts.flatMap(({ _zod: { def } }) => {
    const member = (def.shape && Object.hasOwn(def.shape, name) ? def.shape[name] : def.valueType) ?? null;
    return member ? schemaParts(member) : [];
  });
}

const BYTES = [new Uint8Array(1), new Uint8Array(32)];

/**
 * Converts the texts of a file's input to the operation's types: bytes (UTF-8), and dates from ISO 8601. All other values stay.
 * @param schema the operation's input schema
 */
export function asTyped(value: unknown, schema: InputSchema): unknown {
  return typed(value, schemaParts(schema));
}

function typed(value: unknown, parts: readonly InputSchema[]): unknown {
  if (typeof value === 'string') return typedText(value, parts);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Date) return value;
  if (Array.isArray(value)) {
    const elements = parts.flatMap(({ _zod: { def } }) => (def.element ? schemaParts(def.element) : []));
    return value.map((item) => typed(item, elements));
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, typed(member, memberParts(parts, key))]));
}

function typedText(text: string, parts: readonly InputSchema[]): unknown {
  const types = new Set(parts.map(({ _zod: { def } }) => def.type));
  if (types.has('string') || types.has('unknown') || types.has('any')) return text;
  if (types.has('date')) {
    const date = new Date(text);
    return Number.isNaN(date.getTime()) ? text : date;
  }
  const takesBytes = parts.some(
    (part) => part._zod.def.type === 'custom' && BYTES.some((bytes) => part.safeParse(bytes).success),
  );
  return takesBytes ? new Uint8Array(Buffer.from(text, 'utf8')) : text;
}
