import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';
import type { Finding as FoundShape, ReportedUser as UserShape } from '@/lib/iam/credential-report/findings';

export const credentialReportQuery = () => consoleQuery('console', 'GetCredentialReportFindings', {});

export type ReportedUser = Json<UserShape>;
export type Finding = Json<FoundShape>;
