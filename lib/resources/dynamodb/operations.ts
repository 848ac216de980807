import { randomUUID } from 'node:crypto';
import { requestTagContext } from '../../core/authorization/context';
import { validationError } from '../../core/errors';
import { type Check, defineOperation } from '../../core/operation';
import { quotas } from '../../core/quotas';
import { isPublicPolicy } from '../policies';
import { createResource, deleteResource, hasRoomFor, listResources } from '../rows';
import { withTags } from '../tags';
import { DYNAMODB_TAG_ERRORS, dynamoDbError, invalidValue } from './errors';
import { measure } from './items';
import { requireNothingElse } from './not-here';
import { firstRevision, toStoredTablePolicy } from './policies';
import { type KeyAttribute, refusePublicPolicy, Table, type TableSettings } from './resource';
import { findTable, type NamedTable, placeOf, requireTable, tableCheck, toTableDescription } from './rows';
import { CreateTableInput, ListTablesInput, TableInput } from './schema';

/** @throws AwsError ValidationException in AWS's words */
function readKeys({ KeySchema, AttributeDefinitions }: CreateTableInput): Pick<TableSettings, 'partitionKey' | 'sortKey'> {
  const [first, second] = KeySchema;
  if (first?.KeyType !== 'HASH' || (second && second.KeyType !== 'RANGE'))
    throw invalidValue('Invalid KeySchema: The first KeySchemaElement is not a HASH key type', 'KeySchema');
  const attribute = (name: string): KeyAttribute => {
    const defined = AttributeDefinitions.find(({ AttributeName }) => AttributeName === name);
    if (!defined) {
      const names = AttributeDefinitions.map(({ AttributeName }) => AttributeName);
      throw invalidValue(
        `Some index key attributes are not defined in AttributeDefinitions. Keys: [${name}], AttributeDefinitions: [${names.join(', ')}]`,
        'AttributeDefinitions',
      );
    }
    return { name, type: defined.AttributeType };
  };
  const keys = {
    partitionKey: attribute(first.AttributeName),
    ...(second && { sortKey: attribute(second.AttributeName) }),
  };
  if (second?.AttributeName === first.AttributeName)
    throw invalidValue('Both the Hash Key and the Range Key element in the KeySchema have the same name', 'KeySchema');
  if (AttributeDefinitions.length !== KeySchema.length) {
    throw invalidValue(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
      'AttributeDefinitions',
    );
  }
  return keys;
}

/** @throws AwsError ValidationException in AWS's words */
function requireThroughput({ BillingMode = 'PROVISIONED', ProvisionedThroughput }: CreateTableInput): void {
  if (BillingMode === 'PROVISIONED' && !ProvisionedThroughput) {
    throw invalidValue(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
      'ProvisionedThroughput',
    );
  }
  if (BillingMode === 'PAY_PER_REQUEST' && ProvisionedThroughput) {
    throw invalidValue(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
      'ProvisionedThroughput',
    );
  }
}

export const CreateTable = defineOperation({
  service: 'dynamodb',
  name: 'CreateTable',
  access: 'Write',
  input: CreateTableInput,
  target: ({ TableName }, scope) => findTable(scope, TableName),
  checks: ({ Tags = [], ResourcePolicy }, scope, table) => {
    const context = requestTagContext(Tags);
    const checks: Check[] = tableCheck('dynamodb:CreateTable', scope, table, context);
    // AWS: everything beyond creating the table needs its own permission.
    if (Tags.length > 0) checks.push(...tableCheck('dynamodb:TagResource', scope, table, context));
    if (ResourcePolicy !== undefined) checks.push(...tableCheck('dynamodb:PutResourcePolicy', scope, table));
    return checks;
  },
  // Before the transaction, since it takes long for large policies.
  prepare: async ({ ResourcePolicy }) => ResourcePolicy !== undefined && (await isPublicPolicy(ResourcePolicy)),
  run: async (input, scope, { arn, accountId, name, found }, isPublic) => {
    requireNothingElse(CreateTableInput, input);
    const keys = readKeys(input);
    requireThroughput(input);
    if (accountId !== scope.accountId)
      throw validationError('A table is created in the account of the caller: its ARN names another one.', 'TableName');
    if (found) throw dynamoDbError('ResourceInUseException', `Table already exists: ${name}`);
    const place = placeOf(scope);
    if (!(await hasRoomFor(scope.db, Table, place))) {
      const most = quotas().DynamoDBTablesPerRegion;
      throw dynamoDbError(
        'LimitExceededException',
        `Subscriber limit exceeded: There is a limit of ${most} tables per subscriber`,
      );
    }
    const { ResourcePolicy, ProvisionedThroughput: provisioned } = input;
    const policy = ResourcePolicy === undefined ? null : await toStoredTablePolicy(scope, arn, ResourcePolicy);
    if (isPublic) refusePublicPolicy();
    const table = await createResource(scope.db, Table, place, {
      name,
      policy,
      tags: withTags([], input.Tags ?? [], DYNAMODB_TAG_ERRORS),
      settings: {
        tableId: randomUUID(),
        ...keys,
        provisioned,
        tableClass: input.TableClass,
        policyRevision: firstRevision(scope),
      },
      createdAt: scope.now,
    });
    return { TableDescription: toTableDescription(table, { items: 0, bytes: 0 }) };
  },
});

const notFound = ({ name }: NamedTable) => `Requested resource not found: Table: ${name} not found`;

export const DescribeTable = defineOperation({
  service: 'dynamodb',
  name: 'DescribeTable',
  access: 'Read',
  input: TableInput,
  target: ({ TableName }, scope) => findTable(scope, TableName),
  checks: (_input, scope, table) => tableCheck('dynamodb:DescribeTable', scope, table),
  run: async (_input, { db }, named) => {
    const table = requireTable(named, notFound(named));
    return { Table: toTableDescription(table, await measure(db, table)) };
  },
});

const MOST_LISTED = 100;

export const ListTables = defineOperation({
  service: 'dynamodb',
  name: 'ListTables',
  access: 'List',
  input: ListTablesInput,
  checks: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
  run: async ({ ExclusiveStartTableName = '', Limit = MOST_LISTED }, scope) => {
    const tables = await listResources(scope.db, Table, placeOf(scope));
    const after = tables.filter(({ name }) => name > ExclusiveStartTableName);
    const TableNames = after.slice(0, Limit).map(({ name }) => name);
    return { TableNames, LastEvaluatedTableName: after.length > Limit ? TableNames.at(-1) : undefined };
  },
});

export const DeleteTable = defineOperation({
  service: 'dynamodb',
  name: 'DeleteTable',
  access: 'Write',
  input: TableInput,
  target: ({ TableName }, scope) => findTable(scope, TableName),
  checks: (_input, scope, table) => tableCheck('dynamodb:DeleteTable', scope, table),
  run: async (_input, { db }, named) => {
    const table = requireTable(named, notFound(named));
    const measured = await measure(db, table);
    await db.tableItem.deleteMany({ where: { tableId: table.id } });
    await deleteResource(db, table);
    return { TableDescription: toTableDescription(table, measured, 'DELETING') };
  },
});
