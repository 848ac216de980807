import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { UpdateIAMAccessPreference } from '../../iam/root-user/operations';
import { MoveAccount } from '../../organizations/account/operations';
import { type OrganizationWorld, userWith } from '../../organizations/test-organization';
import { createBillingWorld, day } from '../test-billing';
import { putTransfer } from '../test-usage';
import { PutUsage } from '../usage/operations';
import {
  CreateNotification,
  CreateSubscriber,
  DeleteSubscriber,
  DescribeBudgetNotificationsForAccount,
  DescribeNotificationsForBudget,
  DescribeSubscribersForNotification,
  UpdateNotification,
  UpdateSubscriber,
} from './notification-operations';
import {
  CreateBudget,
  DeleteBudget,
  DescribeBudget,
  DescribeBudgetPerformanceHistory,
  DescribeBudgets,
  UpdateBudget,
} from './operations';
import { PreviewBudget } from './preview-operations';
import { ListTagsForResource, TagResource, UntagResource } from './tag-operations';

// Bob pays and Susan is a member. In March they transfer 8 TB and 4 TB, which together cost $2,007.04.

const now = new Date('2026-03-20T12:00:00Z');
let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;

beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld(now));
  await putTransfer(bob, '2026-03', { [bob.accountId]: 8, [susan.accountId]: 4 });
});
afterEach(() => world.close());

type Given = Parameters<typeof CreateBudget.run>[0]['Budget'];
const monthly = (more: Partial<Given> = {}) =>
  ({
    BudgetName: 'all',
    BudgetType: 'COST',
    TimeUnit: 'MONTHLY',
    BudgetLimit: { Amount: '2500', Unit: 'USD' },
    ...more,
  }) satisfies object as Given;
const create = (actor: Actor, more: Partial<Given> = {}) =>
  actor.run(CreateBudget, { AccountId: actor.accountId, Budget: monthly(more) });
const describeOne = async (actor: Actor, BudgetName = 'all') =>
  (await actor.run(DescribeBudget, { AccountId: actor.accountId, BudgetName })).Budget;
const amountOf = async (actor: Actor, BudgetName = 'all') =>
  (await describeOne(actor, BudgetName))?.CalculatedSpend.ActualSpend.Amount;
const above80 = {
  NotificationType: 'ACTUAL',
  ComparisonOperator: 'GREATER_THAN',
  Threshold: 80,
  ThresholdType: 'PERCENTAGE',
} as const;
const mail = (Address: string) => ({ SubscriptionType: 'EMAIL', Address }) as const;

