import type { CheckOutcome } from './attempt';
import type { Check } from './format/checks';
import type { Step } from './format/schema';
import type { Pack } from './pack';

/** The parts of an outcome that count for points. */
export type CountedOutcome = Pick<CheckOutcome, 'checkId' | 'outcome' | 'passedRows' | 'rows' | 'broken' | 'isFinal'>;
/** The opened hints by step, counted from 0. */
export type OpenedHints = Readonly<Record<string, readonly number[]>>;

/** The points that one check earned, before the cost of hints. */
export type CheckScore = {
  checkId: string;
  points: number /** The points the check is worth; 0 if it is undecided. */;
  of: number;
};

export type StepScore = {
  stepId: string;
  /** All checks of the step, guards included, in the order of the pack. The step's points are theirs minus `hints`. */
  checks: readonly CheckScore[];
  /** The points after the cost of hints. */
  points: number;
  /** The points the step is worth, without undecided checks. */
  of: number;
  /** The cost of opened hints. */
  hints: number;
};
export type Score = { points: number; of: number; steps: readonly StepScore[] };

type ByCheck = ReadonlyMap<string, CountedOutcome>;

/**
 * Computes the score of outcomes. A step earns nothing if one of its guards, or of an earlier step's, does not hold. Undecided
 * checks and faults of the pack cost nothing. Pure.
 */
export function scoreOf({ scenario }: Pack, outcomes: readonly CountedOutcome[], hints: OpenedHints = {}): Score {
  const byCheck: ByCheck = new Map(outcomes.map((outcome) => [outcome.checkId, outcome]));
  const steps = scenario.steps.map((step, at) =>
    stepScore(step, byCheck, guardsHold(scenario.steps.slice(0, at + 1), byCheck), hints[step.id] ?? []),
  );
  return { points: sumOf(steps, 'points'), of: sumOf(steps, 'of'), steps };
}

function stepScore(step: Step, byCheck: ByCheck, isOpen: boolean, opened: readonly number[]): StepScore {
  const checks = step.checks.map((check) => checkScore(check, byCheck.get(check.id), isOpen));
  const of = sumOf(checks, 'of');
  const earned = sumOf(checks, 'points');
  const cost = opened.reduce((sum, at) => sum + (step.hints?.[at]?.cost ?? 0), 0);
  const hints = Math.min(earned, Math.round((of * Math.min(cost, 100)) / 100));
  return { stepId: step.id, checks, points: earned - hints, of, hints };
}

function checkScore(check: Check, outcome: CountedOutcome | undefined, isOpen: boolean): CheckScore {
  const isDecided = outcome?.outcome !== 'error' && outcome?.outcome !== 'undecided';
  if (!isGoal(check) || !isDecided) return { checkId: check.id, points: 0, of: 0 };
  return { checkId: check.id, points: isOpen ? earnedBy(check, outcome) : 0, of: pointsOf(check) };
}

function earnedBy(check: Check, outcome: CountedOutcome | undefined): number {
  if (!outcome) return 0;
  if (outcome.outcome === 'pass') return pointsOf(check);
  if (!isPartial(check) || outcome.broken || outcome.rows === 0) return 0;
  return Math.floor((pointsOf(check) * outcome.passedRows) / outcome.rows);
}

/** Returns whether the rows of a check earn points separately. */
function isPartial(check: Check): boolean {
  if (check.kind === 'prediction') return check.partial ?? true;
  return check.kind === 'decision' && (check.partial ?? check.ask.length > 1);
}

export function pointsOf({ role, points }: Check): number {
  return role === 'guard' ? 0 : (points ?? 1);
}

export function isGoal({ role }: Check): boolean {
  return role !== 'guard';
}

/** Returns whether no guard of these steps fails. An undecided guard does not count as failing. */
function guardsHold(steps: readonly Step[], byCheck: ByCheck): boolean {
  const guards = steps.flatMap((step) => step.checks.filter((check) => !isGoal(check)));
  return guards.every(({ id }) => byCheck.get(id)?.outcome !== 'fail');
}

/**
 * Returns the passed steps: those passed before, and those whose goals are done while the guards up to there hold. A prediction
 * is done when it can't be answered again; a wrong answer only costs points.
 * @param before the ids of steps passed before, which stay passed
 */
export function passedSteps(
  { scenario }: Pack,
  outcomes: readonly CountedOutcome[],
  before: ReadonlySet<string>,
): ReadonlySet<string> {
  const byCheck: ByCheck = new Map(outcomes.map((outcome) => [outcome.checkId, outcome]));
  const isPassed = (step: Step, at: number) =>
    before.has(step.id) ||
    (step.checks.filter(isGoal).every(({ id }) => isDone(byCheck.get(id))) &&
      guardsHold(scenario.steps.slice(0, at + 1), byCheck));
  return new Set(scenario.steps.filter(isPassed).map(({ id }) => id));
}

/** Returns whether a check needs no more work. */
export function isDone(outcome: Pick<CountedOutcome, 'outcome' | 'isFinal'> | undefined): boolean {
  return outcome?.outcome === 'pass' || outcome?.isFinal === true;
}

/**
 * Returns the outcomes that count after an evaluation. Events, answers and the goals of passed steps stay; everything else takes
 * the new outcome.
 */
export function keepPassed<Kept extends CountedOutcome & Pick<CheckOutcome, 'kind' | 'role' | 'stepId'>>(
  before: readonly Kept[],
  now: readonly Kept[],
  passed: ReadonlySet<string>,
): Kept[] {
  const known = new Map(before.map((outcome) => [outcome.checkId, outcome]));
  return now.map((outcome) => {
    const old = known.get(outcome.checkId);
    const stays =
      outcome.kind === 'event' || outcome.kind === 'prediction' || (outcome.role === 'goal' && passed.has(outcome.stepId));
    return old?.outcome === 'pass' && stays ? old : outcome;
  });
}

function sumOf(parts: readonly { points: number; of: number }[], member: 'points' | 'of'): number {
  return parts.reduce((sum, part) => sum + part[member], 0);
}
