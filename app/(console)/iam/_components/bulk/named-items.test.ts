import { expect, it } from 'vitest';
import { namedItems } from './named-items';

it('lists the names of each kind, omits empty kinds and shortens long lists', () => {
  const users = Array.from({ length: 12 }, (_, index) => `user-${index}`);
  expect(
    namedItems([
      { kind: 'Attached policies', names: [] },
      { kind: 'Access keys', names: ['AKIAEXAMPLE (inactive)'] },
      { kind: 'Member of', names: ['Developers', 'Readers'] },
      { kind: 'Users', names: users, count: 250 },
    ]),
  ).toEqual([
    'Access keys: AKIAEXAMPLE (inactive)',
    'Member of: Developers, Readers',
    `Users: ${users.slice(0, 10).join(', ')} and 240 more`,
  ]);
});
