import { afterAll, beforeAll, expect, it } from 'vitest';
import { TryCall } from '../../access/try-it/operations';
import { runOperation } from '../../core/run/run';
import { rootCaller, testCall } from '../../core/test-world';
import { runOperationsOf } from '../../scenario';
import { AddAssignment, ReleaseAssignment } from '../assignment/operations';
import { GetMatrix } from '../attempt/matrix-operations';
import { AskForHelp, DecideCheck, HandIn, StartAttempt } from '../attempt/operations';
import { GetOwnAttempt } from '../attempt/view-operations';
import { openState } from '../attempt-state';
import { SetClassState } from '../class/operations';
import { classKeeper } from '../evaluate/keeper';
import { ExportAttempts, ExportClass, ExportOwn, ExportOwnAttempts } from '../export/operations';
import { RemoveMember } from '../member/operations';
import type { MemberActor, PersonActor } from '../operation';
import { requirePack } from '../pack/packs';
import { type ClassroomWorld, createClassroomWorld, NOW } from '../testing/classroom-world';
import { EndOffer, GetClassScreen, GetScreen, OfferScreen, ShowOffer } from './operations';

let world: ClassroomWorld;
let karin: PersonActor;
let other: PersonActor;
let classId: string;
let ana: MemberActor;
let bo: MemberActor;
let stranger: MemberActor;
let assignmentId: string;
let attemptId: string;

beforeAll(async () => {
  world = await createClassroomWorld();
  [karin, other] = await Promise.all([world.person('Karin'), world.person('Other')]);
  const own = await world.newClass(karin, 'Own');
  classId = own.classId;
  ana = await world.join(own.code, 'Ana Unmistakable');
  bo = await world.join(own.code, 'Bo');
  stranger = await world.join((await world.newClass(other, 'Elsewhere')).code, 'Stranger');
  ({ assignmentId } = await world.run(AddAssignment, { classId, packId: 'for-all-values' }, karin));
  ({ attemptId } = await world.run(StartAttempt, { assignmentId }, ana));
  const { pack } = await requirePack(world.database.reader, 'for-all-values');
  const row = await world.database.reader.attempt.findUniqueOrThrow({ where: { id: attemptId } });
  const state = openState(row);
  await runOperationsOf(pack, state, pack.scenario.solution, { database: world.database, now: new Date() });
  // TryCall accepts any action name, including one with a student's name.
  const root = testCall(rootCaller(state.accountIds[0] ?? ''));
  for (const Action of ['board:Ana_Unmistakable', 's3:GetObject'])
    await runOperation(TryCall, { Action, Resource: '*' }, root, world.database);
  await classKeeper(world.database).tick(0, NOW);
  await world.run(AskForHelp, { attemptId, text: 'I am Ana Unmistakable' }, ana);
  await world.run(DecideCheck, { attemptId, checkId: 'hole', outcome: 'pass', note: 'Ana Unmistakable said so' }, karin);
});
afterAll(() => world.database.close());

const screen = async (who = bo, now = NOW) => (await world.run(GetClassScreen, {}, who, { now })).shown;
const show = (memberId: string | null, actor = karin) => world.run(ShowOffer, { classId, memberId }, actor);

it('the class screen shows only an attempt that was offered and that an instructor chose', async () => {
  expect(await screen()).toBeNull();
  await expect(show(ana.memberId)).rejects.toThrow('no such offer any more');
  await expect(world.run(OfferScreen, { attemptId, withName: true }, bo)).rejects.toThrow('no such thing');
  await world.run(OfferScreen, { attemptId, withName: false }, ana);
  expect(await screen()).toBeNull();
  await expect(show(ana.memberId, other)).rejects.toThrow('no such class');
  expect((await world.run(GetMatrix, { classId }, karin)).offers).toEqual([
    { memberId: ana.memberId, name: 'Ana Unmistakable', title: 'ForAllValues and missing tags', withName: false, isShown: false },
  ]);
});

