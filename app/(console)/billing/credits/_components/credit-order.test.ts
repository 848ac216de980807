import { expect, it } from 'vitest';
import { byOrder, whyHere } from './credit-order';

const credit = (Order: number | undefined, End: string, Services?: string[], Start = '2026-01-01') => ({
  ...(Order !== undefined && { Order }),
  End,
  Start,
  ...(Services && { Services }),
});

it('lists credits in the order of use and gives the reason: expiry, number of services or age', () => {
  const credits = byOrder([
    credit(undefined, '2025-01-01'),
    credit(4, '2027-01-01', undefined, '2026-02-01'),
    credit(3, '2027-01-01'),
    credit(2, '2027-01-01', ['AmazonEC2']),
    credit(1, '2026-12-01'),
  ]);
  expect(credits.map(({ Order }) => Order)).toEqual([1, 2, 3, 4, undefined]);
  expect(credits.map((each) => whyHere(each, credits))).toEqual([
    'expires sooner than the next',
    'applies to fewer services than the next',
    'is older than the next',
    null,
    null,
  ]);
});
