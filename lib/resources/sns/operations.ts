import { isAccountId } from '@gatehouse/policy/arn';
import { refusedAction } from '@gatehouse/policy/validate';
import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { decodeToken, pageOf } from '../../core/paginate';
import { storedJson } from '../../core/text/stored-json';
import { ownPolicy } from '../policies';
import { createResource, deleteResource, hasRoomFor, listResources, updateResource } from '../rows';
import { withoutTags, withTags } from '../tags';
import { TOPIC } from './arns';
import { defaultTopicPolicy, readAttributes, shownAttributes, toStoredTopicPolicy } from './attributes';
import { invalidParameter, SNS_TAG_ERRORS, snsError } from './errors';
import { Topic, type TopicResource } from './resource';
import { findTopic, findTopicByArn, type NamedTopic, placeOf, requireTopic, topicCheck } from './rows';
import {
  AddPermissionInput,
  CreateTopicInput,
  ListTagsForResourceInput,
  ListTopicsInput,
  RemovePermissionInput,
  SetTopicAttributesInput,
  TagResourceInput,
  TopicArnInput,
  UntagResourceInput,
} from './schema';

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

type Document = { Statement: { Sid?: string }[] | { Sid?: string } };

/** Returns the statements of a stored policy, which is valid. A single statement may lack a list around it. */
function statementsOf({ Statement }: Document): { Sid?: string }[] {
  return Array.isArray(Statement) ? Statement : [Statement];
}

async function save(scope: Scope, topic: ReturnType<typeof requireTopic>, document: Document): Promise<void> {
  // A policy needs a statement, so without any the default applies again.
  const text = statementsOf(document).length === 0 ? '' : JSON.stringify(document);
  await updateResource(scope.db, topic, { policy: await toStoredTopicPolicy(scope, topic, text) });
}

/** Adds a statement that allows accounts. */
export const AddPermission = defineOperation({
  service: 'sns',
  name: 'AddPermission',
  access: 'Permissions management',
  input: AddPermissionInput,
  target: ({ TopicArn }, scope) => findTopicByArn(scope, TopicArn),
  checks: (_input, scope, topic) => topicCheck('sns:AddPermission', scope, topic),
  run: async ({ Label, AWSAccountId, ActionName }, scope, named) => {
    const topic = requireTopic(named);
    if (AWSAccountId.length === 0 || !AWSAccountId.every(isAccountId)) throw invalidParameter('AWSAccountId', 'AWSAccountId');
    const actions = ActionName.map((name) => `SNS:${name}`);
    // A call without actions is refused like one with an unknown action.
    const [refused] = (actions.length === 0 ? [''] : actions).flatMap((action) => refusedAction(TOPIC.policyType, action) ?? []);
    if (refused !== undefined) throw invalidParameter(refused, 'ActionName');
    const document = storedJson<Document>(ownPolicy(topic));
    const statements = statementsOf(document);
    if (statements.some(({ Sid }) => Sid === Label)) throw invalidParameter('Statement already exists', 'Label');
    const principals = AWSAccountId.map((id) => `arn:${scope.partition}:iam::${id}:root`);
    const added = {
      Sid: Label,
      Effect: 'Allow',
      Principal: { AWS: principals.length === 1 ? principals[0] : principals },
      Action: actions.length === 1 ? actions[0] : actions,
      Resource: topic.arn,
    };
    await save(scope, topic, { ...document, Statement: [...statements, added] });
  },
});

/** AWS: an unknown label is no error. */
export const RemovePermission = defineOperation({
  service: 'sns',
  name: 'RemovePermission',
  access: 'Permissions management',
  input: RemovePermissionInput,
  target: ({ TopicArn }, scope) => findTopicByArn(scope, TopicArn),
  checks: (_input, scope, topic) => topicCheck('sns:RemovePermission', scope, topic),
  run: async ({ Label }, scope, named) => {
    const topic = requireTopic(named);
    const document = storedJson<Document>(ownPolicy(topic));
    const kept = statementsOf(document).filter(({ Sid }) => Sid !== Label);
    await save(scope, topic, { ...document, Statement: kept });
  },
});

/** AWS: calls about tags have their own error for a topic that does not exist. @throws AwsError ResourceNotFound */
function requireTagged({ found }: NamedTopic): TopicResource {
  if (!found) throw snsError('ResourceNotFoundException', 'Resource does not exist');
  return found;
}

export const TagResource = defineOperation({
  service: 'sns',
  name: 'TagResource',
  access: 'Tagging',
  input: TagResourceInput,
  target: ({ ResourceArn }, scope) => findTopicByArn(scope, ResourceArn, 'ResourceArn'),
  checks: ({ Tags }, scope, topic) => topicCheck('sns:TagResource', scope, topic, requestTagContext(Tags)),
  run: async ({ Tags }, { db }, named) => {
    const topic = requireTagged(named);
    await updateResource(db, topic, { tags: withTags(topic.tags, Tags, SNS_TAG_ERRORS) });
    return {};
  },
});

export const UntagResource = defineOperation({
  service: 'sns',
  name: 'UntagResource',
  access: 'Tagging',
  input: UntagResourceInput,
  target: ({ ResourceArn }, scope) => findTopicByArn(scope, ResourceArn, 'ResourceArn'),
  checks: ({ TagKeys }, scope, topic) => topicCheck('sns:UntagResource', scope, topic, tagKeysContext(TagKeys)),
  run: async ({ TagKeys }, { db }, named) => {
    const topic = requireTagged(named);
    await updateResource(db, topic, { tags: withoutTags(topic.tags, TagKeys) });
    return {};
  },
});

export const ListTagsForResource = defineOperation({
  service: 'sns',
  name: 'ListTagsForResource',
  access: 'Read',
  input: ListTagsForResourceInput,
  target: ({ ResourceArn }, scope) => findTopicByArn(scope, ResourceArn, 'ResourceArn'),
  checks: (_input, scope, topic) => topicCheck('sns:ListTagsForResource', scope, topic),
  run: async (_input, _scope, named) => ({ Tags: [...requireTagged(named).tags] }),
});
