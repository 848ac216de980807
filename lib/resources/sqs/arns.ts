import type { Place } from '../../core/kind';

export function queueArn({ partition, region, accountId }: Place, name: string): string {
  return `arn:${partition}:sqs:${region}:${accountId}:${name}`;
}

/** The owner and the name in the address of a queue, whatever host it names; null for what is no such address. */
export function readQueueUrl(url: string): { accountId: string; name: string } | null {
  const [, accountId, name] = /^(?:https?:\/\/[^/]+)?\/(\d{12})\/([A-Za-z0-9_-]{1,80})$/.exec(url) ?? [];
  return accountId === undefined || name === undefined ? null : { accountId, name };
}
