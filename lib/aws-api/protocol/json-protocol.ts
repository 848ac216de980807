import { findOperation, ORGANIZATIONS } from '../server/services';
import { WireFault } from '../server/wire-fault';
import { header, type WireRequest } from '../server/wire-request';
import { readJsonInput, toJsonValue } from './json';
import type { CalledOperation, Failure, Protocol, WireResponse } from './protocol';
import { findWireError, findWireOperation } from './sdk-schemas';

// The JSON 1.1 protocol of Organizations. Source: Smithy, "AWS JSON 1.1 protocol".
const TARGET_PREFIX = 'AWSOrganizationsV20161128.';
const CONTENT_TYPE = 'application/x-amz-json-1.1';

/** Requests of JSON services name their operation in a header, or at least their content type. */
export function isJsonRequest(request: WireRequest): boolean {
  return request.headers.has('x-amz-target') || /^application\/x-amz-json/i.test(header(request, 'content-type') ?? '');
}

export const jsonProtocol: Protocol = {
  route(request): CalledOperation {
    if (request.method !== 'POST') throw new WireFault('MethodNotAllowed', 'Operations of this service are called with POST.');
    const type = header(request, 'content-type') ?? '';
    if (!/^application\/x-amz-json-1\.1(?:;|$)/i.test(type.trim())) {
      throw new WireFault('UnsupportedMediaType', `The content type ${type.slice(0, 100)} is not ${CONTENT_TYPE}.`);
    }
    const target = header(request, 'x-amz-target') ?? '';
    const name = target.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : '';
    const wire = name === '' ? null : findWireOperation('organizations', name);
    if (!wire) throw new WireFault('UnknownOperationException', `Could not find operation ${target.slice(0, 128)}`);
    const operation = findOperation(ORGANIZATIONS, name);
    if (!operation) {
      throw new WireFault(
        'UnknownOperationException',
        `Could not find operation ${name}: AWS has this operation, but this installation does not implement it`,
      );
    }
    const { input } = wire;
    return {
      service: ORGANIZATIONS,
      wire,
      operation,
      readInput: () => (input ? readJsonInput(input, request.body.toString('utf8')) : {}),
    };
  },

  success({ wire }, output): WireResponse {
    return json(200, wire.output ? toJsonValue(wire.output, output ?? {}) : {});
  },

  failure(_service, failure): WireResponse {
    const modelled = findWireError('organizations', failure.code);
    const type = modelled ? failure.code : (COMMON[failure.code] ?? failure.code);
    // AWS: the service answers 400 for every fault of the caller, whatever status the SDK's model gives the error.
    const status = STATUS[failure.code] ?? ((modelled?.status ?? 400) >= 500 ? 500 : 400);
    return json(status, { __type: type, [modelled?.messageMember ?? 'message']: failure.message, ...membersOf(failure) });
  },
};

function membersOf({ members }: Failure): Readonly<Record<string, string>> {
  return members ?? {};
}

// What the JSON services call the common errors of the Query services.
const COMMON: Readonly<Record<string, string>> = {
  AccessDenied: 'AccessDeniedException',
  ExpiredToken: 'ExpiredTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  MethodNotAllowed: 'MethodNotAllowedException',
  MisdirectedRequest: 'MisdirectedRequestException',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  RequestEntityTooLarge: 'RequestEntityTooLargeException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  UnsupportedMediaType: 'UnsupportedMediaTypeException',
  ValidationError: 'ValidationException',
};
const STATUS: Readonly<Record<string, number>> = {
  InternalFailure: 500,
  MethodNotAllowed: 405,
  MisdirectedRequest: 421,
  RequestEntityTooLarge: 413,
  ServiceUnavailable: 503,
  UnsupportedMediaType: 415,
};

function json(status: number, value: unknown): WireResponse {
  return { status, contentType: CONTENT_TYPE, body: JSON.stringify(value) };
}
