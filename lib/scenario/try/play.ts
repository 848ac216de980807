import { hashAhead } from '../../core/password-hash';
import type { Database } from '../../db/client';
import type { Answers, AttemptState, CheckOutcome, ReferenceValue } from '../attempt';
import { buildAttempt } from '../build-attempt';
import { evaluate } from '../checks/evaluate';
import { rightAnswers } from '../checks/predictions';
import { replaceInText } from '../format/references';
import type { PackOperation, RightWay } from '../format/schema';
import type { Pack } from '../pack';
import { runOperationsOf } from '../run/solution';
import { lookUpIn } from '../run/world';

const PASSWORD = 'Amber-Harbor-Lantern-47';
const passwordOf = async () => PASSWORD;

/** Attempts at a pack in a database of a test, played by its own operations. */
export type Game = { pack: Pack; database: Database; startedAt: Date };

let count = 0;

/** A new attempt. All passwords are one, which is hashed once. @throws PackError where setup does not run */
export async function newAttempt({ pack, database, startedAt }: Game): Promise<AttemptState> {
  const forget = await hashAhead(PASSWORD);
  try {
    return await buildAttempt(pack, { attemptId: `test-${++count}`, startedAt, database, passwordOf });
  } finally {
    forget();
  }
}

type References = Readonly<Record<string, ReferenceValue>>;
/** How long after the start a part of the work begins; each part a minute after the one before, so that codes of devices are new ones. */
const MINUTE = 60_000;

/** Runs a list of operations, and after each of them what is asked. @throws PackError */
export async function play(
  { pack, database, startedAt }: Game,
  attempt: AttemptState,
  operations: readonly PackOperation[],
  { from = 0, references = {}, after }: { from?: number; references?: References; after?: (at: number) => Promise<void> } = {},
): Promise<References> {
  let known = references;
  for (const [at, operation] of operations.entries()) {
    const now = new Date(startedAt.getTime() + (from + at + 1) * MINUTE);
    known = await runOperationsOf(pack, attempt, [operation], { database, now, references: known, passwordOf });
    await after?.(at);
  }
  return known;
}

/** Runs the operations of the solution that a way begins with, and then its own. @throws PackError */
export async function playWay(game: Game, attempt: AttemptState, { solution = [], operations }: RightWay): Promise<void> {
  const all = game.pack.scenario.solution;
  const first = solution === 'all' ? all : solution.flatMap((number) => all[number - 1] ?? []);
  await play(game, attempt, [...first, ...operations]);
}

/** When everything that is played is over. */
function laterThan({ startedAt }: Game): Date {
  return new Date(startedAt.getTime() + 300 * MINUTE);
}

/** Everything a check can hold against an attempt now. Nothing is undecided for want of time, however slow the machine. */
export function look(game: Game, attempt: AttemptState, answers: Answers, only?: readonly string[]): Promise<CheckOutcome[]> {
  const { pack, database } = game;
  return evaluate(pack, attempt, { database, now: laterThan(game), answers, milliseconds: 600_000, ...(only && { only }) });
}

/** The right answers to all predictions, with those that a way gives in their place. */
export function answersOf({ scenario }: Pack, attempt: AttemptState, given: RightWay['answers'] = {}): Answers {
  const replace = (text: string) => replaceInText(text, lookUpIn(attempt));
  const checks = scenario.steps.flatMap((step) => step.checks).filter((check) => check.kind === 'prediction');
  const ofCheck = (check: (typeof checks)[number]) => {
    const entries = check.questions.map((question) => {
      const said = given[check.id]?.[question.id];
      return [
        question.id,
        [said === undefined ? asGiven(rightAnswers(attempt, check.id, question, replace), question.options) : [said].flat()],
      ];
    });
    return Object.fromEntries(entries) as Answers[string];
  };
  return Object.fromEntries(checks.map((check) => [check.id, ofCheck(check)]));
}

/** Of texts that are all right, one is written. */
function asGiven(right: readonly string[], options: unknown): readonly string[] {
  return options === undefined && right.some((text) => text !== 'allowed' && text !== 'denied') ? right.slice(0, 1) : right;
}
