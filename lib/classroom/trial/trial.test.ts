import { afterAll, beforeAll, expect, it } from 'vitest';
import { runOperationsOf } from '../../scenario';
import { AddAssignment } from '../assignment/operations';
import { HandIn, StartAttempt } from '../attempt/operations';
import { GetOwnAttempt } from '../attempt/view-operations';
import { openState } from '../attempt-state';
import type { PersonActor } from '../operation';
import { DeleteDraft, PublishDraft, ReadDraft } from '../pack/draft-operations';
import { requirePack } from '../pack/packs';
import { type ClassroomWorld, createClassroomWorld } from '../testing/classroom-world';
import {
  AddScenario,
  CloseTrial,
  FindTrialPersona,
  GetTrial,
  KeepRecorded,
  MarkEquivalent,
  OpenTrial,
  ReadRecord,
  StartTry,
  TakeCheck,
} from './operations';
import { openTrial } from './trials';
import type { TryKind } from './tries';

let world: ClassroomWorld;
let karin: PersonActor;
beforeAll(async () => {
  world = await createClassroomWorld();
  karin = await world.person('Karin');
});
afterAll(() => world.database.close());

type Operations = Parameters<typeof runOperationsOf>[2];

/** Makes the author's calls in the trial's console. */
async function act(draft: string, operations: Operations): Promise<void> {
  const row = await world.database.reader.scenarioTrial.findUniqueOrThrow({ where: { draftId: draft } });
  const { pack, state } = await openTrial(row);
  await runOperationsOf(pack, state, operations, { database: world.database, now: new Date() });
}

