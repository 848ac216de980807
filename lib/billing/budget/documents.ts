import type { MOST_PERIODS } from './limits';
import type { ActionDocument, GivenBudget, GivenNotification, GivenSubscriber } from './schema';

/** How long a budget counts until it begins anew. */
export type TimeUnit = keyof typeof MOST_PERIODS;

/** What a budget is about and how much it may be, as it is stored: in AWS's shape, with times as text. */
export type Definition = Omit<GivenBudget, 'BudgetName' | 'TimeUnit' | 'TimePeriod' | 'BudgetType' | 'BillingViewArn'> & {
  TimeUnit: TimeUnit;
  BudgetType: 'COST' | 'USAGE';
  /** The instants between which it counts. */
  Start: string;
  End: string;
};

/** Whom to tell when, and what was told last. */
export type Notification = GivenNotification & {
  Subscribers: GivenSubscriber[];
  /** Whether the threshold was crossed when the budget was looked at last. */
  NotificationState: 'OK' | 'ALARM';
  /** The period and the amount of which somebody was told, so that nobody is told twice. */
  told?: string;
};

/** The one of a budget's notifications that a call means. */
export function sameNotification(a: GivenNotification, b: GivenNotification): boolean {
  return (
    a.NotificationType === b.NotificationType &&
    a.ComparisonOperator === b.ComparisonOperator &&
    a.Threshold === b.Threshold &&
    a.ThresholdType === b.ThresholdType
  );
}

/** A policy that an action attached to a user, group or role of the account by its name, or to an account or OU by its id. */
export type Attached = { to: 'User' | 'Group' | 'Role' | 'Target'; name: string; policy: string };
/** One thing that an action did: a policy that it attached, or an instance that it stopped. */
export type Applied = Attached | { to: 'Instance'; name: string; region: string };

/** What happened to an action, and how it was then. */
export type Happened = {
  at: string;
  status: string;
  eventType: 'SYSTEM' | 'CREATE_ACTION' | 'DELETE_ACTION' | 'UPDATE_ACTION' | 'EXECUTE_ACTION';
  message: string;
  document: ActionDocument;
};
