import { isPartition } from '../../core/arns';
import type { Place, ShownKind } from '../../core/module/kind';

/** The facts about keys that pages need too. */
export const KEY = {
  id: 'keys',
  service: 'kms',
  type: 'key',
  noun: 'Key',
  label: 'KMS key',
  title: 'KMS keys',
  words: 'encryption decrypt key management service cmk',
  arn: /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/([\w-]+)$/,
  policyType: 'AWS::KMS::Key',
  members: { KeyId: (_, arn) => arn },
  policyCalls: ['PutKeyPolicy', 'CreateKey'],
} as const satisfies ShownKind;

export function keyArn({ partition, region, accountId }: Place, keyId: string): string {
  return `arn:${partition}:kms:${region}:${accountId}:key/${keyId}`;
}

/** @param name with its prefix: `alias/NAME` */
export function aliasArn({ partition, region, accountId }: Place, name: string): string {
  return `arn:${partition}:kms:${region}:${accountId}:${name}`;
}

/** The meaning of a KeyId: a key or an alias, with the place from its ARN, if it is one. */
export type ReadKeyId = { kind: 'key' | 'alias'; name: string; place: Place | null };

/** Reads a KeyId. Returns null for text that is neither a key, an alias nor an ARN of one. */
export function readKeyId(text: string): ReadKeyId | null {
  const [, partition, region = '', accountId = '', rest = ''] =
    /^arn:(aws[a-z-]*):kms:([a-z0-9-]+):(\d{12}):(.+)$/.exec(text) ?? [];
  const place = partition !== undefined && isPartition(partition) ? { partition, region, accountId } : null;
  const name = place ? rest : text;
  if (/^alias\/[A-Za-z0-9/_-]{1,250}$/.test(name)) return { kind: 'alias', name, place };
  const id = place ? /^key\/(.+)$/.exec(name)?.[1] : name;
  return id !== undefined && /^[A-Za-z0-9-]{1,128}$/.test(id) ? { kind: 'key', name: id, place } : null;
}
