export const FILTER_OPERATORS = [':', '!:', '=', '!='] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

export type FilterProperty = {
  key: string;
  label: string;
  /** The operators that make sense. Default: all. */
  operators?: readonly FilterOperator[];
  /** Values to suggest. */
  values?: readonly string[];
  /** Shows a list of these values beside the search box. */
  inSight?: true;
};

/** A condition. Without a property, it applies to all of them. */
export type FilterToken = { property: string | null; operator: FilterOperator; value: string };

export type FilterQuery = { tokens: readonly FilterToken[]; join: 'and' | 'or' };

export const EMPTY_QUERY: FilterQuery = { tokens: [], join: 'and' };

export type Condition = { property: FilterProperty; operator: FilterOperator; value: string };

/** Returns the property and operator that a text begins with, or null. Labels and keys match in any case, the longest first. */
export function parseCondition(text: string, properties: readonly FilterProperty[]): Condition | null {
  const names = properties.flatMap((property) => [
    { property, name: property.label },
    { property, name: property.key },
  ]);
  names.sort((a, b) => b.name.length - a.name.length);
  for (const { property, name } of names) {
    if (!text.toLowerCase().startsWith(name.toLowerCase())) continue;
    const [, written, value] = /^\s*(!=|!:|=|:)\s*(.*)$/s.exec(text.slice(name.length)) ?? [];
    const operator = FILTER_OPERATORS.find((each) => each === written);
    if (value !== undefined && operator && operatorsOf(property).includes(operator))
      return { property, operator, value: value.trim() };
  }
  return null;
}

export function operatorsOf(property: FilterProperty): readonly FilterOperator[] {
  return property.operators ?? FILTER_OPERATORS;
}

/** Returns a typed text as a condition on a property (`name: value`) or as free text, or null if it is empty. */
export function parseToken(text: string, properties: readonly FilterProperty[]): FilterToken | null {
  const parsed = parseCondition(text.trim(), properties);
  if (parsed)
    return parsed.value === '' ? null : { property: parsed.property.key, operator: parsed.operator, value: parsed.value };
  const value = text.trim();
  return value === '' ? null : { property: null, operator: ':', value };
}

/** Returns a token as text for the URL, which `parseToken` reads back. */
export function serializeToken(token: FilterToken): string {
  return token.property === null ? token.value : `${token.property}${token.operator}${token.value}`;
}

export type FilterValue = string | number | boolean | null | undefined | readonly string[];

function valuesAsText(value: FilterValue): readonly string[] {
  if (value === null || value === undefined) return [''];
  if (typeof value === 'object') return value.length === 0 ? [''] : value.map((each) => each.toLowerCase());
  return [String(value).toLowerCase()];
}

function meets(values: readonly string[], operator: FilterOperator, wanted: string): boolean {
  switch (operator) {
    case ':':
      return values.some((value) => value.includes(wanted));
    case '!:':
      return !values.some((value) => value.includes(wanted));
    case '=':
      return values.includes(wanted);
    case '!=':
      return !values.includes(wanted);
  }
}

/** A property with its value in a row. */
export type RowProperty<T> = FilterProperty & { value: (row: T) => FilterValue };

/** Returns the properties that a token applies to. */
export function askedBy<P extends FilterProperty>(token: FilterToken, properties: readonly P[]): readonly P[] {
  return token.property === null ? properties : properties.filter((property) => property.key === token.property);
}

/**
 * Returns a test whether a row meets all (or any) of the tokens. Without tokens every row passes. Letter case is ignored. A list
 * meets `=` if one of its members does.
 */
export function rowTest<T>(query: FilterQuery, properties: readonly RowProperty<T>[]): (row: T) => boolean {
  if (query.tokens.length === 0) return () => true;
  const tests = query.tokens.map((token) => {
    const wanted = token.value.toLowerCase();
    const read = askedBy(token, properties);
    return (row: T) =>
      meets(
        read.flatMap((property) => valuesAsText(property.value(row))),
        token.operator,
        wanted,
      );
  });
  return (row) => (query.join === 'and' ? tests.every((test) => test(row)) : tests.some((test) => test(row)));
}
