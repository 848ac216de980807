import { consoleQuery } from '@/lib/console/query';
import { DAYS_TO_WAIT } from '@/lib/resources/kms/limits';
import { type ResourceKindInfo, reading, type Tag } from './kind';

export const keyReading = reading(
  ({ arn: KeyId, region }) => consoleQuery('kms', 'DescribeKey', { KeyId }, region),
  ({ KeyMetadata }) => KeyMetadata,
);

export const keys: ResourceKindInfo = {
  id: 'keys',
  noun: 'Key',
  title: 'KMS keys',
  one: 'key',
  many: 'keys',
  description:
    'Keys that encrypt and decrypt. A key policy decides alone unless it lets the account’s IAM policies count as well.',
  empty:
    'Make a key, encrypt something, and see that nobody can decrypt it without permission in the key policy, not even an administrator.',
  describe: keyReading,
  gone: ['NotFoundException'],
  tags: reading(
    ({ arn: KeyId, region }) => consoleQuery('kms', 'ListResourceTags', { KeyId }, region),
    ({ Tags }): readonly Tag[] => Tags.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue })),
  ),
  noTags: 'Policies can ask for tags in conditions, such as aws:ResourceTag/Team of a key.',
  policy: {
    read: reading(
      ({ arn: KeyId, region }) => consoleQuery('kms', 'GetKeyPolicy', { KeyId }, region),
      ({ Policy }): string | null => Policy,
    ),
    type: 'AWS::KMS::Key',
    maxCharacters: 32_768,
    removable: false,
    none: 'A key always has a policy.',
  },
  create: 'Create key',
  remove: {
    verb: 'Schedule deletion',
    title: (name) => `Schedule the deletion of key ${name}?`,
    text: 'While the key waits, it can be used for nothing and its deletion be cancelled. Then nothing that it encrypted can ever be read again.',
    waits: DAYS_TO_WAIT,
    done: (_, days) => `The key will be deleted in ${days} days.`,
  },
  asks: [
    { action: 'kms:Decrypt' },
    { action: 'kms:Encrypt' },
    { action: 'kms:GenerateDataKey' },
    { action: 'kms:PutKeyPolicy' },
    { action: 'kms:ScheduleKeyDeletion' },
    { action: 'kms:DisableKey' },
  ],
};
