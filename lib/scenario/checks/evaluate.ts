import { AwsError } from '../../core/errors';
import type { AttemptState, CheckOutcome, Outcome } from '../attempt';
import type { Check, Way } from '../format/checks';
import { MOST_CHECKS } from '../format/limits';
import { replaceInText } from '../format/references';
import type { Step } from '../format/schema';
import type { Pack } from '../pack';
import { lookUpIn, PackError } from '../run/world';
import { checkAccess } from './access/access';
import { checkNoOtherWayIn } from './access/no-other-way-in';
import { checkNothingLeft } from './access/nothing-left';
import { checkSameEffect } from './access/same-effect';
import { checkUnchangedElsewhere } from './access/unchanged-elsewhere';
import { checkBill } from './bill';
import { type Circumstances, circumstancesOf, type Evaluation, Undecided } from './circumstances';
import { checkDecision } from './decision';
import { checkEvent } from './event';
import { checkLint } from './lint';
import { checkMinimal } from './minimal';
import { checkNoEscalation } from './no-escalation';
import { placeOf } from './place';
import { checkPrediction } from './predictions';
import { isUndecided, type Result, type Row } from './result';
import { checkState } from './state';
import { checkUnchanged } from './unchanged';

/**
 * Evaluates checks of an attempt in its current state. It writes nothing, decides like the product itself, and yields to other
 * calls.
 * @returns one outcome for each requested check, in order
 */
export async function evaluate(pack: Pack, attempt: AttemptState, evaluation: Evaluation): Promise<CheckOutcome[]> {
  const circumstances = circumstancesOf(pack, attempt, evaluation);
  const outcomes: CheckOutcome[] = [];
  for (const { check, step } of meant(pack, evaluation.only)) {
    outcomes.push(await outcomeOf(circumstances, check, step, outcomes.length));
  }
  return outcomes;
}

function meant({ scenario }: Pack, only: readonly string[] | undefined): { check: Check; step: Step }[] {
  const all = scenario.steps.flatMap((step) => step.checks.map((check) => ({ check, step })));
  if (!only) return all;
  return only.flatMap((id) => all.find(({ check }) => check.id === id) ?? []);
}

async function outcomeOf(circumstances: Circumstances, check: Check, step: Step, before: number): Promise<CheckOutcome> {
  const { attempt } = circumstances;
  const common = { checkId: check.id, stepId: step.id, kind: check.kind, role: check.role ?? 'goal' } as const;
  const nothing = { passedRows: 0, rows: 1, broken: false };
  try {
    circumstances.bounds.time();
    if (before >= MOST_CHECKS) throw new Undecided(`There are more than ${MOST_CHECKS} checks.`);
    const { rows, seen, isFinal } = await resultOf(circumstances, check, step);
    const outcome = summed(rows);
    const held = attempt.held[check.id] ?? [];
    const counting = rows.filter((_, at) => held[at] !== true);
    const of = counting.length > 0 ? counting : rows;
    const why = rows.find(isUndecided)?.undecided;
    return {
      ...common,
      outcome,
      passedRows: of.filter((row) => row === true).length,
      rows: of.length,
      broken: rows.some((row, at) => row === false && held[at] === true),
      sentences: outcome === 'pass' ? null : sentencesOf(circumstances, check, seen),
      ...(check.kind === 'prediction' && isFinal && { isFinal }),
      ...(outcome === 'undecided' && why !== undefined && { why }),
    };
  } catch (error) {
    if (error instanceof Undecided) return { ...common, ...nothing, outcome: 'undecided', sentences: null, why: error.message };
    if (!(error instanceof PackError || error instanceof AwsError)) throw error;
    return { ...common, ...nothing, outcome: 'error', sentences: { say: saidAnyway(attempt, check) }, why: error.message };
  }
}

/** Returns a check's sentence, without replacement if its references expand to too much text. */
function saidAnyway(attempt: AttemptState, { say }: Check): string {
  try {
    return replaceInText(say, lookUpIn(attempt));
  } catch {
    return say;
  }
}

function summed(rows: readonly Row[]): Outcome {
  if (rows.includes(false)) return 'fail';
  return rows.some(isUndecided) ? 'undecided' : 'pass';
}

function sentencesOf(
  { lookUp, world, pack, language }: Circumstances,
  check: Check,
  seen: string | undefined,
): CheckOutcome['sentences'] {
  // Details are left out for `anyOf`: what one way lacks need not be done if another way is taken.
  const told = check.kind === 'anyOf' ? undefined : seen;
  const place = check.look === undefined ? undefined : placeOf(world, replaceInText(check.look, lookUp));
  const say = pack.texts.get(language)?.get(`checks.${check.id}.say`) ?? check.say;
  return { say: replaceInText(say, lookUp), ...(told !== undefined && { seen: told }), ...(place && { look: place }) };
}

async function resultOf(circumstances: Circumstances, check: Check, step: Step): Promise<Result> {
  switch (check.kind) {
    case 'prediction':
      return checkPrediction(circumstances, check);
    case 'unchanged':
      return checkUnchanged(circumstances, check);
    case 'unchangedElsewhere':
      return checkUnchangedElsewhere(circumstances, check);
    case 'anyOf':
      return anyOf(circumstances, check.of, step);
    default:
      return resultOfWay(circumstances, check, step);
  }
}

async function anyOf(circumstances: Circumstances, ways: readonly Way[], step: Step): Promise<Result> {
  let open: Row | undefined;
  for (const way of ways) {
    const { rows } = await resultOfWay(circumstances, way, step);
    if (rows.every((row) => row === true)) return { rows: [true] };
    if (!rows.includes(false)) open = rows.find(isUndecided);
  }
  return { rows: [open ?? false] };
}

function resultOfWay(circumstances: Circumstances, check: Way, step: Step): Promise<Result> {
  switch (check.kind) {
    case 'state':
      return checkState(circumstances, check);
    case 'decision':
      return checkDecision(circumstances, check);
    case 'event':
      return checkEvent(circumstances, check, step.id);
    case 'lint':
      return checkLint(circumstances, check);
    case 'minimal':
      return checkMinimal(circumstances, check, step.id);
    case 'noEscalation':
      return checkNoEscalation(circumstances, check);
    case 'atMost':
    case 'atLeast':
    case 'equalAccess':
      return checkAccess(circumstances, check, step.id);
    case 'noOtherWayIn':
      return checkNoOtherWayIn(circumstances, check);
    case 'sameEffect':
      return checkSameEffect(circumstances, check);
    case 'nothingLeft':
      return checkNothingLeft(circumstances, check);
    case 'bill':
      return checkBill(circumstances, check);
  }
}
