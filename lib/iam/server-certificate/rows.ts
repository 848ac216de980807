import type { ServerCertificateMetadata } from '@aws-sdk/client-iam';
import { iamArn } from '../../core/arns';
import { noSuchEntity } from '../../core/errors';
import type { Check, Scope } from '../../core/operation';
import type { Transaction } from '../../db/client';
import { taggedCheck } from '../tags';

/** The encryption purpose of private keys. */
export const CERTIFICATE_KEY = 'server-certificate-key';

export type ServerCertificateRow = NonNullable<Awaited<ReturnType<Transaction['serverCertificate']['findUnique']>>>;

export function serverCertificateArn({ partition, accountId }: Scope, { path, name }: { path: string; name: string }): string {
  return iamArn(partition, accountId, 'server-certificate', path, name);
}

/** Returns the certificate by name in the caller's account, or null. */
export function findServerCertificate(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  name: string,
): Promise<ServerCertificateRow | null> {
  return db.serverCertificate.findUnique({ where: { accountId_nameKey: { accountId, nameKey: name.toLowerCase() } } });
}

/**
 * Returns an existing certificate.
 * @throws AwsError NoSuchEntity
 */
export function requireServerCertificateRow(row: ServerCertificateRow | null, name: string): ServerCertificateRow {
  if (!row) throw noSuchEntity(`The Server Certificate with name ${name} cannot be found.`);
  return row;
}

/** Returns the authorization check for a certificate, with its tags. As in AWS, a missing one is checked with the path `/`. */
export async function certificateCheck(
  action: string,
  scope: Scope,
  row: ServerCertificateRow | null,
  name: string,
  context?: Check['context'],
): Promise<Check[]> {
  const resource = serverCertificateArn(scope, row ?? { path: '/', name });
  return taggedCheck(action, scope, resource, row?.id, { context });
}

/** Returns the SDK's shape, without the private key. */
export function toServerCertificate(scope: Scope, row: ServerCertificateRow) {
  return {
    Path: row.path,
    ServerCertificateName: row.name,
    ServerCertificateId: row.id,
    Arn: serverCertificateArn(scope, row),
    UploadDate: row.createdAt,
    Expiration: row.expiresAt,
  } satisfies ServerCertificateMetadata;
}
