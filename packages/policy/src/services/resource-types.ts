import { isDelegableAction } from '../validate/delegation';

/** The levels of access to a resource: reading its contents, changing or using it, and deciding who else may. */
export type ReachLevel = 'read' | 'write' | 'permissions';

export type TypeFacts = {
  /** The prefix of the actions that its policies name. */
  service: string;
  /** The types of the actions that editors offer for its policies, in the catalog's words. Absent: all actions of the service. */
  offered?: readonly string[];
  /** The types of the actions that its policies may name. Absent: all actions of the service. */
  accepted?: readonly string[];
  /** Tests whether its policies may name an action, where actions are accepted one by one. */
  accepts?: (action: string) => boolean;
  /** The most characters of its policy, if they differ from most services' 20,480. */
  most?: number;
  /**
   * The ARNs with which the service names everything in an account for calls without a resource, in lower case by action or service.
   * `${*}` is a literal star. Source: the ARN in the service's own AccessDenied messages.
   */
  everything?: Readonly<Record<string, string>>;
  /**
   * The actions that show whether a principal reads, writes or gives away a resource, the most common first. The catalog's access
   * levels have many more, most of which (a bucket's Region, a queue's tags) are not meant by reading. The `permissions` actions write
   * the resource policy.
   */
  reach?: Readonly<Record<ReachLevel, readonly string[]>>;
};

/**
 * The kinds of resources with policies, and what the engine knows of each. AWS: Access Analyzer API, `validatePolicyResourceType`, and
 * further types with policies in Gatehouse. `services/refused-on-save.ts` has the rules for saving them.
 */
const TYPES = {
  'AWS::S3::Bucket': {
    service: 's3',
    offered: ['bucket', 'object'],
    accepted: ['bucket', 'object'],
    // Source: S3 User Guide, "Walkthrough: Controlling access to a bucket with user policies".
    everything: { s3: 'arn:${Partition}:s3:::${*}' },
    reach: {
      read: ['s3:GetObject', 's3:ListBucket'],
      write: ['s3:PutObject', 's3:DeleteObject'],
      permissions: ['s3:PutBucketPolicy'],
    },
  },
  'AWS::S3::AccessPoint': {
    service: 's3',
    offered: ['accesspoint', 'accesspointobject'],
    accepted: ['accesspoint', 'accesspointobject', 'object', 'bucket'],
  },
  'AWS::S3::MultiRegionAccessPoint': { service: 's3', offered: ['multiregionaccesspoint'] },
  'AWS::S3ObjectLambda::AccessPoint': { service: 's3-object-lambda' },
  'AWS::SQS::Queue': {
    service: 'sqs',
    offered: ['queue'],
    everything: { 'sqs:listqueues': 'arn:${Partition}:sqs:${Region}:${Account}:' },
    reach: {
      read: ['sqs:ReceiveMessage'],
      write: ['sqs:SendMessage', 'sqs:DeleteMessage'],
      permissions: ['sqs:SetQueueAttributes', 'sqs:AddPermission'],
    },
  },
  'AWS::SNS::Topic': {
    service: 'sns',
    offered: ['topic'],
    most: 30_720,
    everything: { sns: 'arn:${Partition}:sns:${Region}:${Account}:${*}' },
    reach: {
      read: ['sns:Subscribe'],
      write: ['sns:Publish'],
      permissions: ['sns:SetTopicAttributes', 'sns:AddPermission'],
    },
  },
  'AWS::KMS::Key': {
    service: 'kms',
    offered: ['key'],
    most: 32_768,
    reach: {
      read: ['kms:Decrypt'],
      write: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Sign'],
      permissions: ['kms:PutKeyPolicy'],
    },
  },
  'AWS::SecretsManager::Secret': {
    service: 'secretsmanager',
    offered: ['Secret'],
    reach: {
      read: ['secretsmanager:GetSecretValue'],
      write: ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecret'],
      permissions: ['secretsmanager:PutResourcePolicy'],
    },
  },
  'AWS::Lambda::Function': {
    service: 'lambda',
    offered: ['function', 'function alias', 'function version'],
    reach: {
      read: ['lambda:GetFunction'],
      write: ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'],
      permissions: ['lambda:PutResourcePolicy', 'lambda:AddPermission'],
    },
  },
  'AWS::DynamoDB::Table': {
    service: 'dynamodb',
    offered: ['table', 'index', 'stream'],
    everything: { 'dynamodb:listtables': 'arn:${Partition}:dynamodb:${Region}:${Account}:table/${*}' },
    reach: {
      read: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
      write: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
      permissions: ['dynamodb:PutResourcePolicy'],
    },
  },
  'AWS::Organizations::ResourcePolicy': { service: 'organizations', accepts: isDelegableAction, most: 40_000 },
} as const satisfies Readonly<Record<string, TypeFacts>>;

/** The kind of resource with the policy. */
export type PolicyResourceType = keyof typeof TYPES;

export const RESOURCE_TYPES: Readonly<Record<PolicyResourceType, TypeFacts>> = TYPES;

const isResourceType = (name: string): name is PolicyResourceType => Object.hasOwn(TYPES, name);

/** The kinds of resources that principals reach, each of which is its service's only one. */
export const REACHED_TYPES: readonly PolicyResourceType[] = Object.keys(TYPES)
  .filter(isResourceType)
  .filter((name) => RESOURCE_TYPES[name].reach !== undefined);
