import { first } from '../../core/text/lists';
import { usageTypeIn } from '../regions';
import { RESERVATIONS, savingsPlans } from './current-commitments';
import type { PriceListInput } from './price-list';

type PriceInput = PriceListInput['prices'][number];
/** The Regions of the list, in the order of the rates below. */
const REGIONS = ['us-east-1', 'eu-west-1', 'eu-central-1', 'ap-northeast-1'] as const;
/** The rates by Region; a single one if they are equal. */
type Rates = string | readonly [usEast1: string, euWest1: string, euCentral1: string, apNortheast1: string];

type Options = Partial<Pick<PriceInput, 'free' | 'freeScope' | 'blend'>> & {
  /** The bounds of the tiers below the last, and the rates above the first. */
  readonly tiers?: readonly (readonly [from: string, Rates])[];
};

/** Returns the price of a usage type in each Region of the list. */
function everywhere(
  service: string,
  name: string,
  unit: string,
  description: string,
  rates: Rates,
  options: Options = {},
): PriceInput[] {
  const { tiers = [], ...rest } = options;
  return REGIONS.map((region, at) => {
    const rateOf = (each: Rates) => (typeof each === 'string' ? each : (each[at] ?? each[0]));
    const starts = [{ from: '0', rate: rateOf(rates) }, ...tiers.map(([from, each]) => ({ from, rate: rateOf(each) }))];
    return {
      service,
      usageType: usageTypeIn(region, service, name),
      region,
      unit,
      description,
      tiers: starts.map(({ rate }, tier) => ({ upTo: starts[tier + 1]?.from ?? null, rate })),
      ...rest,
    };
  });
}

/** Returns a price that is the same everywhere. */
function anywhere(
  service: string,
  usageType: string,
  unit: string,
  description: string,
  rate: string,
  options: Options = {},
): PriceInput {
  return { ...first(everywhere(service, usageType, unit, description, rate, options)), region: null };
}

const instance = (type: string, ...rates: [string, string, string, string]) =>
  everywhere('AmazonEC2', `BoxUsage:${type}`, 'Hrs', `Linux ${type} instance, on demand`, rates, { blend: 'hour' });

const INSTANCES = [
  instance('t3.nano', '0.0052', '0.0057', '0.006', '0.0068'),
  instance('t3.micro', '0.0104', '0.0114', '0.012', '0.0136'),
  instance('t3.small', '0.0208', '0.0228', '0.024', '0.0272'),
  instance('t3.medium', '0.0416', '0.0456', '0.048', '0.0544'),
  instance('t3.large', '0.0832', '0.0912', '0.096', '0.1088'),
  instance('m5.large', '0.096', '0.107', '0.115', '0.124'),
  instance('m5.xlarge', '0.192', '0.214', '0.23', '0.248'),
  instance('m5.2xlarge', '0.384', '0.428', '0.46', '0.496'),
  instance('m6a.large', '0.0864', '0.0963', '0.1035', '0.1116'),
  instance('m6a.xlarge', '0.1728', '0.1926', '0.207', '0.2232'),
  instance('c5.large', '0.085', '0.096', '0.097', '0.107'),
  instance('c5.xlarge', '0.17', '0.192', '0.194', '0.214'),
  instance('r5.large', '0.126', '0.141', '0.152', '0.152'),
  instance('r5.xlarge', '0.252', '0.282', '0.304', '0.304'),
  instance('g4dn.xlarge', '0.526', '0.587', '0.658', '0.71'),
  instance('g4dn.12xlarge', '3.912', '4.362', '4.89', '5.281'),
  instance('p3.16xlarge', '24.48', '26.44', '30.584', '33.552'),
].flat();

const s3 = (name: string, unit: string, description: string, rates: Rates, options?: Options) =>
  everywhere('AmazonS3', name, unit, description, rates, options);

