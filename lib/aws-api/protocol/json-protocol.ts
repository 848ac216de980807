import { BUDGETS, COST_EXPLORER, findOperation, ORGANIZATIONS, type WireService } from '../server/services';
import { WireFault } from '../server/wire-fault';
import { header, type WireRequest } from '../server/wire-request';
import { readJsonInput, toJsonValue } from './json';
import type { CalledOperation, Failure, Protocol, WireResponse } from './protocol';
import { findWireError, findWireOperation } from './sdk-schemas';

// The JSON 1.1 protocol of Organizations, Cost Explorer and Budgets. Source: Smithy, "AWS JSON 1.1 protocol".

/** Services by what stands before the name of an operation in the header that names it. */
const BY_TARGET: ReadonlyMap<string, WireService> = new Map([
  ['AWSOrganizationsV20161128', ORGANIZATIONS],
  ['AWSInsightsIndexService', COST_EXPLORER],
  ['AWSBudgetServiceGateway', BUDGETS],
]);
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
    const [prefix = '', name = '', ...more] = target.split('.', 3);
    const service = BY_TARGET.get(prefix);
    const wire = service && more.length === 0 ? findWireOperation(service.name, name) : null;
    if (!service || !wire) throw new WireFault('UnknownOperationException', `Could not find operation ${target.slice(0, 128)}`);
    const operation = findOperation(service, name);
    if (!operation) {
      throw new WireFault(
        'UnknownOperationException',
        `Could not find operation ${name}: AWS has this operation, but this installation does not implement it`,
      );
    }
    const { input } = wire;
    return {
      service,
      wire,
      operation,
      readInput: () => (input ? readJsonInput(input, request.body.toString('utf8')) : {}),
    };
  },

  success({ wire }, output): WireResponse {
    return json(200, wire.output ? toJsonValue(wire.output, output ?? {}) : {});
  },

  failure(service, failure): WireResponse {
    const modelled = service ? findWireError(service.name, failure.code) : null;
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
