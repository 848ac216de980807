import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../core/operation';
import { type Actor, TEST_NOW } from '../../core/test-world';
import { UpdateIAMAccessPreference } from '../../iam/root-user/operations';
import { LeaveOrganization } from '../../organizations/account/operations';
import { type OrganizationWorld, userWith } from '../../organizations/test-organization';
import { IssueBill } from '../bill/issue/operations';
import { GetBill } from '../bill/operations';
import { createBillingWorld } from '../test-billing';
import { activateTags, putTransfer } from '../test-usage';
import { PutUsage } from '../usage/operations';
import { GetCostAndUsage, GetDimensionValues, GetTags } from './operations';

type Asked = Partial<InputOf<typeof GetCostAndUsage>>;
const TimePeriod = { Start: '2026-03-01', End: '2026-04-01' };
const asked = (more: Asked = {}) => ({ TimePeriod, Granularity: 'MONTHLY' as const, Metrics: ['UnblendedCost'], ...more });
const by = (Key: string) => ({ Type: 'DIMENSION' as const, Key });

let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld());
  await putTransfer(bob, '2026-03', { [bob.accountId]: 8, [susan.accountId]: 4 });
});
afterEach(() => world.close());

const usage = (AccountId: string, more: object) => ({
  AccountId,
  Service: 'AmazonS3',
  UsageType: 'TimedStorage-ByteHrs',
  Region: 'us-east-1',
  Quantity: '310',
  ...more,
});

