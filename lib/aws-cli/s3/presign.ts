import type { Keys } from '../io';
import { hex, hmacSha256, sha256 } from './sha256';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Encodes a text for a URL as SigV4 wants it. */
export const encodeUri = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const VIRTUAL_HOST = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const IP_ADDRESS = /^(?:[0-9.]+|\[.*\])$/;

/** Returns the address of an object. A bucket whose name can be one is a part of the host, but not where the host is an IP address. */
function objectUrl(endpoint: URL, bucket: string, key: string): { host: string; path: string } {
  const path = `/${key.split('/').map(encodeUri).join('/')}`;
  return VIRTUAL_HOST.test(bucket) && !IP_ADDRESS.test(endpoint.hostname)
    ? { host: `${bucket}.${endpoint.host}`, path }
    : { host: endpoint.host, path: `/${encodeUri(bucket)}${path}` };
}

type ObjectAddress = { endpoint: string; bucket: string; key: string };

/** Returns the URL of an object for a request without a signature. */
export function unsignedUrl({ endpoint, bucket, key }: ObjectAddress): string {
  const url = new URL(endpoint);
  const { host, path } = objectUrl(url, bucket, key);
  return `${url.protocol}//${host}${path}`;
}

export type PresignedRequest = ObjectAddress & {
  region: string;
  keys: Keys;
  expiresIn: bigint;
  now: Date;
};

/** Returns a URL that reads an object for a while with the permissions of the keys. It makes no call. */
export function presignedUrl({ endpoint, region, bucket, key, keys, expiresIn, now }: PresignedRequest): string {
  const url = new URL(endpoint);
  const { host, path } = objectUrl(url, bucket, key);
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/s3/aws4_request`;
  const parameters: (readonly [string, string])[] = [
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', `${keys.accessKeyId}/${scope}`],
    ['X-Amz-Date', time],
    ['X-Amz-Expires', String(expiresIn)],
    ['X-Amz-SignedHeaders', 'host'],
    ...(keys.sessionToken === undefined ? [] : ([['X-Amz-Security-Token', keys.sessionToken]] as const)),
  ];
  const query = parameters.map(([name, value]) => `${name}=${encodeUri(value)}`);
  // Signed in the order of names, and printed in that of botocore.
  const canonical = ['GET', path, query.toSorted().join('&'), `host:${host}`, '', 'host', 'UNSIGNED-PAYLOAD'].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope, hex(sha256(utf8(canonical)))].join('\n');
  const signingKey = [day, region, 's3', 'aws4_request'].reduce(
    (secret, part) => hmacSha256(secret, utf8(part)),
    utf8(`AWS4${keys.secretAccessKey}`),
  );
  const signature = hex(hmacSha256(signingKey, utf8(toSign)));
  return `${url.protocol}//${host}${path}?${query.join('&')}&X-Amz-Signature=${signature}`;
}
