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
