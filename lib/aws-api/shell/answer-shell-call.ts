import { hash } from 'node:crypto';
import type { CallAnswer, Keys, SentCall } from '../../aws-cli/io';
import { BoundedMap } from '../../core/cache/bounded-map';
import { type Caller, GLOBAL_REGION, type Partition } from '../../core/call';
import { AwsError, type StoredEvaluation } from '../../core/errors';
import { isWrite } from '../../core/operation';
import { findWireOperation } from '../protocol/sdk-schemas';
import { type ApiContext, answerFault, answerFrom, type EntryPoint, type ExplainedAnswer } from '../server/answer-request';
import { MAX_BODY_BYTES } from '../server/read-body';
import { findOperation, notAvailable, services, type WireService } from '../server/services';
import { WireFault } from '../server/wire-fault';
import type { WireRequest } from '../server/wire-request';
import { authenticate, PARTITIONS } from '../signature/authenticate';
import { readSignature, toTimestamp } from '../signature/signature';
import { signatureOf } from '../signature/verify-signature';
import { arrived, readFailure, readOutput } from './read-answer';
import { type UnsignedRequest, writeRequest } from './write-request';

/** The console session in which a shell runs, and the browser's connection. */
export type ShellSession = {
  /** Identifies the session in this process. */
  id: string;
  caller: Caller;
  /** The lead of the clock of the caller's account. */
  aheadMs: number;
  /** The reason why the session may not change anything, or null. */
  readOnlyReason: string | null;
  sourceIp: string;
  /** True if the browser's connection is encrypted. */
  encrypted: boolean;
};

/** The answer of a call, with the facts that only the server uses. */
export type ShellAnswer = {
  answer: CallAnswer;
  /** True if the operation changes something, allowed or not. */
  isWrite: boolean;
  /** The stored evaluation of a denial. */
  evaluation?: StoredEvaluation | undefined;
  /** True if a declarative policy refused the call. */
  isRefusedByPolicy?: boolean;
};

/** Makes a call of the shell as the AWS CLI would make it from outside. */
export async function answerShellCall(call: SentCall, session: ShellSession, api: ApiContext): Promise<ShellAnswer> {
  const service = services().find(({ name }) => name === call.service);
  const wire = service && findWireOperation(service.name, call.operation);
  if (!service || !wire) return failed('InvalidAction', `There is no operation ${call.service}:${call.operation}.`, 400);
  // The models of the command line have no inputs for these operations, so their requests can't be written.
  if (!findOperation(service, wire.name)) return failed('NotImplemented', notAvailable(service, wire.name, api.consoleUrl), 501);
  const partition = PARTITIONS.get(call.region);
  // AWS: there is no endpoint in a Region that does not exist. Global services have one for all Regions.
  if (!partition && !service.global) return { answer: { ok: 'unreachable' }, isWrite: false };
  if (!mayCall(session.id, api.clock())) return throttled(service);
  let request: WireRequest;
  let isEncodedForUs = false;
  try {
    const unsigned = writeRequest(service, wire, call.input);
    isEncodedForUs = call.input.EncodingType === undefined;
    request = signed(unsigned, service, partition ?? 'aws', call, session, api.clock());
  } catch (error) {
    if (error instanceof WireFault) return failed(error.code, error.message, 400);
    throw error;
  }
  const explained = await answered(request, call, session, api);
  const { answer, called, error } = explained;
  const there = arrived(answer, request.method);
  const changes = called?.operation ? isWrite(called.operation) : false;
  const common = { status: answer.status, requestId: answer.requestId };
  if (error === undefined && answer.status < 300) {
    const output = readOutput(service, wire, there, isEncodedForUs);
    return { answer: { ok: true, output, ...common, ...(changes && { isWrite: true }) }, isWrite: changes };
  }
  const evaluation = error instanceof AwsError ? error.evaluation : undefined;
  return {
    answer: { ok: false, ...readFailure(service, there), ...common },
    isWrite: changes,
    evaluation,
    isRefusedByPolicy: error instanceof AwsError && error.refusal !== null,
  };
}

function failed(code: string, message: string, status: number): ShellAnswer {
  return { answer: { ok: false, code, message, members: {}, status, requestId: '' }, isWrite: false };
}

