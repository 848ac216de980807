/** The profiles of generated usage. */
export type ProfileName = 'web-shop' | 'data-team' | 'idle-sandbox' | 'leaked-key-mining';

/** For a whole day or its hours, in thousandths of the maximum. */
type PerMille = number;

/** Instances that run together. Their number follows the hour and weekday. */
export type Fleet = {
  readonly name: string;
  readonly type: string;
  /** The number that run at the quietest and at the busiest time. */
  readonly least: number;
  readonly most: number;
  /** By hour from 0 to 23 in UTC. */
  readonly day: readonly PerMille[];
  /** The size of each volume. */
  readonly gigabytes: number;
  readonly tags?: Readonly<Record<string, string>>;
};

/**
 * Daily usage.
 * - `flow`: an amount per day, following the week.
 * - `level`: a constant amount priced by month, split among its days.
 * - `things`: the same for countable items, which neither grow nor vary.
 * - `hours`: a number of items for 24 hours.
 * - `monthly`: an amount on the first day of the month.
 */
export type Use = {
  readonly service: string;
  /** Without AWS's Region prefix. */
  readonly usageType: string;
  readonly operation: string;
  readonly kind: 'flow' | 'level' | 'things' | 'hours' | 'monthly';
  /** Decimal text. */
  readonly amount: string;
  /** The resource's id or ARN, with placeholders `ACCOUNT`, `REGION` and `ID`. */
  readonly resource?: string;
  readonly tags?: Readonly<Record<string, string>>;
};

export type Profile = {
  readonly region: string;
  /** From Sunday to Saturday. */
  readonly week: readonly PerMille[];
  /** The daily growth in millionths of the level at the beginning of 2025. */
  readonly growth: number;
  readonly fleets: readonly Fleet[];
  readonly uses: readonly Use[];
};

const ofKind =
  (kind: Use['kind']) =>
  (service: string, usageType: string, amount: string, operation: string, tags?: Use['tags'], resource?: string): Use => ({
    kind,
    service,
    usageType,
    amount,
    operation,
    tags,
    resource,
  });
const flow = ofKind('flow');
const level = ofKind('level');
const things = ofKind('things');
const hours = ofKind('hours');
const monthly = ofKind('monthly');

const tags = (team: string, environment: string, project: string) => ({ team, environment, project });

const AROUND_THE_CLOCK = Array.from({ length: 24 }, () => 1000);
const OFFICE_HOURS = Array.from({ length: 24 }, (_, hour) => (hour >= 7 && hour < 18 ? 1000 : 0));
const AT_NIGHT = Array.from({ length: 24 }, (_, hour) => (hour >= 1 && hour < 5 ? 1000 : 0));
// Shops are busiest in the evening.
const SHOPPING = [
  200, 120, 60, 30, 20, 40, 120, 250, 380, 480, 540, 580, 620, 600, 560, 560, 600, 700, 850, 1000, 980, 850, 600, 380,
];

const shop = tags('storefront', 'production', 'webshop');
const payments = tags('payments', 'production', 'checkout');
const lake = tags('analytics', 'production', 'datalake');
const reports = tags('analytics', 'production', 'reporting');
const trial = tags('platform', 'sandbox', 'trials');

