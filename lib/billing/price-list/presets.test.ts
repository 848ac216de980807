import { type BillInput, calculateBill, formatDecimal, NANO, parseDecimal, type Reservation, type Usage } from '@gatehouse/bill';
import { describe, expect, it } from 'vitest';
import { presetPriceList } from './presets';

const [BOB, SUSAN, THIRD, FOURTH] = ['111111111111', '222222222222', '333333333333', '444444444444'] as const;
const JANUARY = Date.UTC(2019, 0);
const HOUR = JANUARY / 3_600_000;
// The guide's months have 720 hours, as November has.
const NOVEMBER = Date.UTC(2019, 10);

const usage = (accountId: string, service: string, usageType: string, quantity: string, more: Partial<Usage> = {}): Usage => ({
  accountId,
  service,
  usageType,
  region: 'us-east-1',
  operation: '',
  hour: HOUR,
  hours: 744,
  quantity: parseDecimal(quantity, NANO) ?? 0n,
  ...more,
});

const members = [BOB, SUSAN, THIRD, FOURTH].map((accountId, at) => ({ accountId, from: JANUARY - 1000 + at, until: null }));
const dollars = (amount: bigint) => formatDecimal(amount, NANO, 2);
const bill = (preset: 'documentation' | 'current', all: readonly Usage[], more: Partial<BillInput> = {}) =>
  calculateBill({ month: '2019-01', prices: presetPriceList(preset).prices, memberships: members, usage: all, ...more });
const TB = (terabytes: number, gigabytes: 1000 | 1024) => String(terabytes * gigabytes);

describe('the preset price list for the AWS documentation examples', () => {
  it('prices data transfer as documented: 8 and 4 TB cost 2,007.04 together and 2,088.96 separately', () => {
    const { total, dimensions } = bill('documentation', [
      usage(BOB, 'AWSDataTransfer', 'DataTransfer-Out-Bytes', TB(8, 1024)),
      usage(SUSAN, 'AWSDataTransfer', 'DataTransfer-Out-Bytes', TB(4, 1024)),
    ]);
    expect([dollars(total), dollars(dimensions[0]?.separate ?? 0n)]).toEqual(['2007.04', '2088.96']);
    expect(dimensions[0]?.members.map(({ alone }) => dollars(alone.cost))).toEqual(['1392.64', '696.32']);
  });

  it('prices S3 as documented, including the split: 6,720 together and 7,660 separately', () => {
    const stored = (accountId: string, terabytes: number) =>
      usage(accountId, 'AmazonS3', 'TimedStorage-ByteHrs', TB(terabytes, 1000));
    const { total, accounts, dimensions } = bill('documentation', [stored(SUSAN, 30), stored(THIRD, 35), stored(FOURTH, 30)]);
    expect([dollars(total), dollars(dimensions[0]?.separate ?? 0n)]).toEqual(['6720.00', '7660.00']);
    expect(accounts.filter((account) => account.total > 0n).map((account) => dollars(account.total))).toEqual([
      '2120.00',
      '2500.00',
      '2100.00',
    ]);
    expect(dimensions[0]?.members.map(({ blended }) => dollars(blended))).toEqual(['2122.11', '2475.79', '2122.11']);
  });

  it('prices instances as documented: three reserved and one on demand cost 16.56 for usage', () => {
    const instances = (accountId: string, count: number) =>
      usage(accountId, 'AmazonEC2', 'BoxUsage:t2.small', String(count * 720), { hour: NOVEMBER / 3_600_000, hours: 720 });
    const reservations = presetPriceList('documentation').reservations.map(
      ({ service, usageType, region, upfront, recurring }, at): Reservation => ({
        id: `reservation-${at}`,
        accountId: BOB,
        service,
        usageType,
        region,
        operation: null,
        zone: null,
        sizeFlexible: true,
        count: at === 0 ? 2 : 1,
        from: NOVEMBER,
        until: Date.UTC(2020, 10),
        upfront: upfront * (at === 0 ? 2n : 1n),
        recurring,
      }),
    );
    const { lines } = bill('documentation', [instances(BOB, 3), instances(SUSAN, 1)], { month: '2019-11', reservations });
    const sumOf = (recordType: string, accountId: string) =>
      dollars(
        lines
          .filter((line) => line.recordType === recordType && line.accountId === accountId)
          .reduce((sum, { unblended }) => sum + unblended, 0n),
      );
    const usageOf = (of: string) =>
      dollars(
        lines
          .filter((line) => line.accountId === of && /Usage$/.test(line.recordType))
          .reduce((sum, { blended }) => sum + blended, 0n),
      );
    expect([sumOf('DiscountedUsage', BOB), sumOf('Usage', SUSAN)]).toEqual(['0.00', '16.56']);
    expect([usageOf(BOB), usageOf(SUSAN)]).toEqual(['12.42', '4.14']);
    // The blended rate excludes two full upfront fees, a partial upfront fee and the first month's fee.
    expect(
      dollars(lines.filter(({ recordType }) => /Fee$/.test(recordType)).reduce((sum, { unblended }) => sum + unblended, 0n)),
    ).toBe('349.84');
  });
});

describe('the preset price list with current prices', () => {
  it.each([
    [[20, 25, 15], '1402.88', '1413.12'],
    [[40, 30], '1628.16', '1648.64'],
    [[30, 40, 600], '14970.88', '15114.24'],
    [[501], '11336.70', '11336.70'],
  ])('charges S3 storage of %j TB', (terabytes, together, apart) => {
    const { total, dimensions } = bill(
      'current',
      terabytes.map((each, at) => usage(members[at]?.accountId ?? BOB, 'AmazonS3', 'TimedStorage-ByteHrs', TB(each, 1024))),
    );
    expect([dollars(total), dollars(dimensions[0]?.separate ?? 0n)]).toEqual([together, apart]);
  });

  it.each([
    [[8, 4], '1087.18', '1087.92'],
    [[20, 30], '4394.70', '4437.40'],
  ])('charges data transfer of %j TB with 100 GB free per bill', (terabytes, together, apart) => {
    const { total, dimensions } = bill(
      'current',
      terabytes.map((each, at) =>
        usage(members[at]?.accountId ?? BOB, 'AWSDataTransfer', 'DataTransfer-Out-Bytes', TB(each, 1024)),
      ),
    );
    expect([dollars(total), dollars(dimensions[0]?.separate ?? 0n)]).toEqual([together, apart]);
  });
});
