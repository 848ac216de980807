import { randomUUID } from 'node:crypto';
import type { AccountFacts } from '../../core/account-facts';
import { type Call, GLOBAL_REGION, unidentified } from '../../core/call';
import { AccessDeniedError, AwsError } from '../../core/errors';
import { msSince, noteCall } from '../../core/events/call-records';
import { noteKeyUse } from '../../core/events/last-used';
import { log } from '../../core/log';
import { errorCode } from '../../core/module/error-codes';
import type { AnyOperation } from '../../core/operation';
import { runOperation } from '../../core/run/run';
import { atClockOf, later } from '../../core/time/clock';
import type { Database } from '../../db/client';
import { isLoopback } from '../../listener/client.mjs';
import { ec2Protocol, isEc2Request } from '../protocol/ec2-protocol';
import { isJsonRequest, jsonProtocol } from '../protocol/json-protocol';
import { answerOtherService } from '../protocol/other-services';
import type { AbsentOperation, CalledOperation, Failure, Protocol, WireResponse } from '../protocol/protocol';
import { queryProtocol, queryProtocolInJson, wantsJson } from '../protocol/query-protocol';
import { isRestJsonRequest, restJsonProtocol } from '../protocol/rest-json-protocol';
import { isS3ControlRequest, s3ControlProtocol } from '../protocol/s3-control-protocol';
import { isS3Request, s3Protocol } from '../protocol/s3-protocol';
import { authenticate } from '../signature/authenticate';
import { readSignature, type Signature } from '../signature/signature';
import { signingOf } from '../signature/verify-signature';
import { denialText } from './denial-text';
import { notAvailable, type WireService } from './services';
import { WireFault } from './wire-fault';
import { header, headerText, type WireRequest } from './wire-request';

/** The environment of answers, beside the request. */
export type ApiContext = {
  database: Database;
  /** The console's address, e.g. `http://localhost:3000`, which denials link to. Null: denials have AWS's sentence only. */
  consoleUrl: string | null;
  clock: () => Date;
};

export type Answer = WireResponse & { requestId: string };

/** The way of a request to this code, which says how its caller is found. */
export type EntryPoint = {
  via: Call['via'];
  /** Finds the caller of a signed request. @throws WireFault for a request that proves none */
  identify(request: WireRequest, service: WireService, database: Database, now: Date): Promise<Who>;
  /** Refuses operations at this entry point, before they read their input. @throws WireFault */
  admit?(operation: AnyOperation): void;
};

const WIRE: EntryPoint = { via: 'api', identify: authenticate };

/**
 * Answers one request of a client: finds the operation, authenticates the caller, runs it, and writes the result in the client's
 * protocol.
 */
export async function answerRequest(request: WireRequest, api: ApiContext): Promise<Answer> {
  return (await answerFrom(WIRE, request, api)).answer;
}

/** An answer with the facts behind it that the wire does not carry. */
export type ExplainedAnswer = {
  answer: Answer;
  called: CalledOperation | AbsentOperation | undefined;
  /** The error behind a failure. */
  error?: unknown;
};

/** Answers a request that came by an entry point. */
export async function answerFrom(entry: EntryPoint, request: WireRequest, api: ApiContext): Promise<ExplainedAnswer> {
  const requestId = randomUUID();
  const receivedAt = performance.now();
  const protocol = protocolOf(request);
  let called: CalledOperation | AbsentOperation | undefined;
  let runs = false;
  try {
    if (!REST.has(protocol)) requirePlace(request);
    const route = protocol.route(request);
    called = route;
    const { service } = route;
    const now = api.clock();
    if (route.operation === null) {
      await entry.identify(request, service, api.database, now);
      throw new WireFault('NotImplemented', notAvailable(service, route.wire.name, api.consoleUrl));
    }
    const { operation } = route;
    entry.admit?.(operation);
    // AWS accepts these calls unsigned and ignores any signature. A token in the input identifies the caller.
    const isUnsigned = operation.unsigned || (operation.anonymous && !readSignature(request));
    const who: Who = isUnsigned ? UNSIGNED : await entry.identify(request, service, api.database, now);
    const input = route.readInput();
    const call = toCall(request, service, who, now, requestId, receivedAt, entry.via);
    if (who.caller.credential === 'longTerm' || who.roleId) {
      const { accessKeyId = '' } = who.caller;
      noteKeyUse(api.database, {
        accessKeyId,
        roleId: who.roleId,
        service: service.name,
        region: who.region,
        time: call.now,
      });
    }
    runs = true;
    const output = await runOperation(operation, input, call, api.database, who.account);
    return { answer: { ...protocol.success(route, output, requestId), requestId }, called };
  } catch (error) {
    const failure = withHeaderName(toFailure(error, requestId, api), called);
    if (!runs) noteFailure(request, failure, requestId, receivedAt, entry.via, called);
    // Only an unknown call can belong to another service. A known call that is signed for another service has its own error.
    const service = called?.service;
    const answer = service
      ? { ...protocol.failure(service, failure, requestId), requestId }
      : answerFailure(request, failure, requestId, api.consoleUrl);
    return { answer, called, error };
  }
}

/** Answers a failure without a complete request, such as one whose body is too large. */
export function answerFault(request: WireRequest, fault: WireFault, { consoleUrl }: Pick<ApiContext, 'consoleUrl'>): Answer {
  const requestId = randomUUID();
  const failure = { code: fault.code, message: fault.message };
  noteFailure(request, failure, requestId, performance.now(), 'api');
  return answerFailure(request, failure, requestId, consoleUrl);
}

