import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { BoundedMap } from '../../core/bounded-map';
import { BY_TIME } from '../../core/by-time';
import type { Signing } from '../../core/call';
import { readChunks, TRAILER_SIGNATURE } from '../protocol/aws-chunked';
import { WireFault } from '../server/wire-fault';
import { header, headerText, type SignedRequest, type WireRequest } from '../server/wire-request';
import type { Signature } from './signature';
import { toTimestamp } from './signature';

const SKEW_MS = BY_TIME.signature.afterMs;

/** What S3 does otherwise than all other services. Source: Amazon S3 API Reference, "Authenticating requests". */
export type SigningRules = {
  /** The path is signed as it is sent. Others sign it encoded once more. */
  pathAsSent: boolean;
  /** The request says which hash of the body was signed, or that none was. Others sign the hash of the body as it is sent. */
  payloadAsTold: boolean;
  /** A presigned request is good for as long as it says. Others look at its time alone. */
  expiresAsTold: boolean;
  /** Headers that had to be signed and are not are listed in an AccessDenied. Others name the first in a SignatureDoesNotMatch. */
  listsUnsigned: boolean;
};
const USUAL: SigningRules = { pathAsSent: false, payloadAsTold: false, expiresAsTold: false, listsUnsigned: false };

/** AWS: seven days. */
const LONGEST_EXPIRY_S = 604_800;

/**
 * Checks that nothing was added to a request on the way: the host and every header of AWS's own, whatever it is for, must be signed.
 * The header with the hash of the body is one that need not be listed: its value is signed in a place of its own, so that no other value holds.
 * Source: IAM User Guide, "Create a signed AWS API request"; Amazon S3 API Reference, "Authenticating requests".
 * @throws WireFault SignatureDoesNotMatch, and AccessDenied of S3
 */
export function requireSignedHeaders(request: SignedRequest, { signedHeaders }: Signature, rules: SigningRules = USUAL): void {
  const isSigned = new Set([...signedHeaders, PAYLOAD_HASH]);
  const unsigned = ['host', ...[...request.headers.keys()].filter((name) => name.startsWith('x-amz-'))].filter(
    (name) => !isSigned.has(name),
  );
  const [first] = unsigned;
  if (first === undefined) return;
  if (rules.listsUnsigned) {
    const HeadersNotSigned = unsigned.join(', ');
    throw new WireFault('AccessDenied', 'There were headers present in the request which were not signed', { HeadersNotSigned });
  }
  const name = first === 'host' ? "'Host' or ':authority'" : `'${first}'`;
  throw mismatch(`${name} must be a 'SignedHeader' in the AWS Authorization.`);
}

/**
 * Checks when and for what a request was signed.
 * AWS: a signature is good for 15 minutes around its time, replays included; X-Amz-Expires of a presigned call is not looked at.
 * @param service the signing name that the called service expects
 * @throws WireFault SignatureDoesNotMatch in AWS's words
 */
export function requireFreshScope(
  signature: Signature,
  service: string,
  isRegion: (region: string) => boolean,
  now: Date,
  rules: SigningRules = USUAL,
): void {
  const day = signature.timestamp.slice(0, 8);
  if (signature.date !== day) {
    throw mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${signature.date.slice(0, 32)}' != '${day}', from '${signature.timestamp}'.`,
    );
  }
  const age = now.getTime() - signature.time.getTime();
  if (rules.expiresAsTold && signature.presigned) requireUnexpired(signature, age);
  else if (age > SKEW_MS) {
    const limit = toTimestamp(new Date(now.getTime() - SKEW_MS));
    throw mismatch(`Signature expired: ${signature.timestamp} is now earlier than ${limit} (${toTimestamp(now)} - 15 min.)`);
  }
  if (age < -SKEW_MS) {
    const limit = toTimestamp(new Date(now.getTime() + SKEW_MS));
    throw mismatch(
      `Signature not yet current: ${signature.timestamp} is still later than ${limit} (${toTimestamp(now)} + 15 min.)`,
    );
  }
  if (!isRegion(signature.region)) throw mismatch('Credential should be scoped to a valid region.');
  if (signature.service !== service) throw mismatch(`Credential should be scoped to correct service: '${service}'.`);
}

/** How a request was signed, and how long ago. @param now the real time */
export function signingOf({ presigned, time }: Signature, now: Date): Signing {
  return { presigned, ageMs: Math.max(0, now.getTime() - time.getTime()) };
}

/** @throws WireFault in S3's words */
function requireUnexpired({ expires }: Signature, age: number): void {
  const seconds = /^\d{1,7}$/.test(expires ?? '') ? Number(expires) : Number.NaN;
  if (!(seconds >= 1 && seconds <= LONGEST_EXPIRY_S)) {
    throw new WireFault(
      'AuthorizationQueryParametersError',
      'X-Amz-Expires must be a number from 1 to 604800: a request can be presigned for a week at most.',
    );
  }
  if (age > seconds * 1000) throw new WireFault('AccessDenied', 'Request has expired');
}

/**
 * Signs the request again with the secret and compares in constant time.
 * @throws WireFault SignatureDoesNotMatch, and XAmzContentSHA256Mismatch for a body of another hash than was signed
 */
