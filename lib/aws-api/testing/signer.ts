import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Keys } from './api';

export type RequestParts = {
  method?: string;
  path?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string;
};
export type SigningOptions = {
  region?: string;
  service?: string;
  date?: Date;
  expiresIn?: number /** Headers that stay where they are when a link is signed. */;
  keep?: string[];
};

const FORM = 'application/x-www-form-urlencoded';

/** Returns a request signed by the SDK's own signer, as a reference for verify-signature.ts. */
export async function signRequest(keys: Keys, parts: RequestParts, options: SigningOptions = {}): Promise<HttpRequest> {
  return (await signerFor(keys, options).sign(toRequest(parts), { signingDate: options.date ?? new Date() })) as HttpRequest;
}

/** Returns a request signed in its query. */
export async function presignRequest(keys: Keys, parts: RequestParts, options: SigningOptions = {}): Promise<HttpRequest> {
  const presigned = await signerFor(keys, options).presign(toRequest({ method: 'GET', headers: {}, ...parts }), {
    expiresIn: options.expiresIn ?? 60,
    signingDate: options.date ?? new Date(),
    unhoistableHeaders: new Set(options.keep),
  });
  return presigned as HttpRequest;
}

function signerFor(keys: Keys, { region = 'us-east-1', service = 'iam' }: SigningOptions): SignatureV4 {
  return new SignatureV4({
    credentials: keys,
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
    uriEscapePath: service !== 's3',
  });
}

function toRequest({
  method = 'POST',
  path = '/',
  query = {},
  headers = { 'content-type': FORM },
  body,
}: RequestParts): HttpRequest {
  return new HttpRequest({
    method,
    protocol: 'http:',
    hostname: 'localhost',
    path,
    query,
    headers: { host: 'localhost', ...headers },
    body,
  });
}

/** Returns the text of an HTTP request. */
export function toHttpText({ method, path, query, headers, body }: HttpRequest): string {
  const search = new URLSearchParams(query as Record<string, string>).toString().replaceAll('+', '%20');
  const length = body === undefined ? 0 : Buffer.byteLength(String(body));
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  if (method !== 'GET') lines.push(`content-length: ${length}`);
  return `${method} ${path}${search ? `?${search}` : ''} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
}

/** Returns a Query API call as the SDK sends it. */
export function queryCall(action: string, parameters: Record<string, string> = {}, version = '2010-05-08'): RequestParts {
  return { body: new URLSearchParams({ Action: action, Version: version, ...parameters }).toString() };
}
