import { services } from '../server/services';
import { headerText, type WireRequest } from '../server/wire-request';
import type { WireResponse } from './protocol';
import { xmlText } from './xml';

/**
 * Returns the sentence for a client that calls a service Gatehouse does not have, for example one with only AWS_ENDPOINT_URL set.
 */
export function otherService(): string {
  const titles = services().map(({ title }) => title);
  const variables = services().map(
    ({ endpointVariable }, index) => `${index === 0 ? 'AWS_ENDPOINT_URL' : ''}_${endpointVariable}`,
  );
  return `Gatehouse serves ${inWords(titles)}; set ${inWords(variables)} instead of AWS_ENDPOINT_URL.`;
}

function inWords(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

// The signing names of services that use REST with XML. Source: the protocols in the models of the AWS SDKs.
const S3: ReadonlySet<string> = new Set(['s3express', 's3-object-lambda']);
const REST_XML: ReadonlySet<string> = new Set(['cloudfront', 'route53', 's3-outposts']);

/**
 * Answers a request for a service that Gatehouse does not have, in that service's protocol, so that its client shows the
 * sentence. Null for all other requests.
 * Source: Smithy, "AWS Protocols": the errors of JSON 1.0, JSON 1.1, REST JSON, REST XML and AWS Query.
 */
export function answerOtherService(request: WireRequest, requestId: string): WireResponse | null {
  const service = signedService(request);
  if (service === undefined) return isUnsignedElsewhere(request) ? json('application/json') : null;
  if (services().some(({ signingName }) => signingName === service)) return null;
  const type = headerText(request, 'content-type');
  if (request.headers.has('x-amz-target') || /^application\/x-amz-json/i.test(type)) return json(type);
  if (S3.has(service)) return xml(error('UnknownOperationException', `<RequestId>${requestId}</RequestId>`));
  if (REST_XML.has(service)) return xml(errorResponse('UnknownOperationException', requestId));
  return isForm(request, type) ? xml(errorResponse('InvalidAction', requestId)) : json('application/json');
}

/**
 * Returns whether an unsigned request is for a service that Gatehouse does not have. Sign-in services (IAM Identity Center,
 * Cognito) use JSON or their own token. Unsigned requests to S3 have neither.
 * Source: the models of SSO and SSO OIDC in the AWS SDKs.
 */
export function isUnsignedElsewhere(request: WireRequest): boolean {
  if (signedService(request) !== undefined) return false;
  if (request.headers.has('x-amz-sso_bearer_token') || /^Bearer /i.test(headerText(request, 'authorization'))) return true;
  return (
    request.method === 'POST' &&
    request.path !== '/' &&
    /^application\/(?:x-amz-)?json/i.test(headerText(request, 'content-type'))
  );
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

function error(code: string, more = ''): string {
  return `<Error><Code>${code}</Code><Message>${xmlText(otherService())}</Message>${more}</Error>`;
}

function errorResponse(code: string, requestId: string): string {
  return `<ErrorResponse>${error(code).replace('<Error>', '<Error><Type>Sender</Type>')}<RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function xml(body: string): WireResponse {
  return { status: 400, contentType: 'text/xml', body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` };
}

function json(contentType: string): WireResponse {
  return {
    status: 400,
    contentType: contentType || 'application/json',
    headers: { 'x-amzn-errortype': 'UnknownOperationException' },
    body: JSON.stringify({ __type: 'UnknownOperationException', message: otherService() }),
  };
}
