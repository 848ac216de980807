import type { KindId, LayerId } from './layers';

/** The place where the customer manages a layer without data here, and the permission to change it. */
export type Place = { look: string; ask?: { label: string; action: string } };

type Row = readonly [layer: LayerId, kinds: readonly KindId[], look: string, label?: string, action?: string];

const VENDOR = 'The vendor’s administration pages';
const PLACES: readonly Row[] = [
  ['guest-os', ['vm', 'ecs-ec2'], 'Systems Manager: Patch Manager', 'Who may log in', 'ssm:StartSession'],
  ['runtime-engine', ['vm'], 'Systems Manager: Inventory', 'Who may run commands', 'ssm:SendCommand'],
  ['runtime-engine', ['ecs-ec2'], 'ECS: container instances', 'Who may update the agent', 'ecs:UpdateContainerAgent'],
  ['runtime-engine', ['rds'], 'RDS: Maintenance & backups', 'Who may change databases', 'rds:ModifyDBInstance'],
  ['runtime-engine', ['lambda'], 'Lambda: Runtime settings', 'Who may hold updates back', 'lambda:PutRuntimeManagementConfig'],
  [
    'network-config',
    ['vm', 'ecs-ec2', 'fargate', 'rds'],
    'VPC: Security groups',
    'Who may open ports',
    'ec2:AuthorizeSecurityGroupIngress',
  ],
  ['network-config', ['lambda'], 'Lambda: Configuration, VPC', 'Who may change it', 'lambda:UpdateFunctionConfiguration'],
  ['network-config', ['s3'], 'S3: Access points, bucket policy', 'Who may change policies', 's3:PutBucketPolicy'],
  ['network-config', ['saas'], VENDOR],
  ['encryption-at-rest', ['vm', 'ecs-ec2'], 'EC2: Volumes, EBS encryption', 'Who may change key policies', 'kms:PutKeyPolicy'],
  ['encryption-at-rest', ['fargate'], 'ECS: cluster, managed storage', 'Who may change key policies', 'kms:PutKeyPolicy'],
  ['encryption-at-rest', ['rds'], 'RDS: Configuration, Encryption', 'Who may change key policies', 'kms:PutKeyPolicy'],
  ['encryption-at-rest', ['lambda'], 'Lambda: Environment variables', 'Who may change key policies', 'kms:PutKeyPolicy'],
  ['encryption-at-rest', ['s3'], 'S3: Properties, encryption', 'Who may change it', 's3:PutEncryptionConfiguration'],
  ['encryption-at-rest', ['saas'], VENDOR],
  [
    'encryption-in-transit',
    ['vm', 'ecs-ec2', 'fargate'],
    'EC2: load balancer listeners',
    'Who may change listeners',
    'elasticloadbalancing:ModifyListener',
  ],
  ['encryption-in-transit', ['rds'], 'RDS: Parameter groups', 'Who may change them', 'rds:ModifyDBParameterGroup'],
  ['encryption-in-transit', ['lambda'], 'The clients in your code', 'Who may change the code', 'lambda:UpdateFunctionCode'],
  ['encryption-in-transit', ['s3'], 'S3: bucket policy, SecureTransport', 'Who may change policies', 's3:PutBucketPolicy'],
  ['backup-recovery', ['vm', 'ecs-ec2'], 'AWS Backup: vaults and jobs', 'Who may delete snapshots', 'ec2:DeleteSnapshot'],
  ['backup-recovery', ['fargate'], 'AWS Backup: vaults and jobs', 'Who may delete backups', 'backup:DeleteRecoveryPoint'],
  ['backup-recovery', ['rds'], 'RDS: Automated backups', 'Who may delete snapshots', 'rds:DeleteDBSnapshot'],
  ['backup-recovery', ['lambda'], 'Your repository, and its copies', 'Who may delete functions', 'lambda:DeleteFunction'],
  ['backup-recovery', ['s3'], 'S3: Properties, versioning', 'Who may turn it off', 's3:PutBucketVersioning'],
  ['backup-recovery', ['saas'], 'The vendor’s exports'],
  [
    'configuration',
    ['vm', 'ecs-ec2', 'fargate'],
    'EC2 and ECS: what is public',
    'Who may share images',
    'ec2:ModifyImageAttribute',
  ],
  ['configuration', ['rds'], 'RDS: Connectivity, public access', 'Who may change it', 'rds:ModifyDBInstance'],
  ['configuration', ['lambda'], 'Lambda: resource-based policy', 'Who may open functions', 'lambda:AddPermission'],
  ['configuration', ['s3'], 'S3: Block Public Access', 'Who may turn it off', 's3:PutBucketPublicAccessBlock'],
  ['configuration', ['saas'], VENDOR],
  ['application-code', ['vm', 'ecs-ec2', 'fargate', 'lambda'], 'Inspector: findings', 'Who may pass roles to it', 'iam:PassRole'],
  ['application-code', ['rds'], 'Your repository', 'Who may connect', 'rds-db:connect'],
  ['client-data', ['vm', 'ecs-ec2', 'fargate', 'rds', 'lambda', 's3', 'saas'], 'Outside of AWS: your devices and programs'],
  ['customer-data', ['s3'], 'Macie: what is in your buckets', 'Who may read objects', 's3:GetObject'],
  ['customer-data', ['rds'], 'The database itself', 'Who may copy it', 'rds:RestoreDBInstanceFromDBSnapshot'],
  [
    'customer-data',
    ['vm', 'ecs-ec2', 'fargate'],
    'Volumes, and what is on them',
    'Who may share snapshots',
    'ec2:ModifySnapshotAttribute',
  ],
  ['customer-data', ['lambda'], 'Input of your function', 'Who may read its settings', 'lambda:GetFunctionConfiguration'],
  ['customer-data', ['saas'], VENDOR],
];

/**
 * Returns where to manage a layer for a kind of service; null if the account has data about it, or if it is not the customer's.
 */
export function placeOf(layer: LayerId, kind: KindId): Place | null {
  const row = PLACES.find(([id, kinds]) => id === layer && kinds.includes(kind));
  if (!row) return null;
  const [, , look, label, action] = row;
  return label && action ? { look, ask: { label, action } } : { look };
}
