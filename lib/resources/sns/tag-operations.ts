import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { defineOperation } from '../../core/operation';
import { updateResource } from '../rows';
import { withoutTags, withTags } from '../tags';
import { SNS_TAG_ERRORS, snsError } from './errors';
import type { TopicResource } from './resource';
import { findTopicByArn, type NamedTopic, topicCheck } from './rows';
import { ListTagsForResourceInput, TagResourceInput, UntagResourceInput } from './schema';

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
