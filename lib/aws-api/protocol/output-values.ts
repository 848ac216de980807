import { isJsonObject } from '../../core/text/json-object';

/** Returns the members of a structure or the entries of a map. @throws TypeError for other values */
export function membersIn(value: unknown): Readonly<Record<string, unknown>> {
  if (!isJsonObject(value)) throw new TypeError('The output has no structure where the model has one.');
  return value;
}

/** Returns the items of a list. @throws TypeError for other values */
export function itemsIn(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('The output has no list where the model has one.');
  return value;
}

/** Returns a timestamp. @throws TypeError for other values */
export function timeIn(value: unknown): Date {
  if (!(value instanceof Date)) throw new TypeError('The output has no time where the model has one.');
  return value;
}

/** Returns the bytes of a blob, which operations also answer as text. @throws TypeError for other values */
export function bytesIn(value: unknown): string | Uint8Array {
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) {
    throw new TypeError('The output has no bytes where the model has a blob.');
  }
  return value;
}
