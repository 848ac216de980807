// A reverse proxy in plain Node for an emulator of DynamoDB, S3 or KMS that allows every call. It asks Gatehouse whether the policies of
// the signer allow each call, and forwards only allowed calls. It does not forward a call after an error.
//
// - SERVICE: the service of the emulator: dynamodb, s3 or kms (dynamodb)
// - GATEHOUSE_URL: the address of Gatehouse's wire API (http://localhost:4566)
// - GATEHOUSE_AUTHORIZE_TOKEN: the token that Gatehouse was started with
// - EMULATOR_URL: the address of the emulator (http://localhost:8000)
// - ACCOUNT_ID: the Gatehouse account that owns the emulator's tables, buckets or keys
// - REGION: the Region of the emulator (us-east-1)
// - PORT: the port of this proxy, on this machine only (8001)
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { defaultKeyPolicy, usesOfKms } from './kms.mjs';
import { usesOfS3 } from './s3.mjs';

/** The largest request: of DynamoDB, by AWS. Larger objects go to S3 in parts. */
const MOST_BODY_BYTES = 16 * 1024 * 1024;
const ANSWER_TIMEOUT_MS = 5_000;
/** A signature for the emulator, which does not check it but requires one. */
const anybody = (/** @type {Service} */ service) =>
  `AWS4-HMAC-SHA256 Credential=guarded/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/** @typedef {'dynamodb' | 's3' | 'kms'} Service */
/** @typedef {import('./s3.mjs').Use & { resourceAccount?: string, resourcePolicy?: string }} Use an action of a call, on a resource */

/**
 * Calls without a table. Calls that are not known here are refused, because their tables cannot be checked. Source: Amazon
 * DynamoDB API Reference.
 */
const OF_NO_TABLE = new Set(['DescribeEndpoints', 'DescribeLimits', 'ListTables']);
const OF_ONE_TABLE = new Set([
  ...['CreateTable', 'DescribeTable', 'UpdateTable', 'DeleteTable', 'DescribeTimeToLive', 'UpdateTimeToLive'],
  ...['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan'],
]);
const BATCHES = new Set(['BatchGetItem', 'BatchWriteItem']);
const TRANSACTIONS = new Set(['TransactGetItems', 'TransactWriteItems']);
/** AWS: a transaction needs the permissions of its parts, and none of its own. */
const ACTIONS_OF_PARTS = new Map([
  ['ConditionCheck', 'ConditionCheckItem'],
  ['Delete', 'DeleteItem'],
  ['Get', 'GetItem'],
  ['Put', 'PutItem'],
  ['Update', 'UpdateItem'],
]);

/**
 * @param {{ gatehouseUrl: string, token: string, emulatorUrl: string, accountId: string, region: string, service?: Service }} options
 * @returns a server that does not listen yet
 */
export function createProxy({ gatehouseUrl, token, emulatorUrl, accountId, region, service = 'dynamodb' }) {
  const failure = service === 's3' ? xmlFailure : jsonFailure;

  return createServer((request, response) => {
    answer(request)
      .catch((error) => {
        console.error(error);
        return failure(500, 'InternalServerError', 'Whether this call is allowed could not be found out, so it is not.');
      })
      .then(({ status, headers, body }) => response.writeHead(status, headers).end(body))
      .catch(() => response.destroy());
  });

  /** @param {import('node:http').IncomingMessage} request */
  async function answer(request) {
    const body = await readBody(request);
    if (body === null) return failure(413, 'RequestEntityTooLarge', 'The request is too large.');
    const uses = await usesOf(request, body);
    if (uses === null || uses.length === 0)
      return failure(400, 'UnknownOperationException', `This is no call of ${service} whose resources are known here.`);
    const questions = uses.map((use) => questionOf(request, body, use));
    const refusal = (await ask(questions)).find((result) => !mayGoOn(result));
    return refusal ? denialOf(refusal) : forward(request, body);
  }

  /** @param {object[]} requests */
  async function ask(requests) {
    const asked = await fetch(new URL('/_gatehouse/authorize', gatehouseUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ requests }),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    if (asked.status !== 200) throw new Error(`Gatehouse answered ${asked.status}: ${await asked.text()}`);
    const { results } = /** @type {{ results: Result[] }} */ (await asked.json());
    if (results.length !== requests.length) throw new Error('Gatehouse has not answered every question.');
    return results;
  }

  /**
   * Returns the actions of a call, or null if it is not known here.
   * @param {import('node:http').IncomingMessage} request @param {Buffer} body
   * @returns {Promise<Use[] | null>}
   */
  async function usesOf({ method = '', url = '/', headers }, body) {
    const [path = '/', query = ''] = url.split('?', 2);
    if (service === 's3') {
      const uses = usesOfS3({ method, path, query, headers }, body);
      // The ARNs of S3 name no account.
      return uses?.map((use) => ({ ...use, resourceAccount: accountId })) ?? null;
    }
    const name = /^(?:DynamoDB_\d+|TrentService)\.(\w+)$/.exec(String(headers['x-amz-target'] ?? ''))?.[1];
    if (method !== 'POST' || path !== '/' || name === undefined) return null;
    const input = JSON.parse(body.toString('utf8') || '{}');
    if (service === 'dynamodb')
      return usesOfDynamodb(name, input, { prefix: `arn:aws:dynamodb:${region}:${accountId}:table/`, keysOf });
    // The emulator's keys are not in Gatehouse: the policies of the account decide about them.
    const resourcePolicy = defaultKeyPolicy(accountId);
    const uses = await usesOfKms(name, input, keyArnOf);
    return uses?.map((use) => (use.resource === '*' ? use : { ...use, resourcePolicy })) ?? null;
  }

  /**
   * Returns one strict question: a policy that depends on unknown values does not allow a call.
   * @param {import('node:http').IncomingMessage} request @param {Buffer} body @param {Use} use
   */
  function questionOf(request, body, { context, ...use }) {
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
    const signed = { method: request.method, path, query, headers: headersOf(request), bodySha256: sha256(body), service };
    return { signed, ...use, context: { ...connectionOf(request), ...context }, strict: true };
  }

  /**
   * Asks the emulator itself.
   * @param {string} target @param {object} input @returns {Promise<any>} undefined unless it answers
   */
  async function askEmulator(target, input) {
    const headers = { 'x-amz-target': target, authorization: anybody(service), 'x-amz-date': '20260101T000000Z' };
    const sent = await fetch(new URL('/', emulatorUrl), {
      method: 'POST',
      headers: { ...headers, 'content-type': service === 'kms' ? 'application/x-amz-json-1.1' : 'application/x-amz-json-1.0' },
      body: JSON.stringify(input),
    });
    return sent.status === 200 ? sent.json() : undefined;
  }

  /**
   * Returns the ARN in the account for a key of the emulator, which is named by id, ARN or alias.
   * @param {string} key
   * @returns {Promise<string | undefined>}
   */
  async function keyArnOf(key) {
    const described = await askEmulator('TrentService.DescribeKey', { KeyId: key });
    const id = described?.KeyMetadata?.KeyId;
    return typeof id === 'string' ? `arn:aws:kms:${region}:${accountId}:key/${id.replace(/^.*\//, '')}` : undefined;
  }

  /**
   * The partition keys of a table and of its indexes, as the emulator has them now; none for a table that is not there.
   * @param {string} table @returns {Promise<Keys>}
   */
  async function keysOf(table) {
    const described = await askEmulator('DynamoDB_20120810.DescribeTable', { TableName: table });
    if (described === undefined) return { indexes: {} };
    const { Table } = described;
    const hashOf = (/** @type {any} */ { KeySchema }) =>
      KeySchema?.find((/** @type {any} */ { KeyType }) => KeyType === 'HASH')?.AttributeName;
    const indexes = [...(Table.GlobalSecondaryIndexes ?? []), ...(Table.LocalSecondaryIndexes ?? [])];
    return { table: hashOf(Table), indexes: Object.fromEntries(indexes.map((index) => [index.IndexName, hashOf(index)])) };
  }

  /** @param {import('node:http').IncomingMessage} request @param {Buffer} body */
  async function forward(request, body) {
    const bodyless = request.method === 'GET' || request.method === 'HEAD';
    const sent = await fetch(new URL(request.url ?? '/', emulatorUrl), {
      method: request.method ?? 'POST',
      headers: { ...sentOn(request), 'x-amz-date': '20260101T000000Z', authorization: anybody(service) },
      ...(!bodyless && { body: new Uint8Array(body) }),
      redirect: 'manual',
    });
    const headers = Object.fromEntries([...sent.headers].filter(([name]) => !OF_CONNECTIONS.has(name)));
    return { status: sent.status, headers, body: Buffer.from(await sent.arrayBuffer()) };
  }

  /** @param {Result} result */
  function denialOf({ message, error }) {
    if (error === undefined)
      return service === 's3'
        ? failure(403, 'AccessDenied', message ?? 'Access Denied')
        : failure(400, 'AccessDeniedException', message ?? 'Access denied.');
    // In the service's words: AWS's clients look at the code.
    const codes =
      service === 's3'
        ? { InvalidClientTokenId: 'InvalidAccessKeyId' }
        : { InvalidClientTokenId: 'UnrecognizedClientException', SignatureDoesNotMatch: 'InvalidSignatureException' };
    const code = codes[/** @type {keyof typeof codes} */ (error.code)] ?? error.code;
    return failure(service === 's3' ? 403 : 400, code, error.message);
  }
}

