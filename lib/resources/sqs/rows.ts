import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { Call } from '../../core/call';
import type { Place } from '../../core/kind';
import type { Check, Scope } from '../../core/operation';
import { type NamedResource, resourceCheck } from '../questions';
import { findResource } from '../rows';
import { queueArn, readQueueUrl } from './arns';
import { invalidParameter, queueDoesNotExist } from './errors';
import { Queue, type QueueResource, type QueueSettings } from './resource';

/** Under which the content of messages is closed. */
export const MESSAGE_CONTENT = 'queue-message';

export type NamedQueue = NamedResource<QueueSettings>;

export function placeOf(
  { partition, accountId, call }: Pick<Scope, 'partition' | 'accountId' | 'call'>,
  owner: string = accountId,
): Place {
  return { partition, accountId: owner, region: call.region };
}

/** The queue of that name of an account, in the Region of the call. */
export async function findQueue(scope: Scope, name: string, owner: string = scope.accountId): Promise<NamedQueue> {
  const arn = queueArn(placeOf(scope, owner), name);
  return { arn, accountId: owner, found: await findResource(scope.db, Queue, arn) };
}

/** The queue at an address. @throws AwsError for what is no address of a queue */
export function findQueueAt(scope: Scope, url: string): Promise<NamedQueue> {
  const read = readQueueUrl(url);
  if (!read)
    throw invalidParameter('The address of a queue ends with the account id and the name: /111122223333/name.', 'QueueUrl');
  return findQueue(scope, read.name, read.accountId);
}

/** The one question about a queue. */
export function queueCheck(action: string, scope: Scope, named: NamedQueue, context?: RequestContext): Check[] {
  return [resourceCheck(action, scope, Queue, named, { context })];
}

/** @throws AwsError QueueDoesNotExist */
export function requireQueue({ found }: NamedQueue): QueueResource {
  if (!found) throw queueDoesNotExist();
  return found;
}

/** Where a queue is called, as the caller reached us; from the console, as AWS has it. */
export function queueUrl({ endpoint, region }: Pick<Call, 'endpoint' | 'region'>, { accountId, name }: QueueResource): string {
  return `${endpoint ?? `https://sqs.${region}.amazonaws.com`}/${accountId}/${name}`;
}
