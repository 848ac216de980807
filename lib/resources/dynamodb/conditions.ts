import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { Expressions } from './expressions';
import { keyText } from './keys';
import type { NamedTable } from './rows';
import { type Item, normalItem } from './values';

// The condition keys of a request for items. Source: DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained
// access control".

type Asked = { ReturnValues?: string | undefined; ReturnConsumedCapacity?: string | undefined; Select?: string | undefined };

const consumed = ({ ReturnConsumedCapacity }: Asked): RequestContext =>
  ReturnConsumedCapacity === undefined ? {} : { 'dynamodb:ReturnConsumedCapacity': ReturnConsumedCapacity };

/** Returns the key of an item's partition, with numbers in normal form: otherwise 01 instead of 1 would evade a policy. */
function leadingKeys({ found }: NamedTable, item: Item): RequestContext {
  // The whole item, even without a table: an error about a value must not tell another account which attribute is its key.
  const values = normalItem(item);
  const name = found?.settings.partitionKey.name;
  const value = name !== undefined && Object.hasOwn(values, name) ? keyText(values[name]) : undefined;
  return value === undefined ? {} : { 'dynamodb:LeadingKeys': [value] };
}

/** Returns the keys of a call that writes or deletes an item. @param item all attributes that it names */
export function writingContext(asked: Asked, table: NamedTable, item: Item): RequestContext {
  return {
    ...leadingKeys(table, item),
    'dynamodb:Attributes': Object.keys(item),
    'dynamodb:ReturnValues': asked.ReturnValues ?? 'NONE',
    ...consumed(asked),
  };
}

/**
 * Returns the keys of a call that reads items. Without a list of attributes it reads all of them. dynamodb:Select says so, while
 * dynamodb:Attributes has only the attributes that the call names.
 * @param key the call's primary key
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