/** Headers of one connection, and those that fetch sets from the body. */
const OF_CONNECTIONS = new Set([
  ...['connection', 'content-encoding', 'content-length', 'expect', 'host', 'keep-alive', 'transfer-encoding'],
]);

/**
 * Returns the headers to send on: all but those of the connection and of the signature.
 * @param {import('node:http').IncomingMessage} request
 */
function sentOn(request) {
  /** @type {Record<string, string>} */
  const sent = {};
  for (const [name, values] of Object.entries(headersOf(request))) {
    const isOfConnection = OF_CONNECTIONS.has(name) && name !== 'content-encoding';
    if (!isOfConnection && name !== 'authorization') sent[name] = values.join(', ');
  }
  return sent;
}

/**
 * Returns the keys about the connection.
 * @param {import('node:http').IncomingMessage} request
 */
function connectionOf(request) {
  return {
    'aws:SourceIp': String(request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    'aws:SecureTransport': 'false',
    // It comes through no endpoint of a VPC, and for no service: a key with an empty list is known to be absent.
    ...Object.fromEntries(
      ['SourceVpc', 'SourceVpce', 'VpcSourceIp', 'CalledVia', 'SourceArn', 'SourceAccount'].map((key) => [`aws:${key}`, []]),
    ),
  };
}

/** @typedef {{ decision?: string, obey?: boolean, message?: string, error?: { code: string, message: string } }} Result */

/** @param {Result} result */
function mayGoOn({ decision, obey }) {
  // A denial with `obey: false` comes from an account that only records what it would deny.
  return decision === 'Allowed' || ((decision === 'ImplicitDeny' || decision === 'ExplicitDeny') && obey === false);
}

/** @typedef {{ table?: string, indexes: Record<string, string> }} Keys the partition keys of a table and of its indexes, by name */

/**
 * Returns the actions of a call on tables and indexes, and on each part of a transaction. Null if it is not a DynamoDB call or its
 * tables are not known.
 * @param {string} name @param {any} call
 * @param {{ prefix: string, keysOf: (table: string) => Promise<Keys> }} emulator the ARNs of its tables begin with `prefix`
 * @returns {Promise<Use[] | null>}
 */
async function usesOfDynamodb(name, call, { prefix, keysOf }) {
  if (OF_NO_TABLE.has(name)) return [{ action: `dynamodb:${name}`, resource: '*', context: {} }];
  const uses = [];
  for (const { action, table, index, input } of tablesOf(name, call)) {
    const tableName = String(table ?? '').replace(prefix, '');
    // ARNs of other accounts and Regions are no names: the emulator looks at neither, and would answer from a table of these.
    if (action === undefined || !/^[\w.-]+$/.test(tableName)) return null;
    const resource = prefix + tableName + (index === undefined ? '' : `/index/${index}`);
    const keys = ITEM_CALLS.has(action) ? await keysOf(tableName) : { indexes: {} };
    const hash = index === undefined ? keys.table : keys.indexes[index];
    const items = ITEM_CALLS.has(action) ? itemContext(action, input, hash) : {};
    /** @type {Record<string, string>} */
    const enclosing = action === name ? {} : { 'dynamodb:EnclosingOperation': name };
    uses.push({ action: `dynamodb:${action}`, resource, context: { ...items, ...enclosing } });
  }
  return uses;
}

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'ConditionCheckItem']);
const ITEM_CALLS = new Set([...WRITES, 'GetItem', 'BatchGetItem', 'Query', 'Scan']);

