import type { FilterQuery, FilterToken } from '@/lib/core/list/filter-query';

const isChoice = (token: FilterToken, key: string) => token.property === key && token.operator === '=';

/** The one value of a property that a filter asks for; undefined where it asks for none or several. */
export function choiceOf({ tokens }: FilterQuery, key: string): string | undefined {
  const [first, ...more] = tokens.filter((token) => isChoice(token, key));
  return more.length === 0 ? first?.value : undefined;
}

/** The filter with this value of a property in place of others, or with none. A choice narrows, so all conditions must then hold. */
export function withChoice({ tokens, join }: FilterQuery, key: string, value: string | null): FilterQuery {
  const others = tokens.filter((token) => !isChoice(token, key));
  if (value === null) return { tokens: others, join };
  return { tokens: [...others, { property: key, operator: '=', value }], join: 'and' };
}
