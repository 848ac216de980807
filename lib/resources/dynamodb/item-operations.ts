import { validationError } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { capacityOfRead, capacityOfWrite } from './capacity';
import { readingContext, writingContext } from './conditions';
import { projected, readExpressions } from './expressions';
import { deleteItem, findItem, storeItem } from './items';
import { readKey, requireKeyOf } from './keys';
import { requireNothingElse } from './not-here';
import type { TableResource } from './resource';
import { findTable, requireTable, tableCheck } from './rows';
import { DeleteItemInput, GetItemInput, PutItemInput } from './schema';
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
