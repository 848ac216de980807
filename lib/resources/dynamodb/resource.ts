import { defineKind, type StoredResource } from '../../core/module/kind';
import { TABLE, tableArn } from './arns';
import { invalidValue } from './errors';
import type { KeyType } from './values';

/** An attribute of the primary key. */
export type KeyAttribute = { name: string; type: KeyType };

export type TableSettings = {
  /** AWS's TableId. */
  tableId: string;
  partitionKey: KeyAttribute;
  sortKey?: KeyAttribute | undefined;
  /** The requested capacity. Nothing is metered. Absent: on-demand. */
  provisioned?: { ReadCapacityUnits: number; WriteCapacityUnits: number } | undefined;
  /** AWS's storage class, which has no effect here. Absent: STANDARD. */
  tableClass?: 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS' | undefined;
  /** The policy's revision. It stays after the policy is deleted, so that no revision comes twice. */
  policyRevision: number;
};
export type TableResource = StoredResource<TableSettings>;

/**
 * Source: DynamoDB Developer Guide, "DynamoDB API operations supported by resource-based policies": only their own account
 * creates and configures tables. A table's policy counts as configuration.
 */
const OWNERS_ONLY: ReadonlySet<string> = new Set(
  [
    'CreateTable',
    'DeleteResourcePolicy',
    'DescribeContinuousBackups',
    'DescribeKinesisStreamingDestination',
    'DescribeTimeToLive',
    'DisableKinesisStreamingDestination',
    'EnableKinesisStreamingDestination',
    'GetResourcePolicy',
    'PartiQLDelete',
    'PartiQLInsert',
    'PartiQLSelect',
    'PartiQLUpdate',
    'PutResourcePolicy',
    'UpdateContinuousBackups',
    'UpdateTimeToLive',
  ].map((name) => `dynamodb:${name.toLowerCase()}`),
);

/** Returns the ARN of the table that an ARN of DynamoDB names or lies in. */
function tableIn(arn: string): string {
  return arn.split('/', 2).join('/');
}

export const Table = defineKind<TableSettings>({
  service: TABLE.service,
  type: TABLE.type,
  arn: tableArn,
  arnPattern: /^arn:[^:]+:dynamodb:[^:]+:\d{12}:table\//,
  policyReading: (arn) => ['GetResourcePolicy', { ResourceArn: tableIn(arn) }],
  tagReading: (arn) => ['ListTagsOfResource', { ResourceArn: tableIn(arn) }],
  quota: 'DynamoDBTablesPerRegion',
  packs: {
    create: ({ name: TableName, tags }) => ({
      do: 'dynamodb:CreateTable',
      input: {
        TableName,
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        ...(tags.length > 0 && { Tags: tags }),
      },
    }),
    savePolicy: ({ arn: ResourceArn }, Policy) => ({ do: 'dynamodb:PutResourcePolicy', input: { ResourceArn, Policy } }),
  },
  watched: { action: 'dynamodb:GetItem', part: '' },
  usualActions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteTable'],
  listed: {
    noun: TABLE.noun,
    label: TABLE.label,
    check: () => ({ action: 'dynamodb:ListTables', resource: '*' }),
    policyBy: 'dynamodb:GetResourcePolicy',
    tagsBy: 'dynamodb:ListTagsOfResource',
    factsBy: 'dynamodb:DescribeTable',
    facts: {
      partitionKey: ({ settings }) => settings.partitionKey.name,
      sortKey: ({ settings }) => settings.sortKey?.name,
    },
  },
  ownersOnly: OWNERS_ONLY,
  // Indexes and streams have ARNs below their table's.
  containerOf: tableIn,
  policy: {
    savedBy: 'dynamodb:PutResourcePolicy',
    // AWS: 20 KB, white space included.
    most: 20_480,
    tooLong: () => invalidValue('Maximum policy size of 20480 bytes exceeded', 'Policy'),
    type: TABLE.policyType,
    refused: (sentence) => invalidValue(sentence, 'Policy'),
    invalidPrincipal: (value) => invalidValue(`Invalid principal in policy: ${value}`, 'Policy'),
  },
  refusePublic: refusePublicPolicy,
});

/**
 * Refuses a public policy. DynamoDB always does, and this cannot be turned off.
 * Source: DynamoDB Developer Guide, "Blocking public access with resource-based policies in DynamoDB".
 * @throws AwsError ValidationException
 */
export function refusePublicPolicy(): void {
  throw invalidValue('Resource-based policies that grant public access are blocked.', 'Policy');
}
