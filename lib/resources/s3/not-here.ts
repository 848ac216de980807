import type { z } from 'zod';
import { s3Error } from './errors';
import { notHere } from './schema';

/** There is one version of each object. */
const ONLY_VERSION = 'null';

/**
 * @throws AwsError NotImplemented, in AWS's words, for what a request asks for that is not here: to leave it out in silence would make
 * whoever asks believe that it was done
 */
export function requireNothingElse(schema: z.ZodObject, input: Readonly<Record<string, unknown>>): void {
  const asked = Object.keys(schema.shape).find((name) => schema.shape[name] === notHere && input[name] !== undefined);
  const { VersionId, ServerSideEncryption, StorageClass } = input;
  const other =
    (VersionId !== undefined && VersionId !== ONLY_VERSION && 'VersionId') ||
    (ServerSideEncryption !== undefined && ServerSideEncryption !== 'AES256' && 'ServerSideEncryption') ||
    (StorageClass !== undefined && StorageClass !== 'STANDARD' && 'StorageClass');
  const member = asked ?? other;
  if (!member) return;
  throw s3Error(
    'NotImplemented',
    `A header or query you provided requested a function that is not implemented: ${member}`,
    { Header: member },
    member,
  );
}
