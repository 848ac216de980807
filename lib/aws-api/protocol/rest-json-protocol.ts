import { jsonErrorCode } from '../../core/module/error-codes';
import { fromModules } from '../../core/module/module';
import { findOperation, servicesSpeaking, type WireService } from '../server/services';
import { WireFault } from '../server/wire-fault';
import type { WireRequest } from '../server/wire-request';
import { type Documents, readHttpInput, writeHttpOutput } from './http-binding';
import { httpRouter } from './http-route';
import { readJsonInput, toJsonValue } from './json';
import { signedService } from './other-services';
import { membersIn } from './output-values';
import type { AbsentOperation, CalledOperation, Protocol, WireResponse } from './protocol';
import { findWireError, findWireOperation, wireOperationNames } from './sdk-schemas';

// Source: Smithy, "AWS REST JSON 1 protocol".

const TYPE = 'application/json';

export const jsonDocuments: Documents = {
  contentType: TYPE,
  read: (shape, text) => readJsonInput(shape, text),
  write: (shape, value) => JSON.stringify(toJsonValue(shape, value)),
};

const speakers = () => servicesSpeaking('rest-json');

const routers = () =>
  new Map(
    speakers().map(({ service: { name } }) => [
      name,
      httpRouter(wireOperationNames(name).flatMap((operation) => findWireOperation(name, operation) ?? [])),
    ]),
  );

function serviceOf(request: WireRequest): WireService | undefined {
  const signed = signedService(request);
  const found = fromModules(speakers).find(({ service, protocol }) =>
    signed === undefined ? protocol.path.test(request.path) : service.signingName === signed,
  );
  return found?.service;
}

export function isRestJsonRequest(request: WireRequest): boolean {
  return serviceOf(request) !== undefined;
}

export const restJsonProtocol: Protocol = {
  route(request): CalledOperation | AbsentOperation {
    const service = serviceOf(request);
    const query = new URLSearchParams(request.query);
    const { method, path, headers } = request;
    const match =
      service && fromModules(routers).get(service.name)?.({ method, path, query, hasHeader: (name) => headers.has(name) });
    if (!service || !match) throw new WireFault('UnknownOperationException', `There is nothing at ${path.slice(0, 200)}`);
    const { wire } = match;
    const operation = findOperation(service, wire.name);
    if (!operation) return { service, wire, operation: null };
    return { service, wire, operation, readInput: () => readHttpInput(match, request, query, request.body, jsonDocuments) };
  },

  success({ wire }, output): WireResponse {
    if (!wire.http) throw new Error(`${wire.name} is not called by REST`);
    const answer = writeHttpOutput(wire.http, wire.output, membersIn(output ?? {}), jsonDocuments);
    const contentType = answer.contentType ?? (answer.body.length > 0 ? TYPE : null);
    return { ...answer, contentType };
  },

  failure(service, { code, message, members }): WireResponse {
    const modelled = service ? findWireError(service.name, code) : null;
    const type = modelled ? code : jsonErrorCode(code);
    const status = modelled?.status ?? STATUS[code] ?? 400;
    const fault = status < 500 ? 'User' : 'Service';
    return {
      status,
      contentType: TYPE,
      headers: { 'x-amzn-errortype': type },
      body: JSON.stringify({ Type: fault, [modelled?.messageMember ?? 'message']: message, ...members }),
    };
  },
};

/** The statuses of the common errors. Source: AWS Lambda API Reference, "Common Errors". */
const STATUS: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  ExpiredToken: 403,
  // The model of the access portal of IAM Identity Center lacks it.
  ForbiddenException: 403,
  IncompleteSignature: 403,
  InternalFailure: 500,
  InvalidClientTokenId: 403,
  MethodNotAllowed: 405,
  MisdirectedRequest: 421,
  MissingAuthenticationToken: 403,
  NotImplemented: 501,
  RequestEntityTooLarge: 413,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  UnknownOperationException: 404,
};
