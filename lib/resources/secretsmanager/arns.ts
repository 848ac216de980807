import type { Place, ShownKind } from '../../core/module/kind';

/** The facts about secrets that pages need too. */
export const SECRET = {
  id: 'secrets',
  service: 'secretsmanager',
  type: 'Secret',
  noun: 'Secret',
  label: 'Secrets Manager secret',
  short: 'Secret',
  title: 'Secrets',
  words: 'secrets manager passwords value',
  // AWS appends six random characters, which are not part of the name.
  arn: /^arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:([\w/+=.@!-]+)-[A-Za-z0-9]{6}$/,
  policyType: 'AWS::SecretsManager::Secret',
  members: { SecretId: (_, arn) => arn },
  policyCalls: ['PutResourcePolicy', 'DeleteResourcePolicy'],
} as const satisfies ShownKind;

/** @param ending the name, with or without AWS's six random characters */
export function secretArn({ partition, region, accountId }: Place, ending: string): string {
  return `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${ending}`;
}

/** Source: Secrets Manager API Reference, CreateSecret. */
export function isSecretName(name: string): boolean {
  return /^[A-Za-z0-9/_+=.@!-]{1,519}$/.test(name);
}
