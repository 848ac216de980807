import { errorCode } from '../../core/module/error-codes';
import { fromModules } from '../../core/module/module';
import { CHECKSUM_NAMES, checksumOf, md5Of } from '../../core/text/checksums';
import { findOperation, wireService } from '../server/services';
import { WireFault } from '../server/wire-fault';
import { header, headerText, type WireRequest } from '../server/wire-request';
import { readChunks, TRAILER_SIGNATURE } from './aws-chunked';
import { type Documents, readHttpInput, writeHttpOutput } from './http-binding';
import { type HttpMatch, httpRouter } from './http-route';
import { isUnsignedElsewhere, signedService } from './other-services';
import { membersIn } from './output-values';
import type { AbsentOperation, CalledOperation, Failure, Protocol, WireResponse } from './protocol';
import { findWireOperation, type WireOperation, wireOperationNames } from './sdk-schemas';
import { xmlContent, xmlText } from './xml';
import { readXmlDocument } from './xml-input';

const ownService = () => wireService('s3');

// S3's REST protocol with XML. Source: Smithy, "AWS REST XML protocol"; Amazon S3 API Reference, "Error responses", and User
// Guide, "Virtual hosting of buckets".

const XML_TYPE = 'application/xml';
const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

export const xmlDocuments = (namespace: string): Documents => ({
  contentType: XML_TYPE,
  read: (shape, text, name) => readXmlDocument(shape, text, name),
  write: (shape, value, name) => {
    const content = xmlContent(shape, value, (time) => time.toISOString());
    return `${DECLARATION}<${name} xmlns="${namespace}">${content}</${name}>`;
  },
});
export const s3Documents = xmlDocuments(NAMESPACE);

/** The SDK's templates omit the bucket, which is in the path or in the host. */
const routers = () => {
  const operations = wireOperationNames('s3').flatMap((name) => findWireOperation('s3', name) ?? []);
  return {
    ofBuckets: httpRouter(operations.filter(hasBucket)),
    ofAccounts: httpRouter(operations.filter((operation) => !hasBucket(operation))),
  };
};

export function hasBucket({ input }: WireOperation): boolean {
  return input?.kind === 'structure' && input.members.some(({ name, place }) => name === 'Bucket' && place?.in === 'label');
}

/**
 * Returns the operation of a request and the reader of its input, whether Gatehouse has the operation or not. Null if S3 has no
 * such operation.
 * @throws WireFault for an unreadable address
 */
export function readS3Call(request: WireRequest): { wire: WireOperation; readInput(): Record<string, unknown> } | null {
  const { bucket, path } = placeOf(request);
  const query = new URLSearchParams(request.query);
  const call = { method: request.method, path, query, hasHeader: (name: string) => request.headers.has(name) };
  const { ofBuckets, ofAccounts } = fromModules(routers);
  const found = (bucket === '' ? ofAccounts : ofBuckets)(call);
  if (!found) return null;
  const match: HttpMatch = { wire: found.wire, labels: new Map([...found.labels, ['Bucket', bucket]]) };
  return {
    wire: found.wire,
    readInput: () => {
      const { body, headers } = unwrap(request);
      return readHttpInput(match, { ...request, headers }, query, body, s3Documents);
    },
  };
}

/** Returns whether a request is for S3: signed for it, or unsigned with a path or method that no other service here uses. */
export function isS3Request(request: WireRequest): boolean {
  const isForm = request.method === 'POST' && request.path === '/';
  const service = signedService(request);
  if (service !== undefined) return service === ownService().signingName && !isForm;
  if (request.headers.has('x-amz-target') || isUnsignedElsewhere(request)) return false;
  const authorization = header(request, 'authorization');
  if (authorization !== undefined) return authorization.startsWith('AWS ');
  return request.path !== '/' || (request.method !== 'POST' && request.method !== 'GET');
}

