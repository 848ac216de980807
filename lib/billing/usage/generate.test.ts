import { calculateBill, NANO, parseDecimal, type Usage } from '@gatehouse/bill';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../core/text/csv';
import { billCsv } from '../bill/export/export';
import { presetPriceList } from '../price-list/presets';
import { type GeneratedAccount, type Generation, generateUsage } from './generate';
import type { ProfileName } from './profiles';

const hourOf = (year: number, month: number, day = 1) => Date.UTC(year, month - 1, day) / 3_600_000;
const LEAK = hourOf(2026, 11, 12) + 3;
const NAMES: readonly ProfileName[] = ['web-shop', 'data-team', 'idle-sandbox', 'leaked-key-mining'];
const accountOf = (profile: ProfileName, at = 0): GeneratedAccount => {
  const accountId = String(111122223333 + at);
  return profile === 'leaked-key-mining' ? { accountId, profile, leakedAt: LEAK } : { accountId, profile };
};
const NOVEMBER = { seed: 'class', year: 2026, month: 11 };
const rowsOf = (generation: Partial<Generation>) => [...generateUsage({ ...NOVEMBER, accounts: [], ...generation })];
const november = new Map(NAMES.map((name) => [name, rowsOf({ accounts: [accountOf(name)] })]));
const of = (name: ProfileName) => november.get(name) ?? [];
const total = (rows: readonly Usage[], usageType: string) =>
  rows.filter((row) => row.usageType === usageType).reduce((sum, { quantity }) => sum + quantity, 0n);

