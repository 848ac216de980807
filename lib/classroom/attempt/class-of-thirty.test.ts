import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pack, runOperationsOf, shownAnswers } from '../../scenario';
import { AddAssignment } from '../assignment/operations';
import { openState } from '../attempt-state';
import type { MemberActor, PersonActor } from '../operation';
import { requirePack } from '../pack/packs';
import { type ClassroomWorld, createClassroomWorld } from '../testing/classroom-world';
import { GetMatrix } from './matrix-operations';
import { AnswerPrediction, HandIn, StartAttempt } from './operations';
import { VerifyCodes } from './result-operations';
import { GetOwnAttempt } from './view-operations';

const SCENARIOS = ['default-is-no', 'explicit-deny-wins', 'groups-and-job-functions'];
/** The number of students. `npm test` runs a smaller class. */
const STUDENTS = process.env.TEST_EVERYTHING ? 30 : 12;
/** The work of each third of the class: all tasks and answers, only the tasks in the accounts, or nothing. */
const WAYS = ['all', 'work', 'nothing'] as const;

let world: ClassroomWorld;
let karin: PersonActor;
let classId: string;
let code: string;
let students: { member: MemberActor; way: (typeof WAYS)[number] }[];

beforeAll(async () => {
  world = await createClassroomWorld();
  karin = await world.person('Karin');
  ({ classId, code } = await world.newClass(karin, 'Thirty'));
  students = [];
  for (let number = 0; number < STUDENTS; number++) {
    const member = await world.join(code, `Student ${number}`);
    students.push({ member, way: WAYS[number % WAYS.length] ?? 'nothing' });
  }
});
afterAll(() => world.database.close());

/**
 * Does a student's work in an attempt and submits it.
 * @returns the completion code
 */
async function work(pack: Pack, attemptId: string, { member, way }: (typeof students)[number]): Promise<string> {
  const row = await world.database.reader.attempt.findUniqueOrThrow({ where: { id: attemptId } });
  const state = openState(row);
  if (way === 'all')
    for (const { id: checkId, kind } of pack.scenario.steps.flatMap(({ checks }) => checks))
      if (kind === 'prediction')
        for (const { id: question, right } of shownAnswers(pack, state, checkId))
          await world.run(AnswerPrediction, { attemptId, checkId, question, answer: [...right] }, member);
  if (way !== 'nothing')
    await runOperationsOf(pack, state, pack.scenario.solution, { database: world.database, now: new Date() });
  await world.run(HandIn, { attemptId }, member);
  return (await world.run(GetOwnAttempt, { attemptId }, member)).code ?? '';
}

/** Returns the points of one of `WAYS`, from the points of the pack's checks. */
function worthOf({ scenario }: Pack, way: (typeof WAYS)[number]): number {
  if (way === 'nothing') return 0;
  const goals = scenario.steps.flatMap(({ checks }) => checks).filter(({ role }) => role !== 'guard');
  return goals.reduce((sum, { kind, points = 1 }) => (way === 'work' && kind === 'prediction' ? sum : sum + points), 0);
}

describe.each(SCENARIOS)('a class with the scenario %s', (packId) => {
  it('gives each student separate accounts and the same correct points in the matrix and the codes', async () => {
    const { pack } = await requirePack(world.database.reader, packId);
    const { assignmentId } = await world.run(AddAssignment, { classId, packId, release: 'now' }, karin);
    // All students start at the same time, as in a lesson.
    const started = await Promise.all(students.map(({ member }) => world.run(StartAttempt, { assignmentId }, member)));
    const codes: string[] = [];
    for (const [number, student] of students.entries()) codes.push(await work(pack, started[number]?.attemptId ?? '', student));
    const attempts = await world.database.reader.attempt.findMany({ where: { assignmentId }, include: { accounts: true } });
    const accountIds = attempts.flatMap(({ accounts }) => accounts.map(({ accountId }) => accountId));
    expect(new Set(accountIds).size).toBe(accountIds.length);

    const { assignment } = await world.run(GetMatrix, { classId, assignmentId }, karin);
    const points = new Map(assignment?.rows.map(({ memberId, attempt }) => [memberId, attempt?.points]));
    const worth = students.map(({ way }) => worthOf(pack, way));
    expect(students.map(({ member }) => points.get(member.memberId))).toEqual(worth);
    const told = await world.run(VerifyCodes, { classId, codes: codes.join('\n') }, karin);
    const most = worthOf(pack, 'all');
    expect(told.map((one) => (one.state === 'ours' ? [one.student, one.percent] : one))).toEqual(
      worth.map((sum, number) => [`Student ${number}`, Math.round((1000 * sum) / most) / 10]),
    );
  }, 120_000);
});
