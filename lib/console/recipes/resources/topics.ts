import { CreateTopic, DeleteTopic, GetTopicAttributes, SetTopicAttributes } from '../../../resources/sns/operations';
import { TagResource, UntagResource } from '../../../resources/sns/tag-operations';
import { storedDocument } from '../save-from';
import { type KindCalls, keysText } from './kind-calls';

export const topics: KindCalls = {
  create: async (steps, { name: Name, tags, policy }) => {
    const made = await steps.change(`Create topic ${Name}`, CreateTopic, {
      Name,
      ...(policy !== '' && { Attributes: { Policy: policy } }),
      ...(tags.length > 0 && { Tags: [...tags] }),
    });
    return made?.TopicArn ?? null;
  },
  remove: ({ arn: TopicArn }) => [DeleteTopic, { TopicArn }],
  policy: {
    read: (run, { arn: TopicArn }) =>
      storedDocument(run(GetTopicAttributes, { TopicArn }), ({ Attributes }) => Attributes?.Policy),

    put: ({ arn: TopicArn }, AttributeValue) => [SetTopicAttributes, { TopicArn, AttributeName: 'Policy', AttributeValue }],
  },
  tags: async (steps, { arn: ResourceArn }, { remove, put }) => {
    if (remove.length > 0)
      await steps.change(`Remove ${remove.join(', ')}`, UntagResource, { ResourceArn, TagKeys: [...remove] });
    if (put.length > 0) await steps.change(`Set ${keysText(put)}`, TagResource, { ResourceArn, Tags: [...put] });
  },
};
