// A reverse proxy in plain Node in front of a DynamoDB emulator that lets everybody do everything. It asks Gatehouse whether each call may be
// made, by the policies of whoever signed it, and forwards those alone that may. Whatever goes wrong, nothing is forwarded.
//
//   GATEHOUSE_URL              where Gatehouse's wire API is (http://localhost:4566)
//   GATEHOUSE_AUTHORIZE_TOKEN  the token that Gatehouse was started with
//   EMULATOR_URL               what is guarded (http://localhost:8000)
//   ACCOUNT_ID                 the account of Gatehouse whose tables the emulator's are
//   PORT                       where this listens, on this machine alone (8001)
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

/** AWS: the largest request of DynamoDB. */
const MOST_BODY_BYTES = 16 * 1024 * 1024;
const DOOR_TIMEOUT_MS = 5_000;
/** What the emulator is told of who calls: it does not look, but wants to see a signature. */
const ANYBODY = 'AWS4-HMAC-SHA256 Credential=guarded/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/**
 * @param {{ gatehouseUrl: string, token: string, emulatorUrl: string, accountId: string }} options
 * @returns a server that does not listen yet
 */
export function createProxy({ gatehouseUrl, token, emulatorUrl, accountId }) {
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
    const questions = questionsOf(request, body, accountId);
    if (questions === null) return failure(400, 'UnknownOperationException', 'This is no call of DynamoDB.');
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
    const sent = await fetch(new URL(request.url ?? '/', emulatorUrl), {
      method: request.method ?? 'POST',
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
 * One question for each table that a call names; null for what is no call of DynamoDB.
 * @param {import('node:http').IncomingMessage} request @param {Buffer} body @param {string} accountId
 */
function questionsOf(request, body, accountId) {
  const name = /^DynamoDB_\d+\.(\w+)$/.exec(String(request.headers['x-amz-target'] ?? ''))?.[1];
  if (request.method !== 'POST' || name === undefined) return null;
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const signed = { method: 'POST', path, query, headers: headersOf(request), bodySha256: sha256(body), service: 'dynamodb' };
  const region = /Credential=[^/,]+\/\d{8}\/([\w-]+)\//.exec(String(request.headers.authorization ?? ''))?.[1] ?? 'us-east-1';
  const context = { 'aws:SourceIp': String(request.socket.remoteAddress ?? '').replace(/^::ffff:/, '') };
  const tables = tablesOf(JSON.parse(body.toString('utf8') || '{}'));
  const resources = tables.map((table) =>
    table.startsWith('arn:') ? table : `arn:aws:dynamodb:${region}:${accountId}:table/${table}`,
  );
  return (resources.length > 0 ? resources : ['*']).map((resource) => ({
    signed,
    action: `dynamodb:${name}`,
    resource,
    context,
  }));
}

/** @param {any} input @returns {string[]} */
function tablesOf(input) {
  const named = typeof input.TableName === 'string' ? [input.TableName] : [];
  const several = Object.keys(input.RequestItems ?? {});
  const parts = (input.TransactItems ?? []).flatMap((/** @type {object} */ item) =>
    Object.values(item).map(({ TableName }) => TableName),
  );
  return [...new Set([...named, ...several, ...parts])];
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
  const { GATEHOUSE_URL, GATEHOUSE_AUTHORIZE_TOKEN: token, EMULATOR_URL, ACCOUNT_ID: accountId, PORT } = process.env;
  if (!token || !accountId) throw new Error('GATEHOUSE_AUTHORIZE_TOKEN and ACCOUNT_ID are required.');
  const proxy = createProxy({
    gatehouseUrl: GATEHOUSE_URL ?? 'http://localhost:4566',
    token,
    emulatorUrl: EMULATOR_URL ?? 'http://localhost:8000',
    accountId,
  });
  proxy.listen(Number(PORT ?? 8001), '127.0.0.1', () => console.log(`guarded DynamoDB on http://localhost:${PORT ?? 8001}`));
}
