import { expect, it } from 'vitest';
import { itemsOf } from './items-of-user';

const NOTHING = { hasPassword: false, keys: [], devices: [], groups: [], attached: [], inline: [] };

it('names what goes with a user, and nothing that it has not', () => {
  expect(itemsOf(NOTHING)).toEqual([]);
  expect(
    itemsOf({
      ...NOTHING,
      hasPassword: true,
      keys: [{ AccessKeyId: 'AKIAEXAMPLE', Status: 'Inactive' }],
      groups: [{ GroupName: 'Developers' }, { GroupName: 'Readers' }],
      inline: ['own'],
    }),
  ).toEqual([
    'Console password',
    'Access keys: AKIAEXAMPLE (inactive)',
    'Member of: Developers, Readers',
    'Inline policies: own',
  ]);
});
