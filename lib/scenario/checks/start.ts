import type { Database } from '../../db/client';
import type { AttemptState } from '../attempt';
import type { Pack } from '../pack';
import { circumstancesOf } from './circumstances';
import { checkDecision } from './decision';
import { derivedAnswer } from './predictions';

/** The time limit for computing the start state, in milliseconds. */
const MILLISECONDS = 30_000;

/** Returns what checks need about an attempt's start: derived answers, and the rows of decisions that already hold. */
export async function startOf(
  pack: Pack,
  attempt: AttemptState,
  database: Database,
): Promise<Pick<AttemptState, 'answers' | 'held'>> {
  const now = new Date(attempt.startedAt);
  const circumstances = circumstancesOf(pack, attempt, { database, now, answers: {}, milliseconds: MILLISECONDS });
  const answers: Record<string, Record<string, string[]>> = {};
  const held: Record<string, boolean[]> = {};
  for (const check of pack.scenario.steps.flatMap((step) => step.checks)) {
    if (check.kind === 'decision') held[check.id] = (await checkDecision(circumstances, check)).rows.map((row) => row === true);
    if (check.kind !== 'prediction') continue;
    const derived: Record<string, string[]> = {};
    for (const question of check.questions)
      if (question.answerFrom) derived[question.id] = await derivedAnswer(circumstances, question);
    answers[check.id] = derived;
  }
  return { answers, held };
}