describe('GetCostAndUsage', () => {
  it('adds up exactly to the bill, by month, by day and by account', async () => {
    const { Total } = await bob.run(GetBill, { Month: '2026-03' });
    const whole = await bob.run(GetCostAndUsage, asked({ Metrics: ['UnblendedCost', 'BlendedCost', 'UsageQuantity'] }));
    expect(whole.ResultsByTime).toEqual([
      {
        TimePeriod,
        Total: {
          UnblendedCost: { Amount: Total, Unit: 'USD' },
          BlendedCost: { Amount: Total, Unit: 'USD' },
          UsageQuantity: { Amount: '12288', Unit: 'GB' },
        },
        Groups: [],
        Estimated: true,
      },
    ]);
    expect(Total).toBe('2007.04');
    const days = await bob.run(GetCostAndUsage, asked({ Granularity: 'DAILY' }));
    expect(days.ResultsByTime).toHaveLength(31);
    expect(days.ResultsByTime[1]?.TimePeriod).toEqual({ Start: '2026-03-02', End: '2026-03-03' });
    expect(nano(days.ResultsByTime.map((day) => day.Total.UnblendedCost?.Amount))).toBe(2_007_040_000_000n);
    const accounts = await bob.run(GetCostAndUsage, asked({ GroupBy: [by('LINKED_ACCOUNT'), by('SERVICE')] }));
    const [march] = accounts.ResultsByTime;
    expect(march?.Total).toEqual({});
    expect(march?.Groups.map(({ Keys }) => Keys)).toEqual(
      [bob.accountId, susan.accountId].sort().map((id) => [id, 'AWS Data Transfer']),
    );
    expect(nano(march?.Groups.map(({ Metrics }) => Metrics.UnblendedCost?.Amount) ?? [])).toBe(2_007_040_000_000n);
    expect(accounts.DimensionValueAttributes).toContainEqual({ Value: susan.accountId, Attributes: { description: 'susan' } });
    expect(accounts.GroupDefinitions).toEqual([by('LINKED_ACCOUNT'), by('SERVICE')]);
  });

  it('splits months at the start and the exclusive end of the period, and returns 0 without a bill', async () => {
    const { ResultsByTime } = await bob.run(GetCostAndUsage, asked({ TimePeriod: { Start: '2026-02-10', End: '2026-03-11' } }));
    expect(ResultsByTime.map((each) => [each.TimePeriod, each.Total.UnblendedCost?.Amount, each.Estimated])).toEqual([
      [{ Start: '2026-02-10', End: '2026-03-01' }, '0', false],
      [{ Start: '2026-03-01', End: '2026-03-11' }, expect.any(String), true],
    ]);
    const ten = await bob.run(GetCostAndUsage, asked({ Granularity: 'DAILY' }));
    const first = nano(ten.ResultsByTime.slice(0, 10).map((day) => day.Total.UnblendedCost?.Amount));
    expect(nano([ResultsByTime[1]?.Total.UnblendedCost?.Amount])).toBe(first);
  });

  it('filters by dimensions and tags with And, Or and Not, and groups by tags', async () => {
    const Tags = { team: 'blue' };
    await bob.run(PutUsage, {
      Rows: [
        usage(bob.accountId, { Month: '2026-03', ResourceId: 'one', Tags }),
        usage(susan.accountId, { Month: '2026-03', ResourceId: 'two', Tags: { team: 'red' } }),
      ],
    });
    await activateTags(bob, 'team');
    const sum = async (Filter: Asked['Filter']) => {
      const { ResultsByTime } = await bob.run(GetCostAndUsage, asked({ Metrics: ['UsageQuantity'], ...(Filter && { Filter }) }));
      return ResultsByTime[0]?.Total.UsageQuantity;
    };
    const dimension = (Key: string, ...Values: string[]) => ({ Dimensions: { Key, Values } });
    const blue = { Tags: { Key: 'team', Values: ['blue'] } };
    const storage = dimension('SERVICE', 'Amazon Simple Storage Service');
    expect(await sum(undefined)).toEqual({ Amount: '12908', Unit: 'N/A' });
    expect(await sum(storage)).toEqual({ Amount: '620', Unit: 'GB-Mo' });
    expect(await sum({ Not: storage })).toEqual({ Amount: '12288', Unit: 'GB' });
    expect(await sum(blue)).toMatchObject({ Amount: '310' });
    expect(await sum({ Tags: { Key: 'team', MatchOptions: ['ABSENT'] } })).toMatchObject({ Amount: '12288' });
    expect(await sum({ And: [storage, { Not: blue }] })).toMatchObject({ Amount: '310' });
    expect(await sum({ Or: [blue, dimension('LINKED_ACCOUNT', susan.accountId)] })).toMatchObject({ Amount: '4716' });
    expect(await sum({ And: [blue, dimension('LINKED_ACCOUNT', susan.accountId)] })).toEqual({ Amount: '0', Unit: 'N/A' });
    expect(await sum({ Not: dimension('LINKED_ACCOUNT', bob.accountId) })).toMatchObject({ Amount: '4406' });
    const tags = await bob.run(GetCostAndUsage, asked({ GroupBy: [{ Type: 'TAG', Key: 'team' }] }));
    expect(tags.ResultsByTime[0]?.Groups.map(({ Keys }) => Keys)).toEqual([['team$'], ['team$blue'], ['team$red']]);
  });

  it('returns only its own costs to a member, and nothing about other accounts', async () => {
    const own = await susan.run(GetCostAndUsage, asked({ GroupBy: [by('LINKED_ACCOUNT')] }));
    expect(own.ResultsByTime[0]?.Groups.map(({ Keys }) => Keys)).toEqual([[susan.accountId]]);
    expect(JSON.stringify(own)).not.toContain(bob.accountId);
    const others = { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [bob.accountId] } };
    const none = await susan.run(GetCostAndUsage, asked({ Filter: others }));
    expect(none.ResultsByTime[0]?.Total.UnblendedCost?.Amount).toBe('0');
    const listed = await susan.run(GetDimensionValues, { TimePeriod, Dimension: 'LINKED_ACCOUNT' });
    expect(listed.DimensionValues).toEqual([{ Value: susan.accountId, Attributes: { description: 'susan' } }]);
    expect((await susan.fails(GetCostAndUsage, asked({ Metrics: ['BlendedCost'] }))).shape).toBe('AccessDenied');
    // AWS: a member sees its own amortized costs.
    const Metrics = ['UnblendedCost', 'AmortizedCost', 'NetAmortizedCost'];
    const { Total } = (await susan.run(GetCostAndUsage, asked({ Metrics }))).ResultsByTime[0] ?? {};
    for (const metric of Metrics) expect(Total?.[metric]?.Amount).toBe(Total?.UnblendedCost?.Amount);
    expect(Total?.UnblendedCost?.Amount).not.toBe('0');
    const stranger = await world.account('stranger');
    const { ResultsByTime } = await stranger.run(GetCostAndUsage, asked());
    expect(ResultsByTime[0]?.Total.UnblendedCost?.Amount).toBe('0');
  });

  it('attributes costs of an account to its former organization up to the time it left', async () => {
    const later = new Date(TEST_NOW.getTime() + 10 * 86_400_000);
    await susan.with({ now: later }).run(LeaveOrganization, {});
    const mine = await susan.with({ now: later }).run(GetCostAndUsage, asked({ Granularity: 'DAILY' }));
    expect(mine.ResultsByTime[0]?.Total.UnblendedCost?.Amount).toBe('0');
    expect(mine.ResultsByTime[20]?.Total.UnblendedCost?.Amount).not.toBe('0');
    const SusanAlone = { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [susan.accountId] } };
    const kept = await bob.with({ now: later }).run(GetCostAndUsage, asked({ Granularity: 'DAILY', Filter: SusanAlone }));
    expect(kept.ResultsByTime[0]?.Total.UnblendedCost?.Amount).not.toBe('0');
    expect(kept.ResultsByTime[20]?.Total.UnblendedCost?.Amount).toBe('0');
  });

  it('returns an issued month with the same amounts and not as estimated', async () => {
    const open = await bob.run(GetCostAndUsage, asked({ GroupBy: [by('LINKED_ACCOUNT')], Granularity: 'DAILY' }));
    const april = bob.with({ now: new Date('2026-04-04T00:00:00Z') });
    await april.run(IssueBill, { Month: '2026-03' });
    const issued = await april.run(GetCostAndUsage, asked({ GroupBy: [by('LINKED_ACCOUNT')], Granularity: 'DAILY' }));
    expect(issued.ResultsByTime).toEqual(open.ResultsByTime.map((each) => ({ ...each, Estimated: false })));
  });

  it('pages through many groups without losing or repeating any', async () => {
    const Rows = Array.from({ length: 300 }, (_, number) =>
      usage(bob.accountId, { Month: '2026-03', Operation: `Operation${number}`, Quantity: '31' }),
    );
    await bob.run(PutUsage, { Rows });
    const question = asked({ Granularity: 'DAILY', GroupBy: [by('OPERATION')], Metrics: ['UsageQuantity'] });
    const first = await bob.run(GetCostAndUsage, question);
    expect(first.ResultsByTime.flatMap(({ Groups }) => Groups)).toHaveLength(5000);
    const NextPageToken = first.NextPageToken ?? '';
    const second = await bob.run(GetCostAndUsage, { ...question, NextPageToken });
    expect(second.NextPageToken).toBeUndefined();
    const seen = [...first.ResultsByTime, ...second.ResultsByTime].flatMap(({ TimePeriod: { Start }, Groups }) =>
      Groups.map(({ Keys }) => `${Start} ${Keys.join()}`),
    );
    expect(seen).toHaveLength(31 * 301);
    expect(new Set(seen).size).toBe(seen.length);
    const other = { ...question, Metrics: ['UnblendedCost'], NextPageToken };
    expect((await bob.fails(GetCostAndUsage, other)).shape).toBe('RequestChangedException');
  });

  const refused: readonly (readonly [string, Asked, string, string])[] = [
    [
      'a time period that ends on its start date',
      { TimePeriod: { Start: '2026-03-02', End: '2026-03-02' } },
      'ValidationException',
      'Start date (and hour) should be before end date (and hour)',
    ],
    [
      'a time period that ends after the current month',
      { TimePeriod: { Start: '2026-03-01', End: '2026-04-02' } },
      'ValidationException',
      'end date past the beginning of next month',
    ],
    [
      'a time period that starts more than 14 months ago',
      { TimePeriod: { Start: '2025-01-31', End: '2025-03-01' } },
      'ValidationException',
      "You haven't enabled historical data beyond 14 months.",
    ],
    [
      'a date that does not exist',
      { TimePeriod: { Start: '2026-02-30', End: '2026-03-01' } },
      'ValidationException',
      '2026-02-30 is not a day; the format of dates is yyyy-MM-dd',
    ],
    [
      'hourly granularity',
      { Granularity: 'HOURLY' },
      'AccessDenied',
      "Hourly data granularity is an opt-in only feature. You can enable this feature from the PAYER account's Cost Explorer Settings page.",
    ],
    [
      'an unknown metric',
      { Metrics: ['Cost'] },
      'ValidationException',
      'Cost is not an available metric. Use one of AmortizedCost',
    ],
    [
      'three group keys',
      { GroupBy: [by('SERVICE'), by('REGION'), by('AZ')] },
      'ValidationException',
      'Costs can be grouped by at most 2 keys',
    ],
    [
      'an unknown dimension',
      { GroupBy: [by('TENANCY')] },
      'ValidationException',
      'TENANCY is not an available dimension. Use one of AZ',
    ],
    [
      'an expression with two roots',
      { Filter: { Dimensions: { Key: 'REGION', Values: ['a'] }, Tags: { Key: 'b', Values: ['c'] } } },
      'ValidationException',
      'Expression has more than one roots.',
    ],
    [
      'And with one operand',
      { Filter: { And: [{ Tags: { Key: 'a', Values: ['b'] } }] } },
      'ValidationException',
      'And expression must have at least 2 operands',
    ],
    [
      'another billing view',
      { BillingViewArn: 'arn:aws:billing::111122223333:billingview/other' },
      'ResourceNotFoundException',
      'Billing view arn:aws:billing::111122223333:billingview/other does not exist.',
    ],
    ['an invalid page token', { NextPageToken: 'abc' }, 'InvalidNextTokenException', 'The pagination token is invalid.'],
  ];
  it.each(refused)('refuses %s', async (_, more, shape, sentence) => {
    const error = await bob.fails(GetCostAndUsage, asked(more));
    expect([error.shape, error.message]).toEqual([shape, expect.stringContaining(sentence)]);
  });

  it('requires the permission, and IAM access to billing in the console', async () => {
    const allowed = await userWith(world, bob, 'reader', [{ Effect: 'Allow', Action: 'ce:GetCostAndUsage', Resource: '*' }]);
    const nobody = await userWith(world, bob, 'nobody');
    expect((await nobody.fails(GetCostAndUsage, asked())).message).toContain(
      `is not authorized to perform: ce:GetCostAndUsage on resource: arn:aws:billing::${bob.accountId}:billingview/primary because no identity-based policy allows the ce:GetCostAndUsage action`,
    );
    await bob.run(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'DENY' });
    const page = allowed.with({ via: 'console' });
    expect((await page.fails(GetCostAndUsage, asked())).message).toContain('has not activated IAM access to billing');
    await bob.run(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'ALLOW' });
    expect((await allowed.run(GetCostAndUsage, asked())).ResultsByTime).toHaveLength(1);
    expect((await allowed.fails(GetTags, { TimePeriod })).shape).toBe('AccessDenied');
  });
});

