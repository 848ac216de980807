import { z } from 'zod';
import { storedBytesOfAll } from '../../core/run/stored-bytes';
import { oneOf } from '../../core/text/lists';
import { plural } from '../../core/text/plural';
import { transaction } from '../../db/transaction';
import { accountsOf, freezeClass, removeAttemptsOf } from '../attempt-accounts';
import { conflict, invalid, notThere } from '../errors';
import { STATES } from '../limits';
import { type RosterProblem, readRoster } from '../member/roster';
import { addMembers } from '../member/rows';
import { defineClassroomOperation } from '../operation';
import { ClassInput } from '../schema';
import { classroomSettings } from '../settings/rows';
import { createClass, freeJoinCode } from './rows';
import {
  AddInstructorInput,
  ArchiveClassInput,
  CreateClassInput,
  DeleteClassInput,
  RemoveInstructorInput,
  SetClassStateInput,
  SetJoinCodeInput,
  UpdateClassInput,
} from './schema';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The `about` of operations on one class. */
const ofClass = async ({ classId }: { classId: string }) => ({ classId });

/** Lists the classes that the caller teaches. */
export const ListClasses = defineClassroomOperation({
  name: 'ListClasses',
  who: 'instructor',
  writes: false,
  input: z.strictObject({}),
  run: async (_input, { db, actor }) => {
    const classes = await db.class.findMany({
      where: { instructors: { some: { personId: actor.personId } } },
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      include: {
        members: { where: { state: { not: 'removed' } }, select: { state: true } },
        _count: { select: { assignments: true } },
      },
    });
    return classes.map((row) => ({
      id: row.id,
      name: row.name,
      state: oneOf(STATES, row.state),
      archivedAt: row.archivedAt,
      joinCode: row.joinCode,
      members: row.members.length,
      joined: row.members.filter(({ state }) => state === 'joined').length,
      assignments: row._count.assignments,
      createdAt: row.createdAt,
    }));
  },
});

/** The created class. `classId` is null if the roster has problems. */
type Created = { classId: string | null; joinCode: string | null; problems: readonly RosterProblem[] };

/** Creates a class with the students of its roster. If the roster has problems, it returns all of them and creates nothing. */
export const CreateClass = defineClassroomOperation({
  name: 'CreateClass',
  who: 'instructor',
  writes: true,
  input: CreateClassInput,
  run: async ({ name, language, roster = '' }, { db, actor, now }): Promise<Created> => {
    const { rows, problems } = readRoster(roster);
    if (problems.length > 0) return { classId: null, joinCode: null, problems };
    const { id, joinCode } = await createClass(db, { name, language, personId: actor.personId }, now);
    const members = rows.map(({ line: _, ...row }) => ({ ...row, state: 'expected' as const }));
    if (members.length > 0) await addMembers(db, id, members, now);
    return { classId: id, joinCode, problems };
  },
});

/** Returns a class and its instructors. */
export const GetClass = defineClassroomOperation({
  name: 'GetClass',
  who: 'instructor',
  writes: false,
  input: ClassInput,
  about: ofClass,
  run: async ({ classId }, { db }) => {
    const row = await db.class.findUniqueOrThrow({
      where: { id: classId },
      include: { instructors: { include: { person: { select: { name: true } } }, orderBy: { personId: 'asc' } } },
    });
    return {
      id: row.id,
      name: row.name,
      joinCode: row.joinCode,
      language: row.language,
      hintsCost: row.hintsCost,
      state: oneOf(STATES, row.state),
      archivedAt: row.archivedAt,
      deleteAfterDays: row.deleteAfterDays,
      seats: row.seats,
      deletedOn: row.closedAt && new Date(row.closedAt.getTime() + row.deleteAfterDays * DAY_MS),
      publicKey: row.publicKey,
      instructors: row.instructors.map(({ personId, person }) => ({ personId, name: person.name })),
    };
  },
});

/** Returns how much data the accounts of a class store, in total and in the largest account. */
export const GetClassStoredData = defineClassroomOperation({
  name: 'GetClassStoredData',
  who: 'instructor',
  writes: false,
  input: ClassInput,
  about: ofClass,
  run: async ({ classId }, { db }) => {
    const attempts = await db.attempt.findMany({ where: { assignment: { classId } }, select: { id: true } });
    return storedBytesOfAll(
      db,
      await accountsOf(
        db,
        attempts.map(({ id }) => id),
      ),
    );
  },
});

export const UpdateClass = defineClassroomOperation({
  name: 'UpdateClass',
  who: 'instructor',
  writes: true,
  input: UpdateClassInput,
  about: ofClass,
  run: async ({ classId, ...data }, { db }) => {
    const { mostMembers } = await classroomSettings(db);
    if (data.seats > mostMembers)
      throw invalid(`A class can have up to ${plural(mostMembers, 'seat')} here. An operator can raise the limit.`, 'seats');
    await db.class.update({ where: { id: classId }, data });
    return { classId };
  },
});

