import { expect, it } from 'vitest';
import { groupResults, matchPages, type PaletteResult } from './palette-results';

const page = (label: string, detail: string): PaletteResult => ({ id: label, label, detail, href: '/', kind: 'Page' });
const PAGES = [
  page('AWS accounts', 'Organization'),
  page('Users', 'Access'),
  page('User groups', 'Access'),
  page('Account settings', 'Access'),
];
const labels = (text: string) => matchPages(PAGES, text).map(({ label }) => label);

it('matches every word in name or section, whole-name beginnings first', () => {
  expect(labels('account')).toEqual(['Account settings', 'AWS accounts']);
  expect(labels('access user')).toEqual(['Users', 'User groups']);
  expect(labels('nothing')).toEqual([]);
});

it('shows every page before anything is typed', () => {
  expect(labels('  ')).toHaveLength(4);
});

it('groups results by kind in order of appearance', () => {
  const user: PaletteResult = { id: 'u', label: 'maria', href: '/', kind: 'User' };
  expect(groupResults([page('Users', ''), user, page('Roles', '')]).map(({ kind, results }) => [kind, results.length])).toEqual([
    ['Page', 2],
    ['User', 1],
  ]);
});
