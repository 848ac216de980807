import { letOthersIn } from '../../core/work/bulk';
import type { Database, Transaction } from '../../db/client';
import { isUniqueViolation, transaction } from '../../db/transaction';
import { evaluate, extentOf, keepPassed, type Pack, passedSteps } from '../../scenario';
import { namesOfSnapshots, saveSnapshot } from '../../snapshot/rows';
import { newestEvent, openState } from '../attempt-state';
import { sourceIdentityOf } from '../entry';
import { keptPack } from '../pack/packs';
import { answersOf, latestResults, openedHints, outcomesOf, saidOf, withOverrides } from './results';

/** The checks that may have changed: all, those about events only, or those about answers. */
export type Moved = 'all' | 'events' | 'answers';

const MOST_ROUNDS = 5;
const WORKED_MS = 5_000;
const KINDS: Readonly<Record<Exclude<Moved, 'all'>, string>> = { events: 'event', answers: 'prediction' };

/**
 * Evaluates an attempt and stores changed outcomes and newly passed steps. Before a step begins, a snapshot of the accounts is
 * saved so that the attempt can return to it.
 * @param isWork whether the student did something; then the time of the last work is updated
 */
export async function evaluateAttempt(
  database: Database,
  attemptId: string,
  moved: Moved,
  realTime: Date,
  isWork = true,
): Promise<void> {
  const { reader } = database;
  const attempt = await reader.attempt.findUnique({
    where: { id: attemptId },
    include: {
      assignment: true,
      member: { select: { class: { select: { language: true } } } },
      steps: { where: { voidedAt: null } },
      hints: true,
      predictions: true,
      entries: true,
      overrides: true,
    },
  });
  if (!attempt || attempt.endedAt) return;
  const pack = await keptPack(database, attempt.assignment.packId, attempt.assignment.version);
  const state = openState(attempt);
  const only = moved === 'all' ? undefined : checksOf(pack, KINDS[moved]);
  if (only?.length === 0) return;
  // Events that arrive meanwhile are evaluated next time.
  const eventId = await newestEvent(reader);
  const circumstances = {
    database,
    now: realTime,
    language: attempt.member?.class.language,
    answers: answersOf(attempt.predictions),
    stepFloors: floorsOf(pack, attempt.steps),
    others: new Set(attempt.entries.map(({ name }) => sourceIdentityOf(name))),
    openHints: Object.fromEntries(Object.entries(openedHints(attempt.hints)).map(([step, opened]) => [step, opened.length])),
  };
  let now = await evaluate(pack, state, { ...circumstances, only });
  // Each evaluation has a budget. Undecided checks come first in the next round.
  for (let round = 1; round < MOST_ROUNDS; round++) {
    const open = now.filter(({ outcome }) => outcome === 'undecided').map(({ checkId }) => checkId);
    if (open.length === 0) break;
    await letOthersIn();
    const again = new Map(
      (await evaluate(pack, state, { ...circumstances, only: open })).map((outcome) => [outcome.checkId, outcome]),
    );
    now = now.map((outcome) => again.get(outcome.checkId) ?? outcome);
  }
  const rows = (await latestResults(reader, [attemptId])).get(attemptId) ?? [];
  const before = outcomesOf(pack, rows);
  const wasPassed = new Set(attempt.steps.map(({ stepId }) => stepId));
  const kept = keepPassed(before, now, wasPassed);
  const all = new Map([...before, ...kept].map((outcome) => [outcome.checkId, outcome]));
  const known = new Map(before.map((outcome) => [outcome.checkId, outcome]));
  const changed = kept.filter((outcome) => {
    const old = known.get(outcome.checkId);
    return !old || old.outcome !== outcome.outcome || old.passedRows !== outcome.passedRows || saidOf(old) !== saidOf(outcome);
  });
  const newly = [...passedSteps(pack, withOverrides([...all.values()], attempt.overrides), wasPassed)].filter(
    (stepId) => !wasPassed.has(stepId),
  );
  // The time of the last work needs no precision, and each update is a write.
  const isTold = !isWork || realTime.getTime() - (attempt.workedAt?.getTime() ?? 0) < WORKED_MS;
  if (changed.length === 0 && newly.length === 0 && isTold) return;
  const everPassed = new Set(
    (await reader.checkResult.findMany({ where: { attemptId, firstPass: { not: null } }, select: { checkId: true } })).map(
      ({ checkId }) => checkId,
    ),
  );
  const write = async (tx: Transaction) => {
    await tx.checkResult.createMany({
      data: changed.map((outcome) => ({
        attemptId,
        checkId: outcome.checkId,
        outcome: outcome.outcome,
        passedRows: outcome.passedRows,
        rows: outcome.rows,
        said: saidOf(outcome),
        eventId,
        at: realTime,
        firstPass: outcome.outcome === 'pass' && !everPassed.has(outcome.checkId) ? `${attemptId} ${outcome.checkId}` : null,
      })),
    });
    await tx.stepPassed.createMany({
      data: newly.map((stepId) => ({ attemptId, stepId, eventId, at: realTime, standing: `${attemptId} ${stepId}` })),
    });
    if (isWork) await tx.attempt.update({ where: { id: attemptId }, data: { workedAt: realTime }, select: { id: true } });
  };
  try {
    await transaction(database, write, { names: [`attempt ${attemptId}`] });
  } catch (error) {
    // Another process stored the same result first.
    if (!isUniqueViolation(error)) throw error;
    return;
  }
  const next = nextStep(pack, new Set([...wasPassed, ...newly]));
  if (newly.length > 0 && next) await keepBeginning(database, attemptId, state.accountIds, next, realTime);
}

function checksOf({ scenario }: Pack, kind: string): string[] {
  return scenario.steps.flatMap(({ checks }) => checks.filter((check) => check.kind === kind).map(({ id }) => id));
}

/** Returns the event after which each step begins: the one at which the previous step was passed. */
function floorsOf({ scenario }: Pack, passed: readonly { stepId: string; eventId: number }[]): Record<string, number> {
  const at = new Map(passed.map(({ stepId, eventId }) => [stepId, eventId]));
  return Object.fromEntries(
    scenario.steps.flatMap(({ id }, index) => {
      const before = scenario.steps[index - 1];
      const floor = before && at.get(before.id);
      return floor === undefined ? [] : [[id, floor]];
    }),
  );
}

function nextStep({ scenario }: Pack, passed: ReadonlySet<string>): string | undefined {
  return scenario.steps.find(({ id }) => !passed.has(id))?.id;
}

/** Saves a snapshot of an attempt's accounts as a step begins. */
async function keepBeginning(
  database: Database,
  attemptId: string,
  accountIds: readonly string[],
  stepId: string,
  now: Date,
): Promise<void> {
  await transaction(
    database,
    async (tx) => {
      // A later step can be passed before an earlier one that began long ago.
      if ((await namesOfSnapshots(tx, attemptId, [stepId])).size > 0) return;
      const extent = await extentOf(tx, accountIds);
      await saveSnapshot(tx, { owner: attemptId, name: stepId, extent, createdBy: 'class', now, overwrite: false });
    },
    { everything: 'alone' },
  );
}
