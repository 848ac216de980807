import type { RequestContext } from '../../engine';
import { header, type WireRequest } from './wire-request';

/** Headers that are condition keys of S3 by their own names. Source: Service Authorization Reference, "Condition keys for Amazon S3". */
const HEADERS = [
  'if-match',
  'if-none-match',
  'x-amz-acl',
  'x-amz-content-sha256',
  'x-amz-copy-source',
  'x-amz-grant-full-control',
  'x-amz-grant-read',
  'x-amz-grant-read-acp',
  'x-amz-grant-write',
  'x-amz-grant-write-acp',
  'x-amz-metadata-directive',
  'x-amz-object-ownership',
  'x-amz-server-side-encryption',
  'x-amz-storage-class',
] as const;

/** How a request to S3 is signed, and what it says in its headers. */
export function s3RequestContext(request: Pick<WireRequest, 'headers' | 'query'>): RequestContext {
  const told = HEADERS.flatMap((name) => {
    const value = header(request, name);
    return value === undefined ? [] : [[`s3:${name}`, value] as const];
  });
  const isPresigned = /(?:^|&)X-Amz-Signature=/.test(request.query);
  const isSigned = isPresigned || request.headers.has('authorization');
  return {
    ...Object.fromEntries(told),
    ...(isSigned && {
      's3:authType': isPresigned ? 'REST-QUERY-STRING' : 'REST-HEADER',
      's3:signatureversion': 'AWS4-HMAC-SHA256',
    }),
  };
}
