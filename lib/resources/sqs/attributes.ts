import type { Scope } from '../../core/operation';
import { toShownPolicy, toStoredPolicy } from '../policies';
import { sqsError } from './errors';
import { Queue, type QueueResource } from './resource';

/** The numeric attributes that can be set on a queue, with their default and range. */
const NUMBERS: Readonly<Record<string, readonly [usual: number, least: number, most: number]>> = {
  DelaySeconds: [0, 0, 900],
  MaximumMessageSize: [262_144, 1024, 262_144],
  MessageRetentionPeriod: [345_600, 60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 0, 20],
  VisibilityTimeout: [30, 0, 43_200],
};
/** AWS's attributes that need unsupported features: other queues, other services' keys, ordering. */
const NOT_HERE: ReadonlySet<string> = new Set([
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoQueue',
  'FifoThroughputLimit',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'RedriveAllowPolicy',
  'RedrivePolicy',
]);
const ENCRYPTED = 'SqsManagedSseEnabled';

/** Returns a number of a queue, set or default. */
export function numberOf({ settings }: QueueResource, name: keyof typeof NUMBERS): number {
  return Number(settings.attributes[name] ?? NUMBERS[name]?.[0]);
}

/** The attributes that a call sets on a queue. `policy`: absent if the call does not set it, null if it removes it. */
type Change = { attributes: Readonly<Record<string, string>>; policy?: string | null };

/** @throws AwsError InvalidAttributeName, InvalidAttributeValue, UnsupportedOperation */
export async function readAttributes(scope: Scope, arn: string, given: Readonly<Record<string, string>> = {}): Promise<Change> {
  const { Policy, ...rest } = given;
  for (const [name, value] of Object.entries(rest)) requireAttribute(name, value);
  if (Policy === undefined) return { attributes: rest };
  return { attributes: rest, policy: Policy === '' ? null : await toStoredQueuePolicy(scope, arn, Policy) };
}

function toStoredQueuePolicy(scope: Scope, arn: string, text: string): Promise<string> {
  if (!Queue.policy) throw new Error('queues have policies');
  return toStoredPolicy(scope, Queue.policy, arn, text);
}

function requireAttribute(name: string, value: string): void {
  const range = NUMBERS[name];
  if (NOT_HERE.has(name)) {
    const kinds = 'Gatehouse has standard queues alone, each for itself and encrypted with the key of the installation';
    throw sqsError('UnsupportedOperation', `${kinds}: ${name} cannot be set.`, 'Attributes');
  }
  if (!range && name !== ENCRYPTED) throw sqsError('InvalidAttributeName', `Unknown Attribute ${name}.`, 'Attributes');
  const fits = range
    ? /^\d{1,7}$/.test(value) && Number(value) >= range[1] && Number(value) <= range[2]
    : /^(true|false)$/.test(value);
  if (!fits) throw sqsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`, 'Attributes');
}

/** The numbers of messages in a queue: ready to receive, received and not deleted, and delayed. */
export type Counts = { waiting: number; inFlight: number; delayed: number };

const READABLE: ReadonlySet<string> = new Set([
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'Policy',
  'QueueArn',
  ENCRYPTED,
  ...Object.keys(NUMBERS),
]);

/**
 * @throws AwsError InvalidAttributeName for a name that no queue has. Attributes that only this queue lacks are omitted from
 * answers.
 */
export function requireReadable(names: readonly string[]): void {
  const unknown = names.find((name) => name !== 'All' && !READABLE.has(name) && !NOT_HERE.has(name));
  if (unknown !== undefined) throw sqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`, 'AttributeNames');
}

/** Returns the attributes that a call asks for, as AWS answers them. */
export async function shownAttributes(
  scope: Scope,
  queue: QueueResource,
  names: readonly string[],
  counts: Counts,
): Promise<Record<string, string>> {
  const seconds = (time: Date) => String(Math.floor(time.getTime() / 1000));
  const all: Record<string, string> = {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(counts.waiting),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(new Date(queue.settings.changedAt)),
    ...Object.fromEntries(Object.keys(NUMBERS).map((name) => [name, String(numberOf(queue, name))])),
    [ENCRYPTED]: queue.settings.attributes[ENCRYPTED] ?? 'true',
    ...(queue.policy === null ? {} : { Policy: await toShownPolicy(scope, queue.policy) }),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name)));
}
