import type { MOST_PERIODS } from './limits';
import type { ActionDocument, GivenBudget, GivenNotification, GivenSubscriber } from './schema';

/** The length of a budget's period. */
export type TimeUnit = keyof typeof MOST_PERIODS;

/** The stored definition of a budget in AWS's shape, with times as text. */
export type Definition = Omit<GivenBudget, 'BudgetName' | 'TimeUnit' | 'TimePeriod' | 'BudgetType' | 'BillingViewArn'> & {
  TimeUnit: TimeUnit;
  BudgetType: 'COST' | 'USAGE';
  /** The start and end. */
  Start: string;
  End: string;
};

/** A notification with its subscribers and its last report. */
export type Notification = GivenNotification & {
  Subscribers: GivenSubscriber[];
  /** True if the threshold was crossed at the last evaluation. */
  NotificationState: 'OK' | 'ALARM';
  /** The period and amount of the last report, which prevents duplicates. */
  told?: string;
};

/** Returns whether two notifications are the same in calls. */
export function sameNotification(a: GivenNotification, b: GivenNotification): boolean {
  return (
    a.NotificationType === b.NotificationType &&
    a.ComparisonOperator === b.ComparisonOperator &&
    a.Threshold === b.Threshold &&
    a.ThresholdType === b.ThresholdType
  );
}

/** A policy that an action attached to a user, group or role by name, or to an account or OU by id. */
export type Attached = { to: 'User' | 'Group' | 'Role' | 'Target'; name: string; policy: string };
/** A step that an action took: an attached policy, or a stopped instance. */
export type Applied = Attached | { to: 'Instance'; name: string; region: string };

/** An entry of an action's history. */
export type Happened = {
  at: string;
  status: string;
  eventType: 'SYSTEM' | 'CREATE_ACTION' | 'DELETE_ACTION' | 'UPDATE_ACTION' | 'EXECUTE_ACTION';
  message: string;
  document: ActionDocument;
};
