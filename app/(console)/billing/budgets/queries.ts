import type { DescribeBudgetActionsForBudget } from '@/lib/billing/budget/action-operations';
import type { DescribeNotificationsForBudget } from '@/lib/billing/budget/notification-operations';
import type { DescribeBudgets } from '@/lib/billing/budget/operations';
import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';

export type Budget = Json<OutputOf<typeof DescribeBudgets>>['Budgets'][number];
export type Notification = Json<OutputOf<typeof DescribeNotificationsForBudget>>['Notifications'][number];
export type BudgetAction = Json<OutputOf<typeof DescribeBudgetActionsForBudget>>['Actions'][number];

type Named = { AccountId: string; BudgetName: string };

/** Reads the account's budgets by name, as many as one response has. */
export const budgetsQuery = (AccountId: string) => consoleQuery('budgets', 'DescribeBudgets', { AccountId, MaxResults: 1000 });
export const budgetNotificationsQuery = (AccountId: string) =>
  consoleQuery('budgets', 'DescribeBudgetNotificationsForAccount', { AccountId, MaxResults: 1000 });
export const budgetQuery = (named: Named) => consoleQuery('budgets', 'DescribeBudget', { ...named, ShowFilterExpression: true });
export const budgetHistoryQuery = (named: Named) => consoleQuery('budgets', 'DescribeBudgetPerformanceHistory', named);
export const notificationsQuery = (named: Named) => consoleQuery('budgets', 'DescribeNotificationsForBudget', named);
export const subscribersQuery = (
  named: Named,
  { NotificationType, ComparisonOperator, Threshold, ThresholdType }: Notification,
) =>
  consoleQuery('budgets', 'DescribeSubscribersForNotification', {
    ...named,
    Notification: { NotificationType, ComparisonOperator, Threshold, ThresholdType },
  });
export const budgetActionsQuery = (named: Named) => consoleQuery('budgets', 'DescribeBudgetActionsForBudget', named);
export const actionHistoryQuery = (named: Named & { ActionId: string }) =>
  consoleQuery('budgets', 'DescribeBudgetActionHistories', { ...named, MaxResults: 20 });

/** Reads the costs that a budget would count. */
export const previewBudgetQuery = (asked: { TimeUnit: Budget['TimeUnit']; CostFilters?: Record<string, string[]> | undefined }) =>
  consoleQuery('console', 'PreviewBudget', { BudgetType: 'COST', ...asked });

/** Returns the maximum period of Cost Explorer, to the end of the month. */
export function lastYear(now: Date): { Start: string; End: string } {
  const month = (count: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + count)).toISOString().slice(0, 10);
  return { Start: month(-12), End: month(1) };
}

/** Reads the services or organizational units with costs in a period. */
export const costValuesQuery = (Dimension: 'SERVICE' | 'ORGANIZATIONAL_UNIT', TimePeriod: { Start: string; End: string }) =>
  consoleQuery('ce', 'GetDimensionValues', { Dimension, TimePeriod });
export const costTagsQuery = (TimePeriod: { Start: string; End: string }, TagKey?: string) =>
  consoleQuery('ce', 'GetTags', { TimePeriod, ...(TagKey !== undefined && { TagKey }) });
export const rolesQuery = () => consoleQuery('iam', 'ListRoles', { MaxItems: 1000 });
export const scpsQuery = () => consoleQuery('organizations', 'ListPolicies', { Filter: 'SERVICE_CONTROL_POLICY' });
