import { validationError } from '../../core/errors';
import { keyAttributes } from './keys';
import type { TableSettings } from './resource';
import { type AttributeValue, bytesOf, compareKeys, type Item, normalValue, typeOf } from './values';

// Source: DynamoDB Developer Guide, "Key condition expressions for the Query operation" and "Using projection expressions".
// Projections take names of top-level attributes, but no paths into them.

const COMPARISONS = ['=', '<', '<=', '>', '>='] as const;
type Comparison = (typeof COMPARISONS)[number];
type Condition = { name: string; operator: Comparison | 'begins_with' | 'between'; values: AttributeValue[] };

/** The placeholders of a request, and the ones that were used. */
type Placeholders = {
  names: Readonly<Record<string, string>> | undefined;
  values: Item | undefined;
  used: Set<string>;
};

type Asked = {
  AttributesToGet?: readonly string[] | undefined;
  ProjectionExpression?: string | undefined;
  KeyConditionExpression?: string | undefined;
  ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  ExpressionAttributeValues?: Item | undefined;
};

/** The parsed expressions of a request. */
export type Expressions = {
  /** The attributes to return. Undefined: all. */
  projection?: ReadonlySet<string> | undefined;
  /** The conditions on the key, in the order of the text. */
  conditions: readonly Condition[];
};

/**
 * Reads the expressions of a request.
 * @throws AwsError ValidationException in AWS's words
 */
export function readExpressions(asked: Asked): Expressions {
  const { AttributesToGet, ProjectionExpression, KeyConditionExpression } = asked;
  const expression = ProjectionExpression === undefined ? 'KeyConditionExpression' : 'ProjectionExpression';
  const isUsed = ProjectionExpression !== undefined || KeyConditionExpression !== undefined;
  if (AttributesToGet && isUsed) {
    throw validationError(
      `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {${expression}}`,
      'AttributesToGet',
    );
  }
  requireShort('ProjectionExpression', ProjectionExpression);
  requireShort('KeyConditionExpression', KeyConditionExpression);
  const known: Placeholders = {
    names: asked.ExpressionAttributeNames,
    values: asked.ExpressionAttributeValues,
    used: new Set(),
  };
  const projection = AttributesToGet ?? (ProjectionExpression === undefined ? undefined : readNames(ProjectionExpression, known));
  const conditions = KeyConditionExpression === undefined ? [] : readConditions(KeyConditionExpression, known);
  requireAllUsed(known, isUsed);
  return { projection: projection && new Set(projection), conditions };
}

/** Source: DynamoDB Developer Guide, "Quotas": the length of an expression. Parsing takes time by the square of it. */
const LONGEST_EXPRESSION = 4096;

function requireShort(member: string, expression = ''): void {
  const size = Buffer.byteLength(expression);
  if (size <= LONGEST_EXPRESSION) return;
  throw validationError(
    `Invalid ${member}: Expression size has exceeded the maximum allowed size; expression size: ${size}`,
    member,
  );
}

function requireAllUsed({ names = {}, values = {}, used }: Placeholders, hasExpression: boolean): void {
  for (const [member, given] of [
    ['ExpressionAttributeNames', names],
    ['ExpressionAttributeValues', values],
  ] as const) {
    const unused = Object.keys(given).filter((key) => !used.has(key));
    if (unused.length === 0) continue;
    if (!hasExpression) throw validationError(`${member} can only be specified when using expressions`, member);
    throw validationError(`Value provided in ${member} unused in expressions: keys: {${unused.join(', ')}}`, member);
  }
}

