import type { TopicState } from '../../../export/kinds/topic';
import {
  CreateTopic,
  DeleteTopic,
  GetTopicAttributes,
  ListTagsForResource,
  ListTopics,
  SetTopicAttributes,
  TagResource,
  UntagResource,
} from '../../../resources/sns/operations';
import { storedDocument } from '../save-from';
import type { Steps } from '../steps';
import { type KindCalls, keysText, nextToken, policyState, sortedTags } from './kind-calls';

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
  exported: readTopics,
};

/** The attributes that an export has. */
const EXPORTED = ['DisplayName', 'MaximumMessageSize'];

async function readTopics(steps: Steps, region: string): Promise<TopicState[]> {
  const arns = await steps.pages(ListTopics, {}, ({ Topics }) => Topics.map(({ TopicArn }) => TopicArn), nextToken);
  const topics: TopicState[] = [];
  for (const TopicArn of arns) {
    const { Attributes = {} } = (await steps.read(GetTopicAttributes, { TopicArn })) ?? {};
    const tags = await steps.read(ListTagsForResource, { ResourceArn: TopicArn });
    topics.push({
      ...{ kind: 'topic', name: TopicArn.slice(TopicArn.lastIndexOf(':') + 1), region, tags: sortedTags(tags?.Tags) },
      attributes: Object.fromEntries(
        Object.entries(Attributes).filter(([name, value]) => EXPORTED.includes(name) && value !== ''),
      ),
      ...policyState(Attributes.Policy),
    });
  }
  return topics;
}
