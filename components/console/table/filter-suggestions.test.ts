import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILTER_OPERATORS, parseToken } from '@/lib/core/list/filter-query';
import { suggestFilters, tokenText } from './filter-suggestions';

const PROPERTIES = [
  { key: 'name', label: 'User name' },
  { key: 'path', label: 'Path' },
  { key: 'groups', label: 'Groups', values: ['admins', 'readers'] },
];

describe('tokenText', () => {
  const token = fc.record({
    property: fc.constantFrom('name', 'path', 'groups'),
    operator: fc.constantFrom(...FILTER_OPERATORS),
    value: fc
      .string({ minLength: 1 })
      .map((value) => value.trim())
      .filter((value) => value !== '' && !/^[=:]/.test(value)),
  });

  it('produces text that parseToken reads as the same token', () => {
    fc.assert(
      fc.property(token, (each) => {
        expect(parseToken(tokenText(each, PROPERTIES), PROPERTIES)).toEqual(each);
      }),
    );
  });
});

describe('suggestFilters', () => {
  const labels = (text: string) => suggestFilters(text, PROPERTIES).map(({ label }) => label);

  it('offers the properties first', () => {
    expect(labels('')).toEqual(['User name', 'Path', 'Groups']);
  });

  it('offers operators after a property', () => {
    expect(labels('Groups ')).toEqual(['Groups :', 'Groups !:', 'Groups =', 'Groups !=']);
  });

  it('offers known values after an operator, filtered by the entered text', () => {
    expect(labels('Groups = ')).toEqual(['Groups = admins', 'Groups = readers']);
    expect(labels('Groups = adm')).toEqual(['Groups = adm', 'Groups = admins']);
    expect(labels('Groups = admins')).toEqual(['Groups = admins']);
  });

  it('offers free text and matching values for a bare word', () => {
    expect(labels('admin')).toEqual(['Use “admin”', 'Groups = admins']);
  });
});
