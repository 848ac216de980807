import { randomUUID } from 'node:crypto';
import { AwsError, noSuchEntity } from '../../core/errors';
import { ownerOfUses } from '../../core/events/last-use';
import type { Scope } from '../../core/operation';
import { storedJson } from '../../core/text/stored-json';
import { BY_TIME } from '../../core/time/by-time';
import type { Latest } from './report';

/** The time for which AWS keeps a report. */
const KEPT_MS = BY_TIME.accessReport.afterMs;
/** Gatehouse's limit of reports of each kind per account in that time. */
export const MOST_REPORTS = 1_000;

type Kind = 'services' | 'organization';

/** A stored report. */
export type ServicesReport = {
  granularity: 'SERVICE_LEVEL' | 'ACTION_LEVEL';
  /** The services by prefix. `entities`: the latest attempts by id; `allowed`: the actions that can be tracked, `*` for all. */
  services: { prefix: string; entities: Record<string, Latest>; actions: Record<string, Latest>; allowed: string[] | '*' }[];
  users: { id: string; type: 'User' | 'Role' }[];
};

export type OrganizationReport =
  | { failed: { Code: string; Message: string } }
  | {
      /**
       * `last`: the latest attempt, in milliseconds, with its account's path; `accounts`: the number of accounts with an attempt.
       */
      services: { prefix: string; last: { time: number; region: string; path: string } | null; accounts: number }[];
    };

type Reports = { services: ServicesReport; organization: OrganizationReport };

/** Returns who may read a report: the principal that requested it, in any session. */
function asker({ caller }: Pick<Scope, 'caller'>): string {
  const { principal } = caller;
  return ownerOfUses(principal) ?? ('arn' in principal ? principal.arn : principal.type);
}

/**
 * Stores a report. The oldest service reports are deleted to make room.
 * @returns its job id
 * @throws AwsError ReportGenerationLimitExceeded for too many organization reports
 */
export async function keepReport<K extends Kind>(scope: Scope, kind: K, report: Reports[K]): Promise<string> {
  const { db, accountId, now } = scope;
  const own = { accountId, kind };
  await db.accessReport.deleteMany({ where: { ...own, createdAt: { lt: new Date(now.getTime() - KEPT_MS) } } });
  const there = await db.accessReport.count({ where: own });
  if (there >= MOST_REPORTS && kind === 'organization') {
    throw new AwsError(
      'ReportGenerationLimitExceededException',
      'The request failed because the maximum number of concurrent requests for this account are already running.',
    );
  }
  if (there >= MOST_REPORTS) {
    const oldest = await db.accessReport.findFirst({ where: own, orderBy: { createdAt: 'asc' }, select: { id: true } });
    if (oldest) await db.accessReport.deleteMany({ where: oldest });
  }
  const row = { id: randomUUID(), ...own, principalId: asker(scope), createdAt: now, data: JSON.stringify(report) };
  await db.accessReport.create({ data: row });
  return row.id;
}

/**
 * Reads a stored report.
 * @throws AwsError NoSuchEntity for another kind or caller, or an expired report
 */
export async function readReport<K extends Kind>(
  scope: Scope,
  kind: K,
  jobId: string,
): Promise<{ report: Reports[K]; createdAt: Date }> {
  const row = await scope.db.accessReport.findUnique({ where: { id: jobId } });
  const mine = row?.accountId === scope.accountId && row.kind === kind && row.principalId === asker(scope);
  if (!row || !mine || scope.now.getTime() - row.createdAt.getTime() > KEPT_MS) {
    throw noSuchEntity(`The job with id ${jobId} cannot be found.`);
  }
  return { report: storedJson<Reports[K]>(row.data), createdAt: row.createdAt };
}
