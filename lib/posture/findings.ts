import { createHash } from 'node:crypto';
import type { Evidence, Failing, Fix, Severity } from './check';
import type { Subject } from './subject';

export type FindingStatus = 'ACTIVE' | 'SUPPRESSED' | 'RESOLVED';
/** Why a finding is over: `window`: what happened is too long ago. */
export type Resolution = 'fixed' | 'deleted' | 'window';

/** A problem from when it was first seen on, through being fixed and coming back. */
export type Finding = {
  /** 32 hexadecimal digits, from what it is about: the same for ever. */
  id: string;
  checkId: string;
  /** The account it is in; of an organization's finding, its management account. */
  accountId: string;
  /** Of an organization's finding. */
  organizationId: string | null;
  subject: Subject;
  severity: Severity;
  title: string;
  evidence: readonly Evidence[];
  fix: Fix;
  status: FindingStatus;
  firstSeen: Date;
  lastSeen: Date;
  /** When its state, its severity or its evidence last changed. */
  changedAt: Date;
  resolvedAt: Date | null;
  resolution: Resolution | null;
  /** How often it came back. */
  reopened: number;
};

/** A failing subject in its place. */
export type Found = {
  checkId: string;
  severity: Severity;
  accountId: string;
  organizationId: string | null;
  failing: Omit<Failing, 'fix'> & { fix: Fix };
};

/** What was found, with the id of its finding. */
export type Identified = Found & { id: string };

/** Gives what was found its identity: never the time, and never a name or an ARN, which can be used again. */
export function identified(found: Found): Identified {
  const { checkId, accountId, organizationId, failing } = found;
  const identity = JSON.stringify([checkId, organizationId ?? accountId, failing.subject.id, failing.detail ?? '']);
  return { ...found, id: createHash('sha256').update(identity).digest('hex').slice(0, 32) };
}

type Situation = {
  now: Date;
  /** Whether an exception in force covers it. */
  isExcepted: (finding: Pick<Finding, 'id' | 'checkId' | 'accountId' | 'severity'>) => boolean;
  /** Whether the check was examined: what is not known neither begins nor ends. */
  wasExamined: (checkId: string) => boolean;
  /** Whether the subject is there. */
  exists: (subject: Subject) => boolean;
  isEvent: (checkId: string) => boolean;
};

/**
 * The findings as they are now, from those as they were and what fails now. Pure.
 * @returns all, also those that nothing changed about but when they were last seen
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
