import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { AwsError } from '../../core/errors';
import { type Check, defineOperation } from '../../core/operation';
import { decodeToken, pageOf } from '../../core/paginate';
import { tagRecord } from '../../core/tags';
import { createResource, deleteResource, hasRoomFor, listResources, updateResource } from '../rows';
import { withoutTags, withTags } from '../tags';
import { readAttributes, requireReadable, shownAttributes } from './attributes';
import { invalidParameter, SQS_TAG_ERRORS, sqsError } from './errors';
import { countMessages } from './messages';
import { Queue } from './resource';
import { findQueue, findQueueAt, placeOf, queueCheck, queueUrl, requireQueue } from './rows';
import {
  CreateQueueInput,
  GetQueueAttributesInput,
  GetQueueUrlInput,
  ListQueuesInput,
  QueueUrlInput,
  SetQueueAttributesInput,
  TagQueueInput,
  UntagQueueInput,
} from './schema';
import { tagPairs } from './tags';

const QUEUE_NAME = /^[A-Za-z0-9_-]{1,80}$/;

/** @throws AwsError in AWS's words */
function requireQueueName(name: string): void {
  if (name.endsWith('.fifo'))
    throw sqsError('UnsupportedOperation', 'Gatehouse has standard queues alone, and no FIFO queues.', 'QueueName');
  if (!QUEUE_NAME.test(name))
    throw invalidParameter('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length', 'QueueName');
}

