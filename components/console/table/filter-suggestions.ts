import {
  type Condition,
  type FilterOperator,
  type FilterProperty,
  type FilterToken,
  operatorsOf,
  parseCondition,
} from '@/lib/core/list/filter-query';

export const OPERATOR_WORDS: Record<FilterOperator, string> = {
  ':': 'Contains',
  '!:': 'Does not contain',
  '=': 'Equals',
  '!=': 'Does not equal',
};

/** Returns a token as text, in the form in which it is shown and can be typed. */
export function tokenText(token: FilterToken, properties: readonly FilterProperty[]): string {
  if (token.property === null) return token.value;
  const label = properties.find((property) => property.key === token.property)?.label ?? token.property;
  return token.operator === ':' ? `${label}: ${token.value}` : `${label} ${token.operator} ${token.value}`;
}

export type FilterSuggestion =
  | { kind: 'token'; label: string; detail?: string; token: FilterToken }
  | { kind: 'text'; label: string; detail?: string; text: string };

const MOST_VALUES = 12;

/** Returns the possible continuations of the typed text: properties, operators or values. */
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

function suggestValues({ property, operator, value }: Condition): FilterSuggestion[] {
  const known = (property.values ?? []).filter((each) => each.toLowerCase().includes(value.toLowerCase()));
  const exact = known.some((each) => each.toLowerCase() === value.toLowerCase());
  const offered = value !== '' && !exact ? [value, ...known] : known;
  return offered.slice(0, MOST_VALUES).map((each) => ({
    kind: 'token',
    label: tokenText({ property: property.key, operator, value: each }, [property]),
    token: { property: property.key, operator, value: each },
  }));
}
