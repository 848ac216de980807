import { defineKind, type StoredResource } from '../../core/module/kind';
import { SECRET, secretArn } from './arns';
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
  service: SECRET.service,
  type: SECRET.type,
  arn: secretArn,
  arnPattern: /^arn:[^:]+:secretsmanager:[^:]+:\d{12}:secret:/,
  policyReading: (SecretId) => ['GetResourcePolicy', { SecretId }],
  tagReading: (SecretId) => ['DescribeSecret', { SecretId }],
  quota: 'SecretsPerRegion',
  packs: {
    create: ({ key, name: Name, tags }) => ({
      do: 'secretsmanager:CreateSecret',
      input: { Name, SecretString: `{{secret.${key}}}`, ...(tags.length > 0 && { Tags: tags }) },
    }),
    answer: '/ARN',
    savePolicy: ({ arn: SecretId }, ResourcePolicy) => ({
      do: 'secretsmanager:PutResourcePolicy',
      input: { SecretId, ResourcePolicy },
    }),
  },
  watched: { action: 'secretsmanager:GetSecretValue', part: '' },
  usualActions: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue', 'secretsmanager:DeleteSecret'],
  policy: {
    savedBy: 'secretsmanager:PutResourcePolicy',
    most: 20_480,
    tooLong: () => malformed('This resource policy contains more than 20,480 characters.'),
    type: SECRET.policyType,
    refused: malformed,
    invalidPrincipal: () => malformed('This resource policy contains an unsupported principal.'),
  },
  goneAt: ({ settings: { deletedAt } }) => (deletedAt === undefined ? null : new Date(deletedAt)),
  listed: {
    noun: SECRET.noun,
    label: SECRET.label,
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
