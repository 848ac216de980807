import { expect, it } from 'vitest';
import type { ListedPrice } from '../../_components/price-document';
import { kindOf, priceDifferences } from './price-differences';

const price = (usageType: string, rate: string, more: Partial<ListedPrice> = {}): ListedPrice => ({
  service: 'AmazonS3',
  usageType,
  region: null,
  unit: 'GB',
  description: usageType,
  tiers: [{ upTo: null, rate }],
  ...more,
});

it('lists new, removed and changed prices, ignoring the order of prices and properties', () => {
  const before = [price('a', '1'), price('b', '1'), price('c', '1', { free: '0' })];
  const { tiers, ...rest } = price('b', '1');
  const after = [{ tiers, ...rest }, price('c', '1'), price('a', '2'), price('d', '1')];
  expect(priceDifferences(before, after).map((each) => [each.key.split('\n')[1], kindOf(each)])).toEqual([
    ['a', 'Changed'],
    ['d', 'New'],
  ]);
  expect(priceDifferences(after, before).map(kindOf)).toEqual(['Changed', 'Gone']);
  expect(priceDifferences(before, before)).toEqual([]);
});
