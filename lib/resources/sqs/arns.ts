import type { Place, ShownKind } from '../../core/module/kind';

/** The facts about queues that pages need too. */
export const QUEUE = {
  id: 'queues',
  service: 'sqs',
  type: 'queue',
  noun: 'Queue',
  label: 'SQS queue',
  title: 'SQS queues',
  words: 'messages simple queue service',
  arn: /^arn:[\w-]+:sqs:[\w-]+:\d{12}:([\w-]+)$/,
  policyType: 'AWS::SQS::Queue',
  members: {
    QueueUrl: (name, arn) => {
      const [, , , region, accountId] = arn.split(':');
      return `https://sqs.${region}.amazonaws.com/${accountId}/${name}`;
    },
  },
  policyCalls: ['SetQueueAttributes', 'AddPermission', 'RemovePermission', 'CreateQueue', 'DeleteQueue'],
} as const satisfies ShownKind;

export function queueArn({ partition, region, accountId }: Place, name: string): string {
  return `arn:${partition}:sqs:${region}:${accountId}:${name}`;
}

/** Reads the owner and the name in a queue's address, whatever its host. Returns null for any other text. */
export function readQueueUrl(url: string): { accountId: string; name: string } | null {
  const [, accountId, name] = /^(?:https?:\/\/[^/]+)?\/(\d{12})\/([A-Za-z0-9_-]{1,80})$/.exec(url) ?? [];
  return accountId === undefined || name === undefined ? null : { accountId, name };
}
