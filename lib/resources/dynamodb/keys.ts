import { validationError } from '../../core/errors';
import { invalidValue } from './errors';
import type { KeyAttribute, TableSettings } from './resource';
import { type AttributeValue, bytesOf, type Item, normalValue, typeOf } from './values';

/** The primary key of an item: one attribute or two. */
export type Key = Item;

const LONGEST_PARTITION = 2048;
const LONGEST_SORT = 1024;

export function keyAttributes({ partitionKey, sortKey }: TableSettings): KeyAttribute[] {
  return sortKey ? [partitionKey, sortKey] : [partitionKey];
}

/** Returns the key of an item with a valid key. */
export function keyOf(settings: TableSettings, item: Item): Key {
  return Object.fromEntries(keyAttributes(settings).map(({ name }) => [name, item[name] ?? {}]));
}

/** Returns the partition key in a primary key. */
export function partitionOf({ partitionKey: { name } }: TableSettings, key: Key): Item {
  return { [name]: key[name] ?? {} };
}

/** @throws AwsError ValidationException in AWS's words for an item whose key does not match the table's */
export function requireKeyOf(settings: TableSettings, item: Item): void {
  for (const { name, type } of keyAttributes(settings)) {
    const value = Object.hasOwn(item, name) ? item[name] : undefined;
    if (!value) throw invalidValue(`Missing the key ${name} in the item`, 'Item');
    const actual = typeOf(value);
    if (actual !== type) throw invalidValue(`Type mismatch for key ${name} expected: ${type} actual: ${actual}`, 'Item');
  }
  requireKeySize(settings, item);
}

/**
 * Returns the key of a call, in its normal form.
 * @throws AwsError ValidationException in AWS's words
 */
export function readKey(settings: TableSettings, given: Item, otherwise?: string): Key {
  const attributes = keyAttributes(settings);
  const fits = attributes.every(({ name, type }) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    return value !== undefined && typeOf(value) === type;
  });
  if (!fits || Object.keys(given).length !== attributes.length)
    throw validationError(otherwise ?? 'The provided key element does not match the schema', 'Key');
  requireKeySize(settings, given);
  return Object.fromEntries(attributes.map(({ name }) => [name, normalValue(given[name] ?? {})]));
}

/** Source: DynamoDB Developer Guide, "Quotas": partition key length, sort key length. */
function requireKeySize({ partitionKey, sortKey }: TableSettings, item: Item): void {
  requireSize(partitionKey, item, LONGEST_PARTITION, 'hashkey');
  if (sortKey) requireSize(sortKey, item, LONGEST_SORT, 'rangekey');
}

function requireSize({ name, type }: KeyAttribute, item: Item, most: number, words: string): void {
  const size = type === 'N' ? 1 : bytesOf(item[name] ?? {}).length;
  if (size === 0) {
    const kind = type === 'S' ? 'string' : 'binary';
    throw invalidValue(`The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${name}`, 'Key');
  }
  if (size > most) throw invalidValue(`Size of ${words} has exceeded the maximum size limit of ${most} bytes`, 'Key');
}

/** Returns a value as text, as in the condition keys of policies. */
export function keyText(value: AttributeValue | undefined): string | undefined {
  if (!value) return undefined;
  return value.S ?? value.N ?? (value.B && Buffer.from(value.B).toString('base64'));
}
