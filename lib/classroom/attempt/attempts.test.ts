import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pack, runOperationsOf } from '../../scenario';
import { AddAssignment, ListAssignments, MoveAssignment, ReleaseAssignment, RemoveAssignment } from '../assignment/operations';
import { openState } from '../attempt-state';
import { deleteOldClasses } from '../class/delete-old';
import { CreateClass, SetClassState, UpdateClass } from '../class/operations';
import { classKeeper } from '../evaluate/keeper';
import { makeReadyAttempt } from '../evaluate/ready';
import { RemoveMember, TakeBackMember } from '../member/operations';
import type { MemberActor, PersonActor } from '../operation';
import { AddDraft, PublishDraft } from '../pack/draft-operations';
import { keptPack, requirePack } from '../pack/packs';
import { ListScenarios } from '../pack/scenario-operations';
import { type ClassroomWorld, createClassroomWorld, NOW } from '../testing/classroom-world';
import { GetMatrix } from './matrix-operations';
import { AnswerHelp, AskForHelp, BackToStep, DecideCheck, DeleteAttempt, HandIn, OpenHint, StartAttempt } from './operations';
import { ExportResults, GetOwnRecord, VerifyCodes, VerifyRecord } from './result-operations';
import { GetAttempt, GetOwnAttempt, ListOwnAssignments } from './view-operations';

const PACK = 'default-is-no';
let world: ClassroomWorld;
let karin: PersonActor;
let other: PersonActor;
let pack: Pack;
let classId: string;
let ana: MemberActor;
let bo: MemberActor;
let assignmentId: string;
const at = (seconds: number) => ({ now: new Date(NOW.getTime() + seconds * 1000) });

beforeAll(async () => {
  world = await createClassroomWorld();
  [karin, other] = await Promise.all([world.person('Karin'), world.person('Other')]);
  ({ pack } = await requirePack(world.database.reader, PACK));
  const own = await world.newClass(karin, 'Own');
  classId = own.classId;
  ana = await world.join(own.code, 'Ana');
  bo = await world.join(own.code, '=Bo');
  ({ assignmentId } = await world.run(AddAssignment, { classId, packId: PACK, release: 'later' }, karin));
});
afterAll(() => world.database.close());

/** The number of evaluations so far. The server evaluates new events four times a second. */
let ticks = 0;
const keeper = () => {
  const made = classKeeper(world.database);
  return async (seconds: number) => {
    await made.tick(++ticks * 10_000, at(seconds).now);
    await made.tick(++ticks * 10_000, at(seconds).now);
  };
};

async function solve(attemptId: string, upTo?: number): Promise<void> {
  const row = await world.database.reader.attempt.findUniqueOrThrow({ where: { id: attemptId } });
  const operations = pack.scenario.solution.slice(0, upTo);
  await runOperationsOf(pack, openState(row), operations, { database: world.database, now: new Date() });
}

const matrix = async (actor = karin, seconds = 0) =>
  (await world.run(GetMatrix, { classId, assignmentId }, actor, at(seconds))).assignment;

describe('assignments', () => {
  it('use built-in packs and are released by the instructor', async () => {
    expect((await world.run(ListScenarios, {}, karin)).scenarios.map(({ Id }) => Id)).toContain(PACK);
    expect(await world.run(ListOwnAssignments, {}, ana)).toEqual([]);
    await expect(world.run(StartAttempt, { assignmentId }, ana)).rejects.toThrow('no such assignment now');
    expect((await keptPack(world.database, PACK, pack.scenario.version)).hash).toBe(pack.hash);
    await world.run(ReleaseAssignment, { assignmentId, what: 'next' }, karin);
    expect((await world.run(ListAssignments, { classId }, karin))[0]).toMatchObject({ openSteps: 1, attempts: 0 });
    const [step] = (await matrix())?.steps ?? [];
    expect(step).toMatchObject({ isOpen: true, checks: [{ id: 'p8', title: 'Eight predictions' }] });
    await world.run(ReleaseAssignment, { assignmentId, what: 'all' }, karin);
  });

  it('can be reordered and removed', async () => {
    const second = await world.run(AddAssignment, { classId, packId: PACK, release: 'later' }, karin);
    const order = async () => (await world.run(ListAssignments, { classId }, karin)).map(({ id }) => id === assignmentId);
    await world.run(MoveAssignment, { assignmentId: second.assignmentId, by: -1 }, karin);
    expect(await order()).toEqual([false, true]);
    await world.run(RemoveAssignment, { assignmentId: second.assignmentId }, karin);
    expect(await order()).toEqual([true]);
    await expect(world.run(AddAssignment, { classId, packId: 'no-such-pack' }, karin)).rejects.toThrow('no such scenario');
  });
});

