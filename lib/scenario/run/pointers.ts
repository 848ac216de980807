/**
 * What stands at a JSON pointer; `*` stands for every item of a list or every member, so that a pointer may lead to many values. Dates and
 * bytes are texts.
 */
export function valuesAt(value: unknown, pointer: string): unknown[] {
  let found: unknown[] = [value];
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    found = found.flatMap((one) => {
      if (typeof one !== 'object' || one === null) return [];
      if (key === '*') return Object.values(one) as unknown[];
      return Object.hasOwn(one, key) ? [Reflect.get(one, key) as unknown] : [];
    });
  }
  return found.filter((one) => one !== undefined).map(plain);
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return value instanceof Date ? value.toISOString() : value;
}
