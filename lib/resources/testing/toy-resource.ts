import { AwsError } from '../../core/errors';
import { defineKind, type Place, type ShownKind } from '../../core/module/kind';

export const invalidPolicy = (message = 'The policy is not valid.') =>
  new AwsError('InvalidParameterValueException', message, {}, { member: 'Policy' });

const arnOf = (what: string) => (place: Place, name: string) =>
  `arn:${place.partition}:backup:${place.region}:${place.accountId}:${what}:${name}`;

export const VAULT = {
  id: 'vaults',
  service: 'backup',
  type: 'backupVault',
  noun: 'Vault',
  label: 'Backup vault',
  title: 'Backup vaults',
  words: 'copies restore',
  arn: /^arn:[\w-]+:backup:[\w-]+:\d{12}:backup-vault:([\w-]+)$/,
  members: { BackupVaultName: (name) => name.split(':')[1] },
  policyCalls: ['PutBackupVaultAccessPolicy'],
} as const satisfies ShownKind;

export const Vault = defineKind<{ marker: string }>({
  service: VAULT.service,
  type: VAULT.type,
  arn: arnOf('backup-vault'),
  arnPattern: /^arn:[^:]+:backup:[^:]+:\d{12}:backup-vault:/,
  policyReading: (arn) => ['GetBackupVaultAccessPolicy', { BackupVaultName: arn.split(':')[6] }],
  packs: {
    create: ({ name }) => ({ do: 'backup:CreateBackupVault', input: { BackupVaultName: name } }),
    savePolicy: ({ name }, document) => ({
      do: 'backup:PutBackupVaultAccessPolicy',
      input: { BackupVaultName: name, Policy: document },
    }),
  },
  watched: { action: 'backup:DeleteBackupVault', part: '' },
  usualActions: ['backup:DeleteBackupVault'],
  verbs: { empty: 'backup:DeleteBackupVault' },
  listed: {
    noun: VAULT.noun,
    label: VAULT.label,
    check: () => ({ action: 'backup:ListBackupVaults', resource: '*' }),
    policyBy: 'backup:GetBackupVaultAccessPolicy',
  },
  policy: {
    most: 4096,
    savedBy: 'backup:PutBackupVaultAccessPolicy',
    tooLong: invalidPolicy,
    // The engine has no rules for AWS Backup. The rules for KMS name no service.
    type: 'AWS::KMS::Key',
    refused: invalidPolicy,
    invalidPrincipal: () => invalidPolicy('The principal is not valid.'),
  },
});

export const Plan = defineKind<object>({
  service: 'backup',
  type: 'backupPlan',
  arn: arnOf('backup-plan'),
  arnPattern: /^arn:[^:]+:backup:[^:]+:\d{12}:backup-plan:/,
  listed: { noun: 'Plan', label: 'Backup plan', check: () => ({ action: 'backup:ListBackupPlans', resource: '*' }) },
});
