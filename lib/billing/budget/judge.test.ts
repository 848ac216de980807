import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MOST_KEPT, pruneOutbox, putIntoOutbox } from '../../account/outbox';
import { DeleteOutboxMessages, ListOutboxMessages } from '../../account/outbox-operations';
import { moveClock } from '../../clock/test-clock';
import type { Actor } from '../../core/test-world';
import { transaction } from '../../db/transaction';
import { type OrganizationWorld, userWith } from '../../organizations/test-organization';
import { createBillingWorld } from '../test-billing';
import { putTransfer } from '../test-usage';
import { judgeBudgets } from './judge';
import { DescribeNotificationsForBudget } from './notification-operations';
import { CreateBudget, DescribeBudget, UpdateBudget } from './operations';

const now = new Date('2026-03-20T12:00:00Z');
let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;

beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld(now));
});
afterEach(() => world.close());

const limit = (Amount: string) => ({ Amount, Unit: 'USD' });
const budgetOf = (BudgetName: string, Amount: string) =>
  ({ BudgetName, BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: limit(Amount) }) as const;
type Type = 'ACTUAL' | 'FORECASTED';
const above = (
  Threshold: number,
  NotificationType: Type = 'ACTUAL',
  ThresholdType: 'PERCENTAGE' | 'ABSOLUTE_VALUE' = 'PERCENTAGE',
) => ({
  Notification: { NotificationType, ComparisonOperator: 'GREATER_THAN' as const, Threshold, ThresholdType },
  Subscribers: [{ SubscriptionType: 'EMAIL' as const, Address: `${Threshold}@example.com` }],
});
const create = (actor: Actor, name: string, amount: string, ...NotificationsWithSubscribers: ReturnType<typeof above>[]) =>
  actor.run(CreateBudget, { AccountId: actor.accountId, Budget: budgetOf(name, amount), NotificationsWithSubscribers });
const judge = (time = now) => judgeBudgets(world.database, time);
const told = async (actor: Actor) =>
  (await actor.run(ListOutboxMessages, {})).Messages.map(({ About, Address }) => `${About} ${Address}`).sort();
const states = async (actor: Actor, BudgetName: string) =>
  (await actor.run(DescribeNotificationsForBudget, { AccountId: actor.accountId, BudgetName })).Notifications.map(
    ({ Threshold, NotificationState }) => `${Threshold} ${NotificationState}`,
  );

describe('the evaluation of budgets', () => {
  it('sends a notification for each threshold once per period, to the payer and to members', async () => {
    await create(bob, 'all', '2000', above(50), above(80), above(1900, 'ACTUAL', 'ABSOLUTE_VALUE'), above(120));
    await create(susan, 'hers', '100000', above(80));
    await judge();
    expect(await told(bob)).toEqual([]);
    // 8 TB alone cost $1,392.64: more than half of the budget, but less than 80 percent.
    await putTransfer(bob, '2026-03', { [bob.accountId]: 8 });
    await judge();
    await judge();
    expect(await told(bob)).toEqual(['all 50@example.com']);
    await putTransfer(bob, '2026-03', { [susan.accountId]: 4 });
    await judge();
    expect(await told(bob)).toEqual(['all 1900@example.com', 'all 50@example.com', 'all 80@example.com']);
    expect(await states(bob, 'all')).toEqual(['50 ALARM', '80 ALARM', '1900 ALARM', '120 OK']);
    expect(await told(susan)).toEqual([]);
    await putTransfer(bob, '2026-04', { [bob.accountId]: 8 });
    const april = new Date('2026-04-02T00:00:00Z');
    await judge(april);
    expect(await states(bob.with({ now: april }), 'all')).toEqual(['50 ALARM', '80 OK', '1900 OK', '120 OK']);
    expect(await told(bob)).toHaveLength(4);
  });

  it('sends notifications again after a changed limit and after the clock is moved', async () => {
    await putTransfer(bob, '2026-03', { [bob.accountId]: 8 });
    await create(bob, 'all', '5000', above(80));
    await judge();
    await bob.run(UpdateBudget, { AccountId: bob.accountId, NewBudget: budgetOf('all', '1000') });
    await judge();
    expect(await told(bob)).toEqual(['all 80@example.com']);
    await putTransfer(bob, '2026-05', { [bob.accountId]: 9 });
    await moveClock(bob, '2026-05-20T00:00:00Z');
    await judge();
    expect(await told(bob)).toHaveLength(2);
  });

  it('sends notifications about forecasted costs, based on previous days', async () => {
    await putTransfer(bob, '2026-02', { [bob.accountId]: 8 });
    // March has no usage yet. The forecast for its last twelve days repeats the daily costs of February.
    await create(bob, 'all', '1000', above(50, 'FORECASTED'), above(99, 'FORECASTED'), above(1));
    await judge(now);
    const { Budget } = await bob.run(DescribeBudget, { AccountId: bob.accountId, BudgetName: 'all' });
    const forecast = Number(Budget?.CalculatedSpend.ForecastedSpend?.Amount);
    expect(forecast).toBeGreaterThanOrEqual(0);
    expect(await told(bob)).toEqual(
      forecast > 990 ? ['all 50@example.com', 'all 99@example.com'] : forecast > 500 ? ['all 50@example.com'] : [],
    );
    const early = bob.with({ now: new Date('2026-03-01T12:00:00Z') });
    const first = await early.run(DescribeBudget, { AccountId: bob.accountId, BudgetName: 'all' });
    // Each of the 31 days costs a 28th of February.
    expect(Number(first.Budget?.CalculatedSpend.ForecastedSpend?.Amount)).toBeCloseTo((1392.64 * 31) / 28, 0);
  });

  it('deletes expired budgets', async () => {
    const Budget = { ...budgetOf('short', '1'), TimePeriod: { End: new Date('2026-04-01T00:00:00Z') } };
    await bob.run(CreateBudget, { AccountId: bob.accountId, Budget });
    await judge(new Date('2026-04-01T00:00:01Z'));
    expect((await bob.fails(DescribeBudget, { AccountId: bob.accountId, BudgetName: 'short' })).shape).toBe('NotFoundException');
  });

  it('handles a thousand budgets and lets other tasks run in between', async () => {
    await create(bob, 'first', '10', above(80));
    const { definition, notifications } = await world.database.reader.budget.findFirstOrThrow();
    const data = Array.from({ length: 999 }, (_, at) => ({
      id: `budget-${at}`,
      accountId: bob.accountId,
      name: `budget ${at}`,
      definition,
      notifications,
      updatedAt: now,
    }));
    await transaction(world.database, (tx) => tx.budget.createMany({ data }));
    await putTransfer(bob, '2026-03', { [bob.accountId]: 8 });
    let turns = 0;
    let over = false;
    const turn = () => {
      turns++;
      if (!over) setImmediate(turn);
    };
    setImmediate(turn);
    await judge();
    over = true;
    expect((await bob.run(ListOutboxMessages, {})).Count).toBe(1000);
    expect(turns).toBeGreaterThan(10);
  });
});

