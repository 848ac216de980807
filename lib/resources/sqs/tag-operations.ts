import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { defineOperation } from '../../core/operation';
import { updateResource } from '../rows';
import { withoutTags, withTags } from '../tags';
import { SQS_TAG_ERRORS } from './errors';
import { findQueueAt, queueCheck, requireQueue } from './rows';
import { QueueUrlInput, TagQueueInput, UntagQueueInput } from './schema';
import { tagPairs } from './tags';

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
    return { Tags: tags.length > 0 ? Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) : undefined };
  },
});
