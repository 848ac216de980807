import { describe, expect, it } from 'vitest';
import type { FilterQuery } from '@/lib/core/list/filter-query';
import { choiceOf, withChoice } from './value-choice';

const text = { property: null, operator: ':', value: 'x' } as const;
const is = (value: string) => ({ property: 'type', operator: '=', value }) as const;
const query = (...tokens: FilterQuery['tokens'][number][]): FilterQuery => ({ tokens, join: 'and' });

describe('the value choice beside a filter', () => {
  it('becomes a token of the filter and replaces the earlier choice', () => {
    const chosen = withChoice(query(text), 'type', 'a');
    expect(chosen).toEqual(query(text, is('a')));
    expect(choiceOf(chosen, 'type')).toBe('a');
    expect(withChoice(chosen, 'type', 'b')).toEqual(query(text, is('b')));
    expect(withChoice(chosen, 'type', null)).toEqual(query(text));
  });

  it('joins the tokens with AND so that the choice narrows the result', () => {
    expect(withChoice({ tokens: [text], join: 'or' }, 'type', 'a').join).toBe('and');
  });

  it('is undefined if the filter has several values or excludes a value', () => {
    expect(choiceOf(query(is('a'), is('b')), 'type')).toBeUndefined();
    expect(choiceOf(query({ property: 'type', operator: '!=', value: 'a' }), 'type')).toBeUndefined();
  });
});
