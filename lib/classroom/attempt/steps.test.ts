import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtInPacks, runOperationsOf } from '../../scenario';
import { AddAssignment } from '../assignment/operations';
import { openState } from '../attempt-state';
import { evaluateAttempt } from '../evaluate/evaluate-attempt';
import { classKeeper } from '../evaluate/keeper';
import type { MemberActor, PersonActor } from '../operation';
import { requirePack } from '../pack/packs';
import { type ClassroomWorld, createClassroomWorld, NOW } from '../testing/classroom-world';
import { AnswerPrediction, BackToStep, DecideCheck, StartAttempt } from './operations';
import { GetOwnAttempt } from './view-operations';

let world: ClassroomWorld;
let karin: PersonActor;
beforeAll(async () => {
  world = await createClassroomWorld();
  karin = await world.person('Karin');
});
afterAll(() => world.database.close());

// Answers are limited per minute, so each call is a minute later.
let minutes = 0;
const later = () => ({ now: new Date(NOW.getTime() + ++minutes * 61_000) });

async function begin(packId: string) {
  const { database } = world;
  const { pack } = await requirePack(database.reader, packId);
  const { classId, code } = await world.newClass(karin, `Of ${packId} ${minutes}`);
  const ana = await world.join(code, 'Ana');
  const { assignmentId } = await world.run(AddAssignment, { classId, packId }, karin);
  const { attemptId } = await world.run(StartAttempt, { assignmentId }, ana, later());
  const look = () => evaluateAttempt(database, attemptId, 'all', later().now);
  await look();
  const view = () => world.run(GetOwnAttempt, { attemptId }, ana, later());
  /** Runs the solution and evaluates the attempt after each operation. */
  const solve = async () => {
    const row = await database.reader.attempt.findUniqueOrThrow({ where: { id: attemptId } });
    let references = {};
    for (const operation of pack.scenario.solution) {
      const run = { database, now: later().now, references, passwordOf: async () => 'Amber-Harbor-Lantern-47' };
      references = await runOperationsOf(pack, openState(row), [operation], run);
      await look();
    }
  };
  return { pack, ana, attemptId, look, view, solve };
}

/** Answers every prediction question until no tries are left, incorrectly where possible. */
async function answerWrong(
  attemptId: string,
  ana: MemberActor,
  view: () => Promise<{ steps: readonly { checks: readonly Asked[] }[] }>,
) {
  for (const check of (await view()).steps.flatMap(({ checks }) => checks))
    for (const question of check.questions)
      for (let left = question.tries - question.given.length; left > 0; left--) {
        // The answer is one wrong option, or one of several right options.
        const now = later();
        const answer = [question.options.length > 0 ? wrongOption(check.id, question) : 'surely not this'];
        await world.run(AnswerPrediction, { attemptId, checkId: check.id, question: question.id, answer }, ana, now);
      }
}
type Asked = Awaited<ReturnType<Awaited<ReturnType<typeof begin>>['view']>>['steps'][number]['checks'][number];
let rightOf: (checkId: string, question: string) => readonly string[] = () => [];
function wrongOption(checkId: string, question: Asked['questions'][number]): string {
  const right = rightOf(checkId, question.id);
  const wrong = question.options.find(({ id }) => !(right.length === 1 && right[0] === id));
  return wrong?.id ?? '';
}

/** The packs in which a wrong prediction costs points. */
const predicted = (await builtInPacks()).flatMap(({ pack }) =>
  pack?.scenario.steps.some(({ checks }) => checks.some(({ kind, role = 'goal' }) => kind === 'prediction' && role === 'goal'))
    ? [pack.scenario.id]
    : [],
);

it('more than six built-in packs have predictions with points', () => expect(predicted.length).toBeGreaterThan(6));

it.each(predicted)(
  '%s: wrong predictions cost only their points, and every step can be reset',
  async (packId) => {
    const { pack, ana, attemptId, look, view, solve } = await begin(packId);
    const row = await world.database.reader.attempt.findUniqueOrThrow({ where: { id: attemptId } });
    const { answers } = openState(row);
    rightOf = (checkId, question) => answers[checkId]?.[question] ?? writtenIn(pack, checkId, question);
    await answerWrong(attemptId, ana, view);
    await look();
    await solve();
    const solved = await view();
    expect(solved.steps.filter(({ isPassed }) => !isPassed).map(({ id }) => id)).toEqual([]);
    const goals = solved.steps.flatMap(({ checks }) => checks).filter(({ role }) => role === 'goal');
    expect(goals.every(({ isDone }) => isDone)).toBe(true);
    const predictions = goals.filter(({ kind }) => kind === 'prediction');
    const worth = (ids: readonly string[]) =>
      pack.scenario.steps
        .flatMap(({ checks }) => checks)
        .filter(({ id }) => ids.includes(id))
        .reduce((sum, { points = 1 }) => sum + points, 0);
    const wrong = predictions.filter(({ outcome }) => outcome !== 'pass');
    expect(wrong.length).toBeGreaterThan(0);
    const partly = wrong.filter(({ passedRows }) => passedRows > 0);
    const lost = solved.of - solved.points;
    if (partly.length === 0) expect(lost).toBe(worth(wrong.map(({ id }) => id)));
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThanOrEqual(worth(wrong.map(({ id }) => id)));
    // From the last step to the first, the teacher can return to each. The steps before it stay passed.
    for (const [at, { id }] of [...solved.steps.entries()].toReversed()) {
      await world.run(BackToStep, { attemptId, stepId: id }, karin, later());
      const back = await view();
      const before = back.steps.slice(0, at).filter(({ isPassed }) => !isPassed);
      expect(before.map((step) => step.id)).toEqual([]);
      expect(back.steps[at]?.isOpen).toBe(true);
    }
  },
  120_000,
);

function writtenIn(pack: Awaited<ReturnType<typeof begin>>['pack'], checkId: string, question: string): readonly string[] {
  for (const check of pack.scenario.steps.flatMap(({ checks }) => checks))
    if (check.id === checkId && check.kind === 'prediction')
      return [check.questions.find(({ id }) => id === question)?.answer ?? []].flat();
  return [];
}

it('a step cannot be reset before it begins, and ends when the instructor decides its checks', async () => {
  const { pack, attemptId, view } = await begin('leaked-key');
  const keeper = classKeeper(world.database);
  let ticks = 0;
  const look = () => keeper.tick(++ticks * 10_000, new Date(NOW.getTime() + minutes * 61_000));
  await look();
  const [first, second] = pack.scenario.steps;
  await expect(world.run(BackToStep, { attemptId, stepId: second?.id ?? '' }, karin, later())).rejects.toThrow(
    'This step has not begun yet.',
  );
  for (const check of first?.checks ?? [])
    if (check.role !== 'guard')
      await world.run(DecideCheck, { attemptId, checkId: check.id, outcome: 'pass', note: 'Shown' }, karin, {
        now: new Date(NOW.getTime() + minutes * 61_000),
      });
  await look();
  await look();
  expect((await view()).steps[0]?.isPassed).toBe(true);
});
