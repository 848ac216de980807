import { matchGlob, type Policy, plainGlob } from '../../engine';
import { defineKind, type StoredResource } from '../kind';
import { topicArn } from './arns';
import { invalidParameter } from './errors';

/** What was set of a topic, by the names of its attributes; what was not has AWS's default. */
export type TopicSettings = { attributes: Readonly<Record<string, string>> };
export type TopicResource = StoredResource<TopicSettings>;

/** Source: SNS Developer Guide, "Valid Amazon SNS policy actions"; and one that default policies had in earlier years. */
const POLICY_ACTIONS: ReadonlySet<string> = new Set(
  [
    'AddPermission',
    'DeleteTopic',
    'GetDataProtectionPolicy',
    'GetTopicAttributes',
    'ListSubscriptionsByTopic',
    'ListTagsForResource',
    'Publish',
    'PutDataProtectionPolicy',
    'Receive',
    'RemovePermission',
    'SetTopicAttributes',
    'Subscribe',
  ].map((name) => `sns:${name.toLowerCase()}`),
);

export const Topic = defineKind<TopicSettings>({
  service: 'sns',
  type: 'topic',
  arn: topicArn,
  quota: 'SNSTopicsPerRegion',
  listed: {
    noun: 'Topic',
    label: 'SNS topic',
    check: () => ({ action: 'sns:ListTopics', resource: '*' }),
    policyBy: 'sns:GetTopicAttributes',
    tagsBy: 'sns:ListTagsForResource',
    factsBy: 'sns:GetTopicAttributes',
    facts: { displayName: ({ settings }) => settings.attributes.DisplayName ?? '' },
  },
  // AWS fills it for calls of some of its own services, which are not here.
  absentKeys: ['aws:SourceOwner'],
  policy: {
    most: 30_720,
    tooLong: () => invalidParameter('Policy Error: The policy is larger than 30 kilobytes.', 'Attributes'),
    malformed: ([issue]) => invalidParameter(`Policy Error: ${issue?.message ?? 'null'}`, 'Attributes'),
    invalidPrincipal: () => invalidParameter('Policy Error: PrincipalNotFound', 'Attributes'),
    check: requireTopicPolicy,
  },
});

/** Whether a policy on a topic may speak of an action. AWS: they are named one by one, and no wildcard stands for several. */
export function isPolicyAction(action: string): boolean {
  return POLICY_ACTIONS.has(action.toLowerCase());
}

export const outOfScope = (member = 'Attributes') => invalidParameter('Policy statement action out of service scope!', member);

/** Every statement is about this topic, with actions that there are for policies. Source: SNS Developer Guide, "Policy quotas". */
function requireTopicPolicy({ statements }: Policy, arn: string): void {
  for (const { action, resource } of statements) {
    if (action.negated || !action.entries.every(({ value }) => isPolicyAction(value))) throw outOfScope();
    const here = resource?.entries.every(({ value }) => matchGlob(plainGlob(value), arn)) ?? false;
    if (resource?.negated || !here)
      throw invalidParameter('Policy Error: The resource of a statement must match the ARN of the topic.', 'Attributes');
  }
}
