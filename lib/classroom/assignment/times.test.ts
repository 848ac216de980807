import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HandIn, StartAttempt } from '../attempt/operations';
import { GetOwnAttempt, ListOwnAssignments } from '../attempt/view-operations';
import { openState } from '../attempt-state';
import { classKeeper } from '../evaluate/keeper';
import type { MemberActor, PersonActor } from '../operation';
import { type ClassroomWorld, createClassroomWorld, NOW } from '../testing/classroom-world';
import { AddAssignment, ExtendDue, ListAssignments, RemoveAssignment, SetAssignmentTimes } from './operations';
import { dueOf } from './times';

const PACK = 'default-is-no';
let world: ClassroomWorld;
let karin: PersonActor;
let classId: string;
let ana: MemberActor;
let bo: MemberActor;
/** Returns the time a number of minutes after the lesson began. */
const minute = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const at = (minutes: number) => ({ now: minute(minutes) });

beforeAll(async () => {
  world = await createClassroomWorld();
  karin = await world.person('Karin');
  const own = await world.newClass(karin, 'Own');
  classId = own.classId;
  [ana, bo] = [await world.join(own.code, 'Ana'), await world.join(own.code, 'Bo')];
});
afterAll(() => world.database.close());

const add = async (times: { releaseAt?: Date; dueAt?: Date; requires?: string[] } = {}) =>
  (await world.run(AddAssignment, { classId, packId: PACK, ...times }, karin)).assignmentId;
const start = (assignmentId: string, who: MemberActor, minutes: number) =>
  world.run(StartAttempt, { assignmentId }, who, at(minutes));
const shown = async (assignmentId: string, who: MemberActor, minutes: number) =>
  (await world.run(ListOwnAssignments, {}, who, at(minutes))).find(({ id }) => id === assignmentId);

it('dueOf returns the later of the due date and the extension', () => {
  expect(dueOf({ dueAt: null }, { dueAt: minute(1) })).toBeNull();
  expect(dueOf({ dueAt: minute(5) }, { dueAt: minute(9) })).toEqual(minute(9));
  expect(dueOf({ dueAt: minute(5) }, { dueAt: minute(2) })).toEqual(minute(5));
});

