import { oneOf } from '../../core/text/lists';
import { storedJson } from '../../core/text/stored-json';
import type { Transaction } from '../../db/client';
import { type Evidence, type Fix, SEVERITIES } from '../check';
import { FINDING_STATUSES, type Finding, RESOLUTIONS } from '../findings';
import type { Subject } from '../subject';

export type FindingRow = NonNullable<Awaited<ReturnType<Transaction['postureFinding']['findUnique']>>>;

/** Returns a stored row as a finding. */
export function toFinding(row: FindingRow): Finding {
  const { severity, status, resolution, subject, evidence, fix, ...rest } = row;
  return {
    ...rest,
    severity: oneOf(SEVERITIES, severity),
    status: oneOf(FINDING_STATUSES, status),
    resolution: resolution === null ? null : oneOf(RESOLUTIONS, resolution),
    subject: storedJson<Subject>(subject),
    evidence: storedJson<(Omit<Evidence, 'time'> & { time?: string })[]>(evidence).map(({ time, ...fact }) =>
      time === undefined ? fact : { ...fact, time: new Date(time) },
    ),
    fix: storedJson<Fix>(fix),
  };
}

/** Returns a finding as its row. */
export function toFindingRow({ subject, evidence, fix, ...rest }: Finding): FindingRow {
  return { ...rest, subject: JSON.stringify(subject), evidence: JSON.stringify(evidence), fix: JSON.stringify(fix) };
}