const WEB_SHOP: Profile = {
  region: 'eu-central-1',
  week: [1000, 780, 740, 760, 800, 900, 980],
  growth: 700,
  fleets: [
    { name: 'web', type: 'm5.large', least: 2, most: 8, day: SHOPPING, gigabytes: 50, tags: shop },
    { name: 'checkout', type: 'm6a.large', least: 2, most: 4, day: SHOPPING, gigabytes: 30, tags: payments },
    {
      name: 'staging',
      type: 't3.medium',
      least: 0,
      most: 2,
      day: OFFICE_HOURS,
      gigabytes: 30,
      tags: tags('storefront', 'staging', 'webshop'),
    },
  ],
  uses: [
    hours(
      'AWSELB',
      'LoadBalancerUsage',
      '2',
      'LoadBalancing:Application',
      shop,
      'arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/web/ID',
    ),
    flow(
      'AWSELB',
      'LCUUsage',
      '96',
      'LoadBalancing:Application',
      shop,
      'arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/web/ID',
    ),
    hours('AmazonEC2', 'NatGateway-Hours', '2', 'NatGateway', shop, 'arn:aws:ec2:REGION:ACCOUNT:natgateway/nat-ID'),
    flow('AmazonEC2', 'NatGateway-Bytes', '38', 'NatGateway', shop, 'arn:aws:ec2:REGION:ACCOUNT:natgateway/nat-ID'),
    hours(
      'AmazonVPC',
      'PublicIPv4:InUseAddress',
      '4',
      'AllocateAddressVPC',
      shop,
      'arn:aws:ec2:REGION:ACCOUNT:elastic-ip/eipalloc-ID',
    ),
    flow('AWSDataTransfer', 'DataTransfer-Out-Bytes', '165', 'LoadBalancing', shop),
    flow('AWSDataTransfer', 'DataTransfer-In-Bytes', '24', 'LoadBalancing', shop),
    flow('AWSDataTransfer', 'DataTransfer-Regional-Bytes', '60', 'InterZone-Out', shop),
    flow('AmazonCloudFront', 'EU-DataTransfer-Out-Bytes', '140', 'GET', shop, 'arn:aws:cloudfront::ACCOUNT:distribution/EID'),
    hours(
      'AmazonRDS',
      'Multi-AZUsage:db.m5.large',
      '1',
      'CreateDBInstance:0014',
      payments,
      'arn:aws:rds:REGION:ACCOUNT:db:orders',
    ),
    level('AmazonRDS', 'RDS:GP3-Storage', '400', 'CreateDBInstance:0014', payments, 'arn:aws:rds:REGION:ACCOUNT:db:orders'),
    level(
      'AmazonRDS',
      'RDS:ChargedBackupUsage',
      '120',
      'CreateDBInstance:0014',
      payments,
      'arn:aws:rds:REGION:ACCOUNT:db:orders',
    ),
    level('AmazonS3', 'TimedStorage-ByteHrs', '6200', 'StandardStorage', shop, 'shop-images-ID'),
    flow('AmazonS3', 'Requests-Tier1', '45000', 'PutObject', shop, 'shop-images-ID'),
    flow('AmazonS3', 'Requests-Tier2', '3100000', 'GetObject', shop, 'shop-images-ID'),
    level('AmazonDynamoDB', 'TimedStorage-ByteHrs', '42', 'StandardStorage', shop, 'arn:aws:dynamodb:REGION:ACCOUNT:table/carts'),
    flow(
      'AmazonDynamoDB',
      'ReadRequestUnits',
      '9500000',
      'PayPerRequestThroughput',
      shop,
      'arn:aws:dynamodb:REGION:ACCOUNT:table/carts',
    ),
    flow(
      'AmazonDynamoDB',
      'WriteRequestUnits',
      '1900000',
      'PayPerRequestThroughput',
      shop,
      'arn:aws:dynamodb:REGION:ACCOUNT:table/carts',
    ),
    flow('AWSLambda', 'Request', '820000', 'Invoke', payments, 'arn:aws:lambda:REGION:ACCOUNT:function:send-receipt'),
    flow('AWSLambda', 'Lambda-GB-Second', '61000', 'Invoke', payments, 'arn:aws:lambda:REGION:ACCOUNT:function:send-receipt'),
    flow('AWSQueueService', 'Requests-RBP', '1400000', 'SendMessage', payments, 'arn:aws:sqs:REGION:ACCOUNT:orders'),
    flow('AmazonSNS', 'Requests-Tier1', '90000', 'Publish', payments, 'arn:aws:sns:REGION:ACCOUNT:receipts'),
    things('awskms', 'KMS-Keys', '4', 'CreateKey', payments, 'arn:aws:kms:REGION:ACCOUNT:key/ID'),
    flow('awskms', 'KMS-Requests', '260000', 'Decrypt', payments, 'arn:aws:kms:REGION:ACCOUNT:key/ID'),
    things('AWSSecretsManager', 'AWSSecretsManager-Secrets', '9', 'CreateSecret', payments),
    things('AmazonCloudWatch', 'CW:MetricMonitorUsage', '140', 'MetricStorage', shop),
    things('AmazonCloudWatch', 'CW:AlarmMonitorUsage', '24', 'Unknown', shop),
    flow('AmazonCloudWatch', 'DataProcessing-Bytes', '3.4', 'PutLogEvents', shop),
    monthly('AmazonRoute53', 'HostedZone', '3', 'HostedZone', shop),
    flow('AmazonRoute53', 'DNS-Queries', '640000', 'A', shop),
  ],
};

