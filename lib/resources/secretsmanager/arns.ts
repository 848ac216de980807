import { randomInt } from 'node:crypto';
import type { Partition } from '../../core/call';
import type { Place } from '../../core/kind';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** What the ARN of a new secret ends with. AWS: so that a secret made later under the same name is another one to policies. */
export function newSuffix(): string {
  return `-${Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
}

/** @param ending the name, with or without the six characters that AWS draws */
export function secretArn({ partition, region, accountId }: Place, ending: string): string {
  return `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${ending}`;
}

/** What a SecretId says. `place`: absent where it is a name; `ending`: the name, of an ARN perhaps with the six characters behind it. */
export type ReadSecretId = { place?: Place; ending: string };

/** @returns null for what is neither a name nor an ARN of a secret */
export function readSecretId(id: string): ReadSecretId | null {
  if (!id.startsWith('arn:')) return isSecretName(id) ? { ending: id } : null;
  const [, partition, region, accountId, ending] = /^arn:([^:]+):secretsmanager:([^:]+):(\d{12}):secret:(.+)$/.exec(id) ?? [];
  if (partition === undefined || region === undefined || accountId === undefined || ending === undefined) return null;
  return isSecretName(ending) ? { place: { partition: partition as Partition, region, accountId }, ending } : null;
}

/** Source: Secrets Manager API Reference, CreateSecret. */
export function isSecretName(name: string): boolean {
  return /^[A-Za-z0-9/_+=.@!-]{1,519}$/.test(name);
}
