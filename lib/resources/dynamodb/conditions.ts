import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { Expressions } from './expressions';
import { keyText } from './keys';
import type { NamedTable } from './rows';
import { type Item, normalItem } from './values';

// The condition keys that follow from what a call asks of items. Source: DynamoDB Developer Guide, "Using IAM policy conditions for
// fine-grained access control".

type Asked = { ReturnValues?: string | undefined; ReturnConsumedCapacity?: string | undefined; Select?: string | undefined };

const consumed = ({ ReturnConsumedCapacity }: Asked): RequestContext =>
  ReturnConsumedCapacity === undefined ? {} : { 'dynamodb:ReturnConsumedCapacity': ReturnConsumedCapacity };

/** The partition key of an item, in the one form that numbers have: a policy must not be evaded by writing 01 for 1. */
function leadingKeys({ found }: NamedTable, item: Item): RequestContext {
  // All of it, whether or not there is a table: a value that is none must not tell another account what its key is.
  const values = normalItem(item);
  const name = found?.settings.partitionKey.name;
  const value = name !== undefined && Object.hasOwn(values, name) ? keyText(values[name]) : undefined;
  return value === undefined ? {} : { 'dynamodb:LeadingKeys': [value] };
}

/** Of a call that writes or deletes an item. @param item all attributes that it names */
export function writingContext(asked: Asked, table: NamedTable, item: Item): RequestContext {
  return {
    ...leadingKeys(table, item),
    'dynamodb:Attributes': Object.keys(item),
    'dynamodb:ReturnValues': asked.ReturnValues ?? 'NONE',
    ...consumed(asked),
  };
}

/**
 * Of a call that reads items. Without a list of attributes all are read: dynamodb:Select says so, while dynamodb:Attributes has those alone that
 * the call names.
 * @param key what it says of the primary key
 */
export function readingContext(
  asked: Asked,
  table: NamedTable,
  { projection, conditions }: Expressions,
  key: Item = {},
): RequestContext {
  const names = [...new Set([...Object.keys(key), ...conditions.map(({ name }) => name), ...(projection ?? [])])];
  const partition = table.found?.settings.partitionKey.name;
  const equal = conditions.find(({ name, operator }) => name === partition && operator === '=');
  const [value] = equal?.values ?? [];
  return {
    ...leadingKeys(table, value && partition !== undefined ? { [partition]: value } : key),
    ...(names.length > 0 && { 'dynamodb:Attributes': names }),
    'dynamodb:Select': asked.Select ?? (projection ? 'SPECIFIC_ATTRIBUTES' : 'ALL_ATTRIBUTES'),
    ...consumed(asked),
  };
}
