import { describe, expect, it } from 'vitest';
import { currentArea, currentItem, type NavArea, type NavSection, navigationPages } from './navigation';

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
  ])('maps %s to %s', (path, href) => {
    expect(currentItem(SECTIONS, path)).toBe(href);
  });
});

describe('currentArea', () => {
  const iam: NavArea = { id: 'iam', label: 'IAM', href: '/iam', sections: SECTIONS };
  const own = [{ items: [{ label: 'Mine', href: '/iam/mine' }] }];
  const home: NavArea = { id: 'home', label: 'Home', href: '/home', sections: own };

  it.each([
    ['/iam/users/maria', 'iam'],
    ['/iam/mine/keys', 'home'],
    ['/home/later', 'home'],
    ['/billing', undefined],
  ])('maps %s to the area %s', (path, id) => {
    expect(currentArea([iam, home], path)?.id).toBe(id);
  });
});

it('lists every page with its area', () => {
  const area = { id: 'iam', label: 'IAM', href: '/iam', sections: SECTIONS };
  expect(navigationPages([area]).map(({ label, section }) => `${section}: ${label}`)).toEqual([
    'IAM: Dashboard',
    'IAM: Users',
    'IAM: Analyzer',
    'IAM › Analyzer: Unused',
  ]);
});
