import { expect, it } from 'vitest';
import { actionQuestion, groupResults, matchPages, orderResults, type PaletteResult } from './palette-results';

const page = (label: string, detail: string): PaletteResult => ({ id: label, label, detail, href: '/', kind: 'Page' });
const PAGES = [
  page('AWS accounts', 'Organization'),
  page('Users', 'Access'),
  page('User groups', 'Access'),
  page('Account settings', 'Access'),
];
const labels = (text: string) => matchPages(PAGES, text).map(({ label }) => label);

it('matches every word in the name or section and ranks names that start with the text first', () => {
  expect(labels('account')).toEqual(['Account settings', 'AWS accounts']);
  expect(labels('access user')).toEqual(['Users', 'User groups']);
  expect(labels('nothing')).toEqual([]);
});

it('shows every page before anything is typed', () => {
  expect(labels('  ')).toHaveLength(4);
});

it('ranks whole words before parts of words and ignores filler words', () => {
  const pages = [
    { ...page('Outbox', 'Settings'), words: 'messages' },
    { ...page('Cost allocation', 'Billing'), words: 'group by' },
    { ...page('AWS accounts', 'Organizations'), words: 'tree ou' },
  ];
  const found = (text: string) => matchPages(pages, text).map(({ label }) => label);
  expect(found('ou').slice(0, 2)).toEqual(['Outbox', 'AWS accounts']);
  expect(found('Where is the ou?')).toEqual(found('ou'));
});

it('ranks exact names and questions from the text before other pages', () => {
  const user: PaletteResult = { id: 'AIDA1', label: 'Users-of-old', href: '/u', kind: 'User' };
  const asked: PaletteResult = { id: 'q', label: 'Who can read', href: '/q', kind: 'Questions', asked: true };
  const pages = matchPages(PAGES, 'users');
  expect(orderResults('users', pages, [user]).map(({ id }) => id)).toEqual(['Users', 'User groups', 'AIDA1']);
  expect(orderResults('users-of-old', pages, [user]).map(({ id }) => id)[0]).toBe('AIDA1');
  expect(orderResults('users', pages, [user, asked]).map(({ id }) => id)).toEqual(['Users', 'q', 'User groups', 'AIDA1']);
});

it('groups results by kind in order of appearance', () => {
  const user: PaletteResult = { id: 'u', label: 'maria', href: '/', kind: 'User' };
  expect(groupResults([page('Users', ''), user, page('Roles', '')]).map(({ kind, results }) => [kind, results.length])).toEqual([
    ['Page', 2],
    ['User', 1],
  ]);
});

it('finds a page by its synonyms and offers a question for the name of an action', () => {
  const settings = { ...page('Account settings', 'Settings'), words: 'password policy alias' };
  expect(matchPages([...PAGES, settings], 'password policy')).toEqual([settings]);
  const href = (action: string) => `/who?${action}`;
  expect(actionQuestion(' s3:GetObject ', href)).toMatchObject([{ label: 'Who can s3:GetObject', href: '/who?s3:GetObject' }]);
  expect([...actionQuestion('s3', href), ...actionQuestion('arn:aws:iam::1:user/a', href)]).toEqual([]);
});
