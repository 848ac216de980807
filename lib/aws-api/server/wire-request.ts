import type { IncomingMessage } from 'node:http';
import type { Client } from '../../listener/client.mjs';

/** A request as it came over the socket, read to its end. */
export type WireRequest = {
  method: string;
  /** As sent, still encoded: signatures are made over it. */
  path: string;
  /** What follows `?`, as sent; empty when there is none. */
  query: string;
  /** Lower-case names, with the values of a repeated header in their order. */
  headers: ReadonlyMap<string, readonly string[]>;
  body: Buffer;
  remoteAddress: string;
  encrypted: boolean;
};

/** What of a request a signature is made over. Of the body no more than its hash need be there, in hexadecimal digits. */
export type SignedRequest = Pick<WireRequest, 'method' | 'path' | 'query' | 'headers'> & { body: Buffer | { sha256: string } };

/** The first value of a header. */
export function header(request: Pick<WireRequest, 'headers'>, name: string): string | undefined {
  return request.headers.get(name)?.[0];
}

/** Returns the first value of a header, or an empty text if the request has no such header. */
export function headerText(request: Pick<WireRequest, 'headers'>, name: string): string {
  return header(request, name) ?? '';
}

/** Node's request, once its body is read. */
export function toWireRequest(request: IncomingMessage, body: Buffer, client: Client): WireRequest {
  const url = request.url ?? '/';
  const at = url.indexOf('?');
  const headers = new Map<string, string[]>();
  const { rawHeaders } = request;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase();
    const value = rawHeaders[i + 1] ?? '';
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