export const s3Protocol: Protocol = {
  route(request): CalledOperation | AbsentOperation {
    requireOneSignature(request);
    const call = readS3Call(request);
    if (!call) throw new WireFault('MethodNotAllowed', 'The specified method is not allowed against this resource.');
    const { wire, readInput } = call;
    const operation = findOperation(ownService(), wire.name);
    if (!operation) return { service: ownService(), wire, operation: null };
    return { service: ownService(), wire, operation, readInput };
  },

  success({ wire }, output, requestId): WireResponse {
    if (!wire.http) throw new Error(`${wire.name} is not called by REST`);
    const members = membersIn(output ?? {});
    const answer = writeHttpOutput(wire.http, wire.output, members, s3Documents);
    const headers = { ...answer.headers, ...idsOf(requestId) };
    if (wire.name === 'GetBucketLocation') return { ...answer, headers, body: bareElement('LocationConstraint', members) };
    // The model has one status per operation, but a partial object has its own.
    return { ...answer, headers, ...(members.ContentRange !== undefined && { status: 206 }) };
  },

  failure(_, failure, requestId): WireResponse {
    const { code, message, status } = inWordsOfS3(failure);
    const members = Object.entries(failure.members ?? {}).map(([name, value]) => `<${name}>${xmlText(value)}</${name}>`);
    const error = `<Code>${xmlText(code)}</Code><Message>${xmlText(message)}</Message>${members.join('')}`;
    return {
      status,
      contentType: XML_TYPE,
      headers: idsOf(requestId),
      body: `${DECLARATION}<Error>${error}<RequestId>${requestId}</RequestId><HostId>${requestId}</HostId></Error>`,
    };
  },
};

/**
 * Refuses the old signatures, which boto3 puts in links by default. Otherwise such links would count as unsigned and be denied
 * without a reason.
 * @throws WireFault InvalidRequest, or InvalidArgument for a link with another signature, in AWS's words
 */