describe('a budget', () => {
  it('counts all accounts for the payer and only its own costs for a member, as on the bill', async () => {
    await create(bob);
    await create(susan);
    expect(await describeOne(bob)).toMatchObject({
      BudgetName: 'all',
      BudgetLimit: { Amount: '2500.0', Unit: 'USD' },
      CalculatedSpend: { ActualSpend: { Amount: '2007.04', Unit: 'USD' } },
      TimePeriod: { Start: new Date('2026-03-01T00:00:00Z'), End: new Date('2087-06-15T00:00:00Z') },
      CostTypes: { IncludeTax: true, UseBlended: false },
      HealthStatus: { Status: 'HEALTHY' },
    });
    const own = Number(await amountOf(susan));
    expect(own).toBeGreaterThan(0);
    expect(own).toBeLessThan(2007.04);
  });

  it('applies filters of both forms, including organizational units', async () => {
    const unit = await world.unit('Workloads');
    await bob.run(MoveAccount, { AccountId: susan.accountId, SourceParentId: world.rootId, DestinationParentId: unit });
    await create(bob, { BudgetName: 'old', CostFilters: { LinkedAccount: [susan.accountId] } });
    await create(bob, {
      BudgetName: 'new',
      FilterExpression: { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [susan.accountId] } },
      Metrics: ['UnblendedCost'],
    });
    await create(bob, { BudgetName: 'unit', CostFilters: { OrganizationalUnit: [unit] } });
    await create(bob, { BudgetName: 'other', CostFilters: { Region: ['eu-west-1'] } });
    await create(bob, { BudgetName: 'both', CostFilters: { LinkedAccount: [susan.accountId], Region: ['us-east-1'] } });
    const { Budgets } = await bob.run(DescribeBudgets, { AccountId: bob.accountId });
    const amounts = Object.fromEntries(Budgets.map((each) => [each.BudgetName, each.CalculatedSpend.ActualSpend.Amount]));
    expect(amounts.other).toBe('0.0');
    expect(Number(amounts.old)).toBeGreaterThan(600);
    expect([amounts.new, amounts.unit, amounts.both]).toEqual([amounts.old, amounts.old, amounts.old]);
    const asked = { AccountId: bob.accountId, BudgetName: 'new', ShowFilterExpression: true };
    expect((await bob.run(DescribeBudget, asked)).Budget).toMatchObject({
      FilterExpression: { Dimensions: {} },
      Metrics: ['UnblendedCost'],
    });
  });

  it('counts usage in its unit, per day, month, quarter or year', async () => {
    const quantity = { BudgetType: 'USAGE', BudgetLimit: { Amount: '20000', Unit: 'GB' } } as const;
    await create(bob, { BudgetName: 'usage', ...quantity });
    await create(bob, { BudgetName: 'day', TimeUnit: 'DAILY', ...quantity });
    await putTransfer(bob, '2026-01', { [bob.accountId]: 1 });
    await create(bob, { BudgetName: 'quarter', TimeUnit: 'QUARTERLY', ...quantity });
    await create(bob, { BudgetName: 'year', TimeUnit: 'ANNUALLY', ...quantity });
    await create(bob, {
      BudgetName: 'late',
      ...quantity,
      TimePeriod: { Start: new Date('2026-03-25T00:00:00Z') },
    });
    expect(await amountOf(bob, 'usage')).toBe('12288.0');
    expect(Number(await amountOf(bob, 'day'))).toBeCloseTo(12288 / 31, 6);
    expect(await amountOf(bob, 'quarter')).toBe('13312.0');
    expect(await amountOf(bob, 'year')).toBe('13312.0');
    expect(Number(await amountOf(bob, 'late'))).toBeCloseTo((12288 * 7) / 31, 6);
  });

  it('supports planned limits and limits adjusted to past costs', async () => {
    const months = Array.from({ length: 12 }, (_, at) => Date.UTC(2026, 2 + at) / 1000);
    const PlannedBudgetLimits = Object.fromEntries(months.map((key, at) => [key, { Amount: `${100 + at}`, Unit: 'USD' }]));
    await create(bob, { BudgetName: 'planned', BudgetLimit: undefined, PlannedBudgetLimits });
    await putTransfer(bob, '2026-01', { [bob.accountId]: 1 });
    await putTransfer(bob, '2026-02', { [bob.accountId]: 3 });
    const AutoAdjustData = { AutoAdjustType: 'HISTORICAL', HistoricalOptions: { BudgetAdjustmentPeriod: 6 } } as const;
    await create(bob, { BudgetName: 'auto', BudgetLimit: undefined, AutoAdjustData });
    expect((await describeOne(bob, 'planned'))?.BudgetLimit).toEqual({ Amount: '100.0', Unit: 'USD' });
    const auto = await describeOne(bob, 'auto');
    // The average is 4 TB at $174.08 each over two months.
    expect(auto?.BudgetLimit).toEqual({ Amount: '348.16', Unit: 'USD' });
    expect(auto?.AutoAdjustData).toMatchObject({ HistoricalOptions: { BudgetAdjustmentPeriod: 6, LookBackAvailablePeriods: 2 } });
    const may = bob.with({ now: new Date('2026-05-02T00:00:00Z') });
    expect((await describeOne(may, 'planned'))?.BudgetLimit?.Amount).toBe('102.0');
    const history = await may.run(DescribeBudgetPerformanceHistory, { AccountId: bob.accountId, BudgetName: 'planned' });
    const rows = history.BudgetPerformanceHistory.BudgetedAndActualAmountsList;
    expect(rows).toHaveLength(13);
    expect(rows.slice(-3).map((row) => [row.BudgetedAmount.Amount, row.ActualAmount.Amount])).toEqual([
      ['100.0', '2007.04'],
      ['101.0', '0.0'],
      ['102.0', '0.0'],
    ]);
  });

  it('can be previewed before it is created', async () => {
    await putTransfer(bob, '2026-01', { [bob.accountId]: 1 });
    const CostFilters = { LinkedAccount: [bob.accountId] };
    const asked = { BudgetType: 'COST' as const, TimeUnit: 'MONTHLY' as const, CostFilters };
    const { Unit, Periods } = await bob.run(PreviewBudget, asked);
    expect([Unit, Periods.length, Periods.at(-3)?.Amount]).toEqual(['USD', 13, '174.08']);
    expect((await bob.fails(PreviewBudget, { ...asked, CostFilters: { Tenancy: ['a'] } })).shape).toBe(
      'InvalidParameterException',
    );
    const nobody = await userWith(world, bob, 'nobody');
    expect((await nobody.fails(PreviewBudget, asked)).message).toContain('budgets:ViewBudget');
  });

  it('can be updated and deleted, and its name must be unique', async () => {
    await create(bob);
    expect((await bob.fails(CreateBudget, { AccountId: bob.accountId, Budget: monthly() })).shape).toBe(
      'DuplicateRecordException',
    );
    await bob.run(UpdateBudget, { AccountId: bob.accountId, NewBudget: monthly({ BudgetLimit: { Amount: '.5', Unit: 'USD' } }) });
    expect((await describeOne(bob))?.BudgetLimit?.Amount).toBe('0.5');
    const named = { AccountId: bob.accountId, BudgetName: 'all' };
    await bob.run(DeleteBudget, named);
    for (const operation of [DescribeBudget, DeleteBudget] as const)
      expect((await bob.fails(operation, named)).shape).toBe('NotFoundException');
  });

  const refused: readonly (readonly [string, Partial<Given>, string])[] = [
    ['an unavailable budget type', { BudgetType: 'RI_UTILIZATION' }, 'Only COST and USAGE budgets are available'],
    ['custom periods', { TimeUnit: 'CUSTOM' }, 'CUSTOM periods are not available'],
    ['a name with a colon', { BudgetName: 'a:b' }, 'failed to satisfy constraint'],
    ['a name with an action', { BudgetName: 'a/action/b' }, 'failed to satisfy constraint'],
    ['no limit', { BudgetLimit: undefined }, 'one of BudgetLimit, PlannedBudgetLimits and AutoAdjustData'],
    ['a limit of zero', { BudgetLimit: { Amount: '0.0', Unit: 'USD' } }, 'above zero'],
    ['a limit in euros', { BudgetLimit: { Amount: '1', Unit: 'EUR' } }, 'is USD'],
    ['an unknown cost filter', { CostFilters: { Tenancy: ['a'] } }, 'The cost filter Tenancy is not available'],
    [
      'an unknown dimension',
      { FilterExpression: { Dimensions: { Key: 'TENANCY', Values: ['a'] } } },
      'TENANCY is not an available dimension',
    ],
    ['an end before the start', { TimePeriod: { End: new Date('2026-01-01T00:00:00Z') } }, 'before its end'],
    [
      'planned limits for too few periods',
      { BudgetLimit: undefined, PlannedBudgetLimits: { '1': { Amount: '1', Unit: 'USD' } } },
      '12 periods from 2026-03-01',
    ],
    ['blended and amortized costs', { CostTypes: { UseBlended: true, UseAmortized: true } as never }, 'not both'],
  ];
  it.each(refused)('is not created with %s', async (_, more, sentence) => {
    const error = await bob.fails(CreateBudget, { AccountId: bob.accountId, Budget: monthly(more) });
    expect([error.shape, error.message]).toEqual(['InvalidParameterException', expect.stringContaining(sentence)]);
  });

  it('omits excluded cost types', async () => {
    await create(bob, { BudgetName: 'amortized', CostTypes: { UseAmortized: true, IncludeTax: false } as never });
    expect(await amountOf(bob, 'amortized')).toBe('2007.04');
    await bob.run(PutUsage, { Rows: [{ Service: 'AmazonS3', Start: day(3), Refund: '7.04' }] });
    expect(await amountOf(bob, 'amortized')).toBe('2000.0');
    await create(bob, { BudgetName: 'without refunds', CostTypes: { IncludeRefund: false } as never });
    expect(await amountOf(bob, 'without refunds')).toBe('2007.04');
    expect(
      (
        await susan.fails(CreateBudget, {
          AccountId: susan.accountId,
          Budget: monthly({ CostTypes: { UseBlended: true } as never }),
        })
      ).shape,
    ).toBe('AccessDenied');
  });

  it('is listed in pages by name', async () => {
    for (const BudgetName of ['c', 'a', 'b']) await create(bob, { BudgetName });
    const asked = { AccountId: bob.accountId, MaxResults: 2 };
    const first = await bob.run(DescribeBudgets, asked);
    const second = await bob.run(DescribeBudgets, { ...asked, NextToken: first.NextToken });
    expect([...first.Budgets, ...second.Budgets].map(({ BudgetName }) => BudgetName)).toEqual(['a', 'b', 'c']);
    expect(second.NextToken).toBeUndefined();
    expect((await bob.fails(DescribeBudgets, { ...asked, NextToken: 'none' })).shape).toBe('InvalidNextTokenException');
  });
});

