import { z } from 'zod';
import { Tag, TagKey, text } from '../../core/shapes';
import type { AttributeValue } from './values';

// Limits: Amazon DynamoDB API Reference, the page of each operation. values.ts and keys.ts check items and keys in AWS's words.

/** An unsupported member. Callers who send it get an error. */
export const notHere = z.unknown().optional();
/** A member without effect here: nothing is metered, and all reads are consistent. */
const ignored = z.unknown().optional();

/** A name or an ARN. */
const TableName = text({ min: 1, max: 1024 });
const ResourceArn = text({ min: 1, max: 1283 });
const Name = text({ min: 1, max: 255 });
const RevisionId = text({ min: 1, max: 255 });

const Value: z.ZodType<AttributeValue> = z.lazy(() =>
  z.object({
    S: z.string().optional(),
    N: z.string().optional(),
    B: z.instanceof(Uint8Array).optional(),
    SS: z.array(z.string()).optional(),
    NS: z.array(z.string()).optional(),
    BS: z.array(z.instanceof(Uint8Array)).optional(),
    M: z.record(z.string(), Value).optional(),
    L: z.array(Value).optional(),
    NULL: z.boolean().optional(),
    BOOL: z.boolean().optional(),
  }),
);
const Item = z.record(text({ max: 65_535 }), Value);
const Throughput = z.object({ ReadCapacityUnits: z.int().min(1), WriteCapacityUnits: z.int().min(1) });

export const CreateTableInput = z.object({
  TableName,
  AttributeDefinitions: z.array(z.object({ AttributeName: Name, AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: z
    .array(z.object({ AttributeName: Name, KeyType: z.enum(['HASH', 'RANGE']) }))
    .min(1)
    .max(2),
  BillingMode: z.enum(['PROVISIONED', 'PAY_PER_REQUEST']).optional(),
  ProvisionedThroughput: Throughput.optional(),
  Tags: z.array(Tag).optional(),
  ResourcePolicy: z.string().optional(),
  OnDemandThroughput: ignored,
  WarmThroughput: ignored,
  TableClass: z.enum(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']).optional(),
  DeletionProtectionEnabled: notHere,
  GlobalSecondaryIndexes: notHere,
  GlobalTableSettingsReplicationMode: notHere,
  GlobalTableSourceArn: notHere,
  LocalSecondaryIndexes: notHere,
  SSESpecification: notHere,
  StreamSpecification: notHere,
  VectorIndexes: notHere,
});
export type CreateTableInput = z.output<typeof CreateTableInput>;
export const TableInput = z.object({ TableName });
export const ListTablesInput = z.object({
  ExclusiveStartTableName: text({ pattern: '[a-zA-Z0-9_.-]+', min: 3, max: 255 }).optional(),
  Limit: z.int().min(1).max(100).optional(),
});

const ReturnConsumedCapacity = z.enum(['INDEXES', 'TOTAL', 'NONE']).optional();
const ReturnValues = z.enum(['NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW']).optional();
const Names = z.record(z.string(), Name).optional();

export const PutItemInput = z.object({
  TableName,
  Item,
  ReturnValues,
  ReturnConsumedCapacity,
  ReturnItemCollectionMetrics: ignored,
  ConditionalOperator: notHere,
  ConditionExpression: notHere,
  Expected: notHere,
  ExpressionAttributeNames: notHere,
  ExpressionAttributeValues: notHere,
  ReturnValuesOnConditionCheckFailure: notHere,
});
export const DeleteItemInput = PutItemInput.omit({ Item: true }).extend({ Key: Item });
export const GetItemInput = z.object({
  TableName,
  Key: Item,
  AttributesToGet: z.array(Name).min(1).optional(),
  ConsistentRead: z.boolean().optional(),
  ReturnConsumedCapacity,
  ProjectionExpression: z.string().optional(),
  ExpressionAttributeNames: Names,
});

const reading = {
  TableName,
  Limit: z.int().min(1).optional(),
  Select: z.enum(['ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES', 'COUNT']).optional(),
  AttributesToGet: z.array(Name).min(1).optional(),
  ProjectionExpression: z.string().optional(),
  ExpressionAttributeNames: Names,
  ExclusiveStartKey: Item.optional(),
  ConsistentRead: z.boolean().optional(),
  ReturnConsumedCapacity,
  ConditionalOperator: notHere,
  FilterExpression: notHere,
  IndexName: notHere,
};
export const QueryInput = z.object({
  ...reading,
  KeyConditionExpression: z.string().optional(),
  ExpressionAttributeValues: Item.optional(),
  ScanIndexForward: z.boolean().optional(),
  KeyConditions: notHere,
  QueryFilter: notHere,
});
export const ScanInput = z.object({
  ...reading,
  ExpressionAttributeValues: notHere,
  ScanFilter: notHere,
  Segment: notHere,
  TotalSegments: notHere,
});

export const PutResourcePolicyInput = z.object({
  ResourceArn,
  Policy: z.string(),
  ExpectedRevisionId: RevisionId.optional(),
  ConfirmRemoveSelfResourceAccess: z.boolean().optional(),
});
export const GetResourcePolicyInput = z.object({ ResourceArn });
export const DeleteResourcePolicyInput = z.object({ ResourceArn, ExpectedRevisionId: RevisionId.optional() });

export const TagResourceInput = z.object({ ResourceArn, Tags: z.array(Tag) });
export const UntagResourceInput = z.object({ ResourceArn, TagKeys: z.array(TagKey) });
export const ListTagsOfResourceInput = z.object({ ResourceArn, NextToken: z.string().optional() });
