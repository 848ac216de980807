/**
 * Returns the values at a JSON pointer. `*` matches every list item or member, so there may be several. A pointer goes on inside a text
 * that is a JSON object, such as a policy. Dates and bytes are returned as text.
 */
export function valuesAt(value: unknown, pointer: string): unknown[] {
  let found: unknown[] = [value];
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    found = found.map(inside).flatMap((one): unknown[] => {
      if (typeof one !== 'object' || one === null) return [];
      if (key === '*') return Object.values(one);
      return Object.hasOwn(one, key) ? [Reflect.get(one, key)] : [];
    });
  }
  return found.filter((one) => one !== undefined).map(plain);
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return value instanceof Date ? value.toISOString() : value;
}

function inside(value: unknown): unknown {
  if (typeof value !== 'string' || !value.startsWith('{')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