function readNames(text: string, known: Placeholders): string[] {
  const names = text.split(',').map((part) => {
    const name = part.trim();
    if (name === '') throw syntaxError('ProjectionExpression', part, text);
    if (!/^(?:#\w+|[A-Za-z_]\w*)$/.test(name))
      throw validationError(`Gatehouse answers attributes at the top of an item alone: ${name.slice(0, 100)} is a path.`);
    return nameOf(name, 'ProjectionExpression', known);
  });
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return names;
  throw validationError(
    `Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [${twice}], path two: [${twice}]`,
  );
}

function nameOf(token: string, expression: string, { names = {}, used }: Placeholders): string {
  if (!token.startsWith('#')) return token;
  const name = Object.hasOwn(names, token) ? names[token] : undefined;
  if (name === undefined) {
    throw validationError(
      `Invalid ${expression}: An expression attribute name used in the document path is not defined; attribute name: ${token}`,
      'ExpressionAttributeNames',
    );
  }
  used.add(token);
  return name;
}

function attributeValue(token: string, { values = {}, used }: Placeholders): AttributeValue {
  const value = Object.hasOwn(values, token) ? values[token] : undefined;
  if (!value) {
    throw validationError(
      `Invalid KeyConditionExpression: An expression attribute value used in expression is not defined; attribute value: ${token}`,
      'ExpressionAttributeValues',
    );
  }
  used.add(token);
  return normalValue(value);
}

function syntaxError(expression: string, token: string, text: string) {
  return validationError(`Invalid ${expression}: Syntax error; token: "${token.slice(0, 50)}", near: "${text.slice(0, 100)}"`);
}

const TOKENS = /\s*([#:]\w+|[A-Za-z_]\w*|<=|>=|<>|[=<>(),]|\S)/gy;
const NAME = /^(?:#\w+|[A-Za-z_]\w*)$/;

/** Parses `condition [AND condition]…`. One condition or several may be in parentheses. */
function readConditions(text: string, known: Placeholders): Condition[] {
  const tokens = [...text.trim().matchAll(TOKENS)].map(([, token = '']) => token);
  let at = 0;
  const fail = () => syntaxError('KeyConditionExpression', tokens[at] ?? '<EOF>', text);
  const is = (word: string) => tokens[at]?.toUpperCase() === word;
  const take = (pattern: RegExp): string => {
    const token = tokens[at];
    if (token === undefined || !pattern.test(token)) throw fail();
    at++;
    return token;
  };
  const takeName = () => nameOf(take(NAME), 'KeyConditionExpression', known);
  const takeValue = () => attributeValue(take(/^:\w+$/), known);
  const condition = (): Condition[] => {
    if (is('(')) {
      at++;
      const inner = all();
      take(/^\)$/);
      return inner;
    }
    if (tokens[at] === 'begins_with' && tokens[at + 1] === '(') {
      at += 2;
      const name = takeName();
      take(/^,$/);
      const value = takeValue();
      take(/^\)$/);
      return [{ name, operator: 'begins_with', values: [value] }];
    }
    const name = takeName();
    if (is('BETWEEN')) {
      at++;
      const least = takeValue();
      take(/^AND$/i);
      return [{ name, operator: 'between', values: [least, takeValue()] }];
    }
    const operator = COMPARISONS.find((known) => known === tokens[at]);
    if (!operator) throw fail();
    at++;
    return [{ name, operator, values: [takeValue()] }];
  };
  const all = (): Condition[] => {
    const found = condition();
    while (is('AND')) {
      at++;
      found.push(...condition());
    }
    return found;
  };
  const conditions = all();
  if (at < tokens.length) throw fail();
  return conditions;
}

/** A query's conditions on the key: the partition, and a test of the sort key. */
export type KeyQuery = { partition: Item; fits: (key: Item) => boolean };

/** @throws AwsError ValidationException in AWS's words for conditions that are not on the table's key */
export function keyQuery(settings: TableSettings, conditions: readonly Condition[]): KeyQuery {
  const { partitionKey, sortKey } = settings;
  const own = keyAttributes(settings);
  for (const { name, values } of conditions) {
    const attribute = own.find((key) => key.name === name);
    if (!attribute || conditions.filter((other) => other.name === name).length > 1)
      throw validationError('Query key condition not supported', 'KeyConditionExpression');
    if (values.some((value) => typeOf(value) !== attribute.type)) {
      throw validationError(
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
        'ExpressionAttributeValues',
      );
    }
  }
  const first = conditions.find(({ name }) => name === partitionKey.name);
  const [value] = first?.values ?? [];
  if (!first || !value)
    throw validationError(`Query condition missed key schema element: ${partitionKey.name}`, 'KeyConditionExpression');
  if (first.operator !== '=') throw validationError('Query key condition not supported', 'KeyConditionExpression');
  const second = conditions.find(({ name }) => name === sortKey?.name);
  if (second?.operator === 'begins_with' && sortKey?.type === 'N')
    throw validationError(
      'Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    );
  return {
    partition: { [partitionKey.name]: value },
    fits: (key) => !second || holds(second, key[second.name] ?? {}),
  };
}

function holds({ operator, values }: Condition, value: AttributeValue): boolean {
  const [first = {}, last = {}] = values;
  if (operator === 'begins_with') {
    const start = bytesOf(first);
    return bytesOf(value).subarray(0, start.length).equals(start);
  }
  const order = compareKeys(value, first);
  switch (operator) {
    case '=':
      return order === 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      return order >= 0 && compareKeys(value, last) <= 0;
  }
}

/** Returns the part of an item that a request asks for. */
export function projected(item: Item, { projection }: Expressions): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !projection || projection.has(name)));
}