function requireOneSignature(request: WireRequest): void {
  const inHeader = header(request, 'authorization');
  const isOld = /(?:^|&)AWSAccessKeyId=/.test(request.query) || inHeader?.startsWith('AWS ') === true;
  if (!isOld && inHeader !== undefined && /(?:^|&)X-Amz-(?:Algorithm|Signature)=/i.test(request.query))
    throw new WireFault(
      'InvalidArgument',
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    );
  if (!isOld) return;
  throw new WireFault(
    'InvalidRequest',
    'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  );
}

/** AWS: the answer of this operation is its only member, without an element around it. */
function bareElement(name: string, members: Readonly<Record<string, unknown>>): string {
  return `${DECLARATION}<${name} xmlns="${NAMESPACE}">${xmlText(String(members[name] ?? ''))}</${name}>`;
}

export function idsOf(requestId: string): Record<string, string> {
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': requestId };
}

/** Returns the bucket of a request, from the front of the host or of the path, and the rest of the path. Empty: no bucket. */
function placeOf(request: WireRequest): { bucket: string; path: string } {
  const [, virtual] = /^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.(?:localhost|s3[a-z0-9.-]*\.amazonaws\.com)(?::\d+)?$/i.exec(
    headerText(request, 'host'),
  ) ?? [null, undefined];
  if (virtual !== undefined) return { bucket: virtual, path: request.path };
  const [, bucket = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(request.path) ?? [];
  try {
    return { bucket: decodeURIComponent(bucket), path: rest === '' ? '/' : rest };
  } catch {
    throw new WireFault('InvalidURI', "Couldn't parse the specified URI.");
  }
}

/** Returns the body of a request without chunks, with the matching headers. The checksums cover this body. */
export function unwrap(request: WireRequest): { body: Buffer; headers: WireRequest['headers'] } {
  const chunked = headerText(request, 'x-amz-content-sha256').startsWith('STREAMING-') ? readChunks(request.body) : null;
  if (!chunked) {
    requireChecksums(request.headers, request.body);
    return { body: request.body, headers: request.headers };
  }
  const told = header(request, 'x-amz-decoded-content-length');
  if (told !== undefined && Number(told) !== chunked.data.length)
    throw new WireFault('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header.');
  const headers = new Map(request.headers);
  // Trailers may be unsigned, so only those that AWS accepts count, and only if a signed header announces them.
  const announced = (headers.get('x-amz-trailer') ?? [])
    .flatMap((value) => value.toLowerCase().split(','))
    .map((name) => name.trim());
  for (const [name, value] of chunked.trailers) {
    if (name === TRAILER_SIGNATURE) continue;
    if (!announced.includes(name) || !name.startsWith('x-amz-checksum-'))
      throw new WireFault(
        'MalformedTrailerError',
        'The request contained trailing data that was not well-formed or did not conform to our published schema.',
      );
    headers.set(name, [value]);
  }
  const encodings = (headers.get('content-encoding') ?? []).flatMap((value) => value.split(',')).map((value) => value.trim());
  const kept = encodings.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked');
  if (kept.length > 0) headers.set('content-encoding', [kept.join(',')]);
  else headers.delete('content-encoding');
  headers.set('content-length', [String(chunked.data.length)]);
  requireChecksums(headers, chunked.data);
  return { body: chunked.data, headers };
}

/** @throws WireFault BadDigest if the body does not match a checksum, InvalidDigest for an invalid checksum */
function requireChecksums(headers: WireRequest['headers'], body: Buffer): void {
  for (const name of CHECKSUM_NAMES) {
    const [told] = headers.get(`x-amz-checksum-${name.toLowerCase()}`) ?? [];
    if (told !== undefined && told !== checksumOf(name, body))
      throw new WireFault('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
  }
  const [md5] = headers.get('content-md5') ?? [];
  if (md5 === undefined) return;
  if (Buffer.from(md5, 'base64').length !== 16)
    throw new WireFault('InvalidDigest', 'The Content-MD5 you specified is not valid.');
  if (md5 !== md5Of(body)) throw new WireFault('BadDigest', 'The Content-MD5 you specified did not match what we received.');
}

/** S3's own messages for the common errors. */
const WORDS: Readonly<Record<string, string>> = {
  ExpiredToken: 'The provided token has expired.',
  InvalidClientTokenId: 'The AWS Access Key Id you provided does not exist in our records.',
  MissingAuthenticationToken: 'Access Denied',
  RequestEntityTooLarge: 'Your proposed upload exceeds the maximum allowed size.',
};

export function inWordsOfS3(failure: Failure): { code: string; message: string; status: number } {
  const { code, message } = spelled(failure);
  return { code, message, status: STATUS[code] ?? 400 };
}

function spelled({ code, message, ofOthers }: Failure): { code: string; message: string } {
  // AWS: only callers in the account that owns the bucket learn the reason.
  if (code === 'AccessDenied') return { code, message: ofOthers ? 'Access Denied' : quoteResource(message) };
  // AWS: only S3 has a code of its own for times that are too far away.
  if (code === 'SignatureDoesNotMatch' && /^Signature (?:expired|not yet current)/.test(message))
    return {
      code: 'RequestTimeTooSkewed',
      message: 'The difference between the request time and the current time is too large.',
    };
  return { code: errorCode('s3', code), message: WORDS[code] ?? message };
}

/** Quotes the resource in a denial. AWS: S3 puts it in quotation marks. */
function quoteResource(message: string): string {
  return message.replace(/ on resource: (arn:\S+?)( because|\.? |\.?$)/, ' on resource: "$1"$2');
}

/** The statuses of errors. All others have 400. Source: Amazon S3 API Reference, "Error responses". */
const STATUS: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  BucketAlreadyExists: 409,
  BucketAlreadyOwnedByYou: 409,
  BucketNotEmpty: 409,
  InternalError: 500,
  InvalidChunkSizeError: 403,
  InvalidAccessKeyId: 403,
  MethodNotAllowed: 405,
  MisdirectedRequest: 421,
  NoSuchBucket: 404,
  NoSuchBucketPolicy: 404,
  NoSuchKey: 404,
  NoSuchPublicAccessBlockConfiguration: 404,
  NoSuchResource: 404,
  NoSuchTagSet: 404,
  NoSuchVersion: 404,
  NotFound: 404,
  NotImplemented: 501,
  NotModified: 304,
  PreconditionFailed: 412,
  InvalidRange: 416,
  RequestTimeTooSkewed: 403,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
};
