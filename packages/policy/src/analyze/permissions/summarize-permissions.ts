import type { AccessLevel } from '../../validate/catalog';
import { ACCESS_LEVELS, type ActionIndex } from '../actions/action-index';
import { PERMISSION_OUTCOMES } from './outcome';

export type OutcomeCounts = { allowed: number; limited: number; explicitDeny: number; implicitDeny: number; total: number };

/** A row of a summary. A level without actions has a total of 0. */
export type ServiceSummary = {
  service: string;
  total: OutcomeCounts;
  levels: Readonly<Record<AccessLevel, OutcomeCounts>>;
};

/** Counts outcome codes (indexes into `PERMISSION_OUTCOMES`) by service, in the order of the index, and by access level. */
export function summarizePermissions(index: ActionIndex, codes: Uint8Array): readonly ServiceSummary[] {
  const width = ACCESS_LEVELS.length * PERMISSION_OUTCOMES.length;
  const counts = new Uint16Array(index.services.length * width);
  for (let i = 0; i < codes.length; i += 1) {
    const at = (index.serviceOf[i] ?? 0) * width + (index.levelOf[i] ?? 0) * PERMISSION_OUTCOMES.length + (codes[i] ?? 0);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return index.services.map(({ prefix }, service) => {
    const levelCounts = (level: number) => countsAt(counts, service * width + level * PERMISSION_OUTCOMES.length);
    const levels: ServiceSummary['levels'] = {
      List: levelCounts(0),
      Read: levelCounts(1),
      Write: levelCounts(2),
      'Permissions management': levelCounts(3),
      Tagging: levelCounts(4),
    };
    return { service: prefix, total: Object.values(levels).reduce(addCounts), levels };
  });
}

function countsAt(counts: Uint16Array, at: number): OutcomeCounts {
  const [implicitDeny = 0, explicitDeny = 0, limited = 0, allowed = 0] = counts.subarray(at, at + PERMISSION_OUTCOMES.length);
  return { allowed, limited, explicitDeny, implicitDeny, total: allowed + limited + explicitDeny + implicitDeny };
}

function addCounts(a: OutcomeCounts, b: OutcomeCounts): OutcomeCounts {
  return {
    allowed: a.allowed + b.allowed,
    limited: a.limited + b.limited,
    explicitDeny: a.explicitDeny + b.explicitDeny,
    implicitDeny: a.implicitDeny + b.implicitDeny,
    total: a.total + b.total,
  };
}
