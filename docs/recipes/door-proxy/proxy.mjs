// A reverse proxy in plain Node in front of a DynamoDB emulator that lets everybody do everything. It asks Gatehouse whether each call may be
// made, by the policies of whoever signed it, and forwards those alone that may. Whatever goes wrong, nothing is forwarded.
//
//   GATEHOUSE_URL              where Gatehouse's wire API is (http://localhost:4566)
//   GATEHOUSE_AUTHORIZE_TOKEN  the token that Gatehouse was started with
//   EMULATOR_URL               what is guarded (http://localhost:8000)
//   ACCOUNT_ID                 the account of Gatehouse whose tables the emulator's are
//   REGION                     the Region that the emulator's tables are taken to be in (us-east-1)
//   PORT                       where this listens, on this machine alone (8001)
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

/** AWS: the largest request of DynamoDB. */
const MOST_BODY_BYTES = 16 * 1024 * 1024;
const DOOR_TIMEOUT_MS = 5_000;
/** What the emulator is told of who calls: it does not look, but wants to see a signature. */
const ANYBODY = 'AWS4-HMAC-SHA256 Credential=guarded/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/** Calls whose tables are known here. What others name nobody asks about, so they are refused. Source: Amazon DynamoDB API Reference. */
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
 * @param {{ gatehouseUrl: string, token: string, emulatorUrl: string, accountId: string, region: string }} options
 * @returns a server that does not listen yet
 */
export function createProxy({ gatehouseUrl, token, emulatorUrl, accountId, region }) {
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
    const questions = questionsOf(request, body, `arn:aws:dynamodb:${region}:${accountId}:table/`);
    if (questions === null)
      return failure(400, 'UnknownOperationException', 'This is no call of DynamoDB whose tables are known here.');
    const refusal = (await ask(questions)).find((result) => !mayGoOn(result));
    return refusal ? denial(refusal) : forward(request, body);
  }

  /** @param {object[]} requests */
  async function ask(requests) {
    const asked = await fetch(new URL('/_gatehouse/authorize', gatehouseUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ requests }),
      signal: AbortSignal.timeout(DOOR_TIMEOUT_MS),
    });
    if (asked.status !== 200) throw new Error(`Gatehouse answered ${asked.status}: ${await asked.text()}`);
    const { results } = /** @type {{ results: Result[] }} */ (await asked.json());
    if (results.length !== requests.length) throw new Error('Gatehouse has not answered every question.');
    return results;
  }

  /** @param {import('node:http').IncomingMessage} request @param {Buffer} body */
  async function forward(request, body) {
    const sent = await fetch(new URL('/', emulatorUrl), {
      method: 'POST',
      headers: {
        'content-type': String(request.headers['content-type'] ?? 'application/x-amz-json-1.0'),
        'x-amz-target': String(request.headers['x-amz-target'] ?? ''),
        'x-amz-date': '20260101T000000Z',
        authorization: ANYBODY,
      },
      body: new Uint8Array(body),
    });
    const headers = { 'content-type': sent.headers.get('content-type') ?? 'application/x-amz-json-1.0' };
    return { status: sent.status, headers, body: Buffer.from(await sent.arrayBuffer()) };
  }
}

/** @typedef {{ decision?: string, obey?: boolean, message?: string, error?: { code: string, message: string } }} Result */

/** @param {Result} result */
function mayGoOn({ decision, obey }) {
  // A denial with `obey: false` comes from an account that only records what it would deny.
  return decision === 'Allowed' || ((decision === 'ImplicitDeny' || decision === 'ExplicitDeny') && obey === false);
}

/**
 * One question for each action and table of a call; null for what is no call of DynamoDB, and for one whose tables are not known.
 * @param {import('node:http').IncomingMessage} request @param {Buffer} body @param {string} prefix of the ARNs of the emulator's tables
 */
function questionsOf(request, body, prefix) {
  const name = /^DynamoDB_\d+\.(\w+)$/.exec(String(request.headers['x-amz-target'] ?? ''))?.[1];
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  if (request.method !== 'POST' || path !== '/' || name === undefined) return null;
  const signed = { method: 'POST', path, query, headers: headersOf(request), bodySha256: sha256(body), service: 'dynamodb' };
  const context = { 'aws:SourceIp': String(request.socket.remoteAddress ?? '').replace(/^::ffff:/, '') };
  if (OF_NO_TABLE.has(name)) return [{ signed, action: `dynamodb:${name}`, resource: '*', context }];
  const questions = new Map();
  for (const { action, table } of usesOf(name, JSON.parse(body.toString('utf8') || '{}'))) {
    const tableName = String(table ?? '').replace(prefix, '');
    // ARNs of other accounts and Regions are no names: the emulator looks at neither, and would answer from a table of these.
    if (action === undefined || !/^[\w.-]+$/.test(tableName)) return null;
    const resource = prefix + tableName;
    questions.set(`${action} ${resource}`, { signed, action: `dynamodb:${action}`, resource, context });
  }
  return questions.size > 0 ? [...questions.values()] : null;
}

/**
 * Which actions a call takes on which tables; none for a call that is not known.
 * @param {string} name @param {any} input @returns {{ action: string | undefined, table: unknown }[]}
 */
function usesOf(name, input) {
  if (OF_ONE_TABLE.has(name)) return [{ action: name, table: input.TableName }];
  if (BATCHES.has(name)) return Object.keys(input.RequestItems ?? {}).map((table) => ({ action: name, table }));
  if (!TRANSACTIONS.has(name)) return [];
  return (input.TransactItems ?? []).flatMap((/** @type {Record<string, any>} */ item) =>
    Object.entries(item).map(([part, asked]) => ({ action: ACTIONS_OF_PARTS.get(part), table: asked.TableName })),
  );
}

/** All values of each header: signatures are made over them. @param {import('node:http').IncomingMessage} request */
function headersOf(request) {
  /** @type {Record<string, string[]>} */
  const headers = {};
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const name = (request.rawHeaders[at] ?? '').toLowerCase();
    headers[name] = [...(headers[name] ?? []), request.rawHeaders[at + 1] ?? ''];
  }
  return headers;
}

/** @param {Result} result */
function denial({ message, error }) {
  if (error === undefined) return failure(400, 'AccessDeniedException', message ?? 'Access denied.');
  // In DynamoDB's words: AWS's clients look at the code.
  const codes = { InvalidClientTokenId: 'UnrecognizedClientException', SignatureDoesNotMatch: 'InvalidSignatureException' };
  return failure(400, codes[/** @type {keyof typeof codes} */ (error.code)] ?? error.code, error.message);
}

/** @param {number} status @param {string} code @param {string} message */
function failure(status, code, message) {
  const body = Buffer.from(JSON.stringify({ __type: `com.amazon.coral.service#${code}`, message }));
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body };
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
  if (!token || !accountId) throw new Error('GATEHOUSE_AUTHORIZE_TOKEN and ACCOUNT_ID are required.');
  const proxy = createProxy({
    gatehouseUrl: GATEHOUSE_URL ?? 'http://localhost:4566',
    token,
    emulatorUrl: EMULATOR_URL ?? 'http://localhost:8000',
    accountId,
    region: REGION ?? 'us-east-1',
  });
  proxy.listen(Number(PORT ?? 8001), '127.0.0.1', () => console.log(`guarded DynamoDB on http://localhost:${PORT ?? 8001}`));
}
