import { AwsError } from '../../core/errors';
import { decodeToken, toPage } from '../../core/paginate';
import { budgetCheck, budgetOperation } from './budget-operation';
import { type Notification, sameNotification } from './documents';
import { invalidToken, noSuchBudget } from './errors';
import { judgeAnew } from './judged';
import { requireNotification, requireSubscribers, sameSubscriber } from './notifications';
import { pageOfBudgets } from './operations';
import { findTagged, saveNotifications } from './rows';
import {
  CreateNotificationInput,
  CreateSubscriberInput,
  DeleteNotificationInput,
  DeleteSubscriberInput,
  DescribeBudgetNotificationsForAccountInput,
  DescribeNotificationsForBudgetInput,
  DescribeSubscribersForNotificationInput,
  type GivenNotification,
  type GivenSubscriber,
  UpdateNotificationInput,
  UpdateSubscriberInput,
} from './schema';

type Found = Awaited<ReturnType<typeof findTagged>>;

function requireFound(found: Found, name: string) {
  if (!found) throw noSuchBudget(name);
  return found.budget;
}

/**
 * Returns the notification of a call.
 * @throws AwsError NotFoundException
 */
function requireOf(notifications: readonly Notification[], asked: GivenNotification): Notification {
  const found = notifications.find((each) => sameNotification(each, asked));
  if (!found) throw new AwsError('NotFoundException', "Unable to get notification - the notification doesn't exist.");
  return found;
}

function requireSubscriber(subscribers: readonly GivenSubscriber[], asked: GivenSubscriber): void {
  if (!subscribers.some((each) => sameSubscriber(each, asked)))
    throw new AwsError('NotFoundException', "Unable to get subscriber - the subscriber doesn't exist.");
}

/** Adds a notification to a budget. */
export const CreateNotification = budgetOperation({
  name: 'CreateNotification',
  action: 'budgets:ModifyBudget',
  access: 'Write',
  input: CreateNotificationInput,
  target: (input, scope) => findTagged(scope, input),
  checks: (input, scope, found) => [budgetCheck('ModifyBudget', input, scope, found?.tags)],
  run: async ({ BudgetName, Notification: given, Subscribers }, scope, found) => {
    const { id, definition, notifications } = requireFound(found, BudgetName);
    const created = requireNotification(definition, notifications, given, Subscribers);
    await saveNotifications(scope.db, id, [...notifications, created]);
    await judgeAnew(scope);
    return {};
  },
  touches: () => ({}),
});

/** Changes the threshold of a notification. Its subscribers stay and are notified again. */
export const UpdateNotification = budgetOperation({
  name: 'UpdateNotification',
  action: 'budgets:ModifyBudget',
  access: 'Write',
  input: UpdateNotificationInput,
  target: (input, scope) => findTagged(scope, input),
  checks: (input, scope, found) => [budgetCheck('ModifyBudget', input, scope, found?.tags)],
  run: async ({ BudgetName, OldNotification, NewNotification }, scope, found) => {
    const { id, definition, notifications } = requireFound(found, BudgetName);
    const old = requireOf(notifications, OldNotification);
    if (sameNotification(OldNotification, NewNotification)) return {};
    const others = notifications.filter((each) => each !== old);
    const changed = requireNotification(definition, others, NewNotification, old.Subscribers);
    await saveNotifications(
      scope.db,
      id,
      notifications.map((each) => (each === old ? changed : each)),
    );
    await judgeAnew(scope);
    return {};
  },
  touches: () => ({}),
});

export const DeleteNotification = budgetOperation({
  name: 'DeleteNotification',
  action: 'budgets:ModifyBudget',
  access: 'Write',
  input: DeleteNotificationInput,
  target: (input, scope) => findTagged(scope, input),
  checks: (input, scope, found) => [budgetCheck('ModifyBudget', input, scope, found?.tags)],
  run: async ({ BudgetName, Notification: asked }, { db }, found) => {
    const { id, notifications } = requireFound(found, BudgetName);
    const gone = requireOf(notifications, asked);
    await saveNotifications(
      db,
      id,
      notifications.filter((each) => each !== gone),
    );
    return {};
  },
  touches: () => ({}),
});

/** Adds a subscriber to a notification. */
export const CreateSubscriber = budgetOperation({
  name: 'CreateSubscriber',
  action: 'budgets:ModifyBudget',
  access: 'Write',
  input: CreateSubscriberInput,
  target: (input, scope) => findTagged(scope, input),
  checks: (input, scope, found) => [budgetCheck('ModifyBudget', input, scope, found?.tags)],
  run: async ({ BudgetName, Notification: asked, Subscriber }, { db }, found) => {
    const { id, notifications } = requireFound(found, BudgetName);
    const notification = requireOf(notifications, asked);
    notification.Subscribers = requireSubscribers(notification.Subscribers, [Subscriber]);
    await saveNotifications(db, id, notifications);
    return {};
  },
  touches: () => ({}),
});

