import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Call } from '../../core/call';
import { runOperation } from '../../core/run/run';
import { CreateUser } from '../../iam/user/operations';
import { shownQuestions } from '../../scenario';
import { AddAssignment, ListAssignments, ReleaseAssignment, RemoveAssignment } from '../assignment/operations';
import { openState } from '../attempt-state';
import { sourceIdentityOf } from '../entry';
import { classKeeper } from '../evaluate/keeper';
import type { MemberActor, PersonActor } from '../operation';
import { keptPack, requirePack } from '../pack/packs';
import { type ClassroomWorld, createClassroomWorld, NOW } from '../testing/classroom-world';
import { AnswerPrediction, StartAttempt } from './operations';
import { EnterAttempt, ShowSolution } from './persona-operations';
import { GetOwnAttempt } from './view-operations';

let world: ClassroomWorld;
let karin: PersonActor;
let classId: string;
let ana: MemberActor;
const at = (seconds: number) => ({ now: new Date(NOW.getTime() + seconds * 1000) });

beforeAll(async () => {
  world = await createClassroomWorld();
  karin = await world.person('Karin Vold');
  const own = await world.newClass(karin, 'Own');
  ({ classId } = own);
  ana = await world.join(own.code, 'Ana');
});
afterAll(() => world.database.close());

const add = async (packId: string) => (await world.run(AddAssignment, { classId, packId }, karin)).assignmentId;

it('a student can give ten answers a minute over all attempts', async () => {
  const { pack } = await requirePack(world.database.reader, 'default-is-no');
  const assignmentId = await add('default-is-no');
  const answer = async (attemptId: string, question: number, seconds: number) => {
    const row = await world.database.reader.attempt.findUniqueOrThrow({ where: { id: attemptId } });
    const asked = shownQuestions(pack, openState(row), 'p8')[question];
    const input = { attemptId, checkId: 'p8', question: asked?.id ?? '', answer: [asked?.options[0]?.id ?? ''] };
    return world.run(AnswerPrediction, input, ana, at(seconds));
  };
  const { attemptId: first } = await world.run(StartAttempt, { assignmentId }, ana);
  for (let question = 0; question < 8; question++) await answer(first, question, question);
  const { attemptId: second } = await world.run(StartAttempt, { assignmentId, again: true }, ana);
  for (let question = 0; question < 2; question++) await answer(second, question, 10);
  await expect(answer(second, 2, 20)).rejects.toThrow('You can give 10 answers a minute. Try again in 40 seconds.');
  await answer(second, 2, 61);
});

it('changes by an instructor in the accounts do not count for the student', async () => {
  const { database } = world;
  const assignmentId = await add('for-all-values');
  const { attemptId } = await world.run(StartAttempt, { assignmentId }, ana);
  const { accountId, userId } = await world.run(EnterAttempt, { attemptId, persona: 'hr', mayChange: true }, karin);
  const user = await database.reader.user.findUniqueOrThrow({ where: { id: userId ?? '' } });
  const create = async (UserName: string, sourceIdentity: string | undefined) => {
    const now = new Date();
    const call: Call = {
      caller: {
        accountId,
        credential: 'console',
        principal: {
          type: 'User',
          accountId,
          arn: `arn:aws:iam::${accountId}:user/${user.name}`,
          userId: user.id,
          userName: user.name,
        },
        session: { issuedAt: now.toISOString(), expiresAt: now.toISOString(), mfaAuthenticated: false, sourceIdentity },
      },
      requestId: UserName,
      now,
      sourceIp: '192.0.2.1',
      userAgent: 'test',
      region: 'us-east-1',
      partition: 'aws',
      secureTransport: true,
      via: 'console',
    };
    await runOperation(CreateUser, { UserName }, call, database);
  };
  const keeper = classKeeper(database);
  let ticks = 0;
  const hole = async () => {
    for (let tick = 0; tick < 2; tick++) await keeper.tick(++ticks * 10_000, at(ticks).now);
    const { steps } = await world.run(GetOwnAttempt, { attemptId }, ana);
    return steps.flatMap(({ checks }) => checks).find(({ id }) => id === 'hole')?.outcome;
  };
  expect(await hole()).toBe('fail');
  await create('by-the-instructor', sourceIdentityOf('Karin Vold'));
  expect(await hole()).toBe('fail');
  await create('by-the-student', undefined);
  expect(await hole()).toBe('pass');
});

