import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { Place } from '../../core/module/kind';
import type { Check, Scope } from '../../core/operation';
import { type NamedResource, resourceCheck } from '../questions';
import { findResource } from '../rows';
import { readTopicArn, topicArn } from './arns';
import { invalidParameter, snsError } from './errors';
import { Topic, type TopicResource, type TopicSettings } from './resource';

/** The purpose under which the content of messages is encrypted. */
export const MESSAGE_CONTENT = 'topic-message';

/** The number of stored messages per topic, the newest. AWS stores none, since it delivers them. */
export const KEPT_MESSAGES = 100;

export type NamedTopic = NamedResource<TopicSettings>;

export function placeOf({ partition, accountId, call }: Pick<Scope, 'partition' | 'accountId' | 'call'>): Place {
  return { partition, accountId, region: call.region };
}

/** Finds a topic by name in the caller's account, in the call's Region. */
export async function findTopic(scope: Scope, name: string): Promise<NamedTopic> {
  const arn = topicArn(placeOf(scope), name);
  return { arn, accountId: scope.accountId, found: await findResource(scope.db, Topic, arn) };
}

/** Finds a topic by ARN. @throws AwsError InvalidParameter for text that is not a topic's ARN in the call's Region */
export async function findTopicByArn(scope: Scope, arn: string, member = 'TopicArn'): Promise<NamedTopic> {
  const read = readTopicArn(arn);
  if (!read || read.region !== scope.call.region || read.partition !== scope.partition) throw invalidParameter(member, member);
  return { arn, accountId: read.accountId, found: await findResource(scope.db, Topic, arn) };
}

/** Returns the check on a topic. */
export function topicCheck(action: string, scope: Scope, named: NamedTopic, context?: RequestContext): Check[] {
  return [resourceCheck(action, scope, Topic, named, { context })];
}

/** @throws AwsError NotFound */
export function requireTopic({ found }: NamedTopic): TopicResource {
  if (!found) throw snsError('NotFoundException', 'Topic does not exist');
  return found;
}
