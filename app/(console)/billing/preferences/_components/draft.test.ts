import { expect, it } from 'vitest';
import type { Preferences } from '../queries';
import { draftOf, inputOf, isSame, isTax, moved, readAccounts, withAccounts, withGroup, withoutGroup } from './draft';

const [A, B, C] = ['111111111111', '222222222222', '333333333333'] as const;
const preferences: Preferences = {
  DiscountSharing: 'prioritized',
  Groups: [
    { Name: 'web', AccountIds: [B, A] },
    { Name: 'empty', AccountIds: [] },
  ],
  DiscountsOff: [C],
  CreditSharing: true,
  CreditsOff: [],
  NewAccounts: { Discounts: true, Credits: false },
  TaxPercent: '19',
};
const draft = draftOf(preferences);
const groups = (of: typeof draft) => inputOf(of).Groups.map(({ Name, AccountIds }) => `${Name}: ${AccountIds.join(' ')}`);

it('converts preferences into a draft and back and ignores the order of changes in comparisons', () => {
  const { TaxPercent, Groups, ...rest } = inputOf(draft);
  expect({ ...rest, TaxPercent, Groups }).toEqual({ ...preferences, Groups: [{ Name: 'web', AccountIds: [A, B] }, Groups[1]] });
  const back = moved(moved(draft, [A], 'other'), [A], 'web');
  expect(isSame(back, draft)).toBe(false);
  expect(isSame(withoutGroup(back, 'other'), draft)).toBe(true);
  const switched = withAccounts(draft.discountsOff, [A, C], false);
  expect(isSame({ ...draft, discountsOff: withAccounts(switched, [A], true) }, draft)).toBe(true);
});

it('keeps each account in at most one group after every change', () => {
  expect(groups(moved(draft, [A, C], 'data'))).toEqual([`web: ${B}`, 'empty: ', `data: ${A} ${C}`]);
  expect(groups(moved(draft, [A], null))).toEqual([`web: ${B}`, 'empty: ']);
  expect(groups(withGroup(draft, 'empty', 'full', [A]))).toEqual([`web: ${B}`, `full: ${A}`]);
  expect(groups(withGroup(draft, 'web', 'web', [C]))).toEqual([`web: ${C}`, 'empty: ']);
  expect(groups(withGroup(draft, null, 'new', []))).toEqual([`web: ${A} ${B}`, 'empty: ', 'new: ']);
});

it('reads accounts by ID or name and returns unknown names', () => {
  const accounts = [
    { AccountId: A, Name: 'Web shop' },
    { AccountId: B, Name: 'data' },
  ];
  expect(readAccounts(`web shop, ${B}\n\ndata (${B}); nobody`, accounts)).toEqual({ ids: [A, B], unknown: ['nobody'] });
});

it('accepts a tax from 0 to 100 percent with up to four decimal places', () => {
  expect(['', '0', '7.7', '19', '100', '19.0001'].every(isTax)).toBe(true);
  expect(['-1', '101', '19.00001', 'x', '07'].some(isTax)).toBe(false);
});
