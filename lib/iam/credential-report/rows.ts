import type { Scope } from '../../core/operation';
import { BY_TIME } from '../../core/time/by-time';
import type { Transaction } from '../../db/client';

export type CredentialReportRow = NonNullable<Awaited<ReturnType<Transaction['credentialReport']['findUnique']>>>;

/** AWS: a report is valid for four hours, in which no other is generated. */
const LIFETIME_MS = BY_TIME.credentialReport.afterMs;
/**
 * AWS needs a moment and answers earlier requests that the report is in progress. This does the same although the report exists
 * at once, so that a script that does not wait fails here and not in AWS.
 */
const GENERATION_MS = BY_TIME.credentialReportReady.afterMs;

/** The state of a report. */
export type ReportState = 'NONE' | 'INPROGRESS' | 'COMPLETE' | 'EXPIRED';

export function stateOf(report: CredentialReportRow | null, now: Date): ReportState {
  if (!report) return 'NONE';
  const age = now.getTime() - report.generatedAt.getTime();
  if (age < GENERATION_MS) return 'INPROGRESS';
  return age < LIFETIME_MS ? 'COMPLETE' : 'EXPIRED';
}

export function expiryOf({ generatedAt }: CredentialReportRow): Date {
  return new Date(generatedAt.getTime() + LIFETIME_MS);
}

export function findReport({ db, accountId }: Pick<Scope, 'db' | 'accountId'>): Promise<CredentialReportRow | null> {
  return db.credentialReport.findUnique({ where: { accountId } });
}