const DATA_TEAM: Profile = {
  region: 'us-east-1',
  // Few people work at weekends, but automatic jobs continue.
  week: [350, 950, 1000, 1000, 980, 850, 320],
  growth: 1500,
  fleets: [
    { name: 'notebooks', type: 'r5.xlarge', least: 1, most: 5, day: OFFICE_HOURS, gigabytes: 200, tags: reports },
    { name: 'nightly', type: 'm5.2xlarge', least: 0, most: 6, day: AT_NIGHT, gigabytes: 100, tags: lake },
    {
      name: 'training',
      type: 'g4dn.xlarge',
      least: 0,
      most: 1,
      day: OFFICE_HOURS,
      gigabytes: 125,
      tags: tags('analytics', 'development', 'forecasts'),
    },
  ],
  uses: [
    level('AmazonS3', 'TimedStorage-ByteHrs', '28000', 'StandardStorage', lake, 'lake-ID'),
    level('AmazonS3', 'TimedStorage-SIA-ByteHrs', '41000', 'StandardIAStorage', lake, 'lake-ID'),
    level('AmazonS3', 'TimedStorage-GlacierByteHrs', '90000', 'GlacierStorage', lake, 'lake-archive-ID'),
    flow('AmazonS3', 'Retrieval-SIA', '350', 'GetObject', lake, 'lake-ID'),
    flow('AmazonS3', 'Requests-Tier1', '780000', 'PutObject', lake, 'lake-ID'),
    flow('AmazonS3', 'Requests-Tier2', '9400000', 'GetObject', lake, 'lake-ID'),
    flow('AmazonAthena', 'DataScannedInTB', '4.6', 'RunQuery', reports),
    flow('AWSGlue', 'ETL-DPU-Hour', '72', 'Jobrun', lake, 'arn:aws:glue:REGION:ACCOUNT:job/ingest'),
    hours(
      'AmazonRedshift',
      'Node:ra3.xlplus',
      '2',
      'RunComputeNode:0001',
      reports,
      'arn:aws:redshift:REGION:ACCOUNT:cluster:reports',
    ),
    flow('AWSDataTransfer', 'DataTransfer-Out-Bytes', '36', 'GetObject', reports),
    flow('AWSDataTransfer', 'USE1-EUC1-AWS-Out-Bytes', '85', 'PutObjectForRepl', lake),
    flow('AmazonECS', 'Fargate-vCPU-Hours:perCPU', '64', 'FargateTask', lake),
    flow('AmazonECS', 'Fargate-GB-Hours', '128', 'FargateTask', lake),
    flow('AWSLambda', 'Request', '210000', 'Invoke', lake, 'arn:aws:lambda:REGION:ACCOUNT:function:ingest'),
    flow('AWSLambda', 'Lambda-GB-Second', '52000', 'Invoke', lake, 'arn:aws:lambda:REGION:ACCOUNT:function:ingest'),
    things('awskms', 'KMS-Keys', '2', 'CreateKey', lake),
    flow('awskms', 'KMS-Requests', '310000', 'GenerateDataKey', lake),
    things('AWSSecretsManager', 'AWSSecretsManager-Secrets', '6', 'CreateSecret', reports),
    flow('AmazonCloudWatch', 'DataProcessing-Bytes', '6', 'PutLogEvents', lake),
  ],
};

const IDLE_SANDBOX: Profile = {
  region: 'us-east-1',
  week: [0, 1000, 1000, 1000, 1000, 900, 0],
  growth: 0,
  fleets: [
    // A forgotten instance without tags.
    { name: 'forgotten', type: 't3.micro', least: 1, most: 1, day: AROUND_THE_CLOCK, gigabytes: 20 },
    { name: 'trials', type: 't3.small', least: 0, most: 1, day: OFFICE_HOURS, gigabytes: 20, tags: trial },
  ],
  uses: [
    hours('AmazonVPC', 'PublicIPv4:IdleAddress', '1', 'AllocateAddressVPC'),
    level('AmazonEC2', 'EBS:SnapshotUsage', '64', 'CreateSnapshot'),
    level('AmazonS3', 'TimedStorage-ByteHrs', '18', 'StandardStorage', trial, 'sandbox-ID'),
    flow('AmazonS3', 'Requests-Tier2', '900', 'GetObject', trial, 'sandbox-ID'),
    flow('AWSLambda', 'Request', '1200', 'Invoke', trial, 'arn:aws:lambda:REGION:ACCOUNT:function:hello'),
    flow('AWSLambda', 'Lambda-GB-Second', '60', 'Invoke', trial, 'arn:aws:lambda:REGION:ACCOUNT:function:hello'),
    flow('AWSDataTransfer', 'DataTransfer-Out-Bytes', '0.4', 'RunInstances', trial),
    things('AmazonCloudWatch', 'CW:AlarmMonitorUsage', '2', 'Unknown', trial),
  ],
};

/** The instances that an attacker starts with a leaked key in an unused Region: as many as quotas allow, without tags. */
export const MINING = {
  region: 'ap-northeast-1',
  fleets: [
    { name: 'm1', type: 'g4dn.12xlarge', count: 20 },
    { name: 'm2', type: 'p3.16xlarge', count: 4 },
    { name: 'm3', type: 'c5.xlarge', count: 32 },
  ],
  /** The hours until all of them run. */
  hoursToGrow: 12,
} as const;

export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  'web-shop': WEB_SHOP,
  'data-team': DATA_TEAM,
  'idle-sandbox': IDLE_SANDBOX,
  // Until the key leaks, it is an ordinary idle account.
  'leaked-key-mining': IDLE_SANDBOX,
};
