import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { BoundedMap } from '../../core/bounded-map';
import { WireFault } from '../server/wire-fault';
import type { WireRequest } from '../server/wire-request';
import type { Signature } from './signature';
import { toTimestamp } from './signature';

const SKEW_MS = 15 * 60 * 1000;

/**
 * Checks when and for what a request was signed.
 * AWS: a signature is good for 15 minutes around its time, replays included; X-Amz-Expires of a presigned call is not looked at.
 * @param service the signing name that the called service expects
 * @throws WireFault SignatureDoesNotMatch in AWS's words
 */
export function requireFreshScope(signature: Signature, service: string, isRegion: (region: string) => boolean, now: Date): void {
  const day = signature.timestamp.slice(0, 8);
  if (signature.date !== day) {
    throw mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${signature.date.slice(0, 32)}' != '${day}', from '${signature.timestamp}'.`,
    );
  }
  const age = now.getTime() - signature.time.getTime();
  if (age > SKEW_MS) {
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

/**
 * Signs the request again with the secret and compares in constant time.
 * @throws WireFault SignatureDoesNotMatch
 */
export function requireSignature(request: WireRequest, signature: Signature, secret: string): void {
  const expected = hmac(signingKey(secret, signature), stringToSign(request, signature));
  const given = /^[0-9a-f]{64}$/i.test(signature.signature)
    ? Buffer.from(signature.signature, 'hex')
    : Buffer.alloc(expected.length);
  if (!timingSafeEqual(expected, given)) {
    throw mismatch(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
}

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

function stringToSign(request: WireRequest, signature: Signature): string {
  const scope = `${signature.date}/${signature.region}/${signature.service}/aws4_request`;
  return `AWS4-HMAC-SHA256\n${signature.timestamp}\n${scope}\n${sha256(canonicalRequest(request, signature))}`;
}

function canonicalRequest(request: WireRequest, signature: Signature): string {
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query, signature.presigned),
    ...signature.signedHeaders.map((name) => `${name}:${canonicalHeader(request, name)}`),
    '',
    signature.signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
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

function canonicalHeader(request: WireRequest, name: string): string {
  return (request.headers.get(name) ?? []).map((value) => value.trim().replace(/ {2,}/g, ' ')).join(',');
}

function recode(text: string): string {
  try {
    return encode(decodeURIComponent(text));
  } catch {
    throw new WireFault('MalformedQueryString', 'The query string contains a syntax error.');
  }
}

/** RFC 3986, which also encodes what encodeURIComponent leaves alone. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