const STORAGE = [
  s3('TimedStorage-ByteHrs', 'GB-Mo', 'S3 Standard storage', ['0.023', '0.023', '0.0245', '0.025'], {
    tiers: [
      ['51200', ['0.022', '0.022', '0.0235', '0.024']],
      ['512000', ['0.021', '0.021', '0.0225', '0.023']],
    ],
  }),
  s3('TimedStorage-SIA-ByteHrs', 'GB-Mo', 'S3 Standard-Infrequent Access storage', ['0.0125', '0.0125', '0.0135', '0.0138']),
  s3('TimedStorage-ZIA-ByteHrs', 'GB-Mo', 'S3 One Zone-Infrequent Access storage', ['0.01', '0.01', '0.0108', '0.011']),
  s3('TimedStorage-GIR-ByteHrs', 'GB-Mo', 'S3 Glacier Instant Retrieval storage', ['0.004', '0.004', '0.005', '0.005']),
  s3('TimedStorage-GlacierByteHrs', 'GB-Mo', 'S3 Glacier Flexible Retrieval storage', ['0.0036', '0.0036', '0.00405', '0.0045']),
  s3('TimedStorage-GDA-ByteHrs', 'GB-Mo', 'S3 Glacier Deep Archive storage', ['0.00099', '0.00099', '0.0018', '0.002']),
  s3('Requests-Tier1', 'Requests', 'S3 PUT, COPY, POST and LIST requests', ['0.000005', '0.000005', '0.0000054', '0.0000047']),
  s3('Requests-Tier2', 'Requests', 'S3 GET and all other requests', ['0.0000004', '0.0000004', '0.00000043', '0.00000037']),
  s3('Retrieval-SIA', 'GB', 'Retrieval from S3 Standard-Infrequent Access', '0.01'),
  everywhere('AmazonEC2', 'EBS:VolumeUsage.gp3', 'GB-Mo', 'EBS volumes, gp3', ['0.08', '0.088', '0.0952', '0.096']),
  everywhere('AmazonEC2', 'EBS:VolumeUsage.gp2', 'GB-Mo', 'EBS volumes, gp2', ['0.10', '0.11', '0.119', '0.12']),
  everywhere('AmazonEC2', 'EBS:VolumeP-IOPS.gp3', 'IOPS-Mo', 'EBS provisioned operations, gp3', [
    '0.005',
    '0.0055',
    '0.006',
    '0.006',
  ]),
  everywhere('AmazonEC2', 'EBS:SnapshotUsage', 'GB-Mo', 'EBS snapshots', ['0.05', '0.05', '0.054', '0.05']),
  everywhere('AmazonECR', 'TimedStorage-ByteHrs', 'GB-Mo', 'ECR image storage', '0.10'),
].flat();

const transfer = (name: string, description: string, rates: Rates, options?: Options) =>
  everywhere('AWSDataTransfer', name, 'GB', description, rates, options);

const NETWORK = [
  // All Regions and services share the free 100 GB.
  ...transfer('DataTransfer-Out-Bytes', 'Data transfer out to the internet', ['0.09', '0.09', '0.09', '0.114'], {
    free: '100',
    freeScope: 'Data transfer out',
    tiers: [
      ['10240', ['0.085', '0.085', '0.085', '0.089']],
      ['51200', ['0.07', '0.07', '0.07', '0.086']],
      ['153600', ['0.05', '0.05', '0.05', '0.084']],
    ],
  }),
  ...transfer('DataTransfer-In-Bytes', 'Data transfer in from the internet', '0'),
  ...transfer('DataTransfer-Regional-Bytes', 'Data transfer between Availability Zones', '0.01'),
  anywhere('AWSDataTransfer', 'USE1-EUC1-AWS-Out-Bytes', 'GB', 'Data transfer from us-east-1 to eu-central-1', '0.02'),
  anywhere('AWSDataTransfer', 'EUC1-USE1-AWS-Out-Bytes', 'GB', 'Data transfer from eu-central-1 to us-east-1', '0.02'),
  anywhere('AWSDataTransfer', 'APN1-USE1-AWS-Out-Bytes', 'GB', 'Data transfer from ap-northeast-1 to us-east-1', '0.09'),
  ...everywhere('AmazonEC2', 'NatGateway-Hours', 'Hrs', 'NAT gateways', ['0.045', '0.048', '0.052', '0.062']),
  ...everywhere('AmazonEC2', 'NatGateway-Bytes', 'GB', 'Data processed by NAT gateways', ['0.045', '0.048', '0.052', '0.062']),
  ...everywhere('AmazonVPC', 'PublicIPv4:InUseAddress', 'Hrs', 'Public IPv4 addresses in use', '0.005'),
  ...everywhere('AmazonVPC', 'PublicIPv4:IdleAddress', 'Hrs', 'Public IPv4 addresses that nothing uses', '0.005'),
  ...everywhere('AWSELB', 'LoadBalancerUsage', 'Hrs', 'Application Load Balancers', ['0.0225', '0.0252', '0.027', '0.0243']),
  ...everywhere('AWSELB', 'LCUUsage', 'LCU-Hrs', 'Application Load Balancer capacity units', '0.008'),
  anywhere('AmazonCloudFront', 'US-DataTransfer-Out-Bytes', 'GB', 'CloudFront data transfer out, United States', '0.085', {
    free: '1024',
    freeScope: 'CloudFront data transfer out',
    tiers: [
      ['10240', '0.080'],
      ['51200', '0.060'],
      ['153600', '0.040'],
    ],
  }),
  anywhere('AmazonCloudFront', 'EU-DataTransfer-Out-Bytes', 'GB', 'CloudFront data transfer out, Europe', '0.085', {
    free: '1024',
    freeScope: 'CloudFront data transfer out',
    tiers: [
      ['10240', '0.080'],
      ['51200', '0.060'],
      ['153600', '0.040'],
    ],
  }),
  anywhere('AmazonCloudFront', 'US-Requests-Tier2-HTTPS', 'Requests', 'CloudFront HTTPS requests, United States', '0.000001', {
    free: '10000000',
    freeScope: 'CloudFront requests',
  }),
  anywhere('AmazonRoute53', 'HostedZone', 'HostedZone', 'Route 53 hosted zones', '0.50', { tiers: [['25', '0.10']] }),
  anywhere('AmazonRoute53', 'DNS-Queries', 'Queries', 'Route 53 queries', '0.0000004', { tiers: [['1000000000', '0.0000002']] }),
];

