import { expect, it } from 'vitest';
import { accountReasonWords, reasonWords } from './preview-words';

const use = (Quantity: string, Rate: string) => ({ Quantity, Rate, Covered: '0', Free: '0', Amount: '1' });
const reason = { Service: 'AmazonS3', UsageType: 'TimedStorage-ByteHrs', Region: null, Description: 'storage', Unit: 'GB-Mo' };

it('describes the direction and the cause of a difference', () => {
  const of = (Cause: 'USAGE' | 'TIERS' | 'CREDITS' | 'COVERAGE', Difference: string) =>
    accountReasonWords({ ...reason, Cause, Difference });
  expect(of('USAGE', '5')).toBe('more usage of Simple Storage Service (S3): storage');
  expect(of('TIERS', '5')).toBe('higher average price of Simple Storage Service (S3): storage');
  expect(of('COVERAGE', '-5')).toBe('reservations and Savings Plans cover more of Simple Storage Service (S3): storage');
  // Credits are negative: fewer credits cost more.
  expect(of('CREDITS', '5')).toBe('fewer credits applied');
  expect(of('CREDITS', '-5')).toBe('more credits applied');
});

it('describes whether the average price of all accounts changes with the quantity', () => {
  const used = { ...reason, Cause: 'USAGE', Difference: '-5' } as const;
  expect(reasonWords({ ...used, Before: use('12', '0.16'), After: use('8', '0.17') })).toContain(
    'the average price rises for all',
  );
  expect(reasonWords({ ...used, Before: use('12', '0.16'), After: use('8', '0.16') })).toContain('same average price');
  expect(reasonWords({ ...used, After: use('8', '0.16') })).toBe('It was not used before.');
  expect(reasonWords({ ...used, Before: use('8', '0.16') })).toBe('It is no longer used.');
});
