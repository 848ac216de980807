import type { z } from 'zod';
import { validationError } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { capacityOfRead, capacityOfWrite } from './capacity';
import { readingContext, writingContext } from './conditions';
import { type Expressions, keyQuery, projected, readExpressions } from './expressions';
import { compareItems, deleteItem, findItem, type ItemKey, listKeys, orderAmong, readItems, storeItem } from './items';
import { readKey, requireKeyOf } from './keys';
import { requireNothingElse } from './not-here';
import type { TableResource } from './resource';
import { findTable, type NamedTable, requireTable, tableCheck } from './rows';
import { DeleteItemInput, GetItemInput, PutItemInput, QueryInput, ScanInput } from './schema';
import { type Item, normalItem, sizeOf } from './values';

/** Items do not affect permissions, so they move no revision. */
const touches = () => ({});

/** @throws AwsError ValidationException in AWS's words */
function requireReturnable(ReturnValues: string | undefined): void {
  if (ReturnValues === undefined || ReturnValues === 'NONE' || ReturnValues === 'ALL_OLD') return;
  throw validationError('ReturnValues can only be ALL_OLD or NONE', 'ReturnValues');
}

const attributesOf = (item: Item | null, ReturnValues: string | undefined) =>
  ReturnValues === 'ALL_OLD' && item ? { ...item } : undefined;

export const PutItem = defineOperation({
  service: 'dynamodb',
  name: 'PutItem',
  access: 'Write',
  input: PutItemInput,
  touches,
  target: ({ TableName }, scope) => findTable(scope, TableName),
  checks: (input, scope, table) => tableCheck('dynamodb:PutItem', scope, table, writingContext(input, table, input.Item)),
  run: async (input, { db }, named) => {
    const table = requireTable(named);
    requireNothingElse(PutItemInput, input);
    requireReturnable(input.ReturnValues);
    requireKeyOf(table.settings, input.Item);
    const item = normalItem(input.Item);
    const before = input.ReturnValues === 'ALL_OLD' ? await findItem(db, table, readOwnKey(table, item)) : null;
    await storeItem(db, table, item);
    return {
      Attributes: attributesOf(before, input.ReturnValues),
      ConsumedCapacity: capacityOfWrite(input, table, sizeOf(item)),
    };
  },
});

function readOwnKey({ settings }: TableResource, item: Item): Item {
  const names = [settings.partitionKey.name, settings.sortKey?.name];
  return readKey(settings, Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name))));
}

export const GetItem = defineOperation({
  service: 'dynamodb',
  name: 'GetItem',
  access: 'Read',
  input: GetItemInput,
  target: async (input, scope) => ({ table: await findTable(scope, input.TableName), expressions: readExpressions(input) }),
  checks: (input, scope, { table, expressions }) =>
    tableCheck('dynamodb:GetItem', scope, table, readingContext(input, table, expressions, input.Key)),
  run: async (input, { db }, { table: named, expressions }) => {
    const table = requireTable(named);
    const item = await findItem(db, table, readKey(table.settings, input.Key));
    return {
      Item: item ? projected(item, expressions) : undefined,
      ConsumedCapacity: capacityOfRead(input, table, item ? sizeOf(item) : 0),
    };
  },
});

/** AWS: deleting an item that does not exist succeeds. */
export const DeleteItem = defineOperation({
  service: 'dynamodb',
  name: 'DeleteItem',
  access: 'Write',
  input: DeleteItemInput,
  touches,
  target: ({ TableName }, scope) => findTable(scope, TableName),
  checks: (input, scope, table) => tableCheck('dynamodb:DeleteItem', scope, table, writingContext(input, table, input.Key)),
  run: async (input, { db }, named) => {
    const table = requireTable(named);
    requireNothingElse(DeleteItemInput, input);
    requireReturnable(input.ReturnValues);
    const key = readKey(table.settings, input.Key);
    const before = await findItem(db, table, key);
    await deleteItem(db, table, key);
    return {
      Attributes: attributesOf(before, input.ReturnValues),
      ConsumedCapacity: capacityOfWrite(input, table, before ? sizeOf(before) : 0),
    };
  },
});

/** AWS: a page ends with the item that exceeds this size. */
const PAGE_BYTES = 1_048_576;

type Reading = Pick<
  z.output<typeof QueryInput>,
  | 'AttributesToGet'
  | 'ConsistentRead'
  | 'ExclusiveStartKey'
  | 'Limit'
  | 'ProjectionExpression'
  | 'ReturnConsumedCapacity'
  | 'Select'
