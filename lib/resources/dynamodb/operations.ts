import { randomUUID } from 'node:crypto';
import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { validationError } from '../../core/errors';
import { type Check, defineOperation } from '../../core/operation';
import { decodeToken, pageOf } from '../../core/paginate';
import { quotas } from '../../core/quotas';
import { isPublicPolicy, toShownPolicy } from '../policies';
import { createResource, deleteResource, hasRoomFor, listResources, updateResource } from '../rows';
import { withoutTags, withTags } from '../tags';
import { DYNAMODB_TAG_ERRORS, dynamoDbError, invalidValue } from './errors';
import { measure } from './items';
import { requireNothingElse } from './not-here';
import { firstRevision, nextRevision, requireKeeper, toStoredTablePolicy } from './policies';
import { type KeyAttribute, refusePublicPolicy, Table, type TableResource, type TableSettings } from './resource';
import { findTable, findTableAt, type NamedTable, placeOf, requireTable, tableCheck, toTableDescription } from './rows';
import {
  CreateTableInput,
  DeleteResourcePolicyInput,
  GetResourcePolicyInput,
  ListTablesInput,
  ListTagsOfResourceInput,
  PutResourcePolicyInput,
  TableInput,
  TagResourceInput,
  UntagResourceInput,
} from './schema';

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

/** The expected revision for "no policy exists". */
const NONE = 'NO_POLICY';

function policyNotFound() {
  return dynamoDbError(
    'PolicyNotFoundException',
    'Resource-based policy not found for the provided ResourceArn, or its revision is not the expected one.',
  );
}

/** @throws AwsError PolicyNotFoundException if the policy is not the one that the caller knows */
function requireRevision({ policy, settings }: TableResource, expected: string | undefined): void {
  const revision = policy === null ? NONE : String(settings.policyRevision);
  if (expected !== undefined && expected !== revision) throw policyNotFound();
}

/** AWS: saving an unchanged policy keeps its revision. */
export const PutResourcePolicy = defineOperation({
  service: 'dynamodb',
  name: 'PutResourcePolicy',
  access: 'Permissions management',
  input: PutResourcePolicyInput,
  target: ({ ResourceArn }, scope) => findTableAt(scope, ResourceArn),
  checks: (_input, scope, table) => tableCheck('dynamodb:PutResourcePolicy', scope, table),
  // Before the transaction, since it takes long for large policies.
  prepare: ({ Policy }) => isPublicPolicy(Policy),
  run: async ({ Policy, ExpectedRevisionId, ConfirmRemoveSelfResourceAccess }, scope, named, isPublic) => {
    const table = requireTable(named);
    requireRevision(table, ExpectedRevisionId);
    const policy = await toStoredTablePolicy(scope, table.arn, Policy);
    if (isPublic) refusePublicPolicy();
    if (!ConfirmRemoveSelfResourceAccess) await requireKeeper(scope, named, policy);
    const policyRevision = policy === table.policy ? table.settings.policyRevision : nextRevision(scope, table);
    await updateResource(scope.db, table, { policy, settings: { policyRevision } });
    return { RevisionId: String(policyRevision) };
  },
});

export const GetResourcePolicy = defineOperation({
  service: 'dynamodb',
  name: 'GetResourcePolicy',
  access: 'Read',
  input: GetResourcePolicyInput,
  target: ({ ResourceArn }, scope) => findTableAt(scope, ResourceArn),
  checks: (_input, scope, table) => tableCheck('dynamodb:GetResourcePolicy', scope, table),
  run: async (_input, scope, named) => {
    const { policy, settings } = requireTable(named);
    if (policy === null) throw policyNotFound();
    return { Policy: await toShownPolicy(scope, policy), RevisionId: String(settings.policyRevision) };
  },
});

/** AWS: without a policy nothing is deleted, and only a caller who expects one gets an error. */
export const DeleteResourcePolicy = defineOperation({
  service: 'dynamodb',
  name: 'DeleteResourcePolicy',
  access: 'Permissions management',
  input: DeleteResourcePolicyInput,
  target: ({ ResourceArn }, scope) => findTableAt(scope, ResourceArn),
  checks: (_input, scope, table) => tableCheck('dynamodb:DeleteResourcePolicy', scope, table),
  run: async ({ ExpectedRevisionId }, { db }, named) => {
    const table = requireTable(named);
    requireRevision(table, ExpectedRevisionId);
    if (table.policy === null) return { RevisionId: undefined };
    await updateResource(db, table, { policy: null });
    return { RevisionId: String(table.settings.policyRevision) };
  },
});

export const TagResource = defineOperation({
  service: 'dynamodb',
  name: 'TagResource',
  access: 'Tagging',
  input: TagResourceInput,
  target: ({ ResourceArn }, scope) => findTableAt(scope, ResourceArn),
  checks: ({ Tags }, scope, table) => tableCheck('dynamodb:TagResource', scope, table, requestTagContext(Tags)),
  run: async ({ Tags }, { db }, named) => {
    const table = requireTable(named);
    await updateResource(db, table, { tags: withTags(table.tags, Tags, DYNAMODB_TAG_ERRORS) });
  },
});

export const UntagResource = defineOperation({
  service: 'dynamodb',
  name: 'UntagResource',
  access: 'Tagging',
  input: UntagResourceInput,
  target: ({ ResourceArn }, scope) => findTableAt(scope, ResourceArn),
  checks: ({ TagKeys }, scope, table) => tableCheck('dynamodb:UntagResource', scope, table, tagKeysContext(TagKeys)),
  run: async ({ TagKeys }, { db }, named) => {
    const table = requireTable(named);
    await updateResource(db, table, { tags: withoutTags(table.tags, TagKeys) });
  },
});

/** AWS: ten per page. */
const TAGS_PER_PAGE = 10;

export const ListTagsOfResource = defineOperation({
  service: 'dynamodb',
  name: 'ListTagsOfResource',
  access: 'Read',
  input: ListTagsOfResourceInput,
  target: ({ ResourceArn }, scope) => findTableAt(scope, ResourceArn),
  checks: (_input, scope, table) => tableCheck('dynamodb:ListTagsOfResource', scope, table),
  run: async ({ NextToken }, _scope, named) => {
    const { id, tags } = requireTable(named);
    const list = `ListTagsOfResource:${id}`;
    const after = NextToken === undefined ? undefined : decodeToken(list, NextToken);
    if (after === null) throw validationError('Invalid NextToken.', 'NextToken');
    const { items, next } = pageOf(tags, TAGS_PER_PAGE, list, after, ({ Key }) => Key);
    return { Tags: items, NextToken: next };
  },
});
