import { SHARE_EVERYTHING } from '@gatehouse/bill';
import { expect, it } from 'vitest';
import { preferenceDifferences } from './differences';
import type { StoredPreferences } from './rows';

const [A, B, C] = ['111111111111', '222222222222', '333333333333'] as const;

it('preferenceDifferences lists changes by setting and account, and the reverse for the reverse change', () => {
  const before: StoredPreferences = { ...SHARE_EVERYTHING, groups: [{ name: 'web', accountIds: [A, B] }], creditsOff: [C] };
  const after: StoredPreferences = {
    ...SHARE_EVERYTHING,
    discountSharing: 'restricted',
    groups: [
      { name: 'web', accountIds: [B] },
      { name: 'data', accountIds: [A] },
    ],
    discountsOff: [B],
    newCreditsOff: true,
    taxPercent: '19',
  };
  const differences = preferenceDifferences(before, after);
  expect(differences).toEqual([
    { Setting: 'DISCOUNT_SHARING', Before: 'organization', After: 'restricted' },
    { Setting: 'NEW_ACCOUNTS_CREDITS', Before: 'on', After: 'off' },
    { Setting: 'TAX_PERCENT', Before: '0', After: '19' },
    { Setting: 'ACCOUNT_GROUP', AccountId: A, Before: 'web', After: 'data' },
    { Setting: 'ACCOUNT_DISCOUNTS', AccountId: B, Before: 'on', After: 'off' },
    { Setting: 'ACCOUNT_CREDITS', AccountId: C, Before: 'off', After: 'on' },
  ]);
  const back = differences.map(({ Before, After, ...rest }) => ({ ...rest, Before: After, After: Before }));
  expect(preferenceDifferences(after, before)).toEqual(back);
  expect(preferenceDifferences(after, after)).toEqual([]);
});
