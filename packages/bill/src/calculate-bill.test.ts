import { describe, expect, it } from 'vitest';
import { billSteps, calculateBill } from './calculate-bill';
import { parseMonth } from './month';
import { sizeOf } from './reservations';
import { preferencesInForce, SHARE_EVERYTHING } from './sharing';
import type { BillInput, Price, SavingsPlan, Usage } from './types';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 1);
const ONE = 1_000_000_000n;

const price: Price = {
  service: 'AmazonEC2',
  usageType: 'BoxUsage:m5.large',
  region: null,
  unit: 'Hrs',
  description: 'm5.large',
  tiers: [{ upTo: null, rate: 100_000_000_000n }],
  free: 0n,
};

const record: Usage = {
  accountId: 'a',
  service: price.service,
  usageType: price.usageType,
  region: 'us-east-1',
  operation: 'RunInstances',
  hour: START / HOUR,
  hours: 1,
  quantity: ONE,
};

const bill = (input: Partial<BillInput>) =>
  calculateBill({
    month: '2026-11',
    prices: [price],
    memberships: [{ accountId: 'a', from: 0, until: null }],
    usage: [],
    ...input,
  });

describe('parseMonth', () => {
  it.each(['', '2026-13', '2026-00', '2026-1', '26-11', '2026-11-01', ' 2026-11'])('refuses the month %j', (month) => {
    expect(parseMonth(month)).toBeNull();
    expect(() => bill({ month })).toThrow(RangeError);
  });

  it('returns the days and hours of the month', () => {
    expect(parseMonth('2024-02')).toMatchObject({ days: 29, hours: 696 });
    expect(parseMonth('2100-02')).toMatchObject({ days: 28 });
    expect(parseMonth('2026-12')).toMatchObject({ start: Date.UTC(2026, 11, 1), end: Date.UTC(2027, 0, 1), days: 31 });
  });
});

describe('preferencesInForce', () => {
  const end = Date.UTC(2026, 11, 1);
  const at = (since: number, creditSharing: boolean) => ({ since, preferences: { ...SHARE_EVERYTHING, creditSharing } });

  it('returns the preferences of the last second for a month that has ended', () => {
    const history = [at(end - 1_000, false), at(0, true), at(end, true)];
    expect(preferencesInForce(history, end, end + 5).creditSharing).toBe(false);
    expect(preferencesInForce(history.slice(1), end, end + 5).creditSharing).toBe(true);
  });

  it('returns the present preferences for the current month, and shares everything by default', () => {
    const history = [at(end - 1_000, false)];
    expect(preferencesInForce(history, end, end - 2_000)).toBe(SHARE_EVERYTHING);
    expect(preferencesInForce(history, end, end - 1_000).creditSharing).toBe(false);
  });
});

describe('sizeOf', () => {
  it.each([
    ['BoxUsage:t3.nano', 'BoxUsage:t3', 1n],
    ['EUC1-BoxUsage:m5.xlarge', 'EUC1-BoxUsage:m5', 32n],
    ['InstanceUsage:db.r5.24xlarge', 'InstanceUsage:db.r5', 768n],
    ['BoxUsage:m5.metal', 'BoxUsage:m5.metal', null],
    ['BoxUsage:constructor', 'BoxUsage:constructor', null],
    ['BoxUsage:m5.constructor', 'BoxUsage:m5.constructor', null],
    ['Requests-Tier1', 'Requests-Tier1', null],
  ])('returns the family and the size of %s', (usageType, family, quarters) => {
    expect(sizeOf(usageType)).toEqual({ family, quarters });
  });
});

describe('the bill', () => {
  it('has one line for each set of tags, in an order independent of the order of the records', () => {
    const all: Usage['tags'][] = [{ team: 'b' }, { team: 'a', stage: 'x' }, { stage: 'x', team: 'a' }];
    const records = all.map((tags) => ({ ...record, tags }));
    const { lines } = bill({ usage: records });
    expect(lines.map(({ tags, quantity }) => [tags?.team, quantity])).toEqual([
      ['a', 2n * ONE],
      ['b', ONE],
    ]);
    expect(bill({ usage: [...records].reverse() }).lines).toEqual(lines);
  });

  it('lists the usage without a price, for the hours within the month only', () => {
    const usage = [record, { ...record, hour: record.hour - 1, hours: 2 }];
    const { unpriced, total, lines } = bill({ prices: [], usage });
    expect(unpriced).toEqual([
      {
        service: 'AmazonEC2',
        usageType: 'BoxUsage:m5.large',
        region: 'us-east-1',
        operation: 'RunInstances',
        quantity: (3n * ONE) / 2n,
      },
    ]);
    expect([total, lines]).toEqual([0n, []]);
  });

  it('charges an account that left and came back for both periods, and its savings plan likewise', () => {
    const plan: SavingsPlan = {
      id: 'plan',
      accountId: 'a',
      service: 'ComputeSavingsPlans',
      usageType: 'ComputeSP:1yr',
      kind: 'Compute',
      commitment: ONE,
      from: START - 24 * HOUR,
      until: START + 1_000 * HOUR,
      upfront: 0n,
      hourlyFee: ONE,
      rates: [],
    };
    const memberships = [
      { accountId: 'a', from: START + 100 * HOUR, until: null },
      { accountId: 'a', from: 0, until: START + 10 * HOUR },
    ];
    const { lines } = bill({ memberships, savingsPlans: [plan], usage: [{ ...record, hours: 720, quantity: 720n * ONE }] });
    const of = (type: string) => lines.filter(({ recordType }) => recordType === type);
    const sum = (type: string) => of(type).reduce((total, { unblended }) => total + unblended, 0n);
    expect(sum('SavingsPlanRecurringFee')).toBe(630n * ONE);
    expect(sum('Usage')).toBe(63n * ONE);
    expect(of('Usage').map(({ day }) => day)).toEqual([1, ...Array.from({ length: 26 }, (_, at) => at + 5)]);
  });

  it('is computed in steps with a limited number of lines', () => {
    const accountIds = Array.from({ length: 300 }, (_, at) => `account ${at}`);
    const usage = accountIds.flatMap((accountId) =>
      Array.from({ length: 30 }, (_, day) => ({ ...record, accountId, hour: record.hour + 24 * day, hours: 24 })),
    );
    const memberships = accountIds.map((accountId) => ({ accountId, from: 0, until: null }));
    const sizes = [...billSteps({ month: '2026-11', prices: [price], memberships, usage })].map((lines) => lines.length);
    expect(Math.max(...sizes)).toBeLessThan(2_200);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(9_000);
  });
});