/**
 * Which actions a call takes on which tables, and with what; none for a call that is not known.
 * @param {string} name @param {any} input @returns {{ action: string | undefined, table: unknown, index?: string, input: any }[]}
 */
function tablesOf(name, input) {
  if (OF_ONE_TABLE.has(name)) {
    const index = input.IndexName === undefined ? {} : { index: String(input.IndexName) };
    return [{ action: name, table: input.TableName, ...index, input }];
  }
  if (BATCHES.has(name)) {
    return Object.entries(input.RequestItems ?? {}).map(([table, asked]) => ({
      action: name,
      table,
      input: Array.isArray(asked) ? { Writes: asked } : { ...asked, ReturnConsumedCapacity: input.ReturnConsumedCapacity },
    }));
  }
  if (!TRANSACTIONS.has(name)) return [];
  return (input.TransactItems ?? []).flatMap((/** @type {Record<string, any>} */ item) =>
    Object.entries(item).map(([part, asked]) => ({ action: ACTIONS_OF_PARTS.get(part), table: asked.TableName, input: asked })),
  );
}

/**
 * The condition keys that follow from what a call asks of items. A key that cannot be told is left out, so that policies that read it let nobody in.
 * Source: DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained access control".
 * @param {string} action @param {any} input @param {string | undefined} hash the partition key's name
 * @returns {Record<string, string | string[]>}
 */
