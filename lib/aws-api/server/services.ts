import type { RequestContext } from '@gatehouse/policy/evaluate';
import { accessAnalyzerOperations } from '../../access-analyzer';
import { budgetsOperations, costExplorerOperations } from '../../billing';
import type { AnyOperation } from '../../core/operation';
import { cloudTrailOperations } from '../../events';
import { iamOperations } from '../../iam';
import { organizationsOperations } from '../../organizations';
import {
  dynamoDbOperations,
  ec2Operations,
  kmsOperations,
  lambdaOperations,
  s3ControlOperations,
  s3Operations,
  secretsManagerOperations,
  snsOperations,
  sqsOperations,
} from '../../resources';
import { stsOperations } from '../../sts';
import type { WireServiceName } from '../protocol/sdk-schemas';
import type { Signature } from '../signature/signature';
import type { SigningRules } from '../signature/verify-signature';
import { s3RequestContext } from './s3-context';
import type { WireRequest } from './wire-request';

/** A service as its clients find it. */
export type WireService = {
  name: WireServiceName;
  /** What people call it. */
  title: string;
  /** What the credential scope of a signature must name. */
  signingName: string;
  /** What the name of the variable ends with that tells clients its endpoint: AWS_ENDPOINT_URL_IAM. */
  endpointVariable: string;
  /** AWS: IAM, Organizations, Cost Explorer and Budgets are global, so aws:RequestedRegion is the partition's first Region whatever was signed for. */
  global: boolean;
  /** How its requests are signed, where that is not as all others are. */
  signing?: SigningRules;
  operations: Readonly<Record<string, AnyOperation>>;
  /** The condition keys that follow from how a request is made. */
  contextOf?: (request: Pick<WireRequest, 'headers' | 'query'>, signature?: Signature) => RequestContext;
  /** Of a service that is played in part: why there is no more of it, as a sentence for whoever misses something. */
  partly?: string;
};

const TO_TRY_POLICIES_ON = 'It keeps resources only to show who may use them.';

export const IAM: WireService = {
  name: 'iam',
  title: 'IAM',
  signingName: 'iam',
  endpointVariable: 'IAM',
  global: true,
  operations: iamOperations,
};
export const STS: WireService = {
  name: 'sts',
  title: 'STS',
  signingName: 'sts',
  endpointVariable: 'STS',
  global: false,
  operations: stsOperations,
};
export const ORGANIZATIONS: WireService = {
  name: 'organizations',
  title: 'Organizations',
  signingName: 'organizations',
  endpointVariable: 'ORGANIZATIONS',
  global: true,
  operations: organizationsOperations,
};
export const COST_EXPLORER: WireService = {
  name: 'ce',
  title: 'Cost Explorer',
  signingName: 'ce',
  endpointVariable: 'COST_EXPLORER',
  global: true,
  operations: costExplorerOperations,
};
export const BUDGETS: WireService = {
  name: 'budgets',
  title: 'Budgets',
  signingName: 'budgets',
  endpointVariable: 'BUDGETS',
  global: true,
  operations: budgetsOperations,
};
export const CLOUDTRAIL: WireService = {
  name: 'cloudtrail',
  title: 'CloudTrail',
  signingName: 'cloudtrail',
  endpointVariable: 'CLOUDTRAIL',
  global: false,
  operations: cloudTrailOperations,
  partly: 'It answers from the event history that every account has, and delivers events nowhere.',
};
export const ACCESS_ANALYZER: WireService = {
  name: 'access-analyzer',
  title: 'IAM Access Analyzer',
  signingName: 'access-analyzer',
  endpointVariable: 'ACCESSANALYZER',
  global: false,
  operations: accessAnalyzerOperations,
};
export const KMS: WireService = {
  name: 'kms',
  title: 'KMS',
  signingName: 'kms',
  endpointVariable: 'KMS',
  global: false,
  operations: kmsOperations,
  partly: TO_TRY_POLICIES_ON,
};

export const SQS: WireService = {
  name: 'sqs',
  title: 'SQS',
  signingName: 'sqs',
  endpointVariable: 'SQS',
  global: false,
  operations: sqsOperations,
  partly: TO_TRY_POLICIES_ON,
};

export const SECRETS_MANAGER: WireService = {
  name: 'secretsmanager',
  title: 'Secrets Manager',
  signingName: 'secretsmanager',
  endpointVariable: 'SECRETS_MANAGER',
  global: false,
  operations: secretsManagerOperations,
  partly: TO_TRY_POLICIES_ON,
};

export const SNS: WireService = {
  name: 'sns',
  title: 'SNS',
  signingName: 'sns',
  endpointVariable: 'SNS',
  global: false,
  operations: snsOperations,
  partly: TO_TRY_POLICIES_ON,
};

export const EC2: WireService = {
  name: 'ec2',
  title: 'EC2',
  signingName: 'ec2',
  endpointVariable: 'EC2',
  global: false,
  operations: ec2Operations,
  partly: TO_TRY_POLICIES_ON,
};

export const S3: WireService = {
  name: 's3',
  title: 'S3',
  signingName: 's3',
  endpointVariable: 'S3',
  global: false,
  signing: { pathAsSent: true, payloadAsTold: true, expiresAsTold: true, listsUnsigned: true },
  contextOf: s3RequestContext,
  operations: s3Operations,
  partly: TO_TRY_POLICIES_ON,
};

/** What S3 does for an account rather than a bucket. Its calls are signed as those of S3. */
export const S3_CONTROL: WireService = {
  ...S3,
  name: 's3control',
  title: 'S3 Control',
  endpointVariable: 'S3_CONTROL',
  operations: s3ControlOperations,
};

export const DYNAMODB: WireService = {
  name: 'dynamodb',
  title: 'DynamoDB',
  signingName: 'dynamodb',
  endpointVariable: 'DYNAMODB',
  global: false,
  operations: dynamoDbOperations,
  partly: TO_TRY_POLICIES_ON,
};

export const LAMBDA: WireService = {
  name: 'lambda',
  title: 'Lambda',
  signingName: 'lambda',
  endpointVariable: 'LAMBDA',
  global: false,
  operations: lambdaOperations,
  partly: TO_TRY_POLICIES_ON,
};

/** Every service that the wire API serves, in the order in which pages and messages name them. */
export const SERVICES: readonly WireService[] = [
  IAM,
  ORGANIZATIONS,
  STS,
  COST_EXPLORER,
  BUDGETS,
  CLOUDTRAIL,
  ACCESS_ANALYZER,
  S3,
  S3_CONTROL,
  EC2,
  KMS,
  SQS,
  SNS,
  DYNAMODB,
  LAMBDA,
  SECRETS_MANAGER,
];

/**
 * What a client reads that calls an operation of AWS's which is not here: its name first, the page with all that is here last.
 * @param consoleUrl null: no page is named
 */
export function notAvailable({ title, partly }: WireService, name: string, consoleUrl: string | null): string {
  const page = consoleUrl === null ? '' : ` Every operation of ${title} that is: ${consoleUrl}/settings/api-coverage`;
  return `${name} is not available in Gatehouse.${partly === undefined ? '' : ` ${partly}`}${page}`;
}

/** The operation of that name, unless it is one of the console's own that AWS does not have. */
export function findOperation(service: WireService, name: string): AnyOperation | undefined {
  return Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
}
