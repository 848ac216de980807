export const FILTER_OPERATORS = [':', '!:', '=', '!='] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

export const OPERATOR_WORDS: Record<FilterOperator, string> = {
  ':': 'Contains',
  '!:': 'Does not contain',
  '=': 'Equals',
  '!=': 'Does not equal',
};

export type FilterProperty = {
  key: string;
  label: string;
  /** Those that make sense; all by default. */
  operators?: readonly FilterOperator[];
  /** Values to suggest. */
  values?: readonly string[];
};

/** A condition; without a property it is searched for in all of them. */
export type FilterToken = { property: string | null; operator: FilterOperator; value: string };

export type FilterQuery = { tokens: readonly FilterToken[]; join: 'and' | 'or' };

export const EMPTY_QUERY: FilterQuery = { tokens: [], join: 'and' };

type Parsed = { property: FilterProperty; operator: FilterOperator; value: string };

/** The property and operator a text begins with, or null. Takes labels and keys, in any case, the longest first. */
function parseCondition(text: string, properties: readonly FilterProperty[]): Parsed | null {
  const names = properties.flatMap((property) => [
    { property, name: property.label },
    { property, name: property.key },
  ]);
  names.sort((a, b) => b.name.length - a.name.length);
  for (const { property, name } of names) {
    if (!text.toLowerCase().startsWith(name.toLowerCase())) continue;
    const match = /^\s*(!=|!:|=|:)\s*(.*)$/s.exec(text.slice(name.length));
    const operator = FILTER_OPERATORS.find((each) => each === match?.[1]);
    if (match && operator && operatorsOf(property).includes(operator))
      return { property, operator, value: (match[2] ?? '').trim() };
  }
  return null;
}

export function operatorsOf(property: FilterProperty): readonly FilterOperator[] {
  return property.operators ?? FILTER_OPERATORS;
}

/** What was typed, as a condition on a property (`name: value`) or as free text; null when nothing is asked. */
export function parseToken(text: string, properties: readonly FilterProperty[]): FilterToken | null {
  const parsed = parseCondition(text.trim(), properties);
  if (parsed)
    return parsed.value === '' ? null : { property: parsed.property.key, operator: parsed.operator, value: parsed.value };
  const value = text.trim();
  return value === '' ? null : { property: null, operator: ':', value };
}

/** A token as it stands in the URL; `parseToken` reads it back. */
export function serializeToken(token: FilterToken): string {
  return token.property === null ? token.value : `${token.property}${token.operator}${token.value}`;
}

/** A token as it is shown and as it can be typed. */
export function tokenText(token: FilterToken, properties: readonly FilterProperty[]): string {
  if (token.property === null) return token.value;
  const label = properties.find((property) => property.key === token.property)?.label ?? token.property;
  return token.operator === ':' ? `${label}: ${token.value}` : `${label} ${token.operator} ${token.value}`;
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

/** Keeps the rows that meet all (or any) of the tokens. Letter case is ignored; a list meets `=` when one of its members does. */
export function filterRows<T>(
  rows: readonly T[],
  query: FilterQuery,
  properties: readonly (FilterProperty & { value: (row: T) => FilterValue })[],
): readonly T[] {
  if (query.tokens.length === 0) return rows;
  const tests = query.tokens.map((token) => {
    const wanted = token.value.toLowerCase();
    const read = token.property === null ? properties : properties.filter((property) => property.key === token.property);
    return (row: T) =>
      meets(
        read.flatMap((property) => valuesAsText(property.value(row))),
        token.operator,
        wanted,
      );
  });
  return rows.filter((row) => (query.join === 'and' ? tests.every((test) => test(row)) : tests.some((test) => test(row))));
}

export type FilterSuggestion =
  | { kind: 'token'; label: string; detail?: string; token: FilterToken }
  | { kind: 'text'; label: string; detail?: string; text: string };

const MOST_VALUES = 12;

/** What may come next after the typed text: a property, its operator, or a value. */
export function suggestFilters(text: string, properties: readonly FilterProperty[]): FilterSuggestion[] {
  const condition = parseCondition(text, properties);
  if (condition) return suggestValues(condition);
  const typed = text.trim().toLowerCase();
  const complete = properties.find(({ label }) => typed === label.toLowerCase());
  if (complete) {
    return operatorsOf(complete).map((operator) => ({
      kind: 'text',
      label: `${complete.label} ${operator}`,
      detail: OPERATOR_WORDS[operator],
      text: operator === ':' ? `${complete.label}: ` : `${complete.label} ${operator} `,
    }));
  }
  const free: FilterSuggestion[] =
    typed === ''
      ? []
      : [
          {
            kind: 'token',
            label: `Use “${text.trim()}”`,
            detail: 'In any property',
            token: { property: null, operator: ':', value: text.trim() },
          },
        ];
  const named = properties
    .filter(({ label }) => label.toLowerCase().includes(typed))
    .map<FilterSuggestion>(({ label }) => ({ kind: 'text', label, detail: 'Property', text: `${label} ` }));
  const values =
    typed === ''
      ? []
      : properties.flatMap((property) =>
          (property.values ?? [])
            .filter((value) => value.toLowerCase().includes(typed))
            .map<FilterSuggestion>((value) => ({
              kind: 'token',
              label: `${property.label} = ${value}`,
              token: { property: property.key, operator: '=', value },
            })),
        );
  return [...free, ...named, ...values.slice(0, MOST_VALUES)];
}

function suggestValues({ property, operator, value }: Parsed): FilterSuggestion[] {
  const known = (property.values ?? []).filter((each) => each.toLowerCase().includes(value.toLowerCase()));
  const exact = known.some((each) => each.toLowerCase() === value.toLowerCase());
  const offered = value !== '' && !exact ? [value, ...known] : known;
  return offered.slice(0, MOST_VALUES).map((each) => ({
    kind: 'token',
    label: tokenText({ property: property.key, operator, value: each }, [property]),
    token: { property: property.key, operator, value: each },
  }));
}
