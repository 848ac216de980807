// The schemas of a client in the format of AWS's SDK, which `sdk-shapes.ts` of lib/aws-api describes.

const SPACE = 'com.amazonaws.backup';
const TEXT = 0;
const WHEN = 4;

type Members = Readonly<Record<string, unknown>>;
const structure = (name: string, required: Members, optional: Members = {}) => {
  const members = { ...required, ...optional };
  return [3, SPACE, name, 0, Object.keys(members), Object.values(members), Object.keys(required).length];
};
const operation = (name: string, input: Members, output: Members, optional: Members = {}) => [
  9,
  SPACE,
  name,
  0,
  structure(`${name}Input`, input, optional),
  structure(`${name}Output`, output),
];
const listOf = (name: string, item: unknown) => [1, SPACE, name, 0, item];
const error = (name: string) => [-3, SPACE, name, { error: 'client' }, ['message'], [TEXT], 0];

const BackupVaultName = TEXT;
const vault = structure('Vault', { BackupVaultName, BackupVaultArn: TEXT, CreationDate: WHEN });
const plan = structure('Plan', { BackupPlanName: TEXT, BackupPlanArn: TEXT });

export const CreateBackupVault$ = operation(
  'CreateBackupVault',
  { BackupVaultName },
  { BackupVaultArn: TEXT },
  { BackupVaultTags: [2, SPACE, 'Tags', 0, TEXT, TEXT] },
);
export const DescribeBackupVault$ = operation(
  'DescribeBackupVault',
  { BackupVaultName },
  { BackupVaultName, BackupVaultArn: TEXT, CreationDate: WHEN },
);
export const ListBackupVaults$ = operation('ListBackupVaults', {}, { BackupVaultList: listOf('Vaults', vault) });
export const DeleteBackupVault$ = operation('DeleteBackupVault', { BackupVaultName }, {});
export const PutBackupVaultAccessPolicy$ = operation('PutBackupVaultAccessPolicy', { BackupVaultName, Policy: TEXT }, {});
export const GetBackupVaultAccessPolicy$ = operation('GetBackupVaultAccessPolicy', { BackupVaultName }, { Policy: TEXT });
export const CreateBackupPlan$ = operation('CreateBackupPlan', { BackupPlanName: TEXT }, { BackupPlanArn: TEXT });
export const ListBackupPlans$ = operation('ListBackupPlans', {}, { BackupPlansList: listOf('Plans', plan) });
/** An operation of the model that the toy service does not implement. */
export const DeleteBackupPlan$ = operation('DeleteBackupPlan', { BackupPlanName: TEXT }, {});
export const AlreadyExistsException$ = error('AlreadyExistsException');
export const ResourceNotFoundException$ = error('ResourceNotFoundException');
export const InvalidParameterValueException$ = error('InvalidParameterValueException');