>;
type Target = { table: NamedTable; expressions: Expressions };

async function targetOf(
  schema: typeof QueryInput | typeof ScanInput,
  input: z.output<typeof QueryInput> | z.output<typeof ScanInput>,
  scope: Scope,
): Promise<Target> {
  // Before the expressions are parsed, since the placeholders of an unsupported one would count as unused.
  requireNothingElse(schema, input);
  const { ExpressionAttributeValues, ...rest } = input;
  const values = 'KeyConditionExpression' in input ? input.ExpressionAttributeValues : undefined;
  return {
    table: await findTable(scope, input.TableName),
    expressions: readExpressions({ ...rest, ExpressionAttributeValues: values }),
  };
}

/** @throws AwsError ValidationException in AWS's words if Select contradicts the list of attributes */
function requireSelect({ Select, ProjectionExpression }: Reading, { projection }: Expressions): void {
  const list = ProjectionExpression === undefined ? 'AttributesToGet' : 'ProjectionExpression';
  if (Select === 'ALL_PROJECTED_ATTRIBUTES')
    throw validationError('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName', 'Select');
  if (Select === 'SPECIFIC_ATTRIBUTES' && !projection) {
    throw validationError(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
      'Select',
    );
  }
  if (Select !== undefined && Select !== 'SPECIFIC_ATTRIBUTES' && projection) {
    const what = Select === 'COUNT' ? 'only the Count' : Select;
    throw validationError(`Cannot specify the ${list} when choosing to get ${what}`, 'Select');
  }
}

/** Reads a page of items in an order. */
async function readPage(
  db: Scope['db'],
  table: TableResource,
  all: readonly ItemKey[],
  input: Reading,
  expressions: Expressions,
  direction: 1 | -1,
) {
  const compare = compareItems(table);
  const start =
    input.ExclusiveStartKey &&
    orderAmong(table, readKey(table.settings, input.ExclusiveStartKey, 'The provided starting key is invalid'));
  const ordered = direction === 1 ? all : all.toReversed();
  const rest = start ? ordered.filter((item) => compare(item, start) * direction > 0) : ordered;
  const taken: ItemKey[] = [];
  let bytes = 0;
  for (const item of rest) {
    if (taken.length === input.Limit || bytes > PAGE_BYTES) break;
    taken.push(item);
    bytes += item.size;
  }
  // AWS: a page of the requested length says where it ended, even if nothing follows.
  const ended = taken.length < rest.length || taken.length === input.Limit;
  const items = input.Select === 'COUNT' ? undefined : await readItems(db, taken);
  return {
    Items: items?.map((item) => projected(item, expressions)),
    Count: taken.length,
    ScannedCount: taken.length,
    LastEvaluatedKey: ended ? taken.at(-1)?.key : undefined,
    ConsumedCapacity: capacityOfRead(input, table, bytes),
  };
}

export const Query = defineOperation({
  service: 'dynamodb',
  name: 'Query',
  access: 'Read',
  input: QueryInput,
  target: (input, scope) => targetOf(QueryInput, input, scope),
  checks: (input, scope, { table, expressions }) =>
    tableCheck('dynamodb:Query', scope, table, readingContext(input, table, expressions)),
  run: async (input, { db }, { table: named, expressions }) => {
    const table = requireTable(named);
    requireSelect(input, expressions);
    if (input.KeyConditionExpression === undefined) {
      throw validationError(
        'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
        'KeyConditionExpression',
      );
    }
    const { partition, fits } = keyQuery(table.settings, expressions.conditions);
    const keys = (await listKeys(db, table, partition)).filter(({ key }) => fits(key));
    return readPage(db, table, keys, input, expressions, input.ScanIndexForward === false ? -1 : 1);
  },
});

export const Scan = defineOperation({
  service: 'dynamodb',
  name: 'Scan',
  access: 'Read',
  input: ScanInput,
  target: (input, scope) => targetOf(ScanInput, input, scope),
  checks: (input, scope, { table, expressions }) =>
    tableCheck('dynamodb:Scan', scope, table, readingContext(input, table, expressions)),
  run: async (input, { db }, { table: named, expressions }) => {
    const table = requireTable(named);
    requireSelect(input, expressions);
    return readPage(db, table, await listKeys(db, table), input, expressions, 1);
  },
});
