import { matchGlob, type Policy, plainGlob } from '../../engine';
import { defineKind, type StoredResource } from '../kind';
import { secretArn } from './arns';
import { secretsError } from './errors';

export type SecretSettings = {
  description: string;
  /** When it was changed otherwise than by a new version. ISO 8601. */
  changedAt: string;
  /** Of one that is scheduled for deletion: from then on it is gone. ISO 8601. */
  deletedAt?: string | undefined;
};
export type SecretResource = StoredResource<SecretSettings>;

const malformed = (what: string) =>
  secretsError('MalformedPolicyDocumentException', `This resource policy contains ${what}.`, 'ResourcePolicy');

export const Secret = defineKind<SecretSettings>({
  service: 'secretsmanager',
  type: 'Secret',
  arn: secretArn,
  quota: 'SecretsPerRegion',
  policy: {
    most: 20_480,
    tooLong: () => malformed('more than 20,480 characters'),
    // AWS says no more than that there is an error; the first issue, so that the place can be found.
    malformed: ([issue]) => malformed(`a syntax error: ${issue?.message ?? ''}`),
    invalidPrincipal: () => malformed('an unsupported principal'),
    check: requireSecretPolicy,
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

/** Every statement is about this secret, with actions of Secrets Manager. */
function requireSecretPolicy({ statements }: Policy, arn: string): void {
  for (const { action, resource } of statements) {
    if (!action.entries.every(({ value }) => value === '*' || /^secretsmanager:/i.test(value)))
      throw malformed('an unsupported action');
    const here = resource?.entries.every(({ value }) => matchGlob(plainGlob(value), arn)) ?? false;
    if (resource?.negated || !here) throw malformed('an unsupported resource');
  }
}
