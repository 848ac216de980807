import type { Scope } from '../../core/operation';
import { toShownPolicy, toStoredPolicy } from '../policies';
import { sqsError } from './errors';
import { Queue, type QueueResource } from './resource';

/** The attributes of a queue that are numbers and can be set: their default, and from where to where they go. */
const NUMBERS: Readonly<Record<string, readonly [usual: number, least: number, most: number]>> = {
  DelaySeconds: [0, 0, 900],
  MaximumMessageSize: [262_144, 1024, 262_144],
  MessageRetentionPeriod: [345_600, 60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 0, 20],
  VisibilityTimeout: [30, 0, 43_200],
};
/** Those that AWS has and that need what is not here: other queues, other services' keys, an order. */
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

/** A number that a queue has, set or not. */
export function numberOf({ settings }: QueueResource, name: keyof typeof NUMBERS): number {
  return Number(settings.attributes[name] ?? NUMBERS[name]?.[0]);
}

/** What a call sets of a queue. `policy`: absent where the call says nothing of it, null where it takes it away. */
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

/** How many messages a queue has: to be received, received and not deleted, and sent for later. */
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

/** @throws AwsError InvalidAttributeName for what no queue has; attributes that it just has not are left out of answers */
export function requireReadable(names: readonly string[]): void {
  const unknown = names.find((name) => name !== 'All' && !READABLE.has(name) && !NOT_HERE.has(name));
  if (unknown !== undefined) throw sqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`, 'AttributeNames');
}

/** The attributes that a call asks for, as AWS answers them. */
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
