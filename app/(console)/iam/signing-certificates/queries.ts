import { consoleQuery } from '@/lib/console/query';

/** Reads signing certificates. The default user is the caller, which can be the root user. */
export const signingCertificatesQuery = (UserName?: string) => consoleQuery('iam', 'ListSigningCertificates', { UserName });
