import { BY_TIME } from '../../core/by-time';
import type { Scope } from '../../core/operation';
import type { Transaction } from '../../db/client';

export type CredentialReportRow = NonNullable<Awaited<ReturnType<Transaction['credentialReport']['findUnique']>>>;

/** AWS: a report counts for four hours, and no other is made meanwhile. */
const LIFETIME_MS = BY_TIME.credentialReport.afterMs;
/**
 * AWS takes a moment, and answers whoever comes earlier that the report is being made. So does this, though the report is written with the
 * request: a script that does not wait should fail here and not at AWS.
 */
const GENERATION_MS = BY_TIME.credentialReportReady.afterMs;

/** Where a report is between its request and its end. */
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
