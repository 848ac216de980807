import type { Transaction } from '../db/client';
import type { Evidence, Fix, Severity } from './check';
import type { Finding, FindingStatus, Resolution } from './findings';
import type { Subject } from './subject';

export type FindingRow = NonNullable<Awaited<ReturnType<Transaction['postureFinding']['findUnique']>>>;

/** Returns a stored row as a finding. */
export function toFinding(row: FindingRow): Finding {
  const { severity, status, resolution, subject, evidence, fix, ...rest } = row;
  return {
    ...rest,
    severity: severity as Severity,
    status: status as FindingStatus,
    resolution: resolution as Resolution | null,
    subject: JSON.parse(subject) as Subject,
    evidence: (JSON.parse(evidence) as (Omit<Evidence, 'time'> & { time?: string })[]).map(({ time, ...fact }) =>
      time === undefined ? fact : { ...fact, time: new Date(time) },
    ),
    fix: JSON.parse(fix) as Fix,
  };
}

/** Returns a finding as its row. */
export function toFindingRow({ subject, evidence, fix, ...rest }: Finding): FindingRow {
  return { ...rest, subject: JSON.stringify(subject), evidence: JSON.stringify(evidence), fix: JSON.stringify(fix) };
}
