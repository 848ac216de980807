import { hashAhead } from '../../core/secrets/password-hash';
import type { Database } from '../../db/client';
import type { Answers, AttemptState, CheckOutcome, ReferenceValue } from '../attempt';
import { buildAttempt } from '../build-attempt';
import { evaluate } from '../checks/evaluate';
import { rightAnswers } from '../checks/predictions';
import { replaceInText } from '../format/references';
import type { PackOperation, RightWay } from '../format/schema';
import type { Pack } from '../pack';
import type { Perform } from '../run/run-operations';
import { runOperationsOf } from '../run/solution';
import { lookUpIn } from '../run/world';

const PASSWORD = 'Amber-Harbor-Lantern-47';
const passwordOf = async () => PASSWORD;

/** A pack with a test database in which its attempts run. */
export type Game = { pack: Pack; database: Database; startedAt: Date };

let count = 0;

/**
 * Creates an attempt. All its passwords are the same, so only one is hashed.
 * @throws PackError if setup fails
 */
export async function newAttempt({ pack, database, startedAt }: Game): Promise<AttemptState> {
  const forget = await hashAhead(PASSWORD);
  try {
    return await buildAttempt(pack, { attemptId: `test-${++count}`, startedAt, database, passwordOf });
  } finally {
    forget();
  }
}

type References = Readonly<Record<string, ReferenceValue>>;
/** The time between parts of the work. Parts start a minute apart, so that MFA codes are new. */
const MINUTE = 60_000;

type PlayOptions = { from?: number; references?: References; after?: (at: number) => Promise<void>; perform?: Perform };

/**
 * Runs operations and calls a function after each.
 * @throws PackError
 */
export async function play(
  { pack, database, startedAt }: Game,
  attempt: AttemptState,
  operations: readonly PackOperation[],
  { from = 0, references = {}, after, perform }: PlayOptions = {},
): Promise<References> {
  let known = references;
  for (const [at, operation] of operations.entries()) {
    const now = new Date(startedAt.getTime() + (from + at + 1) * MINUTE);
    known = await runOperationsOf(pack, attempt, [operation], { database, now, references: known, passwordOf, perform });
    await after?.(at);
  }
  return known;
}

/**
 * Runs the solution operations that a way begins with, then its own operations.
 * @throws PackError
 */
export async function playWay(game: Game, attempt: AttemptState, { solution = [], operations }: RightWay): Promise<void> {
  const all = game.pack.scenario.solution;
  const first = solution === 'all' ? all : solution.flatMap((number) => all[number - 1] ?? []);
  await play(game, attempt, [...first, ...operations]);
}

/** Returns a time after everything that runs in the test. */
function laterThan({ startedAt }: Game): Date {
  return new Date(startedAt.getTime() + 300 * MINUTE);
}

/** Evaluates all checks of an attempt. The time limit is so high that slow machines don't make checks undecided. */
export function look(game: Game, attempt: AttemptState, answers: Answers, only?: readonly string[]): Promise<CheckOutcome[]> {
  const { pack, database } = game;
  return evaluate(pack, attempt, { database, now: laterThan(game), answers, milliseconds: 600_000, ...(only && { only }) });
}

/** Returns the right answers to all predictions, with replacements from a way. */
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
    return Object.fromEntries(entries);
  };
  return Object.fromEntries(checks.map((check) => [check.id, ofCheck(check)]));
}

/** Returns one of several right texts. */
function asGiven(right: readonly string[], options: unknown): readonly string[] {
  return options === undefined && right.some((text) => text !== 'allowed' && text !== 'denied') ? right.slice(0, 1) : right;
}
