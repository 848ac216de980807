import { personOf } from '../account/person';
import { AccessDeniedError, AwsError } from '../core/errors';
import { defineOperation } from '../core/operation';
import type { Answer, Level } from './model/controls';
import { questionsOf, standingOf } from './model/exercise';
import { GetExerciseResultsInput, PutExerciseResultInput } from './schema';

/** The last time somebody finished a level of the exercise. */
export type ExerciseResult = {
  Level: Level;
  Seed: string;
  /** The numbers of the controls that were not right at the first answer. */
  Missed: number[];
  FinishedAt: Date;
};

/** How the caller did in the exercise on shared responsibility. `Kept` is false for whom no results are kept. */
export const GetExerciseResults = defineOperation({
  service: 'gatehouse',
  name: 'GetExerciseResults',
  access: 'Read',
  input: GetExerciseResultsInput,
  // Of whoever asks, and of nobody else.
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
 * Keeps how the caller did in a level, in place of the time before.
 * @throws AwsError ValidationError where the answers do not finish the level; AccessDenied for sessions of roles
 */
export const PutExerciseResult = defineOperation({
  service: 'gatehouse',
  name: 'PutExerciseResult',
  access: 'Write',
  input: PutExerciseResultInput,
  checks: () => [],
  // Nothing is decided by it.
  touches: () => ({}),
  run: async ({ Level, Seed, Answers }, scope) => {
    const { db, accountId, now } = scope;
    const person = personOf(scope);
    if (!person) throw new AccessDeniedError('Results of the exercise are kept for users and the root user.');
    const { question, missed } = standingOf(questionsOf(Level, Seed), [...Answers] as Answer[]);
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

/** The console's own; not on the wire API. */
export const responsibilityOperations = { GetExerciseResults, PutExerciseResult };
