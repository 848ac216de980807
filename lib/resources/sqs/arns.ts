import type { Place } from '../../core/module/kind';

export function queueArn({ partition, region, accountId }: Place, name: string): string {
  return `arn:${partition}:sqs:${region}:${accountId}:${name}`;
}

/** Reads the owner and the name in a queue's address, whatever its host. Returns null for any other text. */
export function readQueueUrl(url: string): { accountId: string; name: string } | null {
  const [, accountId, name] = /^(?:https?:\/\/[^/]+)?\/(\d{12})\/([A-Za-z0-9_-]{1,80})$/.exec(url) ?? [];
  return accountId === undefined || name === undefined ? null : { accountId, name };
}