describe('an attempt', () => {
  let attemptId: string;

  it('is built in advance, starts immediately and belongs to one student', async () => {
    const made = classKeeper(world.database);
    expect(await made.prepare(NOW)).toBe(true);
    const ready = await world.database.reader.attempt.findFirstOrThrow({ where: { memberId: null } });
    const started = await world.run(StartAttempt, { assignmentId }, ana);
    expect(started).toEqual({ attemptId: ready.id, isNew: true });
    attemptId = ready.id;
    expect(await world.run(StartAttempt, { assignmentId }, ana)).toEqual({ attemptId, isNew: false });
    expect((await world.run(StartAttempt, { assignmentId }, bo)).attemptId).not.toBe(attemptId);
    const stored = JSON.stringify(await world.database.reader.attempt.findMany());
    const { personas } = openState(ready);
    for (const { password } of Object.values(personas)) if (password) expect(stored).not.toContain(password);
  });

  it('is not accessible to classmates or other instructors', async () => {
    for (const operation of [GetOwnAttempt, HandIn, GetOwnRecord] as const)
      await expect(world.run(operation, { attemptId }, bo)).rejects.toThrow('There is no such thing');
    await expect(world.run(OpenHint, { attemptId, stepId: pack.scenario.steps[0]?.id ?? '' }, bo)).rejects.toThrow('no such');
    await expect(world.run(AskForHelp, { attemptId, text: 'x' }, bo)).rejects.toThrow('no such');
    await expect(world.run(GetAttempt, { attemptId }, other)).rejects.toThrow('There is no such class');
    await expect(world.run(DecideCheck, { attemptId, checkId: 'p8', outcome: 'pass', note: 'me' }, other)).rejects.toThrow(
      'no such',
    );
    // Students cannot decide checks.
    await expect(world.run(DecideCheck, { attemptId, checkId: 'p8', outcome: 'pass', note: 'me' }, ana)).rejects.toThrow(
      'Sign in as',
    );
  });

  it('is evaluated at the start and after each change without showing answers, and stores only changed results', async () => {
    const look = keeper();
    await look(1);
    const begun = await world.run(GetOwnAttempt, { attemptId }, ana, at(2));
    const goals = begun.steps.flatMap(({ checks }) => checks).filter(({ role }) => role === 'goal');
    expect(new Set(goals.map(({ outcome }) => outcome))).toEqual(new Set(['fail']));
    const questions = begun.steps.flatMap(({ checks }) => checks).flatMap((check) => check.questions);
    expect(new Set(questions.map(({ right, explain }) => right ?? explain))).toEqual(new Set([null]));
    const cells = Object.values((await matrix(karin, 2))?.rows[1]?.attempt?.cells ?? {});
    expect(cells).toContain('untouched');
    expect(cells).not.toContain('tried');
    await solve(attemptId);
    await look(30);
    const results = await world.database.reader.checkResult.findMany({ where: { attemptId } });
    await look(40);
    // Only changed results are stored.
    expect(await world.database.reader.checkResult.count({ where: { attemptId } })).toBe(results.length);
    const solved = await world.run(GetOwnAttempt, { attemptId }, ana, at(41));
    const others = solved.steps.flatMap(({ checks }) => checks).filter(({ kind }) => kind !== 'prediction');
    expect(new Set(others.map(({ outcome }) => outcome))).toEqual(new Set(['pass']));
    const after = (await matrix(karin, 41))?.rows.find(({ name }) => name === 'Ana')?.attempt;
    expect(Object.values(after?.cells ?? {})).toContain('passed');
    expect(after?.workedAt).toEqual(at(30).now);
  });

  it('can be reset to a step with its original accounts and be solved again', async () => {
    const { reader } = world.database;
    const stepId = pack.scenario.steps[0]?.id ?? '';
    await expect(world.run(BackToStep, { attemptId, stepId }, other)).rejects.toThrow('There is no such class');
    const before = await reader.checkResult.count({ where: { attemptId } });
    await world.run(BackToStep, { attemptId, stepId }, karin, at(42));
    const back = await world.run(GetOwnAttempt, { attemptId }, ana, at(43));
    const goals = back.steps.flatMap(({ checks }) => checks).filter(({ role }) => role === 'goal');
    expect(new Set(goals.map(({ outcome }) => outcome))).toEqual(new Set(['fail']));
    // A void attempt keeps its results.
    expect(await reader.checkResult.count({ where: { attemptId } })).toBeGreaterThan(before);
    const look = keeper();
    await look(44);
    await solve(attemptId);
    await look(46);
    const again = await world.run(GetOwnAttempt, { attemptId }, ana, at(47));
    const others = again.steps.flatMap(({ checks }) => checks).filter(({ kind }) => kind !== 'prediction');
    expect(new Set(others.map(({ outcome }) => outcome))).toEqual(new Set(['pass']));
  });

  it('has help requests, hints that cost points, and decisions of the instructor', async () => {
    const { helpId } = await world.run(AskForHelp, { attemptId, text: ' Is it broken? ' }, ana, at(50));
    await expect(world.run(AskForHelp, { attemptId, text: 'And now?' }, ana)).rejects.toThrow('already has your question');
    expect((await matrix(karin, 51))?.rows.find(({ name }) => name === 'Ana')?.attempt?.help).toMatchObject({
      text: 'Is it broken?',
    });
    await expect(world.run(AnswerHelp, { helpId, answer: 'No' }, other)).rejects.toThrow('no such');
    await world.run(AnswerHelp, { helpId, answer: 'No, look again.' }, karin, at(55));
    const view = await world.run(GetOwnAttempt, { attemptId }, ana, at(56));
    expect(view.help).toMatchObject([{ answer: 'No, look again.', answeredBy: 'Karin' }]);
    const step = pack.scenario.steps.find(({ hints }) => (hints?.length ?? 0) > 0);
    const stepId = step?.id ?? '';
    for (let left = step?.hints?.length ?? 0; left > 0; left--) await world.run(OpenHint, { attemptId, stepId }, ana);
    await expect(world.run(OpenHint, { attemptId, stepId }, ana)).rejects.toThrow('no more hints');
    const hinted = await world.run(GetOwnAttempt, { attemptId }, ana, at(57));
    expect(hinted.steps.find(({ id }) => id === stepId)?.hints.every(({ text }) => text !== null)).toBe(true);
    const prediction = pack.scenario.steps.flatMap(({ checks }) => checks).find(({ kind }) => kind === 'prediction')?.id ?? '';
    await world.run(DecideCheck, { attemptId, checkId: prediction, outcome: 'pass', note: 'Said aloud' }, karin);
    const decided = await world.run(GetAttempt, { attemptId }, karin, at(58));
    const check = decided.steps.flatMap(({ checks }) => checks).find(({ id }) => id === prediction);
    expect(check).toMatchObject({ outcome: 'pass', decision: { outcome: 'pass', note: 'Said aloud', name: 'Karin' } });
    // The hints cost half of the step's eight points, unless the class makes hints free.
    expect(decided.points - hinted.points).toBe(4);
    const settings = { classId, name: 'Own', language: 'en', seats: 30, deleteAfterDays: 90 };
    await world.run(UpdateClass, { ...settings, hintsCost: false }, karin);
    expect((await world.run(GetAttempt, { attemptId }, karin, at(58))).points).toBe(decided.points + 4);
    await world.run(UpdateClass, { ...settings, hintsCost: true }, karin);
  });

  it('has a verifiable completion code and record after it is handed in, and is then read-only', async () => {
    await expect(world.run(GetOwnRecord, { attemptId }, ana)).rejects.toThrow('Hand in the work first');
    await world.run(HandIn, { attemptId }, ana, at(60));
    await expect(world.run(HandIn, { attemptId }, ana)).rejects.toThrow('has ended');
    await expect(solve(attemptId)).rejects.toThrow('This attempt was handed in.');
    const view = await world.run(GetOwnAttempt, { attemptId }, ana, at(61));
    expect(view.debrief).toBeTruthy();
    const code = view.code ?? '';
    expect(code).toMatch(/^GH1-[0-9A-HJKMNP-TV-Z]{28}$/);
    const forged = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
    const pasted = `Ana ${code.toLowerCase()}, ${forged}; GH1-SHORT`;
    const [ours, ...fake] = await world.run(VerifyCodes, { classId, codes: pasted }, karin);
    const percent = Math.round((1000 * view.points) / view.of) / 10;
    expect(ours).toMatchObject({ state: 'ours', student: 'Ana', title: pack.scenario.title, percent, day: '2026-11-27' });
    expect(fake.map(({ state }) => state)).toEqual(['unknown', 'unknown']);
    const { classId: elsewhere } = await world.newClass(other, 'Elsewhere');
    const [foreign] = await world.run(VerifyCodes, { classId: elsewhere, codes: code }, other);
    expect(foreign).toEqual({ code: code, state: 'elsewhere' });
    const record = await world.run(GetOwnRecord, { attemptId }, ana, at(61));
    const verify = async (text: string, id = classId, actor = karin) =>
      (await world.run(VerifyRecord, { classId: id, text }, actor)).isOurs;
    expect(await verify(JSON.stringify(record))).toBe(true);
    expect(await verify(JSON.stringify({ ...record, record: { ...record.record, points: record.record.points + 1 } }))).toBe(
      false,
    );
    expect(await verify(JSON.stringify(record), elsewhere, other)).toBe(false);
    await expect(verify('{"record":')).rejects.toThrow('not a completion record');
  });

  it('is exported to a table of results without spreadsheet formulas', async () => {
    await keeper()(70);
    const { csv } = await world.run(ExportResults, { classId, table: 'checks' }, karin);
    expect(csv.split('\n')[0]).toContain('class,student number,student,id,email,group,assignment');
    expect(csv).toContain("Own,2,'=Bo,");
    expect(csv).toContain('"pass, Karin: Said aloud"');
  });

  it('can be restarted and is deleted with its accounts', async () => {
    const { attemptId: second } = await world.run(StartAttempt, { assignmentId }, ana, at(80));
    expect(second).not.toBe(attemptId);
    const { attemptId: third } = await world.run(StartAttempt, { assignmentId, again: true }, ana, at(81));
    await expect(solve(second)).rejects.toThrow('This attempt ended when you started a new one.');
    await world.run(DeleteAttempt, { attemptId: second }, karin);
    const { reader } = world.database;
    expect(await reader.attempt.count({ where: { id: second } })).toBe(0);
    const { accountIds } = openState(await reader.attempt.findUniqueOrThrow({ where: { id: third } }));
    expect(await reader.account.count({ where: { id: { in: [...accountIds] } } })).toBe(accountIds.length);
    const all = await reader.account.count();
    await world.run(DeleteAttempt, { attemptId: third }, karin);
    expect(await reader.account.count()).toBe(all - accountIds.length);
  });

  it('is read-only while the class is paused, and is deleted with the class', async () => {
    const { attemptId: own } = await world.run(StartAttempt, { assignmentId }, bo, at(90));
    await world.run(SetClassState, { classId, state: 'paused' }, karin);
    await expect(world.run(HandIn, { attemptId: own }, bo)).rejects.toThrow('The class is paused.');
    await expect(solve(own)).rejects.toThrow('The class is paused.');
    await world.run(BackToStep, { attemptId: own, stepId: pack.scenario.steps[0]?.id ?? '' }, karin, at(92));
    await expect(solve(own)).rejects.toThrow('The class is paused.');
    await world.run(RemoveMember, { memberId: bo.memberId }, karin);
    await world.run(SetClassState, { classId, state: 'open' }, karin);
    // The student's console session and access keys still exist after the removal.
    await expect(solve(own)).rejects.toThrow('You were removed from the class.');
    await world.run(TakeBackMember, { memberId: bo.memberId }, karin);
    expect(await world.database.reader.account.count({ where: { readOnlyBecause: 'You were removed from the class.' } })).toBe(0);
    await world.run(SetClassState, { classId, state: 'closed' }, karin, at(95));
    const accounts = await world.database.reader.account.count();
    const building = makeReadyAttempt(world.database, { id: assignmentId, packId: PACK, version: pack.scenario.version }, NOW);
    await expect(building).rejects.toThrow('no such assignment now');
    expect(await world.database.reader.account.count()).toBe(accounts);
    await deleteOldClasses(world.database, new Date(NOW.getTime() + 80 * 86_400_000));
    expect(await world.database.reader.class.count({ where: { id: classId } })).toBe(1);
    await deleteOldClasses(world.database, new Date(NOW.getTime() + 91 * 86_400_000));
    expect(await world.database.reader.class.count({ where: { id: classId } })).toBe(0);
    expect([await world.database.reader.account.count(), await world.database.reader.attemptAccount.count()]).toEqual([0, 0]);
  });
});

