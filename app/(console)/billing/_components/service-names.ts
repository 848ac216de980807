// By the codes that reports have them under, short and as people look for them. The names that Cost Explorer answers with are others, and
// programs compare those: lib/billing/cost-explorer/dimensions.ts. Source: the AWS price list's service index and its names.
const NAMES: Readonly<Record<string, string>> = {
  AWSDataTransfer: 'Data transfer',
  AmazonEC2: 'Elastic Compute Cloud (EC2)',
  AmazonS3: 'Simple Storage Service (S3)',
  AmazonRDS: 'Relational Database Service (RDS)',
  AmazonVPC: 'Virtual Private Cloud (VPC)',
  AWSELB: 'Elastic Load Balancing',
  AWSLambda: 'Lambda',
  AmazonDynamoDB: 'DynamoDB',
  AmazonCloudFront: 'CloudFront',
  AmazonCloudWatch: 'CloudWatch',
  AmazonRoute53: 'Route 53',
  AmazonECR: 'Elastic Container Registry (ECR)',
  AmazonECS: 'Elastic Container Service (ECS)',
  AmazonRedshift: 'Redshift',
  AmazonSNS: 'Simple Notification Service (SNS)',
  AWSQueueService: 'Simple Queue Service (SQS)',
  AWSGlue: 'Glue',
  AmazonAthena: 'Athena',
  awskms: 'Key Management Service (KMS)',
  AWSSecretsManager: 'Secrets Manager',
};

/** A service as people call it; one without a known name by its code. */
export function serviceName(code: string): string {
  return Object.hasOwn(NAMES, code) ? (NAMES[code] ?? code) : code;
}
