import { defineKind, type StoredResource } from '../../core/module/kind';
import { TOPIC, topicArn } from './arns';
import { invalidParameter } from './errors';

/** The attributes that were set on a topic, by name. An absent one has AWS's default. */
export type TopicSettings = { attributes: Readonly<Record<string, string>> };
export type TopicResource = StoredResource<TopicSettings>;

export const Topic = defineKind<TopicSettings>({
  service: TOPIC.service,
  type: TOPIC.type,
  arn: topicArn,
  arnPattern: /^arn:[^:]+:sns:[^:]+:\d{12}:/,
  policyReading: (TopicArn) => ['GetTopicAttributes', { TopicArn }],
  tagReading: (ResourceArn) => ['ListTagsForResource', { ResourceArn }],
  quota: 'SNSTopicsPerRegion',
  packs: {
    create: ({ name: Name, tags }) => ({ do: 'sns:CreateTopic', input: { Name, ...(tags.length > 0 && { Tags: tags }) } }),
    savePolicy: ({ arn: TopicArn }, AttributeValue) => ({
      do: 'sns:SetTopicAttributes',
      input: { TopicArn, AttributeName: 'Policy', AttributeValue },
    }),
  },
  usualActions: ['sns:Publish', 'sns:DeleteTopic'],
  listed: {
    noun: TOPIC.noun,
    label: TOPIC.label,
    check: () => ({ action: 'sns:ListTopics', resource: '*' }),
    policyBy: 'sns:GetTopicAttributes',
    tagsBy: 'sns:ListTagsForResource',
    factsBy: 'sns:GetTopicAttributes',
    facts: { displayName: ({ settings }) => settings.attributes.DisplayName },
  },
  // AWS sets it only for calls of some of its own services, which do not exist here.
  absentKeys: ['aws:SourceOwner'],
  policy: {
    savedBy: 'sns:SetTopicAttributes',
    most: 30_720,
    tooLong: () => invalidParameter('Policy Error: The policy is larger than 30 kilobytes.', 'Attributes'),
    type: TOPIC.policyType,
    refused: (sentence) => invalidParameter(sentence, 'Attributes'),
    invalidPrincipal: () => invalidParameter('Policy Error: PrincipalNotFound', 'Attributes'),
  },
});
