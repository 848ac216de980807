import type { Call, Input, Seen } from './contract';

/** Returns the input of a call with its references (`<CreateRole.Role.Arn>`) replaced by their values. */
export function inputOf([, input]: Call, seen: Seen): Input {
  return replace(typeof input === 'function' ? input(seen) : input, seen) as Input;
}

function replace(value: unknown, seen: Seen): unknown {
  if (typeof value === 'string') {
    const whole = /^<([\w.]+)>$/.exec(value)?.[1];
    const bytes = whole === undefined ? undefined : lookUp(seen, whole);
    if (bytes instanceof Uint8Array) return bytes;
    return value.replaceAll(/<([\w.]+)>/g, (_, path: string) => String(lookUp(seen, path)));
  }
  if (value instanceof Uint8Array || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((item) => replace(item, seen));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item, seen)]));
}

/** Returns a value by its path: `ListRoots.Roots.0.Id`. @throws Error if it does not exist */
export function lookUp(seen: Seen, path: string): unknown {
  let value: unknown = seen;
  for (const part of path.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Seen)[part] : undefined;
  }
  if (value === undefined) throw new Error(`nothing was answered as ${path}`);
  return value;
}
