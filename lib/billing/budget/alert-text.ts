import { formatDecimal, NANO } from '@gatehouse/bill';
import type { Message } from '../../account/outbox';
import type { Definition, Notification } from './documents';
import { dayOf, type Period } from './period';
import type { ActionStatus, BudgetAction } from './rows';
import type { GivenSubscriber } from './schema';
import type { Status } from './status';

const PERIODS = { DAILY: 'day', MONTHLY: 'month', QUARTERLY: 'quarter', ANNUALLY: 'year' } as const;

/** Returns an amount as text: `$2,007.04`, `12,288.00 GB`. */
function inWords(amount: bigint, unit: string): string {
  const text = formatDecimal(amount, NANO, 2).replace(/\B(?=(\d{3})+\.)/g, ',');
  return unit === 'USD' ? text.replace(/^(-?)/, '$1$$') : `${text} ${unit}`;
}

/** Returns a threshold as text: `80% of $2,500.00`, `$100.00`. */
function thresholdInWords(
  { Threshold, ThresholdType }: Pick<Notification, 'Threshold' | 'ThresholdType'>,
  { limit, unit }: Pick<Status, 'limit' | 'unit'>,
): string {
  if (ThresholdType === 'ABSOLUTE_VALUE') return unit === 'USD' ? `$${Threshold}` : `${Threshold} ${unit}`;
  return limit === undefined ? `${Threshold}%` : `${Threshold}% of ${inWords(limit, unit)}`;
}

const OPERATORS = { GREATER_THAN: 'more than', LESS_THAN: 'less than', EQUAL_TO: 'exactly' } as const;

/** Returns a budget's text as a message to each subscriber. */
export function messagesTo(
  subscribers: readonly GivenSubscriber[],
  { accountId, name }: { accountId: string; name: string },
  text: { subject: string; body: string },
): Message[] {
  return subscribers.map(({ Address }) => ({ accountId, source: 'budgets', about: name, address: Address, ...text }));
}

/** Returns the alert to a budget's subscribers when a threshold is crossed. */
export function alertText(
  { accountId, name, definition }: { accountId: string; name: string; definition: Definition },
  notification: Pick<Notification, 'NotificationType' | 'ComparisonOperator' | 'Threshold' | 'ThresholdType'>,
  status: Pick<Status, 'limit' | 'unit' | 'period'>,
  value: bigint,
): { subject: string; body: string } {
  const what = definition.BudgetType === 'COST' ? 'cost' : 'usage';
  const forecasted = notification.NotificationType === 'FORECASTED';
  const threshold = thresholdInWords(notification, status);
  const operator = OPERATORS[notification.ComparisonOperator];
  const period = PERIODS[definition.TimeUnit];
  return {
    subject: `AWS Budgets: ${name} ${forecasted ? 'is expected to cross' : 'has crossed'} your alert threshold`,
    body: [
      `Account ${accountId}`,
      '',
      `You asked to be told when the ${forecasted ? 'forecast of the ' : ''}${what} of the budget "${name}" is ${operator} ${threshold} in the current ${period}.`,
      `It is ${inWords(value, status.unit)} now.`,
      '',
      `Budget name: ${name}`,
      `Budget type: ${definition.BudgetType === 'COST' ? 'Cost' : 'Usage'}`,
      `Budgeted amount: ${status.limit === undefined ? 'not known yet' : inWords(status.limit, status.unit)}`,
      `Alert type: ${notification.NotificationType}`,
      `Alert threshold: ${operator} ${threshold}`,
      `${notification.NotificationType} amount: ${inWords(value, status.unit)}`,
      `Period: ${daysInWords(status.period)}`,
    ].join('\n'),
  };
}

function daysInWords({ start, end }: Period): string {
  const [first, last] = [dayOf(start), dayOf(end - 1)];
  return first === last ? first : `${first} to ${last}`;
}

const ACTIONS: Readonly<Partial<Record<ActionStatus, string>>> = {
  PENDING: 'waits for your approval',
  EXECUTION_SUCCESS: 'was carried out',
  EXECUTION_FAILURE: 'failed',
  REVERSE_SUCCESS: 'was undone',
  REVERSE_FAILURE: 'could not be undone',
  RESET_FAILURE: 'could not be undone for the new period',
};

/** Returns the message to an action's subscribers. */
export function actionText(
  { accountId, name }: { accountId: string; name: string },
  { status, document }: Pick<BudgetAction, 'status' | 'document'>,
  message: string,
): { subject: string; body: string } {
  const { IamActionDefinition: iam, ScpActionDefinition: scp, SsmActionDefinition: ssm } = document.Definition;
  const became = ACTIONS[status] ?? 'changed';
  const { PolicyId = '' } = scp ?? {};
  const policy = iam?.PolicyArn ?? PolicyId;
  const targets = [...(iam?.Users ?? []), ...(iam?.Groups ?? []), ...(iam?.Roles ?? []), ...(scp?.TargetIds ?? [])];
  const what = ssm
    ? [`Stops: ${ssm.InstanceIds.join(', ')}`, `Region: ${ssm.Region}`]
    : [`Policy: ${policy}`, `Applies to: ${targets.join(', ')}`];
  return {
    subject: `AWS Budgets: an action of ${name} ${became}`,
    body: [
      `Account ${accountId}`,
      '',
      `An action of the budget "${name}" ${became}. ${message}`,
      '',
      `Budget name: ${name}`,
      `Action type: ${document.ActionType}`,
      ...what,
      `Acts as: ${document.ExecutionRoleArn}`,
    ].join('\n'),
  };
}