it('a failed build leaves nothing, is retried with growing delays and shows the instructor the reason', async () => {
  const { writer, reader } = world.database;
  const { pack } = await requirePack(reader, 'for-all-values');
  const files = Object.fromEntries(
    [...pack.files].map(([name, text]) => [name, text.replace('aws:policy/AdministratorAccess', 'aws:policy/NoSuchPolicy')]),
  );
  const version = { packId: 'for-all-values', version: '9.0.0', sha256: 'broken', files: JSON.stringify(files), createdAt: NOW };
  await writer.scenarioVersion.create({ data: version });
  await keptPack(world.database, 'for-all-values', '9.0.0');
  const { classId: own, code } = await world.newClass(karin, 'Broken');
  const bo = await world.join(code, 'Bo');
  const { assignmentId } = await world.run(AddAssignment, { classId: own, packId: 'for-all-values' }, karin);
  await writer.assignment.update({ where: { id: assignmentId }, data: { version: '9.0.0' } });
  const before = await reader.account.count();
  const start = (seconds: number) => world.run(StartAttempt, { assignmentId }, bo, at(seconds));
  const told = async () => (await world.run(ListAssignments, { classId: own }, karin))[0];
  await expect(start(0)).rejects.toThrow('Your instructor can see the reason');
  expect(await told()).toMatchObject({ buildRetryAt: at(15).now });
  expect((await told())?.buildFailure).toMatch(/^setup\[1\] iam:AttachUserPolicy as root@dev: it failed with NoSuchEntity/);
  await writer.scenarioVersion.updateMany({ where: { version: '9.0.0' }, data: { sha256: 'still broken' } });
  // Before the retry time, the call fails immediately and builds nothing.
  await expect(start(14)).rejects.toThrow('Your instructor can see the reason');
  expect(await told()).toMatchObject({ buildRetryAt: at(15).now });
  await expect(start(16)).rejects.toThrow('Your instructor can see the reason');
  expect(await told()).toMatchObject({ buildRetryAt: at(46).now });
  expect(await reader.account.count()).toBe(before);
});

it('the solution runs in read-only accounts that no student starts with', async () => {
  const { reader } = world.database;
  const { classId: own, code } = await world.newClass(karin, 'Solved');
  const cy = await world.join(code, 'Cy');
  const input = { classId: own, packId: 'for-all-values', release: 'later' } as const;
  const { assignmentId } = await world.run(AddAssignment, input, karin);
  const { accountId, userId } = await world.run(ShowSolution, { assignmentId }, karin);
  expect(await reader.user.count({ where: { accountId, name: 'nobody-knows' } })).toBe(1);
  expect(userId).not.toBeNull();
  expect(await reader.account.findUnique({ where: { id: accountId } })).toMatchObject({
    readOnlyBecause: 'This is the solution. You can view it but not change it.',
  });
  // The solution is unchanged, so a second call shows the same account.
  expect((await world.run(ShowSolution, { assignmentId }, karin)).accountId).toBe(accountId);
  await world.run(ReleaseAssignment, { assignmentId, what: 'all' }, karin);
  const { attemptId } = await world.run(StartAttempt, { assignmentId }, cy);
  const begun = await reader.attempt.findUniqueOrThrow({ where: { id: attemptId }, include: { accounts: true } });
  expect(begun.accounts.map((row) => row.accountId)).not.toContain(accountId);
  await world.run(RemoveAssignment, { assignmentId }, karin);
  expect(await reader.account.count({ where: { id: accountId } })).toBe(0);
});