export function requireSignature(
  request: SignedRequest,
  signature: Signature,
  secret: string,
  rules: SigningRules = USUAL,
): void {
  requireSame(signature.signature, hmac(signingKey(secret, signature), stringToSign(request, signature, rules)));
  if (!rules.payloadAsTold) return;
  const told = toldPayload(request, signature);
  if (/^[0-9a-f]{64}$/i.test(told) && told.toLowerCase() !== bodyHash(request)) {
    throw new WireFault(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
}

function requireSame(given: string, expected: Buffer): void {
  const bytes = /^[0-9a-f]{64}$/i.test(given) ? Buffer.from(given, 'hex') : Buffer.alloc(expected.length);
  if (!timingSafeEqual(expected, bytes)) {
    throw mismatch(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
}

/** What a signed chunk is told by, and what the headers behind the last one are. */
const SIGNED_CHUNKS = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const EMPTY = sha256('');

/**
 * Checks the signatures of a body's chunks, each of which is made over the one before, where the request says that they are signed.
 * @throws WireFault SignatureDoesNotMatch
 */
export function requireChunkSignatures(
  request: Pick<WireRequest, 'headers' | 'body'>,
  signature: Signature,
  secret: string,
): void {
  const told = headerText(request, PAYLOAD_HASH);
  if (!told.startsWith(SIGNED_CHUNKS)) return;
  const chunked = readChunks(request.body);
  const key = signingKey(secret, signature);
  const sign = (what: string, previous: string, ...hashes: string[]) =>
    hmac(key, [`AWS4-HMAC-SHA256-${what}`, signature.timestamp, scopeOf(signature), previous, ...hashes].join('\n'));
  let previous = signature.signature;
  for (const { data, signature: given = '' } of chunked.chunks) {
    requireSame(given, sign('PAYLOAD', previous, EMPTY, sha256(data)));
    previous = given;
  }
  if (told === SIGNED_CHUNKS) return;
  const trailers = [...chunked.trailers].filter(([name]) => name !== TRAILER_SIGNATURE);
  const text = trailers.map(([name, value]) => `${name}:${value}\n`).join('');
  requireSame(chunked.trailers.get(TRAILER_SIGNATURE) ?? '', sign('TRAILER', previous, sha256(text)));
}

/** The header that says which hash of the body was signed. */
const PAYLOAD_HASH = 'x-amz-content-sha256';

function mismatch(message: string): WireFault {
  return new WireFault('SignatureDoesNotMatch', message);
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}

function sha256(data: Buffer | string): string {
  return hash('sha256', data, 'hex');
}

// A key stands for a day, a region and a service: the four steps to it are done once for each. Keyed by the secret itself, so that a
// new secret of the same access key never meets the old one's signing key.
const signingKeys = new BoundedMap<string, Buffer>(10_000);

function signingKey(secret: string, { date, region, service }: Signature): Buffer {
  const name = `${date}/${region}/${service}/${secret}`;
  const known = signingKeys.get(name);
  if (known) return known;
  const key = [region, service, 'aws4_request'].reduce((previous, part) => hmac(previous, part), hmac(`AWS4${secret}`, date));
  signingKeys.set(name, key);
  return key;
}

function bodyHash({ body }: SignedRequest): string {
  return Buffer.isBuffer(body) ? sha256(body) : body.sha256.toLowerCase();
}

function scopeOf({ date, region, service }: Signature): string {
  return `${date}/${region}/${service}/aws4_request`;
}

function stringToSign(request: SignedRequest, signature: Signature, rules: SigningRules): string {
  const canonical = sha256(canonicalRequest(request, signature, rules));
  return `AWS4-HMAC-SHA256\n${signature.timestamp}\n${scopeOf(signature)}\n${canonical}`;
}

function canonicalRequest(request: SignedRequest, signature: Signature, { pathAsSent, payloadAsTold }: SigningRules): string {
  return [
    request.method,
    pathAsSent ? request.path : canonicalPath(request.path),
    canonicalQuery(request.query, signature.presigned),
    ...signature.signedHeaders.map((name) => `${name}:${canonicalHeader(request, name)}`),
    '',
    signature.signedHeaders.join(';'),
    payloadAsTold ? toldPayload(request, signature) : bodyHash(request),
  ].join('\n');
}

/**
 * What a request to S3 says of the hash of its body, which is signed: the hash, or that the body was not hashed before it was sent.
 * @throws WireFault in S3's words for a signed request that does not say
 */
export function toldPayload(request: Pick<SignedRequest, 'headers' | 'query'>, { presigned }: Signature): string {
  const told = header(request, PAYLOAD_HASH);
  if (told !== undefined) return told;
  if (presigned) return new URLSearchParams(request.query).get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD';
  throw new WireFault('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
}

// The path on the wire is encoded once; all services but S3 sign it encoded twice.
function canonicalPath(path: string): string {
  return path === '/' ? path : path.split('/').map(encode).join('/');
}

function canonicalQuery(query: string, presigned: boolean): string {
  if (query === '') return '';
  return query
    .split('&')
    .filter((pair) => pair !== '' && !(presigned && pair.startsWith('X-Amz-Signature=')))
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [recode(pair), ''] : [recode(pair.slice(0, at)), recode(pair.slice(at + 1))];
    })
    .sort(([a = '', x = ''], [b = '', y = '']) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function canonicalHeader(request: SignedRequest, name: string): string {
  return (request.headers.get(name) ?? []).map((value) => value.trim().replace(/ {2,}/g, ' ')).join(',');
}

function recode(text: string): string {
  try {
    // As in forms, which is how values of a query are read: a plus sign that is not encoded stands for a space.
    return encode(decodeURIComponent(text.replaceAll('+', ' ')));
  } catch {
    throw new WireFault('MalformedQueryString', 'The query string contains a syntax error.');
  }
}

/** RFC 3986, which also encodes what encodeURIComponent leaves alone. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
