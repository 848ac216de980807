import type { FilterQuery, FilterToken } from '@/lib/core/list/filter-query';

const isChoice = (token: FilterToken, key: string) => token.property === key && token.operator === '=';

/** Returns the value that a filter requires of a property; undefined if there is none or more than one. */
export function choiceOf({ tokens }: FilterQuery, key: string): string | undefined {
  const [first, ...more] = tokens.filter((token) => isChoice(token, key));
  return more.length === 0 ? first?.value : undefined;
}

/** Returns the filter with the given value of a property, or with none. All conditions of the result must match. */
export function withChoice({ tokens, join }: FilterQuery, key: string, value: string | null): FilterQuery {
  const others = tokens.filter((token) => !isChoice(token, key));
  if (value === null) return { tokens: others, join };
  return { tokens: [...others, { property: key, operator: '=', value }], join: 'and' };
}
