import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { Place } from '../../core/kind';
import type { Check, Scope } from '../../core/operation';
import { type NamedResource, resourceCheck } from '../questions';
import { findResource } from '../rows';
import { readTopicArn, topicArn } from './arns';
import { invalidParameter, snsError } from './errors';
import { Topic, type TopicResource, type TopicSettings } from './resource';

/** Under which the content of messages is closed. */
export const MESSAGE_CONTENT = 'topic-message';

export type NamedTopic = NamedResource<TopicSettings>;

export function placeOf({ partition, accountId, call }: Pick<Scope, 'partition' | 'accountId' | 'call'>): Place {
  return { partition, accountId, region: call.region };
}

/** The topic of that name of the caller's account, in the Region of the call. */
export async function findTopic(scope: Scope, name: string): Promise<NamedTopic> {
  const arn = topicArn(placeOf(scope), name);
  return { arn, accountId: scope.accountId, found: await findResource(scope.db, Topic, arn) };
}

/** The topic of that ARN. @throws AwsError InvalidParameter for what is none of a topic in the Region of the call */
export async function findTopicByArn(scope: Scope, arn: string, member = 'TopicArn'): Promise<NamedTopic> {
  const read = readTopicArn(arn);
  if (!read || read.region !== scope.call.region || read.partition !== scope.partition) throw invalidParameter(member, member);
  return { arn, accountId: read.accountId, found: await findResource(scope.db, Topic, arn) };
}

/** The one question about a topic. */
export function topicCheck(action: string, scope: Scope, named: NamedTopic, context?: RequestContext): Check[] {
  return [resourceCheck(action, scope, Topic, named, { context })];
}

/** @throws AwsError NotFound */
export function requireTopic({ found }: NamedTopic): TopicResource {
  if (!found) throw snsError('NotFoundException', 'Topic does not exist');
  return found;
}
