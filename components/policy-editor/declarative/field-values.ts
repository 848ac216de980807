import type { Scalar, ValueSchema } from '@gatehouse/policy/organization';

export function textOfValue(value: Scalar | undefined): string {
  return value === undefined ? '' : String(value);
}

/**
 * Returns the value of a field's text. Numbers and Booleans are written as such, unless the old value is a text.
 * @param old the value that the new one replaces
 */
export function valueOfText(schema: ValueSchema, text: string, old?: Scalar): Scalar {
  if (typeof old === 'string') return text;
  if (schema.kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if (schema.kind === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  return text;
}

/** Returns the values of a text with one value per line, without empty lines. */
export function valuesOfLines(schema: ValueSchema, lines: string, old: readonly Scalar[]): readonly Scalar[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => old.find((value) => textOfValue(value) === line) ?? valueOfText(schema, line));
}
