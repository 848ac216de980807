import type { z } from 'zod';
import { s3Error } from './errors';
import { notHere } from './schema';

/** Each object has one version. */
const ONLY_VERSION = 'null';

const VERSION_ID = /^[\w.-]{32}$/;

/** @throws AwsError InvalidArgument for an invalid version id, NoSuchVersion for any version but the only one */
function requireOnlyVersion(VersionId: string): void {
  if (VersionId === ONLY_VERSION) return;
  if (VERSION_ID.test(VersionId)) throw s3Error('NoSuchVersion', 'The specified version does not exist.', { VersionId });
  const named = { ArgumentName: 'versionId', ArgumentValue: VersionId };
  throw s3Error('InvalidArgument', 'Invalid version id specified', named, 'VersionId');
}

/** @throws AwsError NotImplemented, in AWS's words, for an unsupported member, since ignoring it would mislead the caller */
export function requireNothingElse(schema: z.ZodObject, input: Readonly<Record<string, unknown>>): void {
  const asked = Object.keys(schema.shape).find((name) => schema.shape[name] === notHere && input[name] !== undefined);
  const { VersionId, ServerSideEncryption, StorageClass } = input;
  const other =
    (ServerSideEncryption !== undefined && ServerSideEncryption !== 'AES256' && 'ServerSideEncryption') ||
    (StorageClass !== undefined && StorageClass !== 'STANDARD' && 'StorageClass');
  if (typeof VersionId === 'string') requireOnlyVersion(VersionId);
  const member = asked ?? other;
  if (!member) return;
  throw s3Error(
    'NotImplemented',
    `A header or query you provided requested a function that is not implemented: ${member}`,
    { Header: member },
    member,
  );
}
