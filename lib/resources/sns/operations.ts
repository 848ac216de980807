import { requestTagContext } from '../../core/authorization/context';
import { type Check, defineOperation } from '../../core/operation';
import { decodeToken, pageOf } from '../../core/paginate';
import { createResource, deleteResource, hasRoomFor, listResources, updateResource } from '../rows';
import { withTags } from '../tags';
import { readAttributes, shownAttributes } from './attributes';
import { invalidParameter, SNS_TAG_ERRORS, snsError } from './errors';
import { Topic, type TopicResource } from './resource';
import { findTopic, findTopicByArn, placeOf, requireTopic, topicCheck } from './rows';
import { CreateTopicInput, ListTopicsInput, SetTopicAttributesInput, TopicArnInput } from './schema';
import { defaultTopicPolicy } from './topic-policies';

const TOPIC_NAME = /^[A-Za-z0-9_-]{1,256}$/;

/** @throws AwsError in AWS's words */
function requireTopicName(name: string): void {
  if (name.endsWith('.fifo'))
    throw invalidParameter('Topic Name Reason: Gatehouse has standard topics alone, and no FIFO topics.', 'Name');
  if (!TOPIC_NAME.test(name)) throw invalidParameter('Topic Name', 'Name');
}

/** AWS: a call for an existing topic with the same attributes and tags gets the same answer as for a new one. */
export const CreateTopic = defineOperation({
  service: 'sns',
  name: 'CreateTopic',
  access: 'Write',
  input: CreateTopicInput,
  target: ({ Name }, scope) => findTopic(scope, Name),
  checks: ({ Tags = [] }, scope, topic) => {
    const context = requestTagContext(Tags);
    const checks: Check[] = topicCheck('sns:CreateTopic', scope, topic, context);
    // AWS: tagging on creation needs the permission to tag.
    if (Tags.length > 0) checks.push(...topicCheck('sns:TagResource', scope, topic, context));
    return checks;
  },
  run: async ({ Name, Attributes = {}, Tags = [], DataProtectionPolicy }, scope, named) => {
    requireTopicName(Name);
    if (DataProtectionPolicy !== undefined)
      throw invalidParameter('DataProtectionPolicy Reason: Gatehouse has none.', 'DataProtectionPolicy');
    const { attributes, policy = defaultTopicPolicy(named.accountId, named.arn) } = await readAttributes(
      scope,
      named,
      Attributes,
    );
    const tags = withTags([], Tags, SNS_TAG_ERRORS);
    if (named.found) {
      requireSame(named.found, await shownAttributes(scope, named.found), Attributes, tags);
      return { TopicArn: named.arn };
    }
    const place = placeOf(scope);
    if (!(await hasRoomFor(scope.db, Topic, place)))
      throw snsError('TopicLimitExceededException', 'You have too many topics in this Region.');
    const { arn } = await createResource(scope.db, Topic, place, {
      name: Name,
      policy,
      tags,
      settings: { attributes },
      createdAt: scope.now,
    });
    return { TopicArn: arn };
  },
});

type Tags = TopicResource['tags'];

/** @throws AwsError InvalidParameter in AWS's words, for an existing topic that differs from the requested one */
function requireSame(topic: TopicResource, shown: Record<string, string>, asked: Record<string, string>, tags: Tags): void {
  if (Object.entries(asked).some(([name, value]) => shown[name] !== value))
    throw invalidParameter('Attributes Reason: Topic already exists with different attributes', 'Attributes');
  const has = ({ Key, Value }: Tags[number]) => topic.tags.some((tag) => tag.Key === Key && tag.Value === Value);
  if (tags.length > 0 && (tags.length !== topic.tags.length || !tags.every(has)))
    throw invalidParameter('Tags Reason: Topic already exists with different tags', 'Tags');
}

/** AWS: deleting a topic that does not exist succeeds. */
export const DeleteTopic = defineOperation({
  service: 'sns',
  name: 'DeleteTopic',
  access: 'Write',
  input: TopicArnInput,
  target: ({ TopicArn }, scope) => findTopicByArn(scope, TopicArn),
  checks: (_input, scope, topic) => topicCheck('sns:DeleteTopic', scope, topic),
  run: async (_input, { db }, { found }) => {
    if (!found) return;
    await db.topicMessage.deleteMany({ where: { topicId: found.id } });
    await deleteResource(db, found);
  },
});

export const GetTopicAttributes = defineOperation({
  service: 'sns',
  name: 'GetTopicAttributes',
  access: 'Read',
  input: TopicArnInput,
  target: ({ TopicArn }, scope) => findTopicByArn(scope, TopicArn),
  checks: (_input, scope, topic) => topicCheck('sns:GetTopicAttributes', scope, topic),
  run: async (_input, scope, topic) => ({ Attributes: await shownAttributes(scope, requireTopic(topic)) }),
});

export const SetTopicAttributes = defineOperation({
  service: 'sns',
  name: 'SetTopicAttributes',
  access: 'Permissions management',
  input: SetTopicAttributesInput,
  target: ({ TopicArn }, scope) => findTopicByArn(scope, TopicArn),
  checks: (_input, scope, topic) => topicCheck('sns:SetTopicAttributes', scope, topic),
  run: async ({ AttributeName, AttributeValue = '' }, scope, named) => {
    const topic = requireTopic(named);
    const { attributes, policy } = await readAttributes(scope, topic, { [AttributeName]: AttributeValue });
    await updateResource(scope.db, topic, { policy, settings: { attributes: { ...topic.settings.attributes, ...attributes } } });
  },
});

/** AWS: 100 per page. */
const LISTED = 100;

export const ListTopics = defineOperation({
  service: 'sns',
  name: 'ListTopics',
  access: 'List',
  input: ListTopicsInput,
  checks: () => [{ action: 'sns:ListTopics', resource: '*' }],
  run: async ({ NextToken }, scope) => {
    const list = `ListTopics:${scope.accountId}:${scope.call.region}`;
    const after = NextToken === undefined ? undefined : decodeToken(list, NextToken);
    if (after === null) throw invalidParameter('NextToken', 'NextToken');
    const topics = await listResources(scope.db, Topic, placeOf(scope));
    const { items, next } = pageOf(topics, LISTED, list, after, ({ name }) => name);
    return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), NextToken: next };
  },
});