function itemContext(action, input, hash) {
  const items = itemsOf(input);
  const named = [
    ...items.flatMap((item) => Object.keys(item)),
    ...['ProjectionExpression', 'KeyConditionExpression', 'FilterExpression', 'ConditionExpression', 'UpdateExpression'].flatMap(
      (name) => attributesIn(input[name], input.ExpressionAttributeNames),
    ),
    ...(input.AttributesToGet ?? []),
    ...['KeyConditions', 'QueryFilter', 'ScanFilter', 'AttributeUpdates', 'Expected'].flatMap((name) =>
      Object.keys(input[name] ?? {}),
    ),
  ];
  const leading = leadingKeys(items, input, hash);
  const isProjected = input.ProjectionExpression !== undefined || input.AttributesToGet !== undefined;
  return {
    ...(leading && { 'dynamodb:LeadingKeys': leading }),
    'dynamodb:Attributes': [...new Set(named)],
    'dynamodb:ReturnConsumedCapacity': String(input.ReturnConsumedCapacity ?? 'NONE'),
    ...(WRITES.has(action)
      ? { 'dynamodb:ReturnValues': String(input.ReturnValues ?? 'NONE') }
      : { 'dynamodb:Select': String(input.Select ?? (isProjected ? 'SPECIFIC_ATTRIBUTES' : 'ALL_ATTRIBUTES')) }),
  };
}

/**
 * The items, or the keys of items, that a call names.
 * @param {any} input
 * @returns {Record<string, any>[]}
 */
function itemsOf({ Key, Keys, Item, Writes }) {
  const written = (Writes ?? []).map((/** @type {any} */ one) => one.PutRequest?.Item ?? one.DeleteRequest?.Key ?? {});
  return [...(Key ? [Key] : []), ...(Item ? [Item] : []), ...(Keys ?? []), ...written];
}

/**
 * The values of the partition key; undefined where they cannot be told, or where the call names none.
 * @param {Record<string, any>[]} items @param {any} input @param {string | undefined} hash
 */
function leadingKeys(items, input, hash) {
  if (hash === undefined) return undefined;
  const values = items.length > 0 ? items.map((item) => item[hash]) : [queriedKey(input, hash)];
  const texts = values.map(keyText);
  return texts.every((text) => text !== undefined) ? [...new Set(texts)] : undefined;
}

