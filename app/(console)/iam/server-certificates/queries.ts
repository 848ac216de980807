import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { GetServerCertificate, ListServerCertificates } from '@/lib/iam/server-certificate/operations';

export type CertificateMetadata = Json<OutputOf<typeof ListServerCertificates>>['ServerCertificateMetadataList'][number];
export type Certificate = Json<OutputOf<typeof GetServerCertificate>>['ServerCertificate'];

/** Reads all server certificates. An account has no more than AWS's largest page. */
export const serverCertificatesQuery = () => consoleQuery('iam', 'ListServerCertificates', { MaxItems: 1000 });
export const serverCertificateQuery = (ServerCertificateName: string) =>
  consoleQuery('iam', 'GetServerCertificate', { ServerCertificateName });