/** Replaces or removes the join code. Members stay; without a code, nobody can join. */
export const SetJoinCode = defineClassroomOperation({
  name: 'SetJoinCode',
  who: 'instructor',
  writes: true,
  input: SetJoinCodeInput,
  about: ofClass,
  run: async ({ classId, on }, { db }) => {
    const joinCode = on ? await freeJoinCode(db) : null;
    await db.class.update({ where: { id: classId }, data: { joinCode } });
    return { joinCode };
  },
});

/** Opens, pauses or closes a class. While it is paused or closed, the accounts of its attempts are read-only. */
export const SetClassState = defineClassroomOperation({
  name: 'SetClassState',
  who: 'instructor',
  writes: true,
  input: SetClassStateInput,
  about: ofClass,
  run: async ({ classId, state }, { db, now }) => {
    const before = await db.class.findUniqueOrThrow({ where: { id: classId } });
    const closedAt = state === 'closed' ? (before.closedAt ?? now) : null;
    const archivedAt = state === 'closed' ? before.archivedAt : null;
    await db.class.update({ where: { id: classId }, data: { state, closedAt, archivedAt } });
    await freezeClass(db, classId, state);
    return { state };
  },
});

/** Archives a closed class, or restores it to the list. */
export const ArchiveClass = defineClassroomOperation({
  name: 'ArchiveClass',
  who: 'instructor',
  writes: true,
  input: ArchiveClassInput,
  about: ofClass,
  run: async ({ classId, archived }, { db, now }) => {
    const { state } = await db.class.findUniqueOrThrow({ where: { id: classId } });
    if (archived && state !== 'closed') throw conflict('Close the class first.');
    await db.class.update({ where: { id: classId }, data: { archivedAt: archived ? now : null } });
    return { archived };
  },
});

/** Deletes a class with its students, results and accounts. */
export const DeleteClass = defineClassroomOperation({
  name: 'DeleteClass',
  who: 'instructor',
  writes: true,
  input: DeleteClassInput,
  about: ofClass,
  prepare: async ({ classId, name }, { database, now }) => {
    const row = await database.reader.class.findUniqueOrThrow({ where: { id: classId } });
    if (name.trim() !== row.name) throw invalid('Enter the exact name of the class.', 'name');
    // Closed first: an attempt begun or built meanwhile would leave orphaned accounts.
    const data = { state: 'closed', closedAt: row.closedAt ?? now };
    await transaction(database, (tx) => tx.class.update({ where: { id: classId }, data, select: { id: true } }));
    await removeAttemptsOf(database, { classId }, now);
  },
  run: async ({ classId }, { db }) => {
    await db.class.delete({ where: { id: classId } });
    return { classId };
  },
});

/** Adds an instructor. All instructors of a class have the same rights. */
export const AddInstructor = defineClassroomOperation({
  name: 'AddInstructor',
  who: 'instructor',
  writes: true,
  input: AddInstructorInput,
  about: ofClass,
  run: async ({ classId, name }, { db }) => {
    const person = await db.person.findUnique({ where: { nameKey: name.trim().replaceAll(/\s+/g, ' ').toLowerCase() } });
    if (!person) throw invalid('No instructor has this name. An operator can invite them.', 'name');
    const key = { classId, personId: person.id };
    await db.classInstructor.upsert({ where: { classId_personId: key }, create: key, update: {} });
    return { personId: person.id, name: person.name };
  },
});

export const RemoveInstructor = defineClassroomOperation({
  name: 'RemoveInstructor',
  who: 'instructor',
  writes: true,
  input: RemoveInstructorInput,
  about: ofClass,
  run: async ({ classId, personId }, { db }) => {
    const instructors = await db.classInstructor.findMany({ where: { classId }, select: { personId: true } });
    if (!instructors.some((one) => one.personId === personId)) throw notThere('instructor of this class');
    if (instructors.length === 1) throw conflict('A class must have an instructor. Add another one first.');
    await db.classInstructor.delete({ where: { classId_personId: { classId, personId } } });
    return { personId };
  },
});

/** Lists all classes for operators with their sizes, but without student work. */
export const ListAllClasses = defineClassroomOperation({
  name: 'ListAllClasses',
  who: 'operator',
  writes: false,
  input: z.strictObject({}),
  run: async (_input, { db }) => {
    const classes = await db.class.findMany({
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      include: {
        instructors: { include: { person: { select: { name: true } } } },
        _count: { select: { members: { where: { state: { not: 'removed' } } } } },
      },
    });
    return classes.map((row) => ({
      id: row.id,
      name: row.name,
      state: oneOf(STATES, row.state),
      instructors: row.instructors.map(({ person }) => person.name),
      members: row._count.members,
      createdAt: row.createdAt,
      deletedOn: row.closedAt && new Date(row.closedAt.getTime() + row.deleteAfterDays * DAY_MS),
    }));
  },
});
