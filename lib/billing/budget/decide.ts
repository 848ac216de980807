import { NANO, parseDecimal } from '@gatehouse/bill';
import type { Notification } from './documents';
import { dayOf } from './period';
import type { ActionStatus, BudgetAction } from './rows';
import type { GivenNotification } from './schema';
import type { Status } from './status';

type Threshold = Pick<GivenNotification, 'NotificationType' | 'ComparisonOperator' | 'Threshold' | 'ThresholdType'>;

/** The state of a threshold. `value` is what is compared; undefined if unknown. */
export type Standing = { value: bigint | undefined; crossed: boolean /** The period and the amount. */; occasion: string };

const ONE = 10n ** BigInt(NANO);

/**
 * Compares a budget's actual or forecast amount with a threshold, in whole numbers: value × 100 with limit × percentage. A
 * percentage of an unknown limit is never crossed.
 */
export function standingOf(
  { NotificationType, ComparisonOperator, Threshold, ThresholdType }: Threshold,
  { period, limit, actual, forecast }: Pick<Status, 'period' | 'limit' | 'actual' | 'forecast'>,
): Standing {
  const value = NotificationType === 'ACTUAL' ? actual : forecast();
  const threshold = parseDecimal(String(Threshold), NANO) ?? 0n;
  const ofLimit = ThresholdType === 'PERCENTAGE';
  const against = ofLimit ? (limit === undefined ? undefined : limit * threshold) : threshold;
  const occasion = `${dayOf(period.start)} ${against}`;
  if (value === undefined || against === undefined) return { value, crossed: false, occasion };
  const held = ofLimit ? value * 100n * ONE : value;
  const crossed =
    ComparisonOperator === 'GREATER_THAN'
      ? held > against
      : ComparisonOperator === 'LESS_THAN'
        ? held < against
        : held === against;
  return { value, crossed, occasion };
}

/** Returns a notification after its evaluation, and whether to send it. Each threshold is reported once per period. */
export function decided(notification: Notification, status: Status): { after: Notification; tell: bigint | undefined } {
  const { value, crossed, occasion } = standingOf(notification, status);
  const tell = crossed && notification.told !== occasion ? value : undefined;
  const after: Notification = { ...notification, NotificationState: crossed ? 'ALARM' : 'OK' };
  return { after: tell === undefined ? after : { ...after, told: occasion }, tell };
}

type Next = { status: ActionStatus; period: string | null; message: string };

/**
 * Returns the next state of an action: a new period undoes it and resets it, and a crossed threshold runs it or requests
 * approval. Undefined for no change.
 */
export function nextOf({ status, period, applied, document }: BudgetAction, standing: Status): Next | undefined {
  if (status.endsWith('_IN_PROGRESS')) return undefined;
  const current = dayOf(standing.period.start);
  if (period !== null && period !== current) {
    const message = 'A new period began.';
    return applied.length > 0 ? { status: 'RESET_IN_PROGRESS', period, message } : { status: 'STANDBY', period: null, message };
  }
  const { NotificationType, ActionThreshold, ApprovalModel } = document;
  const threshold = {
    NotificationType,
    ComparisonOperator: 'GREATER_THAN',
    Threshold: ActionThreshold.ActionThresholdValue,
    ThresholdType: ActionThreshold.ActionThresholdType,
  } as const;
  if (status !== 'STANDBY' || !standingOf(threshold, standing).crossed) return undefined;
  return ApprovalModel === 'AUTOMATIC'
    ? { status: 'EXECUTION_IN_PROGRESS', period: current, message: 'The threshold of the action was crossed.' }
    : { status: 'PENDING', period: current, message: 'The threshold of the action was crossed, and it waits for approval.' };
}
