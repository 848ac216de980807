import { personOf } from '../account/person';
import { AccessDeniedError, AwsError } from '../core/errors';
import { defineOperation } from '../core/operation';
import type { Level } from './model/controls';
import { isAnswer, questionsOf, standingOf } from './model/exercise';
import { GetExerciseResultsInput, PutExerciseResultInput } from './schema';

/** The latest result of a level. */
export type ExerciseResult = {
  Level: Level;
  Seed: string;
  /** The numbers of the controls whose first answer was wrong. */
  Missed: number[];
  FinishedAt: Date;
};

/** Returns the caller's results in the exercise. `Kept` is false for callers without stored results. */
export const GetExerciseResults = defineOperation({
  service: 'gatehouse',
  name: 'GetExerciseResults',
  access: 'Read',
  input: GetExerciseResultsInput,
  // It concerns only the caller.
  checks: () => [],
  run: async (_input, scope): Promise<{ Kept: boolean; Results: ExerciseResult[] }> => {
    const person = personOf(scope);
    if (!person) return { Kept: false, Results: [] };
    const rows = await scope.db.exerciseResult.findMany({
      where: { principalId: person.principalId },
      orderBy: { level: 'asc' },
    });
    const Results = rows.map(({ level, seed, missed, finishedAt }) => ({
      Level: level as Level,
      Seed: seed,
      Missed: missed === '' ? [] : missed.split(' ').map(Number),
      FinishedAt: finishedAt,
    }));
    return { Kept: true, Results };
  },
});

/**
 * Stores the caller's result in a level, replacing the previous one.
 * @throws AwsError ValidationError if the answers don't finish the level; AccessDenied for role sessions
 */
export const PutExerciseResult = defineOperation({
  service: 'gatehouse',
  name: 'PutExerciseResult',
  access: 'Write',
  input: PutExerciseResultInput,
  checks: () => [],
  // It does not affect decisions.
  touches: () => ({}),
  run: async ({ Level, Seed, Answers }, scope) => {
    const { db, accountId, now } = scope;
    const person = personOf(scope);
    if (!person) throw new AccessDeniedError('Results of the exercise are kept for users and the root user.');
    const { question, missed } = standingOf(questionsOf(Level, Seed), [...Answers].filter(isAnswer));
    if (question) throw new AwsError('ValidationError', 'The answers do not finish the level.');
    const data = { seed: Seed, missed: missed.join(' '), finishedAt: now };
    const { principalId, userId } = person;
    await db.exerciseResult.upsert({
      where: { principalId_level: { principalId, level: Level } },
      create: { principalId, level: Level, accountId, userId, ...data },
      update: data,
    });
    return {};
  },
});

/** The operations of the exercise. They belong to the console and are not on the wire API. */
export const responsibilityOperations = { GetExerciseResults, PutExerciseResult };
