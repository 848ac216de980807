import type { TableDescription } from '@aws-sdk/client-dynamodb';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import { validationError } from '../../core/errors';
import type { Place } from '../../core/module/kind';
import type { Check, Scope } from '../../core/operation';
import { type NamedResource, resourceCheck } from '../questions';
import { findResource } from '../rows';
import { isTableName, readTableArn, tableArn } from './arns';
import { dynamoDbError } from './errors';
import { Table, type TableResource, type TableSettings } from './resource';

export type NamedTable = NamedResource<TableSettings> & { name: string };

export function placeOf(
  { partition, accountId, call }: Pick<Scope, 'partition' | 'accountId' | 'call'>,
  owner: string = accountId,
): Place {
  return { partition, accountId: owner, region: call.region };
}

/** Finds a table by name in the caller's account, or by ARN. @throws AwsError ValidationException for any other text */
export async function findTable(scope: Scope, nameOrArn: string): Promise<NamedTable> {
  if (nameOrArn.startsWith('arn:')) return findTableAt(scope, nameOrArn, 'TableName');
  if (!isTableName(nameOrArn)) {
    throw validationError(
      "Invalid table/index name.  Table/index names must be between 3 and 255 characters long, and may contain only the characters a-z, A-Z, 0-9, '_', '-', and '.'",
      'TableName',
    );
  }
  return named(scope, scope.accountId, nameOrArn);
}

/** Finds a table by ARN. @throws AwsError ValidationException for text that is not a table's ARN in this Region */
export async function findTableAt(scope: Scope, arn: string, member = 'ResourceArn'): Promise<NamedTable> {
  const read = readTableArn(arn);
  if (!read || read.region !== scope.call.region || !arn.startsWith(`arn:${scope.partition}:`))
    throw validationError(`Invalid ${member}: ${arn} is the ARN of no table in ${scope.call.region}.`, member);
  return named(scope, read.accountId, read.name);
}

async function named(scope: Scope, accountId: string, name: string): Promise<NamedTable> {
  const arn = tableArn(placeOf(scope, accountId), name);
  return { arn, accountId, name, found: await findResource(scope.db, Table, arn) };
}

/** Returns the check for a table. */
export function tableCheck(action: string, scope: Scope, table: NamedTable, context?: RequestContext): Check[] {
  return [resourceCheck(action, scope, Table, table, { context })];
}

/** @throws AwsError ResourceNotFoundException */
export function requireTable({ found }: NamedTable, what = 'Requested resource not found'): TableResource {
  if (!found) throw dynamoDbError('ResourceNotFoundException', what);
  return found;
}

/** Returns the SDK's shape of a table. */
export function toTableDescription(
  { name, arn, settings, createdAt }: TableResource,
  { items, bytes }: { items: number; bytes: number },
  TableStatus: 'ACTIVE' | 'DELETING' = 'ACTIVE',
) {
  const { partitionKey, sortKey, provisioned, tableClass } = settings;
  const keys = sortKey ? [partitionKey, sortKey] : [partitionKey];
  return {
    TableName: name,
    TableArn: arn,
    TableId: settings.tableId,
    TableStatus,
    CreationDateTime: createdAt,
    AttributeDefinitions: keys.map((key) => ({ AttributeName: key.name, AttributeType: key.type })),
    KeySchema: keys.map((key, index) => ({ AttributeName: key.name, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
    ItemCount: items,
    TableSizeBytes: bytes,
    DeletionProtectionEnabled: false,
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ...(provisioned ?? { ReadCapacityUnits: 0, WriteCapacityUnits: 0 }) },
    ...(tableClass && { TableClassSummary: { TableClass: tableClass } }),
    ...(!provisioned && { BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } }),
  } satisfies TableDescription;
}
