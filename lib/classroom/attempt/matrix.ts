import type { CheckOutcome, Pack } from '../../scenario';

/** The states of a progress cell. Each has its own word and icon. */
export type Cell = 'untouched' | 'tried' | 'passed' | 'holds' | 'broken' | 'undecided';

type Passed = { stepId: string; at: Date };

/**
 * Returns when each step of an attempt began. The first begins with the attempt, and each other when the one before it is passed.
 */
export function stepBeginnings({ scenario }: Pack, startedAt: Date, passed: readonly Passed[]): Map<string, Date> {
  const at = new Map(passed.map((step) => [step.stepId, step.at]));
  const begun = new Map<string, Date>();
  for (const [index, { id }] of scenario.steps.entries()) {
    const before = scenario.steps[index - 1];
    const beginning = before ? at.get(before.id) : startedAt;
    if (!beginning) break;
    begun.set(id, beginning);
  }
  return begun;
}

/** Returns one student's cells by check. */
export function cellsOf(
  { scenario }: Pack,
  outcomes: readonly CheckOutcome[],
  begun: ReadonlyMap<string, Date>,
  workedAt: Date | null,
): Record<string, Cell> {
  const known = new Map(outcomes.map((outcome) => [outcome.checkId, outcome]));
  const cells: Record<string, Cell> = {};
  for (const step of scenario.steps) {
    const since = begun.get(step.id);
    const isTouched = since !== undefined && workedAt !== null && workedAt > since;
    for (const check of step.checks) cells[check.id] = cellOf(known.get(check.id), check.role === 'guard', isTouched);
  }
  return cells;
}

function cellOf(outcome: CheckOutcome | undefined, isGuard: boolean, isTouched: boolean): Cell {
  switch (outcome?.outcome) {
    case 'pass':
      return isGuard ? 'holds' : 'passed';
    case 'fail':
      return isGuard ? 'broken' : isTouched ? 'tried' : 'untouched';
    case 'undecided':
    case 'error':
      return 'undecided';
    default:
      return 'untouched';
  }
}

const STUCK_AFTER_MS = 8 * 60_000;
const ACTIVE_MS = 10 * 60_000;
const TIMES_THE_MEDIAN = 3;

/**
 * Returns whether a student is stuck at a step: active in the last ten minutes, but without a newly passed check for eight
 * minutes. If three times the median duration of the step is longer, it takes the place of the eight minutes.
 */
export function isStuck(
  { workedAt, stepBegan, lastGreen }: { workedAt: Date | null; stepBegan: Date | undefined; lastGreen: Date | null },
  median: number | null,
  now: Date,
): boolean {
  if (!workedAt || !stepBegan || now.getTime() - workedAt.getTime() > ACTIVE_MS) return false;
  const since = Math.max(stepBegan.getTime(), lastGreen?.getTime() ?? 0);
  return now.getTime() - since > Math.max(STUCK_AFTER_MS, TIMES_THE_MEDIAN * (median ?? 0));
}

/** Returns the median of durations in milliseconds. */
export function medianOf(durations: readonly number[]): number | null {
  return durations.toSorted((a, b) => a - b)[Math.floor(durations.length / 2)] ?? null;
}