describe('GetDimensionValues and GetTags', () => {
  it('list the values of lines in pages, by name or by cost', async () => {
    await bob.run(PutUsage, {
      Rows: [
        usage(bob.accountId, { Month: '2026-03', ResourceId: 'one', Tags: { team: 'blue', stage: 'test' } }),
        usage(bob.accountId, { Month: '2026-03', ResourceId: 'two', Tags: { team: 'red' } }),
      ],
    });
    await activateTags(bob, 'team', 'stage');
    const services = async (more: object) => {
      const answer = await bob.run(GetDimensionValues, { TimePeriod, Dimension: 'SERVICE', ...more });
      return { ...answer, DimensionValues: answer.DimensionValues.map(({ Value }) => Value) };
    };
    const names = ['AWS Data Transfer', 'Amazon Simple Storage Service'];
    expect(await services({})).toMatchObject({ DimensionValues: names, ReturnSize: 2, TotalSize: 2 });
    expect((await services({ SearchString: 'storage' })).DimensionValues).toEqual([names[1]]);
    const SortBy = [{ Key: 'UnblendedCost', SortOrder: 'ASCENDING' }];
    const cheapest = await services({ SortBy, MaxResults: 1 });
    expect(cheapest).toMatchObject({ DimensionValues: [names[1]], ReturnSize: 1, TotalSize: 2 });
    expect(await services({ SortBy, MaxResults: 1, NextPageToken: cheapest.NextPageToken })).toMatchObject({
      DimensionValues: [names[0]],
      NextPageToken: undefined,
    });
    expect(await bob.run(GetTags, { TimePeriod })).toMatchObject({ Tags: ['stage', 'team'], TotalSize: 2 });
    expect((await bob.run(GetTags, { TimePeriod, TagKey: 'team' })).Tags).toEqual(['', 'blue', 'red']);
    expect((await susan.run(GetTags, { TimePeriod })).Tags).toEqual([]);
  });
});

/** Returns the sum of dollar amounts, in billionths. */
function nano(amounts: readonly (string | undefined)[]): bigint {
  return amounts.reduce((sum, amount = '') => {
    const [whole = '', fraction = ''] = amount.split('.');
    return sum + BigInt(whole + fraction.padEnd(9, '0'));
  }, 0n);
}
