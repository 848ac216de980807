import type { Place, ShownKind } from '../../core/module/kind';

/** The facts about topics that pages need too. */
export const TOPIC = {
  id: 'topics',
  service: 'sns',
  type: 'topic',
  noun: 'Topic',
  label: 'SNS topic',
  title: 'SNS topics',
  words: 'notifications publish simple notification service',
  arn: /^arn:[\w-]+:sns:[\w-]+:\d{12}:([\w-]+)$/,
  policyType: 'AWS::SNS::Topic',
  members: { TopicArn: (_, arn) => arn },
  policyCalls: ['SetTopicAttributes', 'AddPermission', 'RemovePermission', 'CreateTopic', 'DeleteTopic'],
} as const satisfies ShownKind;

export function topicArn({ partition, region, accountId }: Place, name: string): string {
  return `arn:${partition}:sns:${region}:${accountId}:${name}`;
}

/** Reads the ARN of a topic: its place and name. Returns null for any other text. */
export function readTopicArn(arn: string): { partition: string; region: string; accountId: string; name: string } | null {
  const [, partition, region, accountId, name] = /^arn:([^:]+):sns:([^:]+):(\d{12}):([A-Za-z0-9_-]{1,256})$/.exec(arn) ?? [];
  if (partition === undefined || region === undefined || accountId === undefined || name === undefined) return null;
  return { partition, region, accountId, name };
}
