import type { RequestContext } from '@gatehouse/policy/evaluate';
import { defineKind, type StoredResource } from '../../core/module/kind';
import { aliasArn, KEY, keyArn } from './arns';
import { kmsError } from './errors';

/** Every key here is AWS's default kind: symmetric, for encryption, made by KMS, in one Region. */
export const KEY_FACTS = { KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT', Origin: 'AWS_KMS' } as const;
export const ENCRYPTION_ALGORITHM = 'SYMMETRIC_DEFAULT';

export type KeySettings = {
  description: string;
  state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  /** The deletion time of a key that is pending deletion. From then on it is gone. ISO 8601. */
  deletedAt?: string | undefined;
  /** The names of its aliases, with their prefix. */
  aliases: readonly string[];
};
export type KeyResource = StoredResource<KeySettings>;

const PROPERTIES: RequestContext = {
  'kms:KeySpec': KEY_FACTS.KeySpec,
  'kms:KeyUsage': KEY_FACTS.KeyUsage,
  'kms:KeyOrigin': KEY_FACTS.Origin,
  'kms:MultiRegion': 'false',
};

/** Source: KMS Developer Guide, "Allowing users in other accounts to use a KMS key": the operations without cross-account use. */
const OWNERS_ONLY: ReadonlySet<string> = new Set(
  [
    'CancelKeyDeletion',
    'CreateAlias',
    'DeleteAlias',
    'DeleteImportedKeyMaterial',
    'DisableKey',
    'DisableKeyRotation',
    'EnableKey',
    'EnableKeyRotation',
    'GetKeyPolicy',
    'GetParametersForImport',
    'ImportKeyMaterial',
    'ListKeyPolicies',
    'ListKeyRotations',
    'ListResourceTags',
    'PutKeyPolicy',
    'ReplicateKey',
    'RotateKeyOnDemand',
    'ScheduleKeyDeletion',
    'TagResource',
    'UntagResource',
    'UpdateAlias',
    'UpdateKeyDescription',
    'UpdatePrimaryRegion',
  ].map((name) => `kms:${name.toLowerCase()}`),
);

export const Key = defineKind<KeySettings>({
  service: KEY.service,
  type: KEY.type,
  arn: keyArn,
  arnPattern: /^arn:[^:]+:kms:[^:]+:\d{12}:key\//,
  policyReading: (KeyId) => ['GetKeyPolicy', { KeyId }],
  tagReading: (KeyId) => ['ListResourceTags', { KeyId }],
  quota: 'KMSKeysPerRegion',
  packs: {
    create: ({ name, tags }) => ({
      do: 'kms:CreateKey',
      input: {
        Description: name,
        ...(tags.length > 0 && { Tags: tags.map(({ Key: TagKey, Value: TagValue }) => ({ TagKey, TagValue })) }),
      },
    }),
    answer: '/KeyMetadata/Arn',
    savePolicy: ({ arn }, Policy) => ({ do: 'kms:PutKeyPolicy', input: { KeyId: arn, PolicyName: 'default', Policy } }),
  },
  watched: { action: 'kms:Decrypt', part: '' },
  usualActions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ScheduleKeyDeletion'],
  policy: {
    savedBy: 'kms:PutKeyPolicy',
    most: 32_768,
    tooLong: () => kmsError('LimitExceededException', 'The key policy is larger than 32 kilobytes.', 'Policy'),
    type: KEY.policyType,
    refused: (sentence) => kmsError('MalformedPolicyDocumentException', sentence, 'Policy'),
    invalidPrincipal: () =>
      kmsError('MalformedPolicyDocumentException', 'Policy contains a statement with one or more invalid principals.', 'Policy'),
  },
  ownersOnly: OWNERS_ONLY,
  listed: {
    noun: KEY.noun,
    label: KEY.label,
    check: ({ accountId }) => ({ action: 'kms:ListKeys', resource: '*', context: { 'kms:CallerAccount': accountId } }),
    policyBy: 'kms:GetKeyPolicy',
    tagsBy: 'kms:ListResourceTags',
    factsBy: 'kms:DescribeKey',
    alsoNamed: {
      check: ({ accountId }) => ({ action: 'kms:ListAliases', resource: '*', context: { 'kms:CallerAccount': accountId } }),
      names: ({ aliases }) => aliases,
    },
    facts: {
      aliases: ({ settings }) => settings.aliases.join(', '),
      description: ({ settings }) => settings.description,
      state: ({ settings }) => settings.state,
    },
  },
  goneAt: ({ settings: { state, deletedAt } }) =>
    state === 'PendingDeletion' && deletedAt !== undefined ? new Date(deletedAt) : null,
  keys: (key, callerAccountId) => ({
    'kms:CallerAccount': callerAccountId,
    ...(key && PROPERTIES),
    ...(key && key.settings.aliases.length > 0 && { 'kms:ResourceAliases': key.settings.aliases }),
  }),
});

/** `keyId`: the alias's key, in the same account and Region. */
export type AliasSettings = { keyId: string; changedAt: string };

export const Alias = defineKind<AliasSettings>({
  service: 'kms',
  type: 'alias',
  arn: aliasArn,
  arnPattern: /^arn:[^:]+:kms:[^:]+:\d{12}:alias\//,
  keys: (_, callerAccountId) => ({ 'kms:CallerAccount': callerAccountId }),
});
