import { consoleQuery } from '@/lib/console/query';

/** Without a name: the caller's own, the root user's included. */
export const signingCertificatesQuery = (UserName?: string) => consoleQuery('iam', 'ListSigningCertificates', { UserName });
