import { describe, expect, it } from 'vitest';
import { amountOf, type Dimension, plainAmount, tierPart, whySaved } from './savings-words';

const tier = (From: string, UpTo: string | null, Rate: string, Quantity: string) => ({ From, UpTo, Rate, Quantity, Amount: '0' });

const TRANSFER: Dimension = {
  Id: 'x',
  Service: 'AWSDataTransfer',
  UsageType: 'DataTransfer-Out-Bytes',
  Region: null,
  Description: 'Data transfer out to the internet',
  Unit: 'GB',
  GbPerTb: 1024,
  Allocation: 'SEQUENTIAL',
  Quantity: '12288',
  Free: '0',
  Covered: '0',
  Tiers: [tier('0', '10240', '0.17', '10240'), tier('10240', null, '0.13', '2048')],
  Together: '2007.04',
  Separate: '2088.96',
  Saving: '81.92',
  Causes: [{ Cause: 'volume', Amount: '81.92' }],
  Alone: { Free: '0', Covered: '0', Tiers: ['12288', '0'], AccountsInTier: [2, 0] },
  SavedAreas: [],
  AccountCount: 2,
  Accounts: [],
};

it.each([
  ['8192', 'GB', 1024, '8 TB'],
  ['2048', 'GB', 1024, '2 TB'],
  ['1023', 'GB', 1024, '1,023 GB'],
  ['1536.000000001', 'GB-Mo', 1024, '1.5 TB'],
  ['95000', 'GB-Mo', 1000, '95 TB'],
  ['12288', 'GB', undefined, '12,288 GB'],
  ['720', 'Hrs', 1024, '720 hours'],
] as const)('formats %s %s, with %s GB per TB, as %s', (quantity, Unit, GbPerTb, words) => {
  expect(amountOf(quantity, { Unit, ...(GbPerTb && { GbPerTb }) })).toBe(words);
});

it('formats a quantity in the unit of the price', () => {
  expect(plainAmount('2048', TRANSFER)).toBe('2,048 GB');
});

it('describes which part of the usage a tier covers', () => {
  expect([0, 1].map((at) => tierPart(TRANSFER, at))).toEqual(['first 10 TB', 'above 10 TB']);
});

describe('whySaved', () => {
  it('names the tier that no account reaches alone', () => {
    expect(whySaved(TRANSFER)).toEqual([
      'Alone, no account passes 10 TB. Together, 2 of 12 TB are above it and cost $0.13 a GB, not $0.17. Volume pricing for all accounts together saves $81.92.',
    ]);
  });

  it('compares the usage in a tier together and alone if one account reaches it alone', () => {
    const Alone = { ...TRANSFER.Alone, Tiers: ['11264', '1024'], AccountsInTier: [2, 1] };
    const [words] = whySaved({ ...TRANSFER, Alone });
    expect(words).toContain('Alone, one account passes 10 TB.');
    expect(words).toContain('Alone, 1 TB would.');
  });

  it('explains why there is no saving with one account, within the first tier or without usage', () => {
    const none = { Causes: [], Saving: '0' };
    expect(whySaved({ ...TRANSFER, ...none, AccountCount: 1 })[0]).toContain('One account had all the usage');
    const Tiers = [tier('0', '10240', '0.17', '5120'), tier('10240', null, '0.13', '0')];
    expect(whySaved({ ...TRANSFER, ...none, Quantity: '5120', Tiers })).toEqual([
      'Together, the accounts use 5 TB. The price changes above 10 TB.',
    ]);
    expect(whySaved({ ...TRANSFER, ...none, Quantity: '0' })).toEqual(['There was no usage.']);
  });

  it('explains the effect of free usage and of shared commitments', () => {
    const Alone = { ...TRANSFER.Alone, Free: '200', Covered: '0' };
    const Causes: Dimension['Causes'] = [
      { Cause: 'free', Amount: '-8.5' },
      { Cause: 'sharing', Amount: '16.56' },
    ];
    // A single account with usage can also save: it shares the purchases of other accounts.
    expect(whySaved({ ...TRANSFER, AccountCount: 1, Causes, Free: '100', Covered: '720', Alone })).toEqual([
      '100 GB are free together. Alone, the accounts would have 200 GB free. Free amounts apply once for all accounts, which costs $8.50 more.',
      'Reservations and Savings Plans cover 720 GB together. Alone, they would cover 0 GB. Shared reservations and Savings Plans save $16.56.',
    ]);
  });
});
