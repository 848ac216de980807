import { describe, expect, it } from 'vitest';
import { currentItem, type NavSection, navigationPages } from './navigation';

const SECTIONS: NavSection[] = [
  {
    title: 'Access',
    items: [
      { label: 'Dashboard', href: '/iam' },
      { label: 'Users', href: '/iam/users' },
      { label: 'Analyzer', href: '/iam/analyzer', items: [{ label: 'Unused', href: '/iam/analyzer/unused' }] },
    ],
  },
];

describe('currentItem', () => {
  it.each([
    ['/iam', '/iam'],
    ['/iam/users', '/iam/users'],
    ['/iam/users/maria', '/iam/users'],
    ['/iam/users-of-old', '/iam'],
    ['/iam/analyzer/unused', '/iam/analyzer/unused'],
    ['/billing', null],
  ])('%s belongs to %s', (path, href) => {
    expect(currentItem(SECTIONS, path)).toBe(href);
  });
});

it('lists every page with the area it stands in', () => {
  const area = { id: 'iam', label: 'IAM', href: '/iam', sections: SECTIONS };
  expect(navigationPages([area]).map(({ label, section }) => `${section}: ${label}`)).toEqual([
    'IAM: Dashboard',
    'IAM: Users',
    'IAM: Analyzer',
    'IAM › Analyzer: Unused',
  ]);
});
