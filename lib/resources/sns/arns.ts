import type { Place } from '../../core/module/kind';

export function topicArn({ partition, region, accountId }: Place, name: string): string {
  return `arn:${partition}:sns:${region}:${accountId}:${name}`;
}

/** Reads the ARN of a topic: its place and name. Returns null for any other text. */
export function readTopicArn(arn: string): { partition: string; region: string; accountId: string; name: string } | null {
  const [, partition, region, accountId, name] = /^arn:([^:]+):sns:([^:]+):(\d{12}):([A-Za-z0-9_-]{1,256})$/.exec(arn) ?? [];
  if (partition === undefined || region === undefined || accountId === undefined || name === undefined) return null;
  return { partition, region, accountId, name };
}
