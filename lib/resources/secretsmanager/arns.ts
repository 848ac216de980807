import { randomInt } from 'node:crypto';
import { isPartition } from '../../core/arns';
import type { Place } from '../../core/module/kind';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Returns the random end of a new secret's ARN. AWS: a later secret with the same name is thus another one to policies. */
export function newSuffix(): string {
  return `-${Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
}

/** @param ending the name, with or without AWS's six random characters */
export function secretArn({ partition, region, accountId }: Place, ending: string): string {
  return `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${ending}`;
}

/** A parsed SecretId. `place`: absent for a name. `ending`: the name, which in an ARN may have six characters behind it. */
export type ReadSecretId = { place?: Place; ending: string };

/** @returns null for text that is neither a name nor an ARN of a secret */
export function readSecretId(id: string): ReadSecretId | null {
  if (!id.startsWith('arn:')) return isSecretName(id) ? { ending: id } : null;
  const [, partition, region, accountId, ending] = /^arn:([^:]+):secretsmanager:([^:]+):(\d{12}):secret:(.+)$/.exec(id) ?? [];
  if (
    partition === undefined ||
    !isPartition(partition) ||
    region === undefined ||
    accountId === undefined ||
    ending === undefined
  )
    return null;
  return isSecretName(ending) ? { place: { partition, region, accountId }, ending } : null;
}

/** Source: Secrets Manager API Reference, CreateSecret. */
export function isSecretName(name: string): boolean {
  return /^[A-Za-z0-9/_+=.@!-]{1,519}$/.test(name);
}
