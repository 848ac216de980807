import { z } from 'zod';
import { requestTagContext } from '../../core/authorization/context';
import { AwsError } from '../../core/errors';
import type { Place } from '../../core/module/kind';
import { defineOperation, type Scope } from '../../core/operation';
import { toShownPolicy, toStoredPolicy } from '../policies';
import { type NamedResource, resourceCheck } from '../questions';
import { createResource, deleteResource, findResource, listResources, updateResource } from '../rows';
import { Plan, Vault } from './toy-resource';

const Name = z.string().regex(/^[\w-]{2,50}$/);
const placeOf = ({ partition, accountId, call }: Scope): Place => ({ partition, accountId, region: call.region });
const missing = () => new AwsError('ResourceNotFoundException', 'The resource does not exist.');
const taken = () => new AwsError('AlreadyExistsException', 'The resource exists.');

type NamedVault = NamedResource<{ marker: string }>;
async function findVault(scope: Scope, name: string): Promise<NamedVault> {
  const arn = Vault.arn(placeOf(scope), name);
  return { arn, accountId: scope.accountId, found: await findResource(scope.db, Vault, arn) };
}
function requireVault({ found }: NamedVault) {
  if (!found) throw missing();
  return found;
}

const VaultInput = z.object({ BackupVaultName: Name });
/** Returns the shared parts of an operation on one vault. */
const onVault = (name: string) => ({
  target: ({ BackupVaultName }: { BackupVaultName: string }, scope: Scope) => findVault(scope, BackupVaultName),
  checks: (_: object, scope: Scope, vault: NamedVault) => [resourceCheck(`backup:${name}`, scope, Vault, vault)],
});

export const CreateBackupVault = defineOperation({
  service: 'backup',
  name: 'CreateBackupVault',
  access: 'Write',
  input: VaultInput.extend({ BackupVaultTags: z.record(z.string(), z.string()).optional() }),
  ...onVault('CreateBackupVault'),
  checks: ({ BackupVaultTags = {} }, scope, vault) => {
    const tags = Object.entries(BackupVaultTags).map(([Key, Value]) => ({ Key, Value }));
    return [resourceCheck('backup:CreateBackupVault', scope, Vault, vault, { context: requestTagContext(tags) })];
  },
  run: async ({ BackupVaultName }, scope, { found }) => {
    if (found) throw taken();
    const settings = { marker: BackupVaultName };
    const made = { name: BackupVaultName, settings, createdAt: scope.now };
    const { arn } = await createResource(scope.db, Vault, placeOf(scope), made);
    return { BackupVaultArn: arn };
  },
});

export const DescribeBackupVault = defineOperation({
  service: 'backup',
  name: 'DescribeBackupVault',
  access: 'Read',
  input: VaultInput,
  ...onVault('DescribeBackupVault'),
  run: async (_input, _scope, named) => {
    const { name, arn, createdAt } = requireVault(named);
    return { BackupVaultName: name, BackupVaultArn: arn, CreationDate: createdAt };
  },
});

export const ListBackupVaults = defineOperation({
  service: 'backup',
  name: 'ListBackupVaults',
  access: 'List',
  input: z.object({}),
  checks: () => [{ action: 'backup:ListBackupVaults', resource: '*' }],
  run: async (_input, scope) => ({
    BackupVaultList: (await listResources(scope.db, Vault, placeOf(scope))).map(({ name, arn, createdAt }) => ({
      BackupVaultName: name,
      BackupVaultArn: arn,
      CreationDate: createdAt,
    })),
  }),
});

export const DeleteBackupVault = defineOperation({
  service: 'backup',
  name: 'DeleteBackupVault',
  access: 'Write',
  input: VaultInput,
  ...onVault('DeleteBackupVault'),
  run: async (_input, { db }, named) => deleteResource(db, requireVault(named)),
});

export const PutBackupVaultAccessPolicy = defineOperation({
  service: 'backup',
  name: 'PutBackupVaultAccessPolicy',
  access: 'Permissions management',
  input: z.object({ BackupVaultName: Name, Policy: z.string() }),
  ...onVault('PutBackupVaultAccessPolicy'),
  run: async ({ Policy }, scope, named) => {
    const vault = requireVault(named);
    if (!Vault.policy) throw new Error('vaults have policies');
    await updateResource(scope.db, vault, { policy: await toStoredPolicy(scope, Vault.policy, vault.arn, Policy) });
  },
});

export const GetBackupVaultAccessPolicy = defineOperation({
  service: 'backup',
  name: 'GetBackupVaultAccessPolicy',
  access: 'Read',
  input: VaultInput,
  ...onVault('GetBackupVaultAccessPolicy'),
  run: async (_input, scope, named) => {
    const { policy } = requireVault(named);
    if (policy === null) throw missing();
    return { Policy: await toShownPolicy(scope, policy) };
  },
});

export const CreateBackupPlan = defineOperation({
  service: 'backup',
  name: 'CreateBackupPlan',
  access: 'Write',
  input: z.object({ BackupPlanName: Name }),
  checks: ({ BackupPlanName }, scope) => [
    { action: 'backup:CreateBackupPlan', resource: Plan.arn(placeOf(scope), BackupPlanName) },
  ],
  run: async ({ BackupPlanName }, scope) => {
    if (await findResource(scope.db, Plan, Plan.arn(placeOf(scope), BackupPlanName))) throw taken();
    const made = { name: BackupPlanName, settings: {}, createdAt: scope.now };
    const { arn } = await createResource(scope.db, Plan, placeOf(scope), made);
    return { BackupPlanArn: arn };
  },
});

export const ListBackupPlans = defineOperation({
  service: 'backup',
  name: 'ListBackupPlans',
  access: 'List',
  input: z.object({}),
  checks: () => [{ action: 'backup:ListBackupPlans', resource: '*' }],
  run: async (_input, scope) => ({
    BackupPlansList: (await listResources(scope.db, Plan, placeOf(scope))).map(({ name, arn }) => ({
      BackupPlanName: name,
      BackupPlanArn: arn,
    })),
  }),
});
