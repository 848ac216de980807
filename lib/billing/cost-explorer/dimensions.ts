import type { AccountLine } from '../bill/rows';
import type { MonthName } from '../months';
import type { DimensionName } from './limits';

/** What a line is in one respect. Where it has nothing there: AWS's word for that, such as `NoRegion`. */
export type ValueOf = (line: AccountLine, accountId: string) => string;
/** The same where it may change from month to month, as cost categories do. */
export type ValueInMonth = (line: AccountLine, accountId: string, month: MonthName) => string;

/** The dimensions that follow from a bill's lines alone. */
const OF_LINES: Readonly<Record<Exclude<DimensionName, 'ORGANIZATIONAL_UNIT'>, ValueOf>> = {
  AZ: ({ zone }) => zone ?? 'NoAZ',
  INSTANCE_TYPE: ({ usageType }) => instanceTypeOf(usageType) ?? 'NoInstanceType',
  LINKED_ACCOUNT: (_, accountId) => accountId,
  OPERATION: ({ operation }) => operation || 'NoOperation',
  PURCHASE_TYPE: purchaseTypeOf,
  RECORD_TYPE: ({ recordType }) => recordType,
  REGION: ({ region }) => region ?? 'NoRegion',
  SERVICE: serviceOf,
  SERVICE_CODE: ({ service }) => service,
  USAGE_TYPE: ({ usageType }) => usageType || 'NoUsageType',
};
const DIMENSIONS: ReadonlyMap<string, ValueOf> = new Map(Object.entries(OF_LINES));

/** How to read a dimension off a line; undefined for one that there is not, or that lines alone do not say. */
export function dimension(name: string): ValueOf | undefined {
  return DIMENSIONS.get(name);
}

/** Whether a dimension says the same of a line, whatever account it is of. */
export function isOfLines(name: string): boolean {
  return name !== 'LINKED_ACCOUNT' && DIMENSIONS.has(name);
}

/** The instance type in a usage type: `t3.small` of `USE2-BoxUsage:t3.small`, `db.t3.micro` of `InstanceUsage:db.t3.micro`. */
export function instanceTypeOf(usageType: string): string | null {
  return /(?:Usage|Instance):((?:[a-z]+\.)?[a-z0-9-]+\.[a-z0-9-]+)$/.exec(usageType)?.[1] ?? null;
}

function purchaseTypeOf({ recordType }: AccountLine): string {
  if (recordType === 'DiscountedUsage' || recordType === 'RIFee') return 'Standard Reserved Instances';
  return recordType.startsWith('SavingsPlan') ? 'Savings Plans' : 'On Demand Instances';
}

/**
 * Names of services as Cost Explorer has them, by product codes. Source: answers of GetDimensionValues in AWS's documentation and public
 * examples. A service that is not here goes by its product code.
 */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['AWSDataTransfer', 'AWS Data Transfer'],
  ['AWSGlue', 'AWS Glue'],
  ['AWSELB', 'Amazon Elastic Load Balancing'],
  ['AWSLambda', 'AWS Lambda'],
  ['AWSSupportBusiness', 'AWS Support (Business)'],
  ['AWSSupportDeveloper', 'AWS Support (Developer)'],
  ['AWSSupportEnterprise', 'AWS Support (Enterprise)'],
  ['AWSSecretsManager', 'AWS Secrets Manager'],
  ['AmazonAthena', 'Amazon Athena'],
  ['AmazonApiGateway', 'Amazon API Gateway'],
  ['AmazonCloudFront', 'Amazon CloudFront'],
  ['AmazonCloudWatch', 'AmazonCloudWatch'],
  ['AmazonDynamoDB', 'Amazon DynamoDB'],
  ['AmazonECS', 'Amazon Elastic Container Service'],
  ['AmazonEFS', 'Amazon Elastic File System'],
  ['AmazonElastiCache', 'Amazon ElastiCache'],
  ['AmazonRDS', 'Amazon Relational Database Service'],
  ['AmazonRedshift', 'Amazon Redshift'],
  ['AmazonRoute53', 'Amazon Route 53'],
  ['AmazonS3', 'Amazon Simple Storage Service'],
  ['AmazonSNS', 'Amazon Simple Notification Service'],
  ['AWSQueueService', 'Amazon Simple Queue Service'],
  ['AmazonVPC', 'Amazon Virtual Private Cloud'],
  ['ComputeSavingsPlans', 'Savings Plans for AWS Compute usage'],
  ['awskms', 'AWS Key Management Service'],
]);

type OfService = Pick<AccountLine, 'service' | 'usageType'> & Partial<Pick<AccountLine, 'recordType'>>;

/** AWS: what EC2 charges is two services, the instances and all that is not one; and taxes are a service, whatever they are on. */
export function serviceOf({ service, usageType, recordType }: OfService): string {
  if (recordType === 'Tax') return 'Tax';
  if (service !== 'AmazonEC2') return SERVICES.get(service) ?? service;
  return instanceTypeOf(usageType) === null ? 'EC2 - Other' : 'Amazon Elastic Compute Cloud - Compute';
}
