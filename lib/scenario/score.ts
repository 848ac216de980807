import type { CheckOutcome } from './attempt';
import type { Check } from './format/checks';
import type { Step } from './format/schema';
import type { Pack } from './pack';

/** What of an outcome counts for points. */
export type CountedOutcome = Pick<CheckOutcome, 'checkId' | 'outcome' | 'passedRows' | 'rows' | 'broken' | 'isFinal'>;
/** Which hints of which step were opened, by step, counted from 0. */
export type OpenedHints = Readonly<Record<string, readonly number[]>>;

/** The points that one check earned, before the cost of hints. */
export type CheckScore = {
  checkId: string;
  points: number /** What the check is worth; 0 where it could not be decided. */;
  of: number;
};

export type StepScore = {
  stepId: string;
  /** Every check of the step, guards too, in the order of the pack. Their points, less `hints`, are the step's. */
  checks: readonly CheckScore[];
  /** With the cost of hints taken off. */
  points: number;
  /** What the step is worth; checks that could not be decided are left out of it. */
  of: number;
  /** Points that opened hints cost. */
  hints: number;
};
export type Score = { points: number; of: number; steps: readonly StepScore[] };

type ByCheck = ReadonlyMap<string, CountedOutcome>;

/**
 * What outcomes are worth. A step whose guards, or those of a step before it, do not hold earns nothing; a check that could not be decided, or
 * whose pack is at fault, costs nothing. Pure.
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

/** Whether rows of a check earn points one by one. */
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

/** Whether no guard of these steps is red. One that could not be decided holds nobody up. */
function guardsHold(steps: readonly Step[], byCheck: ByCheck): boolean {
  const guards = steps.flatMap((step) => step.checks.filter((check) => !isGoal(check)));
  return guards.every(({ id }) => byCheck.get(id)?.outcome !== 'fail');
}

/**
 * The steps that are passed: those that were, and those whose work is done while the guards of this and earlier steps hold. A goal is done when it
 * passes, and a prediction when it can't be answered again: a wrong one costs its points and no more.
 * @param before ids of the steps that were passed; a step stays passed
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

/** Whether nothing is left to do about a check. */
export function isDone(outcome: Pick<CountedOutcome, 'outcome' | 'isFinal'> | undefined): boolean {
  return outcome?.outcome === 'pass' || outcome?.isFinal === true;
}

/**
 * The outcomes that count after another evaluation: what was seen or answered once stays, and so do the goals of a step that is passed; all
 * else is as it is now.
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
