import { createHash } from 'node:crypto';
import type { Evidence, Failing, Fix, Severity } from './check';
import type { Subject } from './subject';

export const FINDING_STATUSES = ['ACTIVE', 'SUPPRESSED', 'RESOLVED'] as const;
export type FindingStatus = (typeof FINDING_STATUSES)[number];
/** The reason a finding is resolved. `window`: the event is older than the check's period. */
export const RESOLUTIONS = ['fixed', 'deleted', 'window'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** A problem from when it was first seen, through its fixes and returns. */
export type Finding = {
  /** 32 hexadecimal digits derived from the subject and the check. The id never changes. */
  id: string;
  checkId: string;
  /** The finding's account. For an organization finding, the management account. */
  accountId: string;
  /** Set only for organization findings. */
  organizationId: string | null;
  subject: Subject;
  severity: Severity;
  title: string;
  evidence: readonly Evidence[];
  fix: Fix;
  status: FindingStatus;
  firstSeen: Date;
  lastSeen: Date;
  /** The last change of state, severity or evidence. */
  changedAt: Date;
  resolvedAt: Date | null;
  resolution: Resolution | null;
  /** The number of times the problem returned. */
  reopened: number;
};

/** A failing subject with its account or organization. */
export type Found = {
  checkId: string;
  severity: Severity;
  accountId: string;
  organizationId: string | null;
  failing: Omit<Failing, 'fix'> & { fix: Fix };
};

/** A failing subject with its finding's id. */
export type Identified = Found & { id: string };

/** Derives the finding's id. It never depends on a time, name or ARN, since names and ARNs can be reused. */
export function identified(found: Found): Identified {
  const { checkId, accountId, organizationId, failing } = found;
  const { subject, detail = '' } = failing;
  const identity = JSON.stringify([checkId, organizationId ?? accountId, subject.id, detail]);
  return { ...found, id: createHash('sha256').update(identity).digest('hex').slice(0, 32) };
}

type Situation = {
  now: Date;
  /** Returns whether an exception in force covers the finding. */
  isExcepted: (finding: Pick<Finding, 'id' | 'checkId' | 'accountId' | 'severity'>) => boolean;
  /** Returns whether the check ran. An unknown result neither opens nor resolves findings. */
  wasExamined: (checkId: string) => boolean;
  /** Returns whether the subject still exists. */
  exists: (subject: Subject) => boolean;
  isEvent: (checkId: string) => boolean;
};

/**
 * Computes the current findings from the previous ones and the current failures. Pure.
 * @returns all findings, including those where only the last-seen time changed
 */
export function advance(before: readonly Finding[], found: readonly Identified[], situation: Situation): Finding[] {
  const known = new Map(before.map((finding) => [finding.id, finding]));
  const after: Finding[] = [];
  for (const each of found) {
    after.push(holding(known.get(each.id), each, situation));
    known.delete(each.id);
  }
  for (const finding of known.values()) after.push(notHolding(finding, situation));
  return after;
}

function holding(before: Finding | undefined, found: Identified, { now, isExcepted }: Situation): Finding {
  const { id, checkId, accountId, organizationId, severity } = found;
  const { subject, title, evidence, fix } = found.failing;
  const status = isExcepted({ id, checkId, accountId, severity }) ? 'SUPPRESSED' : 'ACTIVE';
  const shown = { subject, severity, title, evidence, fix };
  const back = before?.status === 'RESOLVED';
  const isSame = before?.status === status && JSON.stringify(shown) === JSON.stringify(pickShown(before));
  return {
    id,
    checkId,
    accountId,
    organizationId,
    ...shown,
    status,
    firstSeen: before?.firstSeen ?? now,
    lastSeen: now,
    changedAt: before && isSame ? before.changedAt : now,
    resolvedAt: null,
    resolution: null,
    reopened: (before?.reopened ?? 0) + (back ? 1 : 0),
  };
}

function pickShown({
  subject,
  severity,
  title,
  evidence,
  fix,
}: Finding): Pick<Finding, 'subject' | 'severity' | 'title' | 'evidence' | 'fix'> {
  return { subject, severity, title, evidence, fix };
}

function notHolding(finding: Finding, { now, wasExamined, exists, isEvent }: Situation): Finding {
  if (finding.status === 'RESOLVED' || !wasExamined(finding.checkId)) return finding;
  const over: Resolution = isEvent(finding.checkId) ? 'window' : 'fixed';
  const resolution = exists(finding.subject) ? over : 'deleted';
  return { ...finding, status: 'RESOLVED', changedAt: now, resolvedAt: now, resolution };
}
