import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW } from '../core/test-world';
import { userWith } from '../iam/test-accounts';
import { DeleteUser } from '../iam/user/operations';
import { type Answer, type Level, ownerOf } from './model/controls';
import { questionsOf } from './model/exercise';
import { GetExerciseResults, PutExerciseResult } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const rightAnswers = (level: Level, seed: string): Answer[] =>
  questionsOf(level, seed).map(({ number, kind }) => ownerOf(number, kind).answer);

describe('the results of the exercise', () => {
  it('are stored for each person and level, and the last result replaces the earlier one', async () => {
    const root = await world.account();
    const ana = await userWith(world, root, 'ana');
    const [first = 'P', ...rest] = rightAnswers(1, 'A');
    const wrong = first === 'P' ? 'C' : 'P';
    const [second = 'P', third = 'P', fourth = 'P', ...last] = rest;
    await ana.run(PutExerciseResult, { Level: 1, Seed: 'A', Answers: [wrong, second, third, fourth, first, ...last].join('') });
    const number = questionsOf(1, 'A')[0]?.number;
    expect(await ana.run(GetExerciseResults, {})).toEqual({
      Kept: true,
      Results: [{ Level: 1, Seed: 'A', Missed: [number], FinishedAt: TEST_NOW }],
    });
    await ana.run(PutExerciseResult, { Level: 1, Seed: 'B', Answers: rightAnswers(1, 'B').join('') });
    await ana.run(PutExerciseResult, { Level: 3, Seed: 'B', Answers: rightAnswers(3, 'B').join('') });
    const { Results } = await ana.run(GetExerciseResults, {});
    expect(Results.map(({ Level, Seed, Missed }) => [Level, Seed, Missed])).toEqual([
      [1, 'B', []],
      [3, 'B', []],
    ]);
  });

  it('are separate for each user and deleted with the user', async () => {
    const root = await world.account();
    const other = await world.account();
    const ana = await userWith(world, root, 'ana');
    const answers = { Level: 1, Seed: 'A', Answers: rightAnswers(1, 'A').join('') } as const;
    await ana.run(PutExerciseResult, answers);
    for (const actor of [root, other]) expect((await actor.run(GetExerciseResults, {})).Results).toEqual([]);
    await root.run(PutExerciseResult, answers);
    expect((await root.run(GetExerciseResults, {})).Results).toHaveLength(1);
    await root.run(DeleteUser, { UserName: 'ana' });
    expect(await world.database.reader.exerciseResult.count({ where: { accountId: root.accountId } })).toBe(1);
  });

  it('are refused for an unfinished level and for role sessions', async () => {
    const root = await world.account();
    const { shape } = await root.fails(PutExerciseResult, { Level: 1, Seed: 'A', Answers: 'N' });
    expect(shape).toBe('ValidationError');
    const role = {
      type: 'AssumedRole',
      accountId: root.accountId,
      roleId: 'AROAX',
      sessionName: 's',
      serviceLinked: false,
    } as const;
    const arn = `arn:aws:sts::${root.accountId}:assumed-role/r/s`;
    const roleArn = `arn:aws:iam::${root.accountId}:role/r`;
    const session = world.as({ accountId: root.accountId, credential: 'assumeRole', principal: { ...role, arn, roleArn } });
    expect(await session.run(GetExerciseResults, {})).toEqual({ Kept: false, Results: [] });
    const answers = { Level: 1, Seed: 'A', Answers: rightAnswers(1, 'A').join('') } as const;
    expect((await session.fails(PutExerciseResult, answers)).shape).toBe('AccessDenied');
  });
});
