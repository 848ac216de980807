import type { AnyOperation } from '../core/operation';
import {
  CreateBudgetAction,
  DeleteBudgetAction,
  DescribeBudgetAction,
  DescribeBudgetActionHistories,
  DescribeBudgetActionsForAccount,
  DescribeBudgetActionsForBudget,
  ExecuteBudgetAction,
  UpdateBudgetAction,
} from './budget/action-operations';
import {
  CreateNotification,
  CreateSubscriber,
  DeleteNotification,
  DeleteSubscriber,
  DescribeBudgetNotificationsForAccount,
  DescribeNotificationsForBudget,
  DescribeSubscribersForNotification,
  UpdateNotification,
  UpdateSubscriber,
} from './budget/notification-operations';
import {
  CreateBudget,
  DeleteBudget,
  DescribeBudget,
  DescribeBudgetPerformanceHistory,
  DescribeBudgets,
  UpdateBudget,
} from './budget/operations';
import { ListTagsForResource, TagResource, UntagResource } from './budget/tag-operations';

/** All implemented operations of Budgets by name. */
export const budgetsOperations = {
  CreateBudget,
  UpdateBudget,
  DeleteBudget,
  DescribeBudget,
  DescribeBudgets,
  DescribeBudgetPerformanceHistory,
  CreateNotification,
  UpdateNotification,
  DeleteNotification,
  DescribeNotificationsForBudget,
  DescribeBudgetNotificationsForAccount,
  CreateSubscriber,
  UpdateSubscriber,
  DeleteSubscriber,
  DescribeSubscribersForNotification,
  CreateBudgetAction,
  UpdateBudgetAction,
  DeleteBudgetAction,
  ExecuteBudgetAction,
  DescribeBudgetAction,
  DescribeBudgetActionHistories,
  DescribeBudgetActionsForAccount,
  DescribeBudgetActionsForBudget,
  TagResource,
  UntagResource,
  ListTagsForResource,
} satisfies Readonly<Record<string, AnyOperation>>;
