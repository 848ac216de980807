// Short names by report code. Cost Explorer returns other names, which programs compare: lib/billing/cost-explorer/dimensions.ts.
// Source: the AWS price list's service index.
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

/** Returns the common name of a service, or its code. */
export function serviceName(code: string): string {
  return Object.hasOwn(NAMES, code) ? (NAMES[code] ?? code) : code;
}