async function answered(
  request: WireRequest,
  { credentials }: SentCall,
  session: ShellSession,
  api: ApiContext,
): Promise<ExplainedAnswer> {
  if (request.body.length > MAX_BODY_BYTES) {
    const fault = new WireFault('RequestEntityTooLarge', `The request body is larger than ${MAX_BODY_BYTES} bytes.`);
    return { answer: answerFault(request, fault, api), called: undefined, error: fault };
  }
  const entry: EntryPoint = {
    via: 'shell',
    identify: credentials === 'session' ? identifyAs(session) : authenticate,
    admit: (operation) => {
      if (session.readOnlyReason !== null && isWrite(operation)) throw new WireFault('AccessDenied', session.readOnlyReason);
    },
  };
  return answerFrom(entry, request, api);
}

/** Returns a function that takes the session for the signer of a request. Its signature only names service and Region. */
function identifyAs({ caller, aheadMs }: ShellSession): EntryPoint['identify'] {
  return async (request) => {
    const signature = readSignature(request);
    if (!signature) throw new WireFault('MissingAuthenticationToken', 'Request is missing Authentication Token');
    const { region } = signature;
    // A session of the console belongs to the partition of its console.
    if (PARTITIONS.get(region) !== 'aws')
      throw new WireFault('InvalidClientTokenId', 'The security token included in the request is invalid.');
    const { principal } = caller;
    const roleId = principal.type === 'AssumedRole' ? principal.roleId : undefined;
    return { caller, region, partition: 'aws', aheadMs, roleId, signature };
  };
}

/** The access key in requests of sessions. It is nobody's. */
const SESSION_KEYS: Keys = { accessKeyId: 'GATEHOUSESHELL', secretAccessKey: '' };

function signed(
  { method, path, query, headers: written, body }: UnsignedRequest,
  service: WireService,
  partition: Partition,
  { credentials, region: asked, userAgent }: SentCall,
  { sourceIp, encrypted }: ShellSession,
  now: Date,
): WireRequest {
  const headers = new Map([...written].map(([name, value]) => [name, [value]]));
  headers.set('host', ['localhost']);
  headers.set('user-agent', [userAgent]);
  headers.set('content-length', [String(body.length)]);
  const request: WireRequest = { method, path, query, headers, body, remoteAddress: sourceIp, encrypted };
  if (credentials === 'none') return request;
  const keys = credentials === 'session' ? SESSION_KEYS : credentials;
  const timestamp = toTimestamp(now);
  const date = timestamp.slice(0, 8);
  const region = service.global ? GLOBAL_REGION[partition] : asked;
  headers.set('x-amz-date', [timestamp]);
  if (keys.sessionToken !== undefined) headers.set('x-amz-security-token', [keys.sessionToken]);
  if (service.signing?.payloadAsTold) headers.set('x-amz-content-sha256', [hash('sha256', body, 'hex')]);
  const signedHeaders = [
    'host',
    ...[...headers.keys()].filter((name) => name === 'content-type' || name.startsWith('x-amz-')),
  ].sort();
  const parts = { date, region, service: service.signingName, timestamp, signedHeaders, presigned: false };
  const signature = signatureOf(request, parts, keys.secretAccessKey, service.signing).toString('hex');
  const credential = `${keys.accessKeyId}/${date}/${region}/${service.signingName}/aws4_request`;
  headers.set('authorization', [
    `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`,
  ]);
  return request;
}

/** The calls that a session may make at once, and each second after that. */
export const BURST = 50;
export const CALLS_PER_SECOND = 10;

type Allowance = { left: number; at: number };
const allowances = new BoundedMap<string, Allowance>(10_000);

/** Takes a call from a session's allowance. */
function mayCall(session: string, now: Date): boolean {
  const at = now.getTime();
  const known = allowances.get(session) ?? { left: BURST, at };
  const left = Math.min(BURST, known.left + (Math.max(0, at - known.at) * CALLS_PER_SECOND) / 1000);
  allowances.set(session, { left: left < 1 ? left : left - 1, at });
  return left >= 1;
}

/** Returns the failure of a caller who makes too many calls, in the words of the service. Sources: the references of the APIs, "Common errors". */
function throttled({ protocol }: WireService): ShellAnswer {
  switch (protocol.name) {
    case 's3':
    case 's3-control':
      return failed('SlowDown', 'Please reduce your request rate.', 503);
    case 'ec2':
      return failed('RequestLimitExceeded', 'Request limit exceeded.', 503);
    case 'query':
      return failed('Throttling', 'Rate exceeded', 400);
    default:
      return failed('ThrottlingException', 'Rate exceeded', 400);
  }
}
