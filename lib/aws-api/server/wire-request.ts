import type { IncomingMessage } from 'node:http';
import type { Client } from '../../listener/client.mjs';

/** A complete request, as it came over the socket. */
export type WireRequest = {
  method: string;
  /** As sent, still encoded, since signatures cover this form. */
  path: string;
  /** The text after `?`, as sent. Empty without one. */
  query: string;
  /** By lower-case name, with the values of a repeated header in their order. */
  headers: ReadonlyMap<string, readonly string[]>;
  body: Buffer;
  remoteAddress: string;
  encrypted: boolean;
};

/** The parts of a request that a signature covers. The body's hash can replace the body, in hexadecimal digits. */
export type SignedRequest = Pick<WireRequest, 'method' | 'path' | 'query' | 'headers'> & { body: Buffer | { sha256: string } };

/** Returns the first value of a header. */
export function header(request: Pick<WireRequest, 'headers'>, name: string): string | undefined {
  return request.headers.get(name)?.[0];
}

/** Returns the first value of a header, or an empty text if the request has no such header. */
export function headerText(request: Pick<WireRequest, 'headers'>, name: string): string {
  return header(request, name) ?? '';
}

/** Returns Node's request as a WireRequest, once its body is read. */
export function toWireRequest(request: IncomingMessage, body: Buffer, client: Client): WireRequest {
  const url = request.url ?? '/';
  const at = url.indexOf('?');
  const headers = new Map<string, string[]>();
  const { rawHeaders } = request;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const [writtenName = '', value = ''] = rawHeaders.slice(i, i + 2);
    const name = writtenName.toLowerCase();
    const values = headers.get(name);
    if (values) values.push(value);
    else headers.set(name, [value]);
  }
  return {
    method: request.method ?? 'GET',
    path: at < 0 ? url : url.slice(0, at),
    query: at < 0 ? '' : url.slice(at + 1),
    headers,
    body,
    remoteAddress: client.address,
    encrypted: client.encrypted,
  };
}
