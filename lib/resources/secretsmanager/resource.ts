import { defineKind, type StoredResource } from '../../core/module/kind';
import { secretArn } from './arns';
import { secretsError } from './errors';

export type SecretSettings = {
  description: string;
  /** The time of its last change other than a new version. ISO 8601. */
  changedAt: string;
  /** The deletion time of a secret that is scheduled for deletion. From then on it is gone. ISO 8601. */
  deletedAt?: string | undefined;
};
export type SecretResource = StoredResource<SecretSettings>;

const malformed = (sentence: string) => secretsError('MalformedPolicyDocumentException', sentence, 'ResourcePolicy');

export const Secret = defineKind<SecretSettings>({
  service: 'secretsmanager',
  type: 'Secret',
  arn: secretArn,
  arnPattern: /^arn:[^:]+:secretsmanager:[^:]+:\d{12}:secret:/,
  policyReading: (SecretId) => ['GetResourcePolicy', { SecretId }],
  tagReading: (SecretId) => ['DescribeSecret', { SecretId }],
  quota: 'SecretsPerRegion',
  policy: {
    savedBy: 'secretsmanager:PutResourcePolicy',
    most: 20_480,
    tooLong: () => malformed('This resource policy contains more than 20,480 characters.'),
    type: 'AWS::SecretsManager::Secret',
    refused: malformed,
    invalidPrincipal: () => malformed('This resource policy contains an unsupported principal.'),
  },
  goneAt: ({ settings: { deletedAt } }) => (deletedAt === undefined ? null : new Date(deletedAt)),
  listed: {
    noun: 'Secret',
    label: 'Secrets Manager secret',
    check: () => ({ action: 'secretsmanager:ListSecrets', resource: '*' }),
    policyBy: 'secretsmanager:GetResourcePolicy',
    facts: {
      state: ({ settings }) => (settings.deletedAt === undefined ? 'Active' : 'Scheduled for deletion'),
      description: ({ settings }) => settings.description,
    },
  },
  absentKeys: ['secretsmanager:ResourceTag/*'],
  keys: (secret) =>
    secret
      ? {
          'secretsmanager:SecretId': secret.arn,
          'secretsmanager:SecretPrimaryRegion': secret.region,
          ...Object.fromEntries(secret.tags.map(({ Key, Value }) => [`secretsmanager:ResourceTag/${Key}`, Value])),
        }
      : {},
});