describe('permissions for budgets', () => {
  it('apply to each budget, with IAM access to billing in the console, and never to other accounts', async () => {
    await create(bob);
    await create(susan, { BudgetName: 'hers' });
    const arn = `arn:aws:budgets::${bob.accountId}:budget/all`;
    const viewer = await userWith(world, bob, 'viewer', [{ Effect: 'Allow', Action: 'budgets:ViewBudget', Resource: arn }]);
    const named = { AccountId: bob.accountId, BudgetName: 'all' };
    await bob.run(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'ALLOW' });
    expect((await viewer.run(DescribeBudget, named)).Budget?.BudgetName).toBe('all');
    expect((await viewer.fails(DescribeBudgets, { AccountId: bob.accountId })).message).toContain('budget/*');
    expect((await viewer.fails(DeleteBudget, named)).message).toContain(
      `is not authorized to perform: budgets:ModifyBudget on resource: ${arn}`,
    );
    expect((await bob.fails(DescribeBudget, { AccountId: susan.accountId, BudgetName: 'hers' })).shape).toBe('AccessDenied');
    expect((await susan.fails(DescribeBudget, named)).shape).toBe('AccessDenied');
    await bob.run(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'DENY' });
    const page = viewer.with({ via: 'console' });
    expect((await page.fails(DescribeBudget, named)).message).toContain('has not activated IAM access to billing');
    expect((await viewer.run(DescribeBudget, named)).Budget?.BudgetName).toBe('all');
  });

  it('can depend on tags, and tagging requires budgets:TagResource', async () => {
    await bob.run(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'ALLOW' });
    const tagger = await userWith(world, bob, 'tagger', [
      { Effect: 'Allow', Action: 'budgets:ModifyBudget', Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'budgets:ViewBudget',
        Resource: '*',
        Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue' } },
      },
    ]);
    const ResourceTags = [{ Key: 'team', Value: 'blue' }];
    const given = { AccountId: bob.accountId, Budget: monthly(), ResourceTags };
    expect((await tagger.fails(CreateBudget, given)).message).toContain('budgets:TagResource');
    await bob.run(CreateBudget, given);
    const ResourceARN = `arn:aws:budgets::${bob.accountId}:budget/all`;
    const named = { AccountId: bob.accountId, BudgetName: 'all' };
    expect((await tagger.run(DescribeBudget, named)).Budget?.BudgetName).toBe('all');
    await bob.run(UntagResource, { ResourceARN, ResourceTagKeys: ['team'] });
    expect((await tagger.fails(DescribeBudget, named)).shape).toBe('AccessDenied');
    await bob.run(TagResource, { ResourceARN, ResourceTags: [{ Key: 'stage', Value: '' }] });
    expect((await bob.run(ListTagsForResource, { ResourceARN })).ResourceTags).toEqual([{ Key: 'stage', Value: '' }]);
    expect((await bob.fails(ListTagsForResource, { ResourceARN: `${ResourceARN}2` })).shape).toBe('NotFoundException');
    expect((await bob.fails(ListTagsForResource, { ResourceARN: 'arn:aws:iam::1:x' })).shape).toBe('InvalidParameterException');
    expect((await bob.fails(TagResource, { ResourceARN, ResourceTags: [{ Key: 'aws:x', Value: '' }] })).shape).toBe(
      'InvalidParameterException',
    );
  });
});