/** AWS: a call for an existing queue with the same attributes gets the same answer as for a new one. */
export const CreateQueue = defineOperation({
  service: 'sqs',
  name: 'CreateQueue',
  access: 'Write',
  input: CreateQueueInput,
  target: ({ QueueName }, scope) => findQueue(scope, QueueName),
  checks: ({ tags }, scope, queue) => {
    const context = requestTagContext(tagPairs(tags));
    const checks: Check[] = queueCheck('sqs:CreateQueue', scope, queue, context);
    // AWS: tagging on creation needs the permission to tag.
    if (tags && Object.keys(tags).length > 0) checks.push(...queueCheck('sqs:TagQueue', scope, queue, context));
    return checks;
  },
  run: async ({ QueueName, Attributes = {}, tags }, scope, { arn, found }) => {
    requireQueueName(QueueName);
    const { attributes, policy = null } = await readAttributes(scope, arn, Attributes);
    if (found) {
      const shown = await shownAttributes(scope, found, Object.keys(Attributes), { waiting: 0, inFlight: 0, delayed: 0 });
      const differing = Object.keys(Attributes).find((name) => {
        const { [name]: value = '' } = shown;
        return value !== Attributes[name];
      });
      if (differing === undefined) return { QueueUrl: queueUrl(scope.call, found) };
      throw sqsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${differing}`,
      );
    }
    const place = placeOf(scope);
    if (!(await hasRoomFor(scope.db, Queue, place))) throw sqsError('OverLimit', 'You have too many queues in this Region.');
    const settings = { attributes, changedAt: scope.now.toISOString() };
    const own = withTags([], tagPairs(tags), SQS_TAG_ERRORS);
    const queue = await createResource(scope.db, Queue, place, {
      name: QueueName,
      policy,
      tags: own,
      settings,
      createdAt: scope.now,
    });
    return { QueueUrl: queueUrl(scope.call, queue) };
  },
});

export const GetQueueUrl = defineOperation({
  service: 'sqs',
  name: 'GetQueueUrl',
  access: 'Read',
  input: GetQueueUrlInput,
  target: ({ QueueName, QueueOwnerAWSAccountId }, scope) => findQueue(scope, QueueName, QueueOwnerAWSAccountId),
  checks: (_input, scope, queue) => queueCheck('sqs:GetQueueUrl', scope, queue),
  run: async (_input, { call }, queue) => ({ QueueUrl: queueUrl(call, requireQueue(queue)) }),
});

const MOST_LISTED = 1000;

/** AWS returns a token only to calls that set a page size. */
export const ListQueues = defineOperation({
  service: 'sqs',
  name: 'ListQueues',
  access: 'Read',
  input: ListQueuesInput,
  checks: () => [{ action: 'sqs:ListQueues', resource: '*' }],
  run: async ({ QueueNamePrefix = '', NextToken, MaxResults }, scope) => {
    const list = `ListQueues:${scope.accountId}:${scope.call.region}:${QueueNamePrefix}`;
    const after = NextToken === undefined ? undefined : decodeToken(list, NextToken);
    if (after === null) throw new AwsError('ValidationError', 'Invalid or expired next token.', {}, { member: 'NextToken' });
    const queues = (await listResources(scope.db, Queue, placeOf(scope))).filter(({ name }) => name.startsWith(QueueNamePrefix));
    const { items, next } = pageOf(queues, MaxResults ?? MOST_LISTED, list, after, ({ name }) => name);
    const QueueUrls = items.map((queue) => queueUrl(scope.call, queue));
    return { QueueUrls: QueueUrls.length > 0 ? QueueUrls : undefined, NextToken: MaxResults === undefined ? undefined : next };
  },
});

export const GetQueueAttributes = defineOperation({
  service: 'sqs',
  name: 'GetQueueAttributes',
  access: 'Read',
  input: GetQueueAttributesInput,
  target: ({ QueueUrl }, scope) => findQueueAt(scope, QueueUrl),
  checks: (_input, scope, queue) => queueCheck('sqs:GetQueueAttributes', scope, queue),
  run: async ({ AttributeNames = [] }, scope, named) => {
    const queue = requireQueue(named);
    requireReadable(AttributeNames);
    if (AttributeNames.length === 0) return {};
    return { Attributes: await shownAttributes(scope, queue, AttributeNames, await countMessages(scope, queue)) };
  },
});

export const SetQueueAttributes = defineOperation({
  service: 'sqs',
  name: 'SetQueueAttributes',
  access: 'Permissions management',
  input: SetQueueAttributesInput,
  target: ({ QueueUrl }, scope) => findQueueAt(scope, QueueUrl),
  checks: (_input, scope, queue) => queueCheck('sqs:SetQueueAttributes', scope, queue),
  run: async ({ Attributes }, scope, named) => {
    const queue = requireQueue(named);
    const { attributes, policy } = await readAttributes(scope, queue.arn, Attributes);
    const settings = { attributes: { ...queue.settings.attributes, ...attributes }, changedAt: scope.now.toISOString() };
    await updateResource(scope.db, queue, { policy, settings });
  },
});

export const DeleteQueue = defineOperation({
  service: 'sqs',
  name: 'DeleteQueue',
  access: 'Write',
  input: QueueUrlInput,
  target: ({ QueueUrl }, scope) => findQueueAt(scope, QueueUrl),
  checks: (_input, scope, queue) => queueCheck('sqs:DeleteQueue', scope, queue),
  run: async (_input, { db }, named) => {
    const queue = requireQueue(named);
    await db.queueMessage.deleteMany({ where: { queueId: queue.id } });
    await deleteResource(db, queue);
  },
});

export const TagQueue = defineOperation({
  service: 'sqs',
  name: 'TagQueue',
  access: 'Tagging',
  input: TagQueueInput,
  target: ({ QueueUrl }, scope) => findQueueAt(scope, QueueUrl),
  checks: ({ Tags }, scope, queue) => queueCheck('sqs:TagQueue', scope, queue, requestTagContext(tagPairs(Tags))),
  run: async ({ Tags }, { db }, named) => {
    const queue = requireQueue(named);
    await updateResource(db, queue, { tags: withTags(queue.tags, tagPairs(Tags), SQS_TAG_ERRORS) });
  },
});

export const UntagQueue = defineOperation({
  service: 'sqs',
  name: 'UntagQueue',
  access: 'Tagging',
  input: UntagQueueInput,
  target: ({ QueueUrl }, scope) => findQueueAt(scope, QueueUrl),
  checks: ({ TagKeys }, scope, queue) => queueCheck('sqs:UntagQueue', scope, queue, tagKeysContext(TagKeys)),
  run: async ({ TagKeys }, { db }, named) => {
    const queue = requireQueue(named);
    await updateResource(db, queue, { tags: withoutTags(queue.tags, TagKeys) });
  },
});

export const ListQueueTags = defineOperation({
  service: 'sqs',
  name: 'ListQueueTags',
  access: 'Read',
  input: QueueUrlInput,
  target: ({ QueueUrl }, scope) => findQueueAt(scope, QueueUrl),
  checks: (_input, scope, queue) => queueCheck('sqs:ListQueueTags', scope, queue),
  run: async (_input, _scope, named) => {
    const { tags } = requireQueue(named);
    return { Tags: tags.length > 0 ? tagRecord(tags) : undefined };
  },
});