export const UpdateSubscriber = budgetOperation({
  name: 'UpdateSubscriber',
  action: 'budgets:ModifyBudget',
  access: 'Write',
  input: UpdateSubscriberInput,
  target: (input, scope) => findTagged(scope, input),
  checks: (input, scope, found) => [budgetCheck('ModifyBudget', input, scope, found?.tags)],
  run: async ({ BudgetName, Notification: asked, OldSubscriber, NewSubscriber }, { db }, found) => {
    const { id, notifications } = requireFound(found, BudgetName);
    const notification = requireOf(notifications, asked);
    requireSubscriber(notification.Subscribers, OldSubscriber);
    const others = notification.Subscribers.filter((each) => !sameSubscriber(each, OldSubscriber));
    notification.Subscribers = requireSubscribers(others, [NewSubscriber]);
    await saveNotifications(db, id, notifications);
    return {};
  },
  touches: () => ({}),
});

/** Removes a subscriber. As in AWS, removing the last one deletes the notification. */
export const DeleteSubscriber = budgetOperation({
  name: 'DeleteSubscriber',
  action: 'budgets:ModifyBudget',
  access: 'Write',
  input: DeleteSubscriberInput,
  target: (input, scope) => findTagged(scope, input),
  checks: (input, scope, found) => [budgetCheck('ModifyBudget', input, scope, found?.tags)],
  run: async ({ BudgetName, Notification: asked, Subscriber }, { db }, found) => {
    const { id, notifications } = requireFound(found, BudgetName);
    const notification = requireOf(notifications, asked);
    requireSubscriber(notification.Subscribers, Subscriber);
    notification.Subscribers = notification.Subscribers.filter((each) => !sameSubscriber(each, Subscriber));
    await saveNotifications(
      db,
      id,
      notifications.filter(({ Subscribers }) => Subscribers.length > 0),
    );
    return {};
  },
  touches: () => ({}),
});

/**
 * Returns a page of a short ordered list.
 * @throws AwsError InvalidNextTokenException
 */
function pageOfList<Item>(list: string, items: readonly Item[], most: number, token: string | undefined) {
  const after = token === undefined ? '-1' : decodeToken(list, token);
  if (after === null || !/^(-1|\d{1,3})$/.test(after)) throw invalidToken();
  const rest = items.map((item, at) => ({ item, at })).slice(Number(after) + 1);
  const { items: shown, next } = toPage(rest, most, list, ({ at }) => String(at));
  return { items: shown.map(({ item }) => item), NextToken: next };
}

function shapeOf({ NotificationType, ComparisonOperator, Threshold, ThresholdType, NotificationState }: Notification) {
  return { NotificationType, ComparisonOperator, Threshold, ThresholdType, NotificationState };
}

/** Lists the notifications of a budget and their states. */
export const DescribeNotificationsForBudget = budgetOperation({
  name: 'DescribeNotificationsForBudget',
  access: 'Read',
  input: DescribeNotificationsForBudgetInput,
  target: (input, scope) => findTagged(scope, input),
  checks: (input, scope, found) => [budgetCheck('ViewBudget', input, scope, found?.tags)],
  run: async ({ BudgetName, MaxResults, NextToken }, _scope, found) => {
    const { id, notifications } = requireFound(found, BudgetName);
    const { items, ...page } = pageOfList(`DescribeNotificationsForBudget:${id}`, notifications, MaxResults, NextToken);
    return { Notifications: items.map(shapeOf), ...page };
  },
});

/** Lists the notifications of all budgets of an account, by budget name. */
export const DescribeBudgetNotificationsForAccount = budgetOperation({
  name: 'DescribeBudgetNotificationsForAccount',
  access: 'Read',
  input: DescribeBudgetNotificationsForAccountInput,
  checks: ({ AccountId }, scope) => [budgetCheck('ViewBudget', { AccountId, BudgetName: '*' }, scope)],
  run: async ({ MaxResults, NextToken }, scope) => {
    const { items, next } = await pageOfBudgets(scope, 'DescribeBudgetNotificationsForAccount', MaxResults, NextToken);
    return {
      BudgetNotificationsForAccount: items.map(({ name, notifications }) => ({
        BudgetName: name,
        Notifications: notifications.map(shapeOf),
      })),
      NextToken: next,
    };
  },
});

export const DescribeSubscribersForNotification = budgetOperation({
  name: 'DescribeSubscribersForNotification',
  access: 'Read',
  input: DescribeSubscribersForNotificationInput,
  target: (input, scope) => findTagged(scope, input),
  checks: (input, scope, found) => [budgetCheck('ViewBudget', input, scope, found?.tags)],
  run: async ({ BudgetName, Notification: asked, MaxResults, NextToken }, _scope, found) => {
    const { id, notifications } = requireFound(found, BudgetName);
    const { Subscribers } = requireOf(notifications, asked);
    const { items, ...page } = pageOfList(`DescribeSubscribersForNotification:${id}`, Subscribers, MaxResults, NextToken);
    return { Subscribers: items, ...page };
  },
});
