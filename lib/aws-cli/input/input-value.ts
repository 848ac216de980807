import { repr } from '../python/text';

/** A value of a parameter before it is checked. Bytes come from `fileb://`, and from the decoded text of a blob. */
export type InputValue = null | boolean | bigint | number | string | Uint8Array | readonly InputValue[] | InputDict;

export type InputDict = ReadonlyMap<string, InputValue>;

export const isInputDict = (value: InputValue | undefined): value is InputDict => value instanceof Map;
export const isInputList = (value: InputValue | undefined): value is readonly InputValue[] => Array.isArray(value);

/** Returns the text of a value as Python's `repr` gives it. */
export function reprInput(value: InputValue): string {
  if (value instanceof Uint8Array) return reprBytes(value);
  if (isInputList(value)) return `[${value.map(reprInput).join(', ')}]`;
  if (isInputDict(value)) {
    return `{${[...value].map(([key, member]) => `${repr(key)}: ${reprInput(member)}`).join(', ')}}`;
  }
  return repr(value);
}

/** Returns the text of a value as Python's `str` gives it. */
export const strInput = (value: InputValue): string => (typeof value === 'string' ? value : reprInput(value));

const ESCAPES: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' };

function reprBytes(bytes: Uint8Array): string {
  const quote = bytes.includes(39) && !bytes.includes(34) ? '"' : "'";
  const shown = Array.from(bytes, (byte) => {
    if (byte === 39 && quote === "'") return "\\'";
    if (ESCAPES[byte] !== undefined) return ESCAPES[byte];
    return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `b${quote}${shown.join('')}${quote}`;
}

/** Returns the class of a value, such as `<class 'str'>`. */
export function classOf(value: InputValue): string {
  const names = { boolean: 'bool', bigint: 'int', number: 'float', string: 'str' } as const;
  if (value === null) return "<class 'NoneType'>";
  if (value instanceof Uint8Array) return "<class 'bytes'>";
  if (isInputList(value)) return "<class 'list'>";
  if (isInputDict(value)) return "<class 'dict'>";
  return `<class '${names[typeof value as keyof typeof names]}'>`;
}
