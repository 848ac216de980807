import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { BoundedMap } from '../../core/cache/bounded-map';
import type { Signing } from '../../core/call';
import { BY_TIME } from '../../core/time/by-time';
import { readChunks, TRAILER_SIGNATURE } from '../protocol/aws-chunked';
import { WireFault } from '../server/wire-fault';
import { header, headerText, type SignedRequest, type WireRequest } from '../server/wire-request';
import type { Signature } from './signature';
import { toTimestamp } from './signature';

const SKEW_MS = BY_TIME.signature.afterMs;

/** The rules of signatures that differ in S3. Source: Amazon S3 API Reference, "Authenticating requests". */
export type SigningRules = {
  /** True if the path is signed as sent. Other services sign it encoded once more. */
  pathAsSent: boolean;
  /**
   * True if the request states the signed hash of the body, or that there is none. Other services sign the hash of the body as
   * sent.
   */
  payloadAsTold: boolean;
  /** True if a presigned request has the lifetime that it states. Other services check only its time. */
  expiresAsTold: boolean;
  /** True if missing signed headers are listed in an AccessDenied. Other services name the first in a SignatureDoesNotMatch. */
  listsUnsigned: boolean;
};
const USUAL: SigningRules = { pathAsSent: false, payloadAsTold: false, expiresAsTold: false, listsUnsigned: false };

/** AWS: seven days. */
const LONGEST_EXPIRY_S = 604_800;

/**
 * Checks that nothing was added to a request on the way: the host and every header of AWS's must be signed. The header with the
 * body's hash need not be listed, since its value is signed in its own place.
 * Source: IAM User Guide, "Create a signed AWS API request"; Amazon S3 API Reference, "Authenticating requests".
 * @throws WireFault SignatureDoesNotMatch, and AccessDenied for S3
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
 * Checks a signature's time and scope. AWS: a signature is valid for 15 minutes around its time, replays included, and
 * X-Amz-Expires of a presigned call is ignored.
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

/** Returns the kind and age of a signature. @param now the real time */
export function signingOf({ presigned, time }: Signature, now: Date): Signing {
  return { presigned, ageMs: Math.max(0, now.getTime() - time.getTime()) };
}

/** @throws WireFault in S3's words */
function requireUnexpired({ expires }: Signature, age: number): void {
  const seconds = expires !== undefined && /^\d{1,7}$/.test(expires) ? Number(expires) : Number.NaN;
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
 * @throws WireFault SignatureDoesNotMatch, or XAmzContentSHA256Mismatch for a body with another hash than the signed one
 */
export function requireSignature(
  request: SignedRequest,
  signature: Signature,
  secret: string,
  rules: SigningRules = USUAL,
): void {
  requireSame(signature.signature, signatureOf(request, signature, secret, rules));
  if (!rules.payloadAsTold) return;
  const told = toldPayload(request, signature);
  if (/^[0-9a-f]{64}$/i.test(told) && told.toLowerCase() !== bodyHash(request)) {
    throw new WireFault(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
}

/** Returns the signature of a request with these headers, time and scope. */
export function signatureOf(
  request: SignedRequest,
  signature: Pick<Signature, SignedParts>,
  secret: string,
  rules: SigningRules = USUAL,
): Buffer {
  return hmac(signingKey(secret, signature), stringToSign(request, signature, rules));
}

/** The parts of a signature that the signer chooses. */
type SignedParts = 'date' | 'region' | 'service' | 'timestamp' | 'signedHeaders' | 'presigned';

function requireSame(given: string, expected: Buffer): void {
  const bytes = /^[0-9a-f]{64}$/i.test(given) ? Buffer.from(given, 'hex') : Buffer.alloc(expected.length);
  if (!timingSafeEqual(expected, bytes)) {
    throw mismatch(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
}

/** The mark of signed chunks. Their trailers have the same mark with an addition. */
const SIGNED_CHUNKS = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const EMPTY = sha256('');

/**
 * Checks the signatures of a body's chunks, if the request says that they are signed. Each signature covers the one before.
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

/** The header with the signed hash of the body. */
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

// A signing key depends on day, Region and service, so it is derived once for each. The cache key holds the secret itself, so
// that a new secret of the same access key never gets the old signing key.
const signingKeys = new BoundedMap<string, Buffer>(10_000);

function signingKey(secret: string, { date, region, service }: Pick<Signature, SignedParts>): Buffer {
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

function scopeOf({ date, region, service }: Pick<Signature, SignedParts>): string {
  return `${date}/${region}/${service}/aws4_request`;
}

function stringToSign(request: SignedRequest, signature: Pick<Signature, SignedParts>, rules: SigningRules): string {
  const canonical = sha256(canonicalRequest(request, signature, rules));
  return `AWS4-HMAC-SHA256\n${signature.timestamp}\n${scopeOf(signature)}\n${canonical}`;
}

function canonicalRequest(
  request: SignedRequest,
  signature: Pick<Signature, SignedParts>,
  { pathAsSent, payloadAsTold }: SigningRules,
): string {
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
 * Returns the signed statement about the body's hash in a request to S3: the hash, or that the body was not hashed.
 * @throws WireFault in S3's words for a signed request without one
 */
export function toldPayload(
  request: Pick<SignedRequest, 'headers' | 'query'>,
  { presigned }: Pick<Signature, 'presigned'>,
): string {
  const told = header(request, PAYLOAD_HASH);
  if (told !== undefined) return told;
  if (presigned) return new URLSearchParams(request.query).get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD';
  throw new WireFault('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
}

// The path on the wire is encoded once. All services but S3 sign it encoded twice.
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
    // As in forms, which is how the query is read: an unencoded plus sign is a space.
    return encode(decodeURIComponent(text.replaceAll('+', ' ')));
  } catch {
    throw new WireFault('MalformedQueryString', 'The query string contains a syntax error.');
  }
}

/** Encodes by RFC 3986, including the characters that encodeURIComponent leaves alone. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
