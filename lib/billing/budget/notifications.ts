import { AwsError } from '../../core/errors';
import { type Definition, type Notification, sameNotification } from './documents';
import { invalidParameter } from './errors';
import { MOST_EMAIL_SUBSCRIBERS, MOST_NOTIFICATIONS, MOST_SNS_SUBSCRIBERS } from './limits';
import type { GivenNotification, GivenSubscriber } from './schema';

/**
 * Refuses an invalid new notification.
 * @throws AwsError InvalidParameterException, DuplicateRecordException, CreationLimitExceededException
 */
export function requireNotification(
  { TimeUnit }: Definition,
  present: readonly Notification[],
  { NotificationType, ComparisonOperator, Threshold, ThresholdType }: GivenNotification,
  subscribers: readonly GivenSubscriber[],
): Notification {
  const notification: GivenNotification = { NotificationType, ComparisonOperator, Threshold, ThresholdType };
  // AWS: "Daily budgets don't support enabling forecasted alerts."
  if (TimeUnit === 'DAILY' && NotificationType === 'FORECASTED')
    throw invalidParameter('A DAILY budget has no FORECASTED notifications.', 'Notification');
  if (decimalsOf(Threshold) > 9) throw invalidParameter('A threshold has at most nine decimals.', 'Notification');
  if (present.some((each) => sameNotification(each, notification)))
    throw new AwsError('DuplicateRecordException', 'The notification already exists.', {}, { member: 'Notification' });
  if (present.length >= MOST_NOTIFICATIONS)
    throw new AwsError('CreationLimitExceededException', `A budget can have at most ${MOST_NOTIFICATIONS} notifications.`);
  return { ...notification, Subscribers: requireSubscribers([], subscribers), NotificationState: 'OK' };
}

function decimalsOf(number: number): number {
  const text = String(number);
  return text.includes('e') ? Number.POSITIVE_INFINITY : (text.split('.')[1]?.length ?? 0);
}

/** Returns a notification's subscribers including new ones. */
export function requireSubscribers(present: readonly GivenSubscriber[], given: readonly GivenSubscriber[]): GivenSubscriber[] {
  const all = [...present];
  for (const subscriber of given) {
    requireAddress(subscriber);
    if (all.some((each) => sameSubscriber(each, subscriber)))
      throw new AwsError('DuplicateRecordException', 'The subscriber already exists.', {}, { member: 'Subscriber' });
    all.push(subscriber);
  }
  const count = (type: GivenSubscriber['SubscriptionType']) =>
    all.filter(({ SubscriptionType }) => SubscriptionType === type).length;
  if (count('SNS') > MOST_SNS_SUBSCRIBERS || count('EMAIL') > MOST_EMAIL_SUBSCRIBERS)
    throw new AwsError(
      'CreationLimitExceededException',
      `A notification can have at most ${MOST_EMAIL_SUBSCRIBERS} subscribers by email and ${MOST_SNS_SUBSCRIBERS} SNS topic.`,
    );
  return all;
}

export function sameSubscriber(a: GivenSubscriber, b: GivenSubscriber): boolean {
  return a.SubscriptionType === b.SubscriptionType && a.Address === b.Address;
}

const EMAIL = /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+\.[^\s@\p{Cc}]+$/u;
const TOPIC = /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?$/;

function requireAddress({ SubscriptionType, Address }: GivenSubscriber): void {
  const valid = SubscriptionType === 'EMAIL' ? Address.length <= 254 && EMAIL.test(Address) : TOPIC.test(Address);
  if (valid) return;
  const wanted = SubscriptionType === 'EMAIL' ? 'an email address' : 'the ARN of an SNS topic';
  throw invalidParameter(`${Address.slice(0, 100)} is not ${wanted}.`, 'Subscriber');
}
