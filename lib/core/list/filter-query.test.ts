import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILTER_OPERATORS, type FilterProperty, type FilterQuery, parseToken, rowTest, serializeToken } from './filter-query';

type User = { name: string; path: string; groups: string[] };

const PROPERTIES = [
  { key: 'name', label: 'User name', value: (user: User) => user.name },
  { key: 'path', label: 'Path', value: (user: User) => user.path },
  { key: 'groups', label: 'Groups', value: (user: User) => user.groups, values: ['admins', 'readers'] },
] satisfies (FilterProperty & { value: (user: User) => string | string[] })[];

const USERS: User[] = [
  { name: 'Maria', path: '/', groups: ['admins', 'readers'] },
  { name: 'jonas', path: '/staff/', groups: ['readers'] },
  { name: 'backup', path: '/robots/', groups: [] },
];

const names = (query: FilterQuery) => USERS.filter(rowTest(query, PROPERTIES)).map(({ name }) => name);
const one = (text: string): FilterQuery => {
  const token = parseToken(text, PROPERTIES);
  return { tokens: token ? [token] : [], join: 'and' };
};

describe('parseToken', () => {
  it.each([
    ['User name: mar', { property: 'name', operator: ':', value: 'mar' }],
    ['user NAME = Maria', { property: 'name', operator: '=', value: 'Maria' }],
    ['name!=Maria', { property: 'name', operator: '!=', value: 'Maria' }],
    ['Path !: staff', { property: 'path', operator: '!:', value: 'staff' }],
    ['Path: a: b', { property: 'path', operator: ':', value: 'a: b' }],
    ['maria', { property: null, operator: ':', value: 'maria' }],
    ['arn:aws:iam::1:user/x', { property: null, operator: ':', value: 'arn:aws:iam::1:user/x' }],
  ])('reads "%s"', (text, token) => {
    expect(parseToken(text, PROPERTIES)).toEqual(token);
  });

  it.each(['', '   ', 'Path:', 'Path = '])('returns no token for "%s"', (text) => {
    expect(parseToken(text, PROPERTIES)).toBeNull();
  });

  it('searches for the whole text if the property does not have the operator', () => {
    const onlyEquals = [{ key: 'state', label: 'State', operators: ['='] as const }];
    expect(parseToken('State: on', onlyEquals)).toEqual({ property: null, operator: ':', value: 'State: on' });
  });
});

describe('the URL of a token', () => {
  const token = fc.record({
    property: fc.constantFrom('name', 'path', 'groups'),
    operator: fc.constantFrom(...FILTER_OPERATORS),
    value: fc
      .string({ minLength: 1 })
      .map((value) => value.trim())
      .filter((value) => value !== '' && !/^[=:]/.test(value)),
  });

  it('is parsed to the same token', () => {
    fc.assert(
      fc.property(token, (each) => {
        expect(parseToken(serializeToken(each), PROPERTIES)).toEqual(each);
      }),
    );
  });
});

describe('rowTest', () => {
  it('keeps every row without a token', () => {
    expect(names(one(''))).toEqual(['Maria', 'jonas', 'backup']);
  });

  it('ignores letter case', () => {
    expect(names(one('name = MARIA'))).toEqual(['Maria']);
  });

  it('matches a list if one member matches, and its negation if none does', () => {
    expect(names(one('Groups = readers'))).toEqual(['Maria', 'jonas']);
    expect(names(one('Groups != readers'))).toEqual(['backup']);
    expect(names(one('Groups !: admin'))).toEqual(['jonas', 'backup']);
  });

  it('searches free text in every property', () => {
    expect(names(one('robots'))).toEqual(['backup']);
    expect(names(one('admins'))).toEqual(['Maria']);
  });

  it('combines tokens with AND or with OR', () => {
    const tokens = [parseToken('Groups = readers', PROPERTIES), parseToken('name = jonas', PROPERTIES)].flatMap(
      (token) => token ?? [],
    );
    expect(names({ tokens, join: 'and' })).toEqual(['jonas']);
    expect(names({ tokens, join: 'or' })).toEqual(['Maria', 'jonas']);
  });
});