async function answerOf(draft: string, kind: TryKind) {
  for (;;) {
    const { tries } = await world.run(GetTrial, { draft }, karin);
    const found = tries.find((one) => one.kind === kind);
    if (found?.state === 'failed') throw new Error('it failed');
    if (found?.state === 'done' && found.answer) return found.answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const base = async (draft: string) => (await world.run(ReadDraft, { draft }, karin)).sha256;

const WORK = {
  as: 'user/admin@dev',
  do: 'iam:PutUserPolicy',
  input: {
    UserName: 'worker',
    PolicyName: 'Work',
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::notes-{{code}}/*' }],
    },
  },
};

it('an author builds a scenario from nothing, and a student solves it', async () => {
  const { draft } = await world.run(
    AddScenario,
    {
      id: 'read-the-notes',
      title: 'Read the notes',
      story: 'There is a bucket of notes.',
      task: 'Let **worker** read the notes, and nothing else.',
      accounts: [{ key: 'dev', name: 'development' }],
      personas: [
        { name: 'admin', account: 'dev', about: 'Administrator', isAdministrator: true },
        { name: 'worker', account: 'dev', about: 'Somebody who reads' },
      ],
    },
    karin,
  );
  const first = await world.run(GetTrial, { draft }, karin);
  expect(first).toMatchObject({ steps: [{ id: 'first' }], trial: null, blocking: 0 });

  // The author records the setup: a bucket.
  await world.run(OpenTrial, { draft }, karin);
  await act(draft, [
    { as: 'user/admin@dev', do: 's3:CreateBucket', input: { Bucket: 'notes-{{code}}' } },
    { as: 'user/admin@dev', do: 'iam:ListUsers' },
  ]);
  const start = await world.run(ReadRecord, { draft }, karin);
  expect(start.operations.map(({ kind, operation }) => [kind, operation.do])).toEqual([
    ['change', 's3:CreateBucket'],
    ['read', 'iam:ListUsers'],
  ]);
  await world.run(KeepRecorded, { draft, part: 'setup', operations: [0], base: await base(draft) }, karin);
  const setUp = (await world.run(ReadDraft, { draft }, karin)).files['scenario.yaml'];
  expect(setUp).toContain('input: { Bucket: "notes-{{code}}" } }');

  // The author records the solution in a trial that starts with the bucket.
  expect((await world.run(GetTrial, { draft }, karin)).trial?.isOld).toBe(true);
  await world.run(OpenTrial, { draft }, karin);
  expect(await world.run(FindTrialPersona, { draft, persona: 'worker' }, karin)).toMatchObject({ userId: expect.any(String) });
  await act(draft, [WORK]);
  const solution = await world.run(ReadRecord, { draft }, karin);
  expect(solution.operations.map(({ operation }) => operation)).toEqual([WORK]);
  await world.run(KeepRecorded, { draft, part: 'solution', operations: [0], base: await base(draft) }, karin);

  // The author adds proposed checks.
  await world.run(StartTry, { draft, kind: 'propose' }, karin);
  const proposed = await answerOf(draft, 'propose');
  if (!('proposals' in proposed)) throw new Error(JSON.stringify(proposed));
  const wanted = ['worker-may', 'worker-no-more', 'rest', 'worker-no-way-up'];
  for (const id of wanted) {
    const proposal = proposed.proposals.find(({ check }) => check.id === id);
    if (!proposal) throw new Error(`${id} is not proposed: ${proposed.proposals.map(({ check }) => check.id).join(', ')}`);
    await world.run(TakeCheck, { draft, stepId: 'first', check: proposal.check, base: await base(draft) }, karin);
  }
  expect(await world.run(ReadDraft, { draft }, karin)).toMatchObject({ problems: [] });

  // The author tests the grading against mutations of the solution.
  await world.run(StartTry, { draft, kind: 'test' }, karin);
  const tried = await answerOf(draft, 'test');
  if (!('test' in tried)) throw new Error(JSON.stringify(tried));
  expect(tried.test.parts.filter(({ failures, what }) => failures.length > 0 && what !== 'tests')).toEqual([]);
  const states = Object.fromEntries(tried.test.mutants.map(({ name, state }) => [name, state]));
  expect(states).toMatchObject({
    'solution 1: left out': 'caught',
    'solution 1: PolicyDocument statement 1 Effect flipped': 'caught',
    'AdministratorAccess for every persona': 'caught',
  });
  const marked = { draft, mutant: 'solution 1: left out', reason: 'Only to see it written.', base: await base(draft) };
  await world.run(MarkEquivalent, marked, karin);
  expect((await world.run(ReadDraft, { draft }, karin)).files['tests.yaml']).toContain('Only to see it written.');

  // A class uses the published scenario.
  await world.run(PublishDraft, { draft }, karin);
  const { classId, code } = await world.newClass(karin, 'Class');
  const student = await world.join(code, 'Student');
  const { assignmentId } = await world.run(AddAssignment, { classId, packId: 'read-the-notes', release: 'now' }, karin);
  const { attemptId } = await world.run(StartAttempt, { assignmentId }, student);
  const row = await world.database.reader.attempt.findUniqueOrThrow({ where: { id: attemptId } });
  const { pack } = await requirePack(world.database.reader, 'read-the-notes');
  await runOperationsOf(pack, openState(row), [WORK], { database: world.database, now: new Date() });
  await world.run(HandIn, { attemptId }, student);
  expect(await world.run(GetOwnAttempt, { attemptId }, student)).toMatchObject({ points: 1, of: 1 });

  const accounts = await world.database.reader.account.count();
  await world.run(CloseTrial, { draft }, karin);
  expect(await world.database.reader.account.count()).toBe(accounts - 1);
});

it('a trial leaves no accounts if it is opened twice at once or its draft is deleted', async () => {
  const { reader } = world.database;
  const asked = {
    id: 'twice',
    title: 'Twice',
    story: 'Nobody.',
    task: 'Nothing.',
    accounts: [{ key: 'dev', name: 'development' }],
    personas: [{ name: 'admin', account: 'dev', about: 'Administrator' }],
  };
  const before = await reader.account.count();
  const { draft } = await world.run(AddScenario, asked, karin);
  const opened = await Promise.allSettled([0, 1].map(() => world.run(OpenTrial, { draft }, karin)));
  expect(opened.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await reader.account.count()).toBe(before + 1);
  await world.run(CloseTrial, { draft }, karin);

  const opening = expect(world.run(OpenTrial, { draft }, karin)).rejects.toThrow('There is no such draft any more.');
  while ((await reader.account.count()) === before) await new Promise(setImmediate);
  await world.run(DeleteDraft, { draft }, karin);
  await opening;
  expect(await reader.account.count()).toBe(before);
});
