import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { Signature } from '../signature/signature';
import { toldPayload } from '../signature/verify-signature';
import { header, type WireRequest } from './wire-request';

/**
 * The headers that are condition keys of S3 under their own names. Source: Service Authorization Reference, "Condition keys for
 * Amazon S3".
 */
export const S3_CONDITION_HEADERS = [
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

/**
 * Returns the condition keys in the headers of a request to S3, and the body hash of its signature, wherever it stands.
 * @param signature a verified one
 */
export function s3RequestContext(request: Pick<WireRequest, 'headers' | 'query'>, signature?: Signature): RequestContext {
  const told = S3_CONDITION_HEADERS.flatMap((name) => {
    const value = header(request, name);
    return value === undefined ? [] : [[`s3:${name}`, value] as const];
  });
  return {
    ...Object.fromEntries(told),
    ...(signature && { 's3:x-amz-content-sha256': toldPayload(request, signature) }),
  };
}
