import type { Scope } from '../../core/operation';

/** The time that a report takes. AWS documents none. */
const RUNNING_MS = 5_000;
/** Source: Resource Groups Tagging API Reference, "DescribeReportCreation". */
const KEPT_MS = 90 * 86_400_000;

/** A report about an organization, and whether it is finished. */
export type Report = { location: string; startedAt: Date; failure: string | null; isRunning: boolean };

/** Returns the newest report of the caller's organization, or null if none was created in the last 90 days. */
export async function findReport({ db, account, now }: Scope): Promise<Report | null> {
  const row = account.organization && (await db.tagReport.findUnique({ where: { organizationId: account.organization.id } }));
  if (!row) return null;
  const age = now.getTime() - row.startedAt.getTime();
  return age > KEPT_MS ? null : { ...row, isRunning: age < RUNNING_MS };
}

/** Stores the newest report of an organization in place of the one before. */
export async function storeReport({ db }: Scope, organizationId: string, report: Omit<Report, 'isRunning'>): Promise<void> {
  await db.tagReport.upsert({ where: { organizationId }, create: { organizationId, ...report }, update: report });
}
