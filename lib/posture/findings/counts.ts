import { giveWay } from '../../core/work/bulk';
import { type Check, SEVERITIES, type Severity } from '../check';
import type { Verdict } from '../judge';
import type { Exceptions } from './exceptions';
import { type Score, scoreOf } from './score';

/** The counts of one check's result. */
export type Counts = {
  check: Check;
  /** The number of subjects; null if the check is not applicable. */
  subjects: number | null;
  /** The number of subjects without an exception. */
  applicable: number;
  /** The number of subjects with active findings. */
  failing: number;
  active: Readonly<Record<Severity, number>>;
  /** The number of findings under an exception. */
  suppressed: number;
};

export type Tally = { score: Score; active: Record<Severity, number>; suppressed: number };

const NONE: Counts['active'] = { critical: 0, high: 0, medium: 0, low: 0 };

type Known = { key: string; counts: readonly Counts[] };
const known = new WeakMap<readonly Verdict[], Known>();

/** Returns the counts of each check for one account or organization. They are computed once per set of exceptions. */
export function countsOf({ verdicts }: { verdicts: readonly Verdict[] }, exceptions: Exceptions): readonly Counts[] {
  const before = known.get(verdicts);
  if (before?.key === exceptions.key) return before.counts;
  const counts = verdicts.map((verdict) => countOf(verdict, exceptions));
  known.set(verdicts, { key: exceptions.key, counts });
  return counts;
}

function countOf({ check, applicable, found }: Verdict, exceptions: Exceptions): Counts {
  const nothing = { check, subjects: applicable, applicable: applicable ?? 0, failing: 0, active: NONE, suppressed: 0 };
  if (applicable === null || found.length === 0) return nothing;
  const active = { ...NONE };
  const [open, excepted] = [new Set<string>(), new Set<string>()];
  let suppressed = 0;
  for (const finding of found) {
    const isExcepted = exceptions.of(finding) !== null;
    (isExcepted ? excepted : open).add(finding.failing.subject.id);
    if (isExcepted) suppressed += 1;
    else active[finding.severity] += 1;
  }
  const out = [...excepted].filter((id) => !open.has(id)).length;
  return { ...nothing, applicable: Math.max(0, applicable - out), failing: open.size, active, suppressed };
}

type Sum = { -readonly [Key in keyof Counts]: Counts[Key] } & { active: Record<Severity, number> };

/** Sums counts by check over many accounts. */
export class Sums {
  private readonly byCheck = new Map<string, Sum>();

  add(counts: Iterable<Counts>): void {
    for (const each of counts) {
      const sum = this.byCheck.get(each.check.id);
      if (sum === undefined) this.byCheck.set(each.check.id, { ...each, active: { ...each.active } });
      else if (each.subjects !== null) addTo(sum, each, each.subjects);
    }
  }

  /**
   * Returns the sums in the order in which checks were first added.
   * @param isKnown says which checks count
   */
  counts(isKnown: (check: Check) => boolean): Counts[] {
    return [...this.byCheck.values()].filter(({ check }) => isKnown(check));
  }
}

function addTo(sum: Sum, { applicable, failing, active, suppressed }: Counts, subjects: number): void {
  sum.subjects = (sum.subjects ?? 0) + subjects;
  sum.applicable += applicable;
  if (failing === 0 && suppressed === 0) return;
  sum.failing += failing;
  sum.suppressed += suppressed;
  for (const severity of SEVERITIES) sum.active[severity] += active[severity];
}

const tallies = new WeakMap<readonly Counts[], Tally>();

/** Returns the totals of counts that have one entry per check. */
export function tallyOf(counts: readonly Counts[]): Tally {
  const known = tallies.get(counts) ?? workOut(counts);
  tallies.set(counts, known);
  return known;
}

function workOut(counts: readonly Counts[]): Tally {
  const active = { ...NONE };
  let suppressed = 0;
  const scored = counts.flatMap((each) => {
    if (each.subjects === null) return [];
    suppressed += each.suppressed;
    for (const severity of SEVERITIES) active[severity] += each.active[severity];
    const worst = SEVERITIES.filter((severity) => each.active[severity] > 0);
    return [{ severity: each.check.severity, applicable: each.applicable, failing: each.failing, active: worst }];
  });
  return { score: scoreOf(scored), active, suppressed };
}

/** Sums the counts of many accounts, yielding to other calls in between. */
export async function sumOf(all: Iterable<{ verdicts: readonly Verdict[] }>, exceptions: Exceptions): Promise<Sums> {
  const sums = new Sums();
  for (const each of all) {
    sums.add(countsOf(each, exceptions));
    await giveWay();
  }
  return sums;
}