describe('an assignment with times', () => {
  let assignmentId: string;

  it('is listed before its release and can be started from then on', async () => {
    assignmentId = await add({ releaseAt: minute(10), dueAt: minute(60) });
    expect(await shown(assignmentId, ana, 5)).toMatchObject({ isReleased: false, releaseAt: minute(10), dueAt: minute(60) });
    await expect(start(assignmentId, ana, 9)).rejects.toThrow('This assignment is not released yet.');
    expect(await classKeeper(world.database).prepare(minute(9))).toBe(false);
    const { attemptId } = await start(assignmentId, ana, 10);
    expect(await world.run(GetOwnAttempt, { attemptId }, ana, at(11))).toMatchObject({ dueAt: minute(60), endedAt: null });
  });

  it('is handed in automatically at the due date and cannot be started afterwards', async () => {
    const { attemptId } = await start(assignmentId, bo, 50);
    await world.run(ExtendDue, { assignmentId, memberId: bo.memberId, dueAt: minute(90) }, karin, at(55));
    await classKeeper(world.database).tick(0, minute(59));
    expect(await world.database.reader.attempt.count({ where: { endedBy: 'time' } })).toBe(0);
    await classKeeper(world.database).tick(0, minute(60));
    const ended = await world.database.reader.attempt.findFirstOrThrow({
      where: { endedBy: 'time' },
      include: { results: true },
    });
    expect(ended).toMatchObject({ memberId: ana.memberId, handedInAt: minute(60), endedAt: minute(60) });
    // The checks were evaluated before the attempt ended.
    expect(ended.results.length).toBeGreaterThan(0);
    const accounts = { where: { id: { in: [...openState(ended).accountIds] } }, select: { readOnlyBecause: true } };
    expect(await world.database.reader.account.findMany(accounts)).toEqual([{ readOnlyBecause: 'This attempt was handed in.' }]);
    await expect(start(assignmentId, ana, 61)).rejects.toThrow('The due date has passed.');
    expect(await shown(assignmentId, ana, 61)).toMatchObject({ isOver: true });
    expect(await world.run(GetOwnAttempt, { attemptId }, bo, at(61))).toMatchObject({ endedAt: null, dueAt: minute(90) });
    await classKeeper(world.database).tick(0, minute(91));
    expect(await world.run(GetOwnAttempt, { attemptId }, bo, at(92))).toMatchObject({ endedBy: 'time' });
  });

  it('is reopened by an extension for one student or all, unless the student handed it in', async () => {
    await world.run(ExtendDue, { assignmentId, memberId: ana.memberId, dueAt: minute(120) }, karin, at(95));
    const running = () => world.database.reader.attempt.findMany({ where: { assignmentId, endedAt: null } });
    const [again, ...others] = await running();
    expect([again?.memberId, others]).toEqual([ana.memberId, []]);
    expect(await world.database.reader.account.count({ where: { readOnlyBecause: null } })).toBe(1);
    await world.run(HandIn, { attemptId: again?.id ?? '' }, ana, at(100));
    await world.run(SetAssignmentTimes, { assignmentId, dueAt: minute(180) }, karin, at(110));
    expect((await running()).map(({ memberId }) => memberId)).toEqual([bo.memberId]);
    const [listed] = await world.run(ListAssignments, { classId }, karin, at(110));
    expect(listed).toMatchObject({ dueAt: minute(180), extensions: [{ student: 'Bo' }, { student: 'Ana', givenBy: 'Karin' }] });
  });

  it('refuses a due date before the release, and invalid extensions and requirements', async () => {
    await expect(add({ releaseAt: minute(10), dueAt: minute(10) })).rejects.toThrow('due date must be after');
    await expect(world.run(SetAssignmentTimes, { assignmentId, dueAt: minute(1) }, karin)).rejects.toThrow('must be after');
    const shorter = { assignmentId, memberId: bo.memberId, dueAt: minute(170) };
    await expect(world.run(ExtendDue, shorter, karin)).rejects.toThrow('later time than the due date');
    const open = await add();
    const never = { assignmentId: open, memberId: bo.memberId, dueAt: minute(170) };
    await expect(world.run(ExtendDue, never, karin)).rejects.toThrow('no due date');
    const { classId: elsewhere, code } = await world.newClass(karin, 'Elsewhere');
    const stranger = await world.join(code, 'Stranger');
    const others = { assignmentId, memberId: stranger.memberId, dueAt: minute(300) };
    await expect(world.run(ExtendDue, others, karin)).rejects.toThrow('no such student in this class');
    const theirs = { classId: elsewhere, packId: PACK, requires: [open] };
    await expect(world.run(AddAssignment, theirs, karin)).rejects.toThrow('no such assignment in this class');
    await world.run(RemoveAssignment, { assignmentId: open }, karin);
  });

  it('requires that earlier assignments are handed in, without circular requirements', async () => {
    const first = await add();
    const second = await add({ requires: [first] });
    expect((await shown(second, ana, 0))?.first).toEqual([{ id: first, title: 'The default is no' }]);
    await expect(start(second, ana, 0)).rejects.toThrow('First hand in “The default is no”.');
    for (const requires of [[second], [first, second]])
      await expect(world.run(SetAssignmentTimes, { assignmentId: first, requires }, karin)).rejects.toThrow('require itself');
    const { attemptId } = await start(first, ana, 1);
    await expect(start(second, ana, 1)).rejects.toThrow('First hand in');
    await world.run(HandIn, { attemptId }, ana, at(2));
    expect((await shown(second, ana, 2))?.first).toEqual([]);
    expect(await start(second, ana, 2)).toMatchObject({ isNew: true });
    await expect(start(second, bo, 2)).rejects.toThrow('First hand in');
    await world.run(RemoveAssignment, { assignmentId: first }, karin);
    expect((await shown(second, bo, 3))?.first).toEqual([]);
  });
});
