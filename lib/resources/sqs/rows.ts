import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { Call } from '../../core/call';
import type { Place } from '../../core/module/kind';
import type { Check, Scope } from '../../core/operation';
import { type NamedResource, resourceCheck } from '../questions';
import { findResource } from '../rows';
import { queueArn, readQueueUrl } from './arns';
import { invalidParameter, queueDoesNotExist } from './errors';
import { Queue, type QueueResource, type QueueSettings } from './resource';

/** The purpose under which the content of messages is encrypted. */
export const MESSAGE_CONTENT = 'queue-message';

export type NamedQueue = NamedResource<QueueSettings>;

export function placeOf(
  { partition, accountId, call }: Pick<Scope, 'partition' | 'accountId' | 'call'>,
  owner: string = accountId,
): Place {
  return { partition, accountId: owner, region: call.region };
}

/** Finds a queue by name in an account, in the call's Region. */
export async function findQueue(scope: Scope, name: string, owner: string = scope.accountId): Promise<NamedQueue> {
  const arn = queueArn(placeOf(scope, owner), name);
  return { arn, accountId: owner, found: await findResource(scope.db, Queue, arn) };
}

/** Finds a queue by its address. @throws AwsError for any other text */
export function findQueueAt(scope: Scope, url: string): Promise<NamedQueue> {
  const read = readQueueUrl(url);
  if (!read)
    throw invalidParameter('The address of a queue ends with the account id and the name: /111122223333/name.', 'QueueUrl');
  return findQueue(scope, read.name, read.accountId);
}

/** Returns the check on a queue. */
export function queueCheck(action: string, scope: Scope, named: NamedQueue, context?: RequestContext): Check[] {
  return [resourceCheck(action, scope, Queue, named, { context })];
}

/** @throws AwsError QueueDoesNotExist */
export function requireQueue({ found }: NamedQueue): QueueResource {
  if (!found) throw queueDoesNotExist();
  return found;
}

/** Returns a queue's address at the endpoint that the caller used, or AWS's form from the console. */
export function queueUrl({ endpoint, region }: Pick<Call, 'endpoint' | 'region'>, { accountId, name }: QueueResource): string {
  return `${endpoint ?? `https://sqs.${region}.amazonaws.com`}/${accountId}/${name}`;
}
