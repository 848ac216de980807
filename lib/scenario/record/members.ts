import { lowerFirst } from '../../core/module/validate-input';
import { type InputSchema, memberParts, schemaParts } from '../../core/schema-parts';

/**
 * Returns the input of a call with the operation's member names. Names in the history begin with a lower-case letter, as in
 * CloudTrail.
 */
export function asCalled(value: unknown, schema: InputSchema): unknown {
  return named(value, schemaParts(schema));
}

function named(value: unknown, parts: readonly InputSchema[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const elements = parts.flatMap(({ _zod: { def } }) => (def.element ? schemaParts(def.element) : []));
    return value.map((item) => named(item, elements));
  }
  const names = new Map(
    parts.flatMap(({ _zod: { def } }) => Object.keys(def.shape ?? {})).map((name) => [lowerFirst(name), name]),
  );
  const entries = Object.entries(value).map(([key, member]) => {
    const name = names.get(key) ?? key;
    return [name, named(member, memberParts(parts, name))];
  });
  return Object.fromEntries(entries);
}