describe('the outbox', () => {
  it('describes the crossed threshold, and each account can read and delete only its own messages', async () => {
    await putTransfer(bob, '2026-03', { [bob.accountId]: 8 });
    await create(bob, 'all', '1500', above(80));
    await judge();
    const { Messages } = await bob.run(ListOutboxMessages, { Source: 'budgets', About: 'all' });
    expect(Messages[0]).toMatchObject({
      Source: 'budgets',
      About: 'all',
      Subject: 'AWS Budgets: all has crossed your alert threshold',
    });
    expect(Messages[0]?.Body).toContain('is more than 80% of $1,500.00 in the current month.\nIt is $1,392.64 now.');
    expect((await susan.run(ListOutboxMessages, {})).Messages).toEqual([]);
    expect(await susan.run(DeleteOutboxMessages, { Ids: [Messages[0]?.Id ?? ''] })).toEqual({ Deleted: 0 });
    const nobody = await userWith(world, bob, 'nobody');
    expect((await nobody.fails(ListOutboxMessages, {})).message).toContain('gatehouse:ListOutboxMessages');
    expect((await nobody.fails(DeleteOutboxMessages, {})).message).toContain('gatehouse:DeleteOutboxMessages');
    expect(await bob.run(DeleteOutboxMessages, {})).toEqual({ Deleted: 1 });
    expect((await bob.fails(ListOutboxMessages, { NextToken: 'x' })).shape).toBe('InvalidNextTokenException');
  });

  it('returns messages in pages, newest first, and deletes old and excess messages', async () => {
    const messages = Array.from({ length: MOST_KEPT + 2 }, (_, at) => ({
      accountId: bob.accountId,
      source: 'budgets' as const,
      about: `budget ${at}`,
      address: 'a@example.com',
      subject: 's',
      body: 'b',
    }));
    await transaction(world.database, async (tx) => {
      await putIntoOutbox(tx, messages.slice(0, 1), new Date('2025-01-01T00:00:00Z'));
      await putIntoOutbox(tx, messages.slice(1), now);
    });
    const first = await bob.run(ListOutboxMessages, { MaxResults: 2 });
    expect(first.Messages.map(({ About }) => About)).toEqual([`budget ${MOST_KEPT + 1}`, `budget ${MOST_KEPT}`]);
    const second = await bob.run(ListOutboxMessages, { MaxResults: 2, NextToken: first.NextToken });
    expect(second.Messages[0]?.About).toBe(`budget ${MOST_KEPT - 1}`);
    await pruneOutbox(world.database, now);
    expect((await bob.run(ListOutboxMessages, {})).Count).toBe(MOST_KEPT);
    await pruneOutbox(world.database, new Date('2027-01-01T00:00:00Z'));
    expect((await bob.run(ListOutboxMessages, {})).Count).toBe(0);
  });
});
