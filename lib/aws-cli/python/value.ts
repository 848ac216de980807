/**
 * A value as the AWS CLI has it in Python. A bigint is an `int` and a number is a `float`, because the two print differently. A map is a
 * `dict`: it keeps the order of its keys, and `__proto__` is a key like any other.
 */
export type Value = null | boolean | bigint | number | string | readonly Value[] | ReadonlyMap<string, Value>;

export type Dict = ReadonlyMap<string, Value>;

export const isDict = (value: Value | undefined): value is Dict => value instanceof Map;

// Array.isArray does not narrow to readonly arrays.
export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

/** Returns the value of parsed JSON. Integers become `int`, other numbers `float`, and absent members are left out. */
export function toValue(json: unknown): Value {
  if (json === null || json === undefined) return null;
  if (typeof json === 'number') return Number.isInteger(json) ? BigInt(json) : json;
  if (typeof json === 'string' || typeof json === 'boolean' || typeof json === 'bigint') return json;
  if (Array.isArray(json)) return json.map(toValue);
  const dict = new Map<string, Value>();
  for (const [key, member] of Object.entries(json)) if (member !== undefined) dict.set(key, toValue(member));
  return dict;
}

/** Returns true for what is false in a condition of Python: nothing, zero and all that is empty. */
export function isFalsy(value: Value): boolean {
  if (isList(value)) return value.length === 0;
  if (isDict(value)) return value.size === 0;
  return !value;
}

/** Compares texts by their code points, as Python sorts them. */
export function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x === y) continue;
    // A surrogate is a part of a code point beyond all single units.
    const [surrogateX, surrogateY] = [isSurrogate(x), isSurrogate(y)];
    return surrogateX === surrogateY ? x - y : surrogateX ? 1 : -1;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

/** Returns the keys of a dict, sorted as Python sorts them. */
export const sortedKeys = (dict: Dict): string[] => [...dict.keys()].sort(compareTexts);

/** Returns a value for JSON of a call. The members of an object have no prototype, so that `__proto__` stays a member. */
export function toJson(value: Value): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (isList(value)) return value.map(toJson);
  if (!isDict(value)) return value;
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, member] of value) object[key] = toJson(member);
  return object;
}