/** Reports a call that failed before its operation ran. An operation reports itself. */
function noteFailure(
  request: WireRequest,
  { code }: Failure,
  requestId: string,
  since: number,
  via: Call['via'],
  called?: CalledOperation | AbsentOperation,
): void {
  noteCall(() => ({
    requestId,
    via,
    service: called?.service.name,
    operation: called?.wire.name,
    outcome: 'Failed',
    errorCode: called ? errorCode(called.service.name, code) : code,
    durationMs: msSince(since),
    sourceIp: request.remoteAddress,
    decisions: [],
  }));
}

/** Answers a failed request that calls no service here, perhaps because it was meant for another one. */
function answerFailure(request: WireRequest, failure: Failure, requestId: string, consoleUrl: string | null): Answer {
  const response =
    answerOtherService(request, requestId, consoleUrl) ?? protocolOf(request).failure(undefined, failure, requestId);
  return { ...response, requestId };
}

/** The protocols that select operations by method and path. */
const REST: ReadonlySet<Protocol> = new Set([s3Protocol, s3ControlProtocol, restJsonProtocol]);

function protocolOf(request: WireRequest): Protocol {
  if (isRestJsonRequest(request)) return restJsonProtocol;
  if (isS3ControlRequest(request)) return s3ControlProtocol;
  if (isS3Request(request)) return s3Protocol;
  if (isEc2Request(request)) return ec2Protocol;
  if (isJsonRequest(request)) return jsonProtocol;
  return wantsJson(request) ? queryProtocolInJson : queryProtocol;
}

function requirePlace(request: WireRequest): void {
  if (request.path !== '/') throw new WireFault('UnknownOperationException', `There is nothing at ${request.path.slice(0, 200)}`);
  if (request.method !== 'POST' && request.method !== 'GET') {
    throw new WireFault('MethodNotAllowed', `The method ${request.method.slice(0, 20)} is not allowed; use POST.`);
  }
}

/** The facts about a caller before the call runs. */
export type Who = Pick<Call, 'caller' | 'region' | 'partition' | 'aheadMs'> & {
  /** Absent for callers whose `aheadMs` is known, and for unsigned calls. */
  account?: AccountFacts;
  roleId?: string | undefined;
  signature?: Signature;
};

const UNSIGNED: Who = { caller: unidentified(''), region: GLOBAL_REGION.aws, partition: 'aws' };

/**
 * Returns the call of a request whose sender is known.
 * @param realTime the time of its arrival
 */
export function toCall(
  request: WireRequest,
  service: Pick<WireService, 'global' | 'contextOf'>,
  who: Who,
  realTime: Date,
  requestId: string,
  receivedAt: number,
  via: Call['via'] = 'api',
): Call {
  const referer = header(request, 'referer');
  const call: Call = {
    caller: who.caller,
    requestId,
    now: realTime,
    receivedAt,
    sourceIp: request.remoteAddress,
    userAgent: headerText(request, 'user-agent').slice(0, 512),
    region: service.global ? GLOBAL_REGION[who.partition] : who.region,
    partition: who.partition,
    // AWS's endpoints use TLS only. A call that never left the machine counts as encrypted, as in the console, so that the usual
    // "deny without TLS" statements do not lock everybody out.
    secureTransport: request.encrypted || isLoopback(request.remoteAddress),
    via,
    endpoint: endpointOf(request),
    ...(who.signature && { signing: signingOf(who.signature, realTime) }),
    context: { ...service.contextOf?.(request, who.signature), ...(referer === undefined ? {} : { 'aws:referer': referer }) },
  };
  if (who.account) return atClockOf(who.account, call);
  const { aheadMs } = who;
  return aheadMs === undefined ? call : { ...call, now: later(realTime, aheadMs), aheadMs };
}

/** Returns the address by which the client reached the server, for answers that hold addresses. Undefined if unknown. */
function endpointOf(request: WireRequest): string | undefined {
  const host = header(request, 'host');
  return host === undefined ? undefined : `${request.encrypted ? 'https' : 'http'}://${host}`;
}

/** Replaces a member's name in a failure. A REST caller knows the member's header or query parameter instead. */
function withHeaderName(failure: Failure, called: CalledOperation | AbsentOperation | undefined): Failure {
  const input = called?.wire.input;
  const member = failure.members?.Header;
  if (member === undefined || input?.kind !== 'structure') return failure;
  const place = input.members.find(({ name }) => name === member)?.place;
  if (place?.in !== 'header' && place?.in !== 'query') return failure;
  const message = failure.message.replace(member, place.name);
  return { ...failure, message, members: { ...failure.members, Header: place.name } };
}

function toFailure(error: unknown, requestId: string, api: ApiContext): Failure {
  if (error instanceof AccessDeniedError)
    return { code: error.shape, message: denialText(error, api.consoleUrl), ...(error.ofOthers && { ofOthers: true }) };
  if (error instanceof AwsError) return { code: error.shape, message: error.message, members: error.members };
  if (error instanceof WireFault)
    return { code: error.code, message: error.message, ...(error.members && { members: error.members }) };
  log.error({ err: error, requestId }, 'a request could not be answered');
  return {
    code: 'InternalFailure',
    message: `The request processing has failed because of an unknown error (request id ${requestId}).`,
  };
}
