import { consoleQuery } from '@/lib/console/query';
import { DAYS_TO_WAIT } from '@/lib/resources/secretsmanager/limits';
import { type ResourceKindInfo, reading, type Tag } from './kind';

export const secretReading = reading(
  ({ arn: SecretId, region }) => consoleQuery('secretsmanager', 'DescribeSecret', { SecretId }, region),
  (secret) => secret,
);

export const secrets: ResourceKindInfo = {
  id: 'secrets',
  noun: 'Secret',
  title: 'Secrets',
  one: 'secret',
  many: 'secrets',
  description: 'Secrets Manager keeps values under a name. A resource policy can let in other accounts.',
  empty: 'Make a secret, and see who may read its value.',
  describe: secretReading,
  gone: ['ResourceNotFoundException'],
  tags: reading(secretReading.query, (data): readonly Tag[] =>
    (secretReading.of(data).Tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value })),
  ),
  noTags: 'Policies can ask for tags in conditions, such as secretsmanager:ResourceTag/Team of a secret.',
  policy: {
    read: reading(
      ({ arn: SecretId, region }) => consoleQuery('secretsmanager', 'GetResourcePolicy', { SecretId }, region),
      ({ ResourcePolicy }): string | null => ResourcePolicy ?? null,
    ),
    type: 'AWS::SecretsManager::Secret',
    maxCharacters: 20_480,
    removable: true,
    none: 'Without a resource policy only principals of the account get in, by their own policies.',
  },
  create: 'Create secret',
  remove: {
    verb: 'Delete',
    title: (name) => `Delete secret ${name}?`,
    text: 'While the secret waits, nobody reads its value and it can be restored. Then it is gone.',
    waits: DAYS_TO_WAIT,
    done: (name, days) => `${name} will be deleted in ${days} days.`,
  },
  asks: [
    { action: 'secretsmanager:GetSecretValue' },
    { action: 'secretsmanager:PutSecretValue' },
    { action: 'secretsmanager:DescribeSecret' },
    { action: 'secretsmanager:PutResourcePolicy' },
    { action: 'secretsmanager:DeleteSecret' },
  ],
};
