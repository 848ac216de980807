import { describe, expect, it } from 'vitest';
import type { AccountLine } from '../bill/rows';
import { dimension } from './dimensions';
import { type Expression, ofAccount, toMatches } from './filter';
import { findMetric } from './metrics';
import { addLines, type Tally } from './tally';

const UNIT = 1_000_000_000n;
const line = (more: Partial<AccountLine> = {}): AccountLine => ({
  day: 1,
  recordType: 'Usage',
  service: 'AmazonEC2',
  usageType: 'USE2-BoxUsage:t3.nano',
  region: 'us-east-2',
  operation: 'RunInstances',
  quantity: UNIT,
  unblended: 3n,
  blended: 2n,
  amortized: 1n,
  ...more,
});
const read = (name: string, more?: Partial<AccountLine>) => dimension(name)?.(line(more), '111122223333');
const amount = (name: string, more?: Partial<AccountLine>) => {
  const metric = findMetric(name);
  return metric?.write(metric.of(line(more)));
};

describe('the dimensions of a bill line', () => {
  it.each([
    ['USE2-BoxUsage:t3.nano', 't3.nano'],
    ['InstanceUsage:db.m5.large', 'db.m5.large'],
    ['EUC1-EBS:VolumeUsage.gp3', 'NoInstanceType'],
    ['DataTransfer-Out-Bytes', 'NoInstanceType'],
  ])('include, for %s, the instance type %s', (usageType, instanceType) => {
    expect(read('INSTANCE_TYPE', { usageType })).toBe(instanceType);
  });

  it('divide EC2 into two services, and use the code of a service without a name', () => {
    expect(read('SERVICE')).toBe('Amazon Elastic Compute Cloud - Compute');
    expect(read('SERVICE', { usageType: 'EBS:VolumeUsage.gp3' })).toBe('EC2 - Other');
    expect(read('SERVICE', { service: 'AmazonNew' })).toBe('AmazonNew');
    expect(read('SERVICE', { recordType: 'Tax' })).toBe('Tax');
    expect(read('SERVICE_CODE')).toBe('AmazonEC2');
  });

  it('include the purchase type, and placeholders for missing values', () => {
    expect(read('PURCHASE_TYPE', { recordType: 'DiscountedUsage' })).toBe('Standard Reserved Instances');
    expect(read('PURCHASE_TYPE', { recordType: 'SavingsPlanCoveredUsage' })).toBe('Savings Plans');
    expect(read('PURCHASE_TYPE')).toBe('On Demand Instances');
    expect([read('AZ'), read('REGION', { region: null }), read('OPERATION', { operation: '' })]).toEqual([
      'NoAZ',
      'NoRegion',
      'NoOperation',
    ]);
  });
});

describe('the metrics of a bill line', () => {
  it('count normalized hours by instance size, exactly', () => {
    expect(amount('NormalizedUsageAmount')).toBe('0.25');
    expect(amount('NormalizedUsageAmount', { quantity: 1n })).toBe('0.00000000025');
    expect(amount('NormalizedUsageAmount', { usageType: 'BoxUsage:m5.4xlarge' })).toBe('32');
    expect(amount('NormalizedUsageAmount', { usageType: 'EBS:VolumeUsage.gp3' })).toBe('0');
  });

  it('count a quantity only once although fees and negations repeat it', () => {
    expect(amount('UsageQuantity')).toBe('1');
    expect(amount('UsageQuantity', { recordType: 'SavingsPlanCoveredUsage' })).toBe('1');
    expect(amount('UsageQuantity', { recordType: 'SavingsPlanNegation' })).toBe('0');
    expect(amount('UsageQuantity', { recordType: 'RIFee' })).toBe('0');
    expect(amount('UnblendedCost', { recordType: 'SavingsPlanNegation', unblended: -5n })).toBe('-0.000000005');
  });
});

it('ofAccount decides for an account only if the filter includes or excludes all of its lines', () => {
  const account = (...ids: string[]): Expression => ({ Accounts: new Set(ids) });
  const region: Expression = { Dimensions: { Key: 'REGION', Values: ['us-east-2'] } };
  const cases: readonly Expression[] = [
    account('1'),
    { Not: account('1') },
    { And: [account('1'), region] },
    { Or: [account('1'), region] },
    { And: [{ Not: account('1') }, { Or: [account('2'), region] }] },
    { Not: { Or: [account('1'), region] } },
  ];
  for (const expression of cases) {
    for (const accountId of ['1', '2', '3']) {
      const means = [line(), line({ region: 'eu-west-1' })].map((each) => toMatches(expression)(each, accountId, '2026-03'));
      const decided = ofAccount(expression, accountId, '2026-03');
      if (decided !== undefined) expect(means, JSON.stringify([expression, accountId])).toEqual([decided, decided]);
    }
  }
  expect(cases.map((expression) => ofAccount(expression, '2', '2026-03'))).toEqual([
    false,
    true,
    false,
    undefined,
    true,
    undefined,
  ]);
});

it('addLines yields between steps and returns the same sums for any split of the lines', () => {
  const metrics = [findMetric('UnblendedCost')].filter((metric) => metric !== undefined);
  const question = {
    month: '2026-03',
    first: 1,
    last: 30,
    timeOf: () => 0,
    matches: () => true,
    groupsOf: ({ region }: AccountLine) => [[region ?? '']],
    metrics,
    unitOf: () => 'Hrs',
  };
  const lines = Array.from({ length: 2_000 }, (_, at) =>
    line({ day: (at % 31) + 1, region: `r${at % 3}`, unblended: BigInt(at) }),
  );
  const whole: Tally = new Map();
  expect([...addLines(question, whole, '1', lines)]).toHaveLength(8);
  const cut: Tally = new Map();
  for (let at = 0; at < lines.length; at += 7) for (const _ of addLines(question, cut, '1', lines.slice(at, at + 7)));
  expect(cut).toEqual(whole);
  const expected = lines.filter(({ day }) => day <= 30).reduce((sum, { unblended }) => sum + unblended, 0n);
  expect([...(whole.get(0)?.values() ?? [])].reduce((sum, { sums }) => sum + (sums[0] ?? 0n), 0n)).toBe(expected);
});