describe('generated usage', () => {
  it('is the same for a seed and stays within its month', () => {
    const generation = fc.record({
      seed: fc.string(),
      year: fc.integer({ min: 2024, max: 2030 }),
      month: fc.integer({ min: 1, max: 12 }),
      accounts: fc.constantFrom(...NAMES).map((name) => [accountOf(name)]),
    });
    fc.assert(
      fc.property(generation, (asked) => {
        const rows = rowsOf(asked);
        expect(rowsOf(asked)).toEqual(rows);
        const [from, until] = [hourOf(asked.year, asked.month), hourOf(asked.year, asked.month + 1)];
        expect(rows.filter(({ hour, hours, quantity }) => hour < from || hour + hours > until || quantity <= 0n)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it('differs for another seed', () => {
    expect(rowsOf({ seed: 'other', accounts: [accountOf('web-shop')] })).not.toEqual(of('web-shop'));
  });

  it('is the same for an account regardless of other accounts', () => {
    const both = rowsOf({ accounts: [accountOf('data-team', 1), accountOf('web-shop')] });
    expect(both.filter(({ accountId }) => accountId === '111122223333')).toEqual(of('web-shop'));
  });

  it('of an unfinished month equals the usage of the whole month up to then', () => {
    const until = hourOf(2026, 11, 17) + 5;
    const some = rowsOf({ accounts: [accountOf('leaked-key-mining')], until });
    expect(some).toEqual(of('leaked-key-mining').filter(({ hour, hours }) => hour + hours <= until));
    expect(some.at(-1)?.hour).toBe(until - 1);
  });

  it('is priced by the preset price list, including usage of a leaked key', () => {
    const priced = new Set(
      presetPriceList('current').prices.flatMap(({ service, usageType, region }) => [`${service} ${usageType} ${region}`]),
    );
    const unpriced = NAMES.flatMap(of).filter(
      ({ service, usageType, region }) =>
        !priced.has(`${service} ${usageType} ${region}`) && !priced.has(`${service} ${usageType} null`),
    );
    expect([...new Set(unpriced.map(({ service, usageType }) => `${service} ${usageType}`))]).toEqual([]);
  });

  it('makes a bill and a CSV export that adds up to it', () => {
    const bill = calculateBill({
      month: '2026-11',
      prices: presetPriceList('current').prices,
      memberships: [{ accountId: '111122223333', from: 0, until: null }],
      usage: of('leaked-key-mining'),
    });
    expect(bill.unpriced).toEqual([]);
    const sum = parseCsv([...billCsv('2026-11', bill.lines)].join('')).reduce(
      (total, row) => total + (parseDecimal(row.line_item_unblended_cost ?? '', NANO) ?? 0n),
      0n,
    );
    expect(sum).toBe(bill.total);
    // 19 days of 56 large instances make the bill noticeably high.
    expect(bill.total / 10n ** 9n).toBeGreaterThan(100_000n);
  });

  it('is generated one row at a time', () => {
    const accounts = Array.from({ length: 100_000 }, (_, at) => accountOf('web-shop', at));
    const usage = generateUsage({ ...NOVEMBER, accounts });
    expect(usage.next().value).toMatchObject({ accountId: '111122223333', hour: hourOf(2026, 11) });
    expect(usage.next().done).toBe(false);
  });
});

describe('the pattern of generated usage', () => {
  it('keeps resource IDs from month to month and uses zone IDs that all accounts share', () => {
    const december = rowsOf({ month: 12, accounts: [accountOf('web-shop')] });
    const ids = (rows: readonly Usage[]) => new Set(rows.map(({ resourceId }) => resourceId));
    expect(ids(december)).toEqual(ids(of('web-shop')));
    expect(of('web-shop')[0]).toMatchObject({
      usageType: 'EUC1-BoxUsage:m5.large',
      zone: 'euc1-az1',
      hours: 1,
      quantity: 1_000_000_000n,
    });
    expect(of('web-shop')[0]?.resourceId).toMatch(/^i-0[0-9a-f]{16}$/);
    expect(of('leaked-key-mining').find(({ region }) => region === 'ap-northeast-1')?.zone).toBe('apne1-az1');
  });

  it('has team, environment and project tags in well-managed accounts', () => {
    for (const name of ['web-shop', 'data-team'] as const) {
      expect(of(name).filter(({ tags }) => !tags?.team || !tags.environment || !tags.project)).toEqual([]);
    }
    expect(of('idle-sandbox').some(({ tags }) => tags === undefined)).toBe(true);
  });

  it('adds up to whole units for usage counted by the month', () => {
    expect(total(of('web-shop'), 'eu-central-1-KMS-Keys')).toBe(4_000_000_000n);
    expect(total(of('idle-sandbox'), 'CW:AlarmMonitorUsage')).toBe(2_000_000_000n);
    expect(total(of('web-shop'), 'HostedZone')).toBe(3_000_000_000n);
  });

  it('rises from year to year and drops at weekends for working teams', () => {
    const before = rowsOf({ year: 2025, accounts: [accountOf('data-team')] });
    expect(total(of('data-team'), 'TimedStorage-ByteHrs')).toBeGreaterThan(total(before, 'TimedStorage-ByteHrs'));
    const scanned = of('data-team').filter(({ usageType }) => usageType === 'USE1-DataScannedInTB');
    const on = (weekday: number) =>
      scanned.filter(({ hour }) => new Date(hour * 3_600_000).getUTCDay() === weekday).map(({ quantity }) => quantity);
    for (const sunday of on(0)) for (const tuesday of on(2)) expect(sunday * 2n).toBeLessThan(tuesday);
  });

  it('has more instances by day than by night', () => {
    const running = (hourOfDay: number) =>
      of('web-shop').filter(({ hour, usageType }) => hour % 24 === hourOfDay && usageType === 'EUC1-BoxUsage:m5.large').length;
    expect(running(19)).toBeGreaterThan(2 * running(4));
  });

  it('bursts in another Region from the hour in which a key leaks, and is that of a sandbox before', () => {
    const rows = of('leaked-key-mining');
    const mining = rows.filter(({ region }) => region === 'ap-northeast-1');
    expect(Math.min(...mining.map(({ hour }) => hour))).toBe(LEAK);
    const running = (hour: number) => mining.filter((row) => row.hour === hour).length;
    expect(running(LEAK)).toBeLessThan(10);
    expect([running(LEAK + 11), running(LEAK + 300)]).toEqual([56, 56]);
    expect(mining.some(({ tags }) => tags !== undefined)).toBe(false);
    expect(rows.filter(({ hour, region }) => hour < LEAK && region !== 'us-east-1')).toEqual([]);
    expect(
      rowsOf({ month: 10, accounts: [accountOf('leaked-key-mining')] }).some(({ region }) => region === 'ap-northeast-1'),
    ).toBe(false);
    expect(
      rowsOf({ month: 12, accounts: [accountOf('leaked-key-mining')] }).filter(({ region }) => region === 'ap-northeast-1'),
    ).toHaveLength(31 * 24 * 56);
  });
});
