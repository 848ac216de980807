import { services, servicesSpeaking } from '../server/services';
import { headerText, type WireRequest } from '../server/wire-request';
import type { WireResponse } from './protocol';
import { xmlText } from './xml';

/**
 * Returns the sentence for a client that calls a service Gatehouse does not have, for example one with only AWS_ENDPOINT_URL set.
 * It begins with the operation or the service, and ends with the page about all services.
 * @param service the signing name. Undefined: the call is not signed
 * @param operation undefined: the request does not say
 * @param consoleUrl null: no page is named
 */
export function otherService(service: string | undefined, operation: string | undefined, consoleUrl: string | null): string {
  const of = operation !== undefined && service !== undefined ? ` It does not have the service ${service}.` : '';
  const page = consoleUrl === null ? '' : ` Every service that it has: ${consoleUrl}/settings/api-coverage`;
  return `${operation ?? service ?? 'This call'} is not available in Gatehouse.${of}${page}`;
}

/** Returns the operation that a request names in a header, a field or, with RPC v2, its path, as Query and the JSON protocols do. */
function namedOperation(request: WireRequest, type: string): string | undefined {
  const target = headerText(request, 'x-amz-target');
  const form = isForm(request, type) ? `${request.query}&${request.body.subarray(0, FORM_START).toString('latin1')}` : '';
  const named =
    /(?:^|\.)([^.]+)$/.exec(target)?.[1] ??
    /(?:^|&)Action=([^&]*)/.exec(form)?.[1] ??
    /^\/service\/[^/]+\/operation\/([^/]+)$/.exec(request.path)?.[1];
  return named !== undefined && /^[A-Za-z0-9]{1,128}$/.test(named) ? named : undefined;
}

/** Clients write the action before all other fields. */
const FORM_START = 2_048;

// The signing names of services that use REST with XML. Source: the protocols in the models of the AWS SDKs.
const S3: ReadonlySet<string> = new Set(['s3express', 's3-object-lambda']);
const REST_XML: ReadonlySet<string> = new Set(['cloudfront', 'route53', 's3-outposts']);

/**
 * Answers a request for a service that Gatehouse does not have, in that service's protocol, so that its client shows the
 * sentence. Null for all other requests.
 * Source: Smithy, "AWS Protocols": the errors of JSON 1.0, JSON 1.1, REST JSON, REST XML and AWS Query.
 */
export function answerOtherService(request: WireRequest, requestId: string, consoleUrl: string | null): WireResponse | null {
  const service = signedService(request);
  if (service === undefined ? !isUnsignedElsewhere(request) : services().some(({ signingName }) => signingName === service))
    return null;
  const type = headerText(request, 'content-type');
  const sentence = otherService(service, namedOperation(request, type), consoleUrl);
  if (/^application\/x-amz-json/i.test(type)) return json(type, sentence);
  if (service === undefined || request.headers.has('x-amz-target')) return json('application/json', sentence);
  if (S3.has(service)) return xml(error(sentence, `<RequestId>${requestId}</RequestId>`));
  return REST_XML.has(service) || isForm(request, type)
    ? xml(errorResponse(sentence, requestId))
    : json('application/json', sentence);
}

/**
 * Returns whether an unsigned request is for a service that Gatehouse does not have. Sign-in services (IAM Identity Center,
 * Cognito) use JSON, some with a target, or their own token. Unsigned requests to S3 have none of these.
 * Source: the models of SSO, SSO OIDC and Cognito in the AWS SDKs.
 */
export function isUnsignedElsewhere(request: WireRequest): boolean {
  if (signedService(request) !== undefined) return false;
  if (request.headers.has('x-amz-sso_bearer_token') || /^Bearer /i.test(headerText(request, 'authorization'))) return true;
  if (request.method !== 'POST' || headerText(request, 'authorization') !== '') return false;
  const target = headerText(request, 'x-amz-target');
  if (target !== '') return !isOurTarget(target);
  // The JSON services here have all their calls at this path.
  const isJson = request.path === '/' ? /^application\/json/i : /^application\/(?:x-amz-)?json/i;
  return isJson.test(headerText(request, 'content-type'));
}

function isOurTarget(target: string): boolean {
  const prefix = target.slice(0, target.lastIndexOf('.'));
  return servicesSpeaking('json').some(({ protocol }) => protocol.target === prefix || protocol.botocoreTarget === prefix);
}

/**
 * Returns the service in a signature's credential scope, `key/date/region/service/aws4_request`, or undefined without a
 * signature.
 */
export function signedService(request: WireRequest): string | undefined {
  const presigned = /(?:^|&)X-Amz-Credential=([^&]*)/i.exec(request.query)?.[1]?.replaceAll(/%2f/gi, '/');
  const credential = presigned ?? headerText(request, 'authorization');
  return /\/([a-z0-9-]{1,64})\/aws4_request(?:[,\s]|$)/.exec(credential)?.[1];
}

function isForm(request: WireRequest, type: string): boolean {
  return /^application\/x-www-form-urlencoded/i.test(type) || /(?:^|&)Action=/.test(request.query);
}

function error(sentence: string, more = ''): string {
  return `<Error><Code>NotImplemented</Code><Message>${xmlText(sentence)}</Message>${more}</Error>`;
}

function errorResponse(sentence: string, requestId: string): string {
  return `<ErrorResponse>${error(sentence).replace('<Error>', '<Error><Type>Receiver</Type>')}<RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function xml(body: string): WireResponse {
  return { status: 501, contentType: 'text/xml', body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` };
}

function json(contentType: string, message: string): WireResponse {
  return {
    status: 501,
    contentType,
    headers: { 'x-amzn-errortype': 'NotImplemented' },
    body: JSON.stringify({ __type: 'NotImplemented', message }),
  };
}
