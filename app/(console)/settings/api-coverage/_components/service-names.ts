import type { CoveredOperation } from '@/lib/aws-api/coverage/operations';

export const SERVICE_NAMES: Readonly<Record<CoveredOperation['Service'], string>> = {
  iam: 'IAM',
  organizations: 'Organizations',
  sts: 'STS',
  ce: 'Cost Explorer',
  budgets: 'Budgets',
  cloudtrail: 'CloudTrail',
  'access-analyzer': 'IAM Access Analyzer',
  kms: 'Key Management Service',
  ec2: 'Elastic Compute Cloud',
  s3: 'Simple Storage Service',
  s3control: 'S3 Control',
  secretsmanager: 'Secrets Manager',
  sns: 'Simple Notification Service',
  sqs: 'Simple Queue Service',
  dynamodb: 'DynamoDB',
  lambda: 'Lambda',
};