describe('budget notifications', () => {
  const named = () => ({ AccountId: bob.accountId, BudgetName: 'all' });

  it('are created with a budget or later and are deleted with their last subscriber', async () => {
    const NotificationsWithSubscribers = [{ Notification: above80, Subscribers: [mail('a@example.com')] }];
    await bob.run(CreateBudget, { AccountId: bob.accountId, Budget: monthly(), NotificationsWithSubscribers });
    const about = { ...named(), Notification: above80 };
    await bob.run(CreateSubscriber, { ...about, Subscriber: mail('b@example.com') });
    await bob.run(UpdateSubscriber, { ...about, OldSubscriber: mail('a@example.com'), NewSubscriber: mail('c@example.com') });
    const { Subscribers } = await bob.run(DescribeSubscribersForNotification, about);
    expect(Subscribers.map(({ Address }) => Address)).toEqual(['b@example.com', 'c@example.com']);
    const NewNotification = { ...above80, Threshold: 90.5 };
    await bob.run(UpdateNotification, { ...named(), OldNotification: above80, NewNotification });
    const { BudgetNotificationsForAccount } = await bob.run(DescribeBudgetNotificationsForAccount, { AccountId: bob.accountId });
    expect(BudgetNotificationsForAccount).toEqual([
      { BudgetName: 'all', Notifications: [{ ...NewNotification, NotificationState: 'OK' }] },
    ]);
    for (const address of ['b@example.com', 'c@example.com'])
      await bob.run(DeleteSubscriber, { ...named(), Notification: NewNotification, Subscriber: mail(address) });
    expect((await bob.run(DescribeNotificationsForBudget, named())).Notifications).toEqual([]);
  });

  it('are refused if duplicate, too many, badly addressed, or forecasts of daily budgets', async () => {
    await create(bob);
    const one = { ...named(), Notification: above80, Subscribers: [mail('a@example.com')] };
    await bob.run(CreateNotification, one);
    const shapeOf = async (input: Partial<typeof one> & object) =>
      (await bob.fails(CreateNotification, { ...one, ...input })).shape;
    expect(await shapeOf({})).toBe('DuplicateRecordException');
    const Notification = { ...above80, Threshold: 70 } as never;
    expect(await shapeOf({ Notification, Subscribers: [mail('nobody')] })).toBe('InvalidParameterException');
    expect(await shapeOf({ Notification, Subscribers: [mail('a@b.c'), mail('a@b.c')] })).toBe('DuplicateRecordException');
    expect(await shapeOf({ Notification, Subscribers: [] })).toBe('InvalidParameterException');
    for (let Threshold = 1; Threshold < 10; Threshold++)
      await bob.run(CreateNotification, { ...one, Notification: { ...above80, Threshold } });
    expect(await shapeOf({ Notification })).toBe('CreationLimitExceededException');
    await create(bob, { BudgetName: 'daily', TimeUnit: 'DAILY' });
    const forecasted = { ...above80, NotificationType: 'FORECASTED' as const };
    expect(await shapeOf({ BudgetName: 'daily', Notification: forecasted as never })).toBe('InvalidParameterException');
    const missing = { ...named(), Notification: { ...above80, Threshold: 33 } };
    expect((await bob.fails(DescribeSubscribersForNotification, missing)).shape).toBe('NotFoundException');
  });
});