const COMPUTE = [
  everywhere('AWSLambda', 'Lambda-GB-Second', 'Lambda-GB-Second', 'Lambda duration', '0.0000166667', {
    free: '400000',
    freeScope: 'Lambda duration',
    tiers: [
      ['6000000000', '0.000015'],
      ['15000000000', '0.0000133334'],
    ],
  }),
  everywhere('AWSLambda', 'Request', 'Requests', 'Lambda requests', '0.0000002', {
    free: '1000000',
    freeScope: 'Lambda requests',
  }),
  everywhere('AmazonECS', 'Fargate-vCPU-Hours:perCPU', 'hours', 'Fargate processors', [
    '0.04048',
    '0.04048',
    '0.04656',
    '0.05056',
  ]),
  everywhere('AmazonECS', 'Fargate-GB-Hours', 'hours', 'Fargate memory', ['0.004445', '0.004445', '0.00511', '0.00553'], {}),
].flat();

const DATABASES = [
  everywhere('AmazonDynamoDB', 'TimedStorage-ByteHrs', 'GB-Mo', 'DynamoDB storage', ['0.25', '0.283', '0.306', '0.285'], {
    free: '25',
    freeScope: 'DynamoDB storage',
  }),
  everywhere('AmazonDynamoDB', 'ReadRequestUnits', 'ReadRequestUnits', 'DynamoDB reads on demand', [
    '0.000000125',
    '0.0000001415',
    '0.0000001525',
    '0.0000001425',
  ]),
  everywhere('AmazonDynamoDB', 'WriteRequestUnits', 'WriteRequestUnits', 'DynamoDB writes on demand', [
    '0.000000625',
    '0.000000705',
    '0.0000007625',
    '0.000000715',
  ]),
  everywhere('AmazonRDS', 'InstanceUsage:db.t3.micro', 'Hrs', 'RDS for PostgreSQL, db.t3.micro', [
    '0.018',
    '0.02',
    '0.021',
    '0.026',
  ]),
  everywhere('AmazonRDS', 'InstanceUsage:db.t3.medium', 'Hrs', 'RDS for PostgreSQL, db.t3.medium', [
    '0.072',
    '0.08',
    '0.084',
    '0.104',
  ]),
  everywhere('AmazonRDS', 'InstanceUsage:db.m5.large', 'Hrs', 'RDS for PostgreSQL, db.m5.large', [
    '0.178',
    '0.196',
    '0.212',
    '0.235',
  ]),
  everywhere('AmazonRDS', 'Multi-AZUsage:db.m5.large', 'Hrs', 'RDS for PostgreSQL, db.m5.large in two Availability Zones', [
    '0.356',
    '0.392',
    '0.424',
    '0.47',
  ]),
  everywhere('AmazonRDS', 'RDS:GP3-Storage', 'GB-Mo', 'RDS storage, gp3', ['0.115', '0.127', '0.137', '0.138']),
  everywhere('AmazonRDS', 'RDS:ChargedBackupUsage', 'GB-Mo', 'RDS backups beyond the size of the databases', [
    '0.095',
    '0.095',
    '0.103',
    '0.095',
  ]),
  everywhere('AmazonRedshift', 'Node:ra3.xlplus', 'Hrs', 'Redshift ra3.xlplus nodes', ['1.086', '1.202', '1.298', '1.278']),
  everywhere('AmazonAthena', 'DataScannedInTB', 'Terabytes', 'Athena queries, by the data they scan', '5'),
  everywhere('AWSGlue', 'ETL-DPU-Hour', 'DPU-Hour', 'Glue jobs', '0.44'),
].flat();