/**
 * Returns the value that a query requires for the partition key.
 * @param {any} input
 * @param {string} hash
 */
function queriedKey(
  { KeyConditionExpression, KeyConditions, ExpressionAttributeNames = {}, ExpressionAttributeValues = {} },
  hash,
) {
  const old = KeyConditions?.[hash];
  if (old?.ComparisonOperator === 'EQ') return old.AttributeValueList?.[0];
  for (const [, left = '', right = ''] of String(KeyConditionExpression ?? '').matchAll(/([#:\w.-]+)\s*=\s*([#:\w.-]+)/g)) {
    const [name, value] = left.startsWith(':') ? [right, left] : [left, right];
    if ((ExpressionAttributeNames[name] ?? name) === hash) return ExpressionAttributeValues[value];
  }
  return undefined;
}

/**
 * A value of a key as conditions have it: numbers in one form, so that 01 is 1.
 * @param {any} value
 * @returns {string | undefined}
 */
function keyText(value) {
  if (value?.S !== undefined) return String(value.S);
  if (value?.B !== undefined) return String(value.B);
  const number = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(String(value?.N ?? ''));
  if (!number) return undefined;
  const [, sign = '', whole = '', rest = ''] = number;
  const text = rest === '' ? whole : `${whole}.${rest}`;
  return text === '0' ? text : sign + text;
}

const WORDS = new Set(['AND', 'OR', 'NOT', 'BETWEEN', 'IN', 'SET', 'REMOVE', 'ADD', 'DELETE']);
const FUNCTIONS = new Set([
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
  'size',
  'if_not_exists',
  'list_append',
]);

/**
 * The attributes that an expression names, those of the first level.
 * @param {unknown} expression
 * @param {Record<string, string>} [names]
 */
function attributesIn(expression, names = {}) {
  const paths = String(expression ?? '').match(/(?<![\w#:.\]])[#A-Za-z_][\w#]*/g) ?? [];
  return paths.filter((word) => !WORDS.has(word.toUpperCase()) && !FUNCTIONS.has(word)).map((word) => names[word] ?? word);
}

/**
 * Returns all values of each header, because signatures cover them.
 * @param {import('node:http').IncomingMessage} request
 */
function headersOf(request) {
  /** @type {Record<string, string[]>} */
  const headers = {};
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const name = (request.rawHeaders[at] ?? '').toLowerCase();
    headers[name] = [...(headers[name] ?? []), request.rawHeaders[at + 1] ?? ''];
  }
  return headers;
}

/** @param {number} status @param {string} code @param {string} message */
function jsonFailure(status, code, message) {
  const body = Buffer.from(JSON.stringify({ __type: `com.amazon.coral.service#${code}`, message }));
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body };
}

/** @param {number} status @param {string} code @param {string} message */
function xmlFailure(status, code, message) {
  const text = message.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`);
  const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${text}</Message></Error>`);
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

/** @param {import('node:http').IncomingMessage} request @returns {Promise<Buffer | null>} */
async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @param {Buffer} data */
function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { GATEHOUSE_URL, GATEHOUSE_AUTHORIZE_TOKEN: token, EMULATOR_URL, ACCOUNT_ID: accountId, REGION, PORT } = process.env;
  const service = /** @type {Service} */ (process.env.SERVICE ?? 'dynamodb');
  if (!['dynamodb', 's3', 'kms'].includes(service)) throw new Error('SERVICE is dynamodb, s3 or kms.');
  if (!token || !accountId) throw new Error('GATEHOUSE_AUTHORIZE_TOKEN and ACCOUNT_ID are required.');
  const proxy = createProxy({
    gatehouseUrl: GATEHOUSE_URL ?? 'http://localhost:4566',
    token,
    emulatorUrl: EMULATOR_URL ?? 'http://localhost:8000',
    accountId,
    region: REGION ?? 'us-east-1',
    service,
  });
  proxy.listen(Number(PORT ?? 8001), '127.0.0.1', () => console.log(`guarded ${service} on http://localhost:${PORT ?? 8001}`));
}
