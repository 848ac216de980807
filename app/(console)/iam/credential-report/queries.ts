import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';
import type { Finding as FoundShape, ReportedUser as UserShape } from '@/lib/iam/credential-report/findings';
import type { GetCredentialReportFindings } from '@/lib/iam/credential-report/overview';

export const credentialReportQuery = () =>
  consoleQuery<typeof GetCredentialReportFindings>('console', 'GetCredentialReportFindings', {});

export type ReportedUser = Json<UserShape>;
export type Finding = Json<FoundShape>;
