import { isDeepStrictEqual } from 'node:util';
import { type CallAnswer, type CallRequest, type CommandIo, isSession } from '../../aws-cli/io';
import { findWireOperation } from '../protocol/sdk-schemas';
import type { Answer } from '../server/answer-request';
import { findOperation, notAvailable, services, type WireService } from '../server/services';
import { WireFault } from '../server/wire-fault';
import { headerText, type WireRequest } from '../server/wire-request';
import { arrived, readFailure, readOutput } from '../shell/read-answer';
import { writeRequest } from '../shell/write-request';
import { readSignature } from '../signature/signature';

/** A call of the real AWS CLI, and the server's answer. */
export type Exchange = { request: WireRequest; answer: Answer };

/** The calls of the real AWS CLI for one command line, from which our command gets its answers. */
export type Replay = {
  call: CommandIo['call'];
  /** Returns the calls of the AWS CLI that our command did not make. */
  left: () => string[];
};

/**
 * Answers the calls of our command with the answers that the AWS CLI got. So both print the same names, keys and times. A call that the AWS
 * CLI did not make fails the command with both calls in its message.
 */
export function replay(exchanges: readonly Exchange[], consoleUrl: string): Replay {
  const left = [...exchanges];
  const call = async (request: CallRequest): Promise<CallAnswer> => {
    const service = services().find(({ name }) => name === request.service);
    if (!service) throw new Error(`There is no service ${request.service}.`);
    if (!findOperation(service, request.operation)) return absent(service, request.operation, consoleUrl, left);
    const wire = findWireOperation(service.name, request.operation);
    if (!wire) throw new Error(`AWS has no ${request.operation}.`);
    let ours: Sent;
    try {
      ours = ownCall(service, request, writeRequest(service, wire, request.input));
    } catch (error) {
      if (!(error instanceof WireFault)) throw error;
      return { ok: false, code: error.code, message: error.message, members: {}, status: 400, requestId: '' };
    }
    const at = left.findIndex((exchange) => isDeepStrictEqual(sentBy(exchange.request, ours), ours));
    if (at === -1) {
      const theirs = left.map((exchange) => JSON.stringify(sentBy(exchange.request, ours)));
      throw new Error(
        `Our call is none of the AWS CLI's.\nours:   ${JSON.stringify(ours)}\ntheirs: ${theirs.join('\n        ')}`,
      );
    }
    const [{ request: theirs, answer }] = left.splice(at, 1) as [Exchange];
    const there = arrived(answer, theirs.method);
    const common = { status: answer.status, requestId: answer.requestId };
    if (answer.status >= 300) return { ok: false, ...readFailure(service, there), ...common };
    return { ok: true, output: readOutput(service, wire, there, request.input.EncodingType === undefined), ...common };
  };
  return { call, left: () => left.map(({ request }) => `${request.method} ${request.path} ${request.body.toString('utf8')}`) };
}

/** An operation that Gatehouse does not have is called without its input, since the models have none. */
function absent(service: WireService, operation: string, consoleUrl: string, left: Exchange[]): CallAnswer {
  left.shift();
  const message = notAvailable(service, operation, consoleUrl);
  return { ok: false, code: 'NotImplemented', message, members: {}, status: 501, requestId: '' };
}

/** The parts of a call that the command decides, in one form for both. */
type Sent = {
  method: string;
  path: string;
  query: readonly string[];
  headers: Readonly<Record<string, string>>;
  body: unknown;
  region: string;
  accessKeyId: string;
};

function ownCall(
  service: WireService,
  { credentials, region }: CallRequest,
  { method, path, query, headers, body }: ReturnType<typeof writeRequest>,
): Sent {
  if (credentials !== 'none' && isSession(credentials)) throw new Error('A golden line has keys.');
  const isXml = XML_DECLARATION.test(body.toString('utf8'));
  return {
    method,
    path: path.replace(/(?<=.)\/$/, ''),
    query: parts(query),
    headers: Object.fromEntries([...headers].filter(([name]) => name !== 'content-type' && !(isXml && CHECKSUM.test(name)))),
    body: bodyOf(body, headers.get('content-type') ?? ''),
    region: credentials === 'none' || service.global ? '' : region,
    accessKeyId: credentials === 'none' ? '' : credentials.accessKeyId,
  };
}

/** Returns a call of the AWS CLI. It may have more headers than ours. */
function sentBy(request: WireRequest, ours: Sent): Sent {
  const signature = readSignature(request);
  return {
    method: request.method,
    path: request.path.replace(/(?<=.)\/$/, ''),
    query: parts(request.query),
    headers: Object.fromEntries(Object.keys(ours.headers).map((name) => [name, headerText(request, name)])),
    body: bodyOf(request.body, headerText(request, 'content-type')),
    region: ours.region === '' ? '' : (signature?.region ?? ''),
    accessKeyId: signature?.accessKeyId ?? '',
  };
}

/** Idempotency tokens are new in each call. */
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Returns the parts of a query. `x-id` only names the operation, and only newer clients send it. */
const parts = (query: string): string[] =>
  query
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('x-id='))
    .map((part) => part.replace(/=$/, '').replaceAll(UUID, 'UUID'))
    .toSorted();

/** The first line of XML, which only our calls have, and which changes their checksum. */
const XML_DECLARATION = /^<\?xml[^>]*>\n/;
const CHECKSUM = /^x-amz-checksum-/;

function bodyOf(body: Buffer, contentType: string): unknown {
  const text = body.toString('utf8').replace(XML_DECLARATION, '').replaceAll(UUID, 'UUID');
  if (contentType.startsWith('application/x-www-form-urlencoded')) return [...new URLSearchParams(text)].toSorted();
  if (/json/.test(contentType) && text !== '') return JSON.parse(text) as unknown;
  return text;
}