describe('an attempt with an advanced clock', () => {
  it('is evaluated at the time of that clock', async () => {
    const { pack: bills } = await requirePack(world.database.reader, 'accounts-and-the-bill');
    const { database } = world;
    const { classId: own, code } = await world.newClass(karin, 'Bills');
    const eve = await world.join(code, 'Eve');
    const added = await world.run(AddAssignment, { classId: own, packId: bills.scenario.id }, karin);
    await classKeeper(database).prepare(NOW);
    const { attemptId } = await world.run(StartAttempt, { assignmentId: added.assignmentId }, eve);
    const look = keeper();
    await look(1);
    const row = await database.reader.attempt.findUniqueOrThrow({ where: { id: attemptId } });
    await runOperationsOf(bills, openState(row), bills.scenario.solution, { database, now: NOW });
    await look(2);
    const found = await database.reader.checkResult.findFirst({ where: { attemptId, checkId: 'bill' }, orderBy: { id: 'desc' } });
    expect(found).toMatchObject({ outcome: 'pass' });
  });
});

it('an attempt has the language of its class, including the texts of checks', async () => {
  const translation = { 'checks.p8.say': 'Ikke alt var forutsett.', 'checks.p8.questions.read.ask': 'Lese referatet' };
  const files = {
    ...Object.fromEntries(pack.files),
    'scenario.yaml': (pack.files.get('scenario.yaml') ?? '').replace(/^id: .*$/m, 'id: oversatt'),
    'text/nb.yaml': JSON.stringify(translation),
  };
  const { id: draft } = await world.run(AddDraft, { files }, karin);
  const { packId } = await world.run(PublishDraft, { draft }, karin);
  const { classId, joinCode } = await world.run(CreateClass, { name: 'Norsk', language: 'nb' }, karin);
  const own = classId ?? '';
  const eve = await world.join(joinCode ?? '', 'Eve');
  const added = await world.run(AddAssignment, { classId: own, packId }, karin);
  const { attemptId } = await world.run(StartAttempt, { assignmentId: added.assignmentId }, eve);
  await keeper()(1);
  const [step] = (await world.run(GetOwnAttempt, { attemptId }, eve)).steps;
  const [check] = step?.checks ?? [];
  expect(check?.sentences?.say).toBe('Ikke alt var forutsett.');
  expect(check?.questions.find(({ id }) => id === 'read')?.ask).toBe('Lese referatet');
});
