export type JsonObject = { readonly [key: string]: unknown };

/** A fault in a case. It is caught where cases are loaded. */
export class CaseError extends Error {}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function readString(value: JsonObject, key: string): string {
  const found = value[key];
  if (typeof found === 'string' && found !== '') return found;
  throw new CaseError(`"${key}" must be a string.`);
}

export function stringOr(value: JsonObject, key: string, fallback: string): string {
  return value[key] === undefined ? fallback : readString(value, key);
}

export function readBoolean(value: JsonObject, key: string, fallback: boolean): boolean {
  const found = value[key];
  if (found === undefined) return fallback;
  if (typeof found === 'boolean') return found;
  throw new CaseError(`"${key}" must be true or false.`);
}

/** Refuses unknown members. A misspelt member would silently change the question. */
export function onlyKnown(value: JsonObject, known: ReadonlySet<string>, what: string): void {
  for (const key of Object.keys(value)) if (!known.has(key)) throw new CaseError(`"${key}" is not part of ${what}.`);
}

/** Reads a list. Absent means empty. */
export function listOf(value: unknown, name: string): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw new CaseError(`"${name}" must be a list.`);
}
