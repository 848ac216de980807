import {
  CreateBudgetCommand,
  CreateNotificationCommand,
  DescribeBudgetCommand,
  DescribeBudgetPerformanceHistoryCommand,
  DescribeBudgetsCommand,
  DescribeNotificationsForBudgetCommand,
  DuplicateRecordException,
  InvalidNextTokenException,
  InvalidParameterException,
  NotFoundException,
} from '@aws-sdk/client-budgets';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PutPriceList } from '../../billing/price-list/operations';
import { putTransfer } from '../../billing/test-usage';
import { createTestApi, type Keys, type TestApi } from '../testing/api';

// Calls Budgets with the SDK's own client. The tests in lib/billing/budget check the answers of the operations.

let api: TestApi;
let keys: Keys;
let AccountId: string;

beforeAll(async () => {
  api = await createTestApi();
  const root = await api.rootKeys();
  keys = root;
  const actor = root.actor.with({ now: new Date() });
  AccountId = actor.accountId;
  await actor.run(PutPriceList, { Preset: 'documentation' });
  await putTransfer(actor, new Date().toISOString().slice(0, 7), { [AccountId]: 8 });
});
afterAll(() => api.close());

const client = () => api.clients(keys).budgets;
const BudgetName = 'All of it / für alle';
const Budget = {
  BudgetName,
  BudgetType: 'COST',
  TimeUnit: 'MONTHLY',
  BudgetLimit: { Amount: '1500', Unit: 'USD' },
  CostFilters: { Region: ['us-east-1', 'eu-west-1'] },
  TimePeriod: { Start: new Date('2026-01-01T00:00:00Z') },
} as const;
const Notification = { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold: 80.5 } as const;

it('creates, describes and lists budgets through the SDK client', async () => {
  await client().send(
    new CreateBudgetCommand({
      AccountId,
      Budget: { ...Budget, CostFilters: { Region: [...Budget.CostFilters.Region] } },
      NotificationsWithSubscribers: [{ Notification, Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'a@example.com' }] }],
    }),
  );
  const { Budget: told } = await client().send(new DescribeBudgetCommand({ AccountId, BudgetName }));
  expect(told).toMatchObject({
    ...Budget,
    BudgetLimit: { Amount: '1500.0', Unit: 'USD' },
    CalculatedSpend: { ActualSpend: { Amount: '1392.64', Unit: 'USD' } },
  });
  expect(told?.LastUpdatedTime).toBeInstanceOf(Date);
  const { Notifications } = await client().send(new DescribeNotificationsForBudgetCommand({ AccountId, BudgetName }));
  expect(Notifications).toEqual([{ ...Notification, ThresholdType: 'PERCENTAGE', NotificationState: 'OK' }]);
  const { Budgets } = await client().send(new DescribeBudgetsCommand({ AccountId }));
  expect(Budgets).toHaveLength(1);
  const history = await client().send(new DescribeBudgetPerformanceHistoryCommand({ AccountId, BudgetName }));
  expect(history.BudgetPerformanceHistory?.BudgetedAndActualAmountsList?.at(-1)).toMatchObject({
    ActualAmount: { Amount: '1392.64' },
  });
});

it('returns the modeled errors to the SDK client', async () => {
  await expect(client().send(new DescribeBudgetCommand({ AccountId, BudgetName: 'none' }))).rejects.toBeInstanceOf(
    NotFoundException,
  );
  await expect(client().send(new DescribeBudgetsCommand({ AccountId, NextToken: 'x' }))).rejects.toBeInstanceOf(
    InvalidNextTokenException,
  );
  const again = { AccountId, Budget: { ...Budget, CostFilters: undefined } };
  await expect(client().send(new CreateBudgetCommand(again))).rejects.toBeInstanceOf(DuplicateRecordException);
  const named = { ...again, Budget: { ...again.Budget, BudgetName: 'a:b' } };
  await expect(client().send(new CreateBudgetCommand(named))).rejects.toBeInstanceOf(InvalidParameterException);
  const Subscribers = [{ SubscriptionType: 'SNS' as const, Address: 'a@example.com' }];
  const created = new CreateNotificationCommand({ AccountId, BudgetName, Notification, Subscribers });
  await expect(client().send(created)).rejects.toMatchObject({ name: 'DuplicateRecordException' });
  const of = { AccountId: '000000000000', BudgetName };
  await expect(client().send(new DescribeBudgetCommand(of))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('budgets:ViewBudget'),
  });
});