it('the class screen shows results without names, secrets or texts, and only to the class', async () => {
  await show(ana.memberId);
  const shown = await screen();
  expect(shown).toMatchObject({ name: null, title: 'ForAllValues and missing tags' });
  expect(shown?.steps[0]).toMatchObject({
    id: 'hole',
    isPassed: true,
    checks: [{ title: 'Gap was shown', cell: 'passed', say: null }],
  });
  expect(shown?.calls).toContainEqual(expect.objectContaining({ by: 'hr', action: 'iam:CreateUser', outcome: 'Success' }));
  expect(shown?.calls).toContainEqual(expect.objectContaining({ by: 'root', action: 's3:GetObject' }));
  expect((await world.run(GetScreen, { classId }, karin)).shown).toEqual(shown);
  const { personas, references } = openState(await world.database.reader.attempt.findUniqueOrThrow({ where: { id: attemptId } }));
  const text = JSON.stringify(shown);
  const secrets = [...Object.values(personas).flatMap(({ password }) => password ?? []), String(references.code)];
  for (const hidden of ['Unmistakable', 'nobody-knows', ...secrets]) expect(text).not.toContain(hidden);
  expect(await screen(stranger)).toBeNull();
  await expect(world.run(GetScreen, { classId }, other)).rejects.toThrow('no such class');
  expect((await world.run(GetOwnAttempt, { attemptId }, ana)).offer).toEqual({ attemptId, withName: false, isShown: true });
});

it('the class screen shows a name only with consent, and ends with the offer or the lesson', async () => {
  await world.run(OfferScreen, { attemptId, withName: true }, ana);
  // The instructor chose an earlier offer without the name, so the new offer is not shown yet.
  expect(await screen()).toBeNull();
  await show(ana.memberId);
  expect((await screen())?.name).toBe('Ana Unmistakable');
  expect(await screen(bo, new Date(NOW.getTime() + 5 * 3_600_000))).toBeNull();
  await show(null);
  expect(await screen()).toBeNull();
  await show(ana.memberId);
  await world.run(SetClassState, { classId, state: 'paused' }, karin);
  await world.run(EndOffer, {}, ana);
  expect([await screen(), (await world.run(GetOwnAttempt, { attemptId }, ana)).offer]).toEqual([null, null]);
  await world.run(SetClassState, { classId, state: 'open' }, karin);
});

it('exports contain no secrets, and students export only their own attempts', async () => {
  await world.run(HandIn, { attemptId }, ana);
  const head = await world.run(ExportClass, { classId }, karin);
  expect(head.assignments[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(head.students.map(({ name }) => name)).toEqual(['Ana Unmistakable', 'Bo']);
  const { attempts, next } = await world.run(ExportAttempts, { classId }, karin);
  expect(next).toBeNull();
  expect(attempts).toMatchObject([{ student: 1, endedBy: 'member', help: [{ text: 'I am Ana Unmistakable' }] }]);
  expect(attempts[0]?.decisions).toMatchObject([{ check: 'hole', outcome: 'pass', instructor: 'Karin' }]);
  expect(attempts[0]?.checks[0]).toMatchObject({ check: 'hole', outcome: 'pass', results: [{ outcome: 'pass' }] });
  const { reader } = world.database;
  const [row, seat, own, member] = await Promise.all([
    reader.attempt.findUniqueOrThrow({ where: { id: attemptId } }),
    reader.seat.findFirstOrThrow({ where: { memberId: ana.memberId } }),
    reader.class.findUniqueOrThrow({ where: { id: classId } }),
    reader.member.findUniqueOrThrow({ where: { id: ana.memberId } }),
  ]);
  const passwords = Object.values(openState(row).personas).flatMap(({ password }) => password ?? []);
  const secrets = [row.stateCipher, seat.tokenHash, own.keyCipher, own.joinCode ?? '', member.phraseHash ?? '', ...passwords];
  const text = JSON.stringify([head, attempts]);
  expect(secrets.every((secret) => secret !== '')).toBe(true);
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(await world.run(ExportOwn, {}, ana)).toMatchObject({ class: 'Own', student: { name: 'Ana Unmistakable' } });
  expect((await world.run(ExportOwnAttempts, {}, ana)).attempts).toEqual(attempts);
  expect((await world.run(ExportOwnAttempts, {}, bo)).attempts).toEqual([]);
  const { attemptId: begun } = await world.run(StartAttempt, { assignmentId }, bo);
  await world.run(ReleaseAssignment, { assignmentId, what: 'none' }, karin);
  expect((await world.run(ExportOwnAttempts, {}, bo)).attempts).toMatchObject([{ id: begun, checks: [] }]);
  const all = await world.run(ExportAttempts, { classId }, karin);
  expect(all.attempts.find(({ id }) => id === begun)?.checks[0]).toMatchObject({ check: 'hole' });
  await world.run(OfferScreen, { attemptId, withName: true }, ana);
  await world.run(RemoveMember, { memberId: ana.memberId }, karin);
  expect(await reader.screenOffer.count()).toBe(0);
});
