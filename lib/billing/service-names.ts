/** The names of a service beside its code in reports. */
type Names = {
  /** The name on pages. Source: the AWS price list's service index. */
  short?: string;
  /** Cost Explorer's name, which programs compare. Source: answers of GetDimensionValues in AWS's documentation and public examples. */
  costExplorer?: string;
};

/** The names of services by their code in reports. Pages in the browser import this file too. */
const NAMES: Readonly<Record<string, Names>> = {
  AWSDataTransfer: { short: 'Data transfer', costExplorer: 'AWS Data Transfer' },
  AmazonEC2: { short: 'Elastic Compute Cloud (EC2)' },
  AmazonS3: { short: 'Simple Storage Service (S3)', costExplorer: 'Amazon Simple Storage Service' },
  AmazonRDS: { short: 'Relational Database Service (RDS)', costExplorer: 'Amazon Relational Database Service' },
  AmazonVPC: { short: 'Virtual Private Cloud (VPC)', costExplorer: 'Amazon Virtual Private Cloud' },
  AWSELB: { short: 'Elastic Load Balancing', costExplorer: 'Amazon Elastic Load Balancing' },
  AWSLambda: { short: 'Lambda', costExplorer: 'AWS Lambda' },
  AmazonDynamoDB: { short: 'DynamoDB', costExplorer: 'Amazon DynamoDB' },
  AmazonCloudFront: { short: 'CloudFront', costExplorer: 'Amazon CloudFront' },
  AmazonCloudWatch: { short: 'CloudWatch', costExplorer: 'AmazonCloudWatch' },
  AmazonRoute53: { short: 'Route 53', costExplorer: 'Amazon Route 53' },
  AmazonECR: { short: 'Elastic Container Registry (ECR)' },
  AmazonECS: { short: 'Elastic Container Service (ECS)', costExplorer: 'Amazon Elastic Container Service' },
  AmazonRedshift: { short: 'Redshift', costExplorer: 'Amazon Redshift' },
  AmazonSNS: { short: 'Simple Notification Service (SNS)', costExplorer: 'Amazon Simple Notification Service' },
  AWSQueueService: { short: 'Simple Queue Service (SQS)', costExplorer: 'Amazon Simple Queue Service' },
  AWSGlue: { short: 'Glue', costExplorer: 'AWS Glue' },
  AmazonAthena: { short: 'Athena', costExplorer: 'Amazon Athena' },
  awskms: { short: 'Key Management Service (KMS)', costExplorer: 'AWS Key Management Service' },
  AWSSecretsManager: { short: 'Secrets Manager', costExplorer: 'AWS Secrets Manager' },
  AWSSupportBusiness: { costExplorer: 'AWS Support (Business)' },
  AWSSupportDeveloper: { costExplorer: 'AWS Support (Developer)' },
  AWSSupportEnterprise: { costExplorer: 'AWS Support (Enterprise)' },
  AmazonApiGateway: { costExplorer: 'Amazon API Gateway' },
  AmazonEFS: { costExplorer: 'Amazon Elastic File System' },
  AmazonElastiCache: { costExplorer: 'Amazon ElastiCache' },
  ComputeSavingsPlans: { costExplorer: 'Savings Plans for AWS Compute usage' },
};

const namesOf = (code: string): Names => (Object.hasOwn(NAMES, code) ? (NAMES[code] ?? {}) : {});

/** Returns the common name of a service, or its code. */
export function serviceName(code: string): string {
  return namesOf(code).short ?? code;
}

/** Returns Cost Explorer's name of a service, or its code. */
export function costExplorerName(code: string): string {
  return namesOf(code).costExplorer ?? code;
}
