import { errorCode } from '../../core/module/error-codes';
import { fromModules } from '../../core/module/module';
import { findOperation, type Speaker, servicesSpeaking, type WireService } from '../server/services';
import { WireFault } from '../server/wire-fault';
import { header, headerText, type WireRequest } from '../server/wire-request';
import { toJsonValue } from './json';
import type { AbsentOperation, CalledOperation, Failure, Protocol, WireResponse } from './protocol';
import { readQueryInput } from './query-input';
import { fieldText, readForm } from './read-form';
import { findWireError, findWireOperation } from './sdk-schemas';
import { xmlContent, xmlText } from './xml';

// The Query protocol. Source: Smithy, "AWS Query protocol".
const byVersion = (): ReadonlyMap<string, Speaker<'query'>> =>
  new Map(servicesSpeaking('query').map((speaker) => [speaker.protocol.version, speaker]));
const byName = (): ReadonlyMap<string, Speaker<'query'>> =>
  new Map(servicesSpeaking('query').map((speaker) => [speaker.service.name, speaker]));

/** Returns the protocol of a service. A failure without a service uses that of the first one. */
function spokenBy(service: WireService | undefined): Speaker<'query'>['protocol'] | undefined {
  const speakers = fromModules(byName);
  const speaker = service ? speakers.get(service.name) : speakers.values().next().value;
  return speaker?.protocol;
}

export const queryProtocol: Protocol = {
  route(request): CalledOperation | AbsentOperation {
    const form = readForm(formText(request));
    const action = fieldText(form, 'Action');
    const version = fieldText(form, 'Version');
    if (action === '') throw new WireFault('MissingAction', 'The request is missing an action or a required parameter.');
    const service = fromModules(byVersion).get(version)?.service;
    const wire = service && findWireOperation(service.name, action);
    if (!service || !wire) throw notFound(action, version);
    const operation = findOperation(service, action);
    if (!operation) return { service, wire, operation: null };
    const { input } = wire;
    return { service, wire, operation, readInput: () => (input ? readQueryInput(input, form) : {}) };
  },

  success({ service, wire }, output, requestId): WireResponse {
    const result = wire.output ? `<${wire.name}Result>${xmlContent(wire.output, output ?? {})}</${wire.name}Result>` : '';
    return xml(
      200,
      `<${wire.name}Response xmlns="${spokenBy(service)?.namespace}">${result}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${wire.name}Response>`,
    );
  },

  failure(service, failure, requestId): WireResponse {
    const { code, status, message } = inWordsOf(service, failure);
    const namespace = (spokenBy(service) ?? spokenBy(undefined))?.namespace;
    const type = status < 500 ? 'Sender' : 'Receiver';
    return xml(
      status,
      `<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type><Code>${xmlText(code)}</Code><Message>${xmlText(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    );
  },
};

/**
 * The Query protocol with JSON answers, for clients that ask for JSON, such as the verifier of aws-iam-authenticator with a
 * presigned call. XML elements become members, and times are seconds since 1970, as in AWS's other JSON.
 */
export const queryProtocolInJson: Protocol = {
  ...queryProtocol,

  success({ wire }, output, requestId): WireResponse {
    const result = wire.output ? { [`${wire.name}Result`]: toJsonValue(wire.output, output ?? {}) } : {};
    return json(200, { [`${wire.name}Response`]: { ...result, ResponseMetadata: { RequestId: requestId } } });
  },

  failure(service, failure, requestId): WireResponse {
    const { code, status, message } = inWordsOf(service, failure);
    const Type = status < 500 ? 'Sender' : 'Receiver';
    return json(status, { Error: { Type, Code: code, Message: message }, RequestId: requestId });
  },
};

/** Returns whether a client asks for JSON, alone or first among other types. */
export function wantsJson(request: WireRequest): boolean {
  return /^\s*application\/json\s*(?:[;,]|$)/i.test(headerText(request, 'accept'));
}

export function formText(request: WireRequest): string {
  if (request.body.length === 0) return request.query;
  const type = header(request, 'content-type');
  if (type !== undefined && !/^application\/x-www-form-urlencoded(?:;|$)/i.test(type.trim())) {
    throw new WireFault(
      'UnsupportedMediaType',
      `The content type ${type.slice(0, 100)} is not application/x-www-form-urlencoded.`,
    );
  }
  const body = request.body.toString('utf8');
  return request.query === '' ? body : `${request.query}&${body}`;
}

function notFound(action: string, version: string): WireFault {
  const of = version === '' ? 'NO_VERSION_SPECIFIED' : version.slice(0, 32);
  return new WireFault('InvalidAction', `Could not find operation ${action.slice(0, 128)} for version ${of}`);
}

const STATUS: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  ExpiredToken: 403,
  InternalFailure: 500,
  InvalidClientTokenId: 403,
  MalformedQueryString: 404,
  MethodNotAllowed: 405,
  MisdirectedRequest: 421,
  MissingAuthenticationToken: 403,
  NotImplemented: 501,
  RequestEntityTooLarge: 413,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  UnsupportedMediaType: 415,
};

function inWordsOf(
  service: WireService | undefined,
  { code, message }: Failure,
): { code: string; status: number; message: string } {
  const modelled = service && findWireError(service.name, code);
  if (modelled) return { code: modelled.code, status: modelled.status, message };
  const inCapitals = service && code === 'AccessDenied' && spokenBy(service)?.prefixInCapitals;
  return {
    code: service ? errorCode(service.name, code) : code,
    status: STATUS[code] ?? 400,
    message: inCapitals ? withPrefixInCapitals(message, service.name) : message,
  };
}

function withPrefixInCapitals(message: string, prefix: string): string {
  return ['perform: ', 'allows the '].reduce(
    (text, before) => text.replaceAll(`${before}${prefix}:`, `${before}${prefix.toUpperCase()}:`),
    message,
  );
}

function xml(status: number, body: string): WireResponse {
  return { status, contentType: 'text/xml', body };
}

function json(status: number, value: unknown): WireResponse {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}