const SHARED_SERVICES = [
  everywhere('AWSQueueService', 'Requests-RBP', 'Requests', 'SQS requests, standard queues', '0.0000004', {
    free: '1000000',
    freeScope: 'SQS requests',
  }),
  everywhere('AWSQueueService', 'Requests-FIFO-RBP', 'Requests', 'SQS requests, FIFO queues', '0.0000005', {
    free: '1000000',
    freeScope: 'SQS requests',
  }),
  everywhere('AmazonSNS', 'Requests-Tier1', 'Requests', 'SNS requests', '0.0000005', {
    free: '1000000',
    freeScope: 'SNS requests',
  }),
  everywhere('AmazonSNS', 'DeliveryAttempts-HTTP', 'Notifications', 'SNS deliveries by HTTP', '0.0000006', {
    free: '100000',
    freeScope: 'SNS deliveries by HTTP',
  }),
  everywhere('awskms', 'KMS-Keys', 'Keys', 'KMS keys', '1'),
  everywhere('awskms', 'KMS-Requests', 'Requests', 'KMS requests', '0.000003', {
    free: '20000',
    freeScope: 'KMS requests',
  }),
  everywhere('AWSSecretsManager', 'AWSSecretsManager-Secrets', 'Secrets', 'Secrets Manager secrets', '0.40', {}),
  everywhere('AWSSecretsManager', 'AWSSecretsManagerAPIRequest', 'API Requests', 'Secrets Manager calls', '0.000005', {}),
  everywhere('AmazonCloudWatch', 'CW:MetricMonitorUsage', 'Metrics', 'CloudWatch metrics', '0.30', {
    free: '10',
    freeScope: 'CloudWatch metrics',
    tiers: [
      ['10000', '0.10'],
      ['250000', '0.05'],
      ['1000000', '0.02'],
    ],
  }),
  everywhere('AmazonCloudWatch', 'CW:AlarmMonitorUsage', 'Alarms', 'CloudWatch alarms', '0.10', {
    free: '10',
    freeScope: 'CloudWatch alarms',
  }),
  everywhere('AmazonCloudWatch', 'CW:Requests', 'Requests', 'CloudWatch calls', '0.00001', {
    free: '1000000',
    freeScope: 'CloudWatch calls',
  }),
  everywhere('AmazonCloudWatch', 'DataProcessing-Bytes', 'GB', 'CloudWatch logs taken in', ['0.50', '0.57', '0.63', '0.76'], {
    free: '5',
    freeScope: 'CloudWatch logs',
  }),
  everywhere('AmazonCloudWatch', 'TimedStorage-ByteHrs', 'GB-Mo', 'CloudWatch logs kept', ['0.03', '0.03', '0.0324', '0.033']),
].flat();

/**
 * Sample data near AWS's list prices of November 2026, for realistic bills: AWS's usage types in four Regions. It comes from
 * public copies of price pages and common knowledge, not from AWS's Price List API, so single prices may be old or wrong. Edit
 * the list for real prices.
 *
 * The free data transfer counts before the first tier. AWS does not say whether it is part of that tier.
 */
export const currentPrices: PriceListInput = {
  name: 'Current list prices (sample)',
  about:
    'Sample data close to the list prices of AWS in November 2026, for us-east-1, eu-west-1, eu-central-1 and ap-northeast-1. It was collected ' +
    'from public copies of price pages and not checked against the AWS Price List API. Some prices can be old or wrong.',
  currency: 'USD',
  effective: '2026-11-01',
  gbPerTb: 1024,
  prices: [...INSTANCES, ...STORAGE, ...NETWORK, ...COMPUTE, ...DATABASES, ...SHARED_SERVICES],
  reservations: RESERVATIONS,
  savingsPlans: savingsPlans([...INSTANCES, ...COMPUTE]),
};
