import { jsonErrorCode } from '../../core/module/error-codes';
import { fromModules } from '../../core/module/module';
import { findOperation, type Speaker, servicesSpeaking } from '../server/services';
import { WireFault } from '../server/wire-fault';
import { headerText, type WireRequest } from '../server/wire-request';
import { readJsonInput, toJsonValue } from './json';
import type { AbsentOperation, CalledOperation, Failure, Protocol, WireResponse } from './protocol';
import { findWireError, findWireOperation, type WireError } from './sdk-schemas';

// AWS's JSON protocols, 1.0 and 1.1, which differ mainly in their content type. Source: Smithy, "AWS JSON 1.0 protocol", "AWS
// JSON 1.1 protocol".

type JsonProtocol = Speaker<'json'>['protocol'];

const byTarget = (): ReadonlyMap<string, Speaker<'json'>> =>
  new Map(
    servicesSpeaking('json').flatMap((json) =>
      [json.protocol.target, json.protocol.botocoreTarget].flatMap((target) => (target ? [[target, json] as const] : [])),
    ),
  );
const byName = (): ReadonlyMap<string, JsonProtocol> =>
  new Map(servicesSpeaking('json').map(({ service, protocol }) => [service.name, protocol]));

function contentType(version: JsonProtocol['version'] = '1.1'): string {
  return `application/x-amz-json-${version}`;
}

/**
 * Returns whether a request is for a JSON service: such requests have the operation in a header, or at least the content type.
 */
export function isJsonRequest(request: WireRequest): boolean {
  return request.headers.has('x-amz-target') || /^application\/x-amz-json/i.test(headerText(request, 'content-type'));
}

export const jsonProtocol: Protocol = {
  route(request): CalledOperation | AbsentOperation {
    if (request.method !== 'POST') throw new WireFault('MethodNotAllowed', 'Operations of this service are called with POST.');
    const target = headerText(request, 'x-amz-target');
    const dot = target.lastIndexOf('.');
    const name = target.slice(dot + 1);
    const json = dot < 0 ? undefined : fromModules(byTarget).get(target.slice(0, dot));
    requireContentType(headerText(request, 'content-type'), json?.protocol);
    const service = json?.service;
    const wire = service ? findWireOperation(service.name, name) : null;
    if (!service || !wire) throw new WireFault('UnknownOperationException', `Could not find operation ${target.slice(0, 128)}`);
    const operation = findOperation(service, name);
    if (!operation) return { service, wire, operation: null };
    const { input } = wire;
    return {
      service,
      wire,
      operation,
      readInput: () => (input ? readJsonInput(input, request.body.toString('utf8')) : {}),
    };
  },

  success({ service, wire }, output): WireResponse {
    return answer(fromModules(byName).get(service.name), 200, wire.output ? toJsonValue(wire.output, output ?? {}) : {});
  },

  failure(service, failure): WireResponse {
    const json = service && fromModules(byName).get(service.name);
    const modelled = service ? findWireError(service.name, failure.code) : null;
    const type = typeOf(failure.code, modelled, json);
    const status = statusOf(failure.code, modelled, json);
    const body = { __type: type, [modelled?.messageMember ?? 'message']: failure.message, ...membersOf(failure) };
    const queryError = `${modelled?.code ?? failure.code};${status < 500 ? 'Sender' : 'Receiver'}`;
    return { ...answer(json, status, body), ...(json?.queryErrors && { headers: { 'x-amzn-query-error': queryError } }) };
  },
};

function requireContentType(type: string, json: JsonProtocol | undefined): void {
  const wanted = contentType(json?.version);
  const [given = ''] = type.trim().toLowerCase().split(';', 1);
  if (given.trim() === wanted) return;
  throw new WireFault('UnsupportedMediaType', `The content type ${type.slice(0, 100)} is not ${wanted}.`);
}

/** Returns the name of an error for clients. */
function typeOf(code: string, modelled: WireError | null, json: JsonProtocol | undefined): string {
  const name = modelled ? code : jsonErrorCode(code);
  if (!json?.namespace) return name;
  return `${modelled ? json.namespace : 'com.amazon.coral.service'}#${name}`;
}

function statusOf(code: string, modelled: WireError | null, json: JsonProtocol | undefined): number {
  const common = json?.queryErrors && code === 'AccessDenied' ? 403 : STATUS[code];
  const status = common ?? modelled?.status ?? 400;
  return status >= 500 || common !== undefined || json?.statusOfModel ? status : 400;
}

function membersOf({ members }: Failure): Readonly<Record<string, string>> {
  return members ?? {};
}

const STATUS: Readonly<Record<string, number>> = {
  InternalFailure: 500,
  MethodNotAllowed: 405,
  MisdirectedRequest: 421,
  NotImplemented: 501,
  RequestEntityTooLarge: 413,
  ServiceUnavailable: 503,
  UnsupportedMediaType: 415,
};

function answer(json: JsonProtocol | undefined, status: number, value: unknown): WireResponse {
  return { status, contentType: contentType(json?.version), body: JSON.stringify(value) };
}
