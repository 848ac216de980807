import { expect, it } from 'vitest';
import { namedItems } from './named-items';

it('names what there is of each kind, nothing that there is not, and of many the first', () => {
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
