import type { Scope } from '../../core/operation';
import { BY_TIME } from '../../core/time/by-time';

/** A report about an organization, and whether it is finished. */
export type Report = { location: string; startedAt: Date; failure: string | null; isRunning: boolean };

/**
 * Returns the newest report of the caller's organization, or null if none was created in the last 90 days. AWS does not document how long
 * a report takes. Source: Resource Groups Tagging API Reference, "DescribeReportCreation".
 */
export async function findReport({ db, account, now }: Scope): Promise<Report | null> {
  const row = account.organization && (await db.tagReport.findUnique({ where: { organizationId: account.organization.id } }));
  if (!row) return null;
  const age = now.getTime() - row.startedAt.getTime();
  return age >= BY_TIME.tagReport.afterMs ? null : { ...row, isRunning: age < BY_TIME.tagReportReady.afterMs };
}

/** Stores the newest report of an organization in place of the one before. */
export async function storeReport({ db }: Scope, organizationId: string, report: Omit<Report, 'isRunning'>): Promise<void> {
  await db.tagReport.upsert({ where: { organizationId }, create: { organizationId, ...report }, update: report });
}
