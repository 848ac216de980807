import { randomUUID } from 'node:crypto';
import { BY_TIME } from '../../core/by-time';
import { AwsError, noSuchEntity } from '../../core/errors';
import { ownerOfUses } from '../../core/last-use';
import type { Scope } from '../../core/operation';
import type { Latest } from './report';

/** AWS names no number. */
const KEPT_MS = BY_TIME.accessReport.afterMs;
/** Ours: so many reports of each kind an account has in that time. */
export const MOST_REPORTS = 1_000;

type Kind = 'services' | 'organization';

/** A report that was generated, as it was then. */
export type ServicesReport = {
  granularity: 'SERVICE_LEVEL' | 'ACTION_LEVEL';
  /** In the order of their prefixes. `entities`: by id, the newest attempts; `allowed`: which actions can be tracked, `*` for all of the service. */
  services: { prefix: string; entities: Record<string, Latest>; actions: Record<string, Latest>; allowed: string[] | '*' }[];
  users: { id: string; type: 'User' | 'Role' }[];
};

export type OrganizationReport =
  | { failed: { Code: string; Message: string } }
  | {
      /** `last`: the newest attempt, in milliseconds, and the path of its account; `accounts`: in how many there was one. */
      services: { prefix: string; last: { time: number; region: string; path: string } | null; accounts: number }[];
    };

type Reports = { services: ServicesReport; organization: OrganizationReport };

/** Who may read a report: the principal that asked for it, in whatever session. */
function asker({ caller }: Pick<Scope, 'caller'>): string {
  const { principal } = caller;
  return ownerOfUses(principal) ?? ('arn' in principal ? principal.arn : principal.type);
}

/**
 * Keeps a report. Of the reports of services, the oldest make room.
 * @returns its job's id
 * @throws AwsError ReportGenerationLimitExceeded for too many reports of organizations
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
    await db.accessReport.deleteMany({ where: { id: oldest?.id ?? '' } });
  }
  const row = { id: randomUUID(), ...own, principalId: asker(scope), createdAt: now, data: JSON.stringify(report) };
  await db.accessReport.create({ data: row });
  return row.id;
}

/** @throws AwsError NoSuchEntity for a report of another kind or of somebody else, or one that is over */
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
  return { report: JSON.parse(row.data) as Reports[K], createdAt: row.createdAt };
}
