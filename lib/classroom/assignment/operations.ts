import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { listScenarios } from '../../scenario';
import { removeAttemptsOf } from '../attempt-accounts';
import { conflict } from '../errors';
import { defineClassroomOperation } from '../operation';
import { keepPack, keptPack, requirePack } from '../pack/packs';
import { ClassInput } from '../schema';
import { classOfAssignment, openSteps } from './rows';
import { AddAssignmentInput, AssignmentInput, MoveAssignmentInput, ReleaseAssignmentInput } from './schema';

const MOST_ASSIGNMENTS = 50;

const ofAssignment = ({ assignmentId }: { assignmentId: string }, db: Transaction) => classOfAssignment(db, assignmentId);

/** The scenarios that a class can be given. */
export const ListScenarios = defineClassroomOperation({
  name: 'ListScenarios',
  who: 'instructor',
  writes: false,
  input: z.strictObject({}),
  run: () => listScenarios(),
});

/** What a class works through, in its order. */
export const ListAssignments = defineClassroomOperation({
  name: 'ListAssignments',
  who: 'instructor',
  writes: false,
  input: ClassInput,
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId }, { db, now }) => {
    const rows = await db.assignment.findMany({
      where: { classId },
      orderBy: { position: 'asc' },
      include: { _count: { select: { attempts: { where: { memberId: { not: null } } } } } },
    });
    return Promise.all(
      rows.map(async (row) => {
        const pack = await keptPack({ reader: db }, row.packId, row.version);
        return {
          id: row.id,
          title: row.title,
          packId: row.packId,
          version: row.version,
          mode: row.mode as 'practice' | 'graded',
          counts: row.counts as 'best' | 'last',
          maxAttempts: row.maxAttempts,
          dueAt: row.dueAt,
          minutes: pack.scenario.minutes,
          steps: pack.scenario.steps.map(({ title }) => title),
          openSteps: openSteps(row, pack, now),
          attempts: row._count.attempts,
        };
      }),
    );
  },
});

export const AddAssignment = defineClassroomOperation({
  name: 'AddAssignment',
  who: 'instructor',
  writes: true,
  input: AddAssignmentInput,
  about: async ({ classId }) => ({ classId }),
  prepare: ({ packId }) => requirePack(packId),
  run: async ({ classId, mode, counts, release, maxAttempts, dueAt }, { db, now }, pack) => {
    const { id: packId, version, title } = pack.scenario;
    await keepPack(db, pack, now);
    const last = await db.assignment.findFirst({ where: { classId }, orderBy: { position: 'desc' }, select: { position: true } });
    const position = (last?.position ?? 0) + 1;
    if ((await db.assignment.count({ where: { classId } })) >= MOST_ASSIGNMENTS)
      throw conflict(`A class has ${MOST_ASSIGNMENTS} assignments at most.`);
    const id = `assignment-${randomUUID()}`;
    await db.assignment.create({
      data: {
        id,
        classId,
        packId,
        version,
        title,
        position,
        releaseAt: release === 'later' ? null : now,
        releasedSteps: release === 'steps' ? 1 : null,
        requires: '[]',
        dueAt: dueAt ?? null,
        mode,
        maxAttempts: maxAttempts ?? null,
        counts,
        createdAt: now,
      },
    });
    return { assignmentId: id, title };
  },
});

/** Lets students at it, whole or by one more step, or at nothing of it any more. What was begun goes on. */
export const ReleaseAssignment = defineClassroomOperation({
  name: 'ReleaseAssignment',
  who: 'instructor',
  writes: true,
  input: ReleaseAssignmentInput,
  about: ofAssignment,
  run: async ({ assignmentId, what }, { db, now }) => {
    const row = await db.assignment.findUniqueOrThrow({ where: { id: assignmentId } });
    const pack = await keptPack({ reader: db }, row.packId, row.version);
    const open = openSteps(row, pack, now);
    const data = {
      all: { releaseAt: row.releaseAt ?? now, releasedSteps: null },
      next: { releaseAt: row.releaseAt ?? now, releasedSteps: open + 1 },
      none: { releaseAt: null, releasedSteps: null },
    }[what];
    const released = await db.assignment.update({ where: { id: assignmentId }, data });
    return { title: row.title, openSteps: openSteps(released, pack, now), steps: pack.scenario.steps.length };
  },
});

/** Changes places with the assignment before it, or after it. */
export const MoveAssignment = defineClassroomOperation({
  name: 'MoveAssignment',
  who: 'instructor',
  writes: true,
  input: MoveAssignmentInput,
  about: ofAssignment,
  run: async ({ assignmentId, by }, { db }) => {
    const row = await db.assignment.findUniqueOrThrow({ where: { id: assignmentId } });
    const other = await db.assignment.findFirst({
      where: { classId: row.classId, position: by < 0 ? { lt: row.position } : { gt: row.position } },
      orderBy: { position: by < 0 ? 'desc' : 'asc' },
    });
    if (!other) return { moved: false };
    // One place after the other: no two may have the same.
    await db.assignment.update({ where: { id: row.id }, data: { position: 0 } });
    await db.assignment.update({ where: { id: other.id }, data: { position: row.position } });
    await db.assignment.update({ where: { id: row.id }, data: { position: other.position } });
    return { moved: true };
  },
});

/** Takes an assignment from the class with every attempt at it. */
export const RemoveAssignment = defineClassroomOperation({
  name: 'RemoveAssignment',
  who: 'instructor',
  writes: true,
  input: AssignmentInput,
  about: ofAssignment,
  prepare: async ({ assignmentId }, { database, now }) => {
    // Nothing is begun or built ahead of what is not released, which would leave accounts of no class behind.
    const data = { releaseAt: null };
    await transaction(database, (tx) => tx.assignment.update({ where: { id: assignmentId }, data, select: { id: true } }));
    await removeAttemptsOf(database, { assignmentId }, now);
  },
  run: async ({ assignmentId }, { db }) => {
    const { title } = await db.assignment.delete({ where: { id: assignmentId } });
    return { title };
  },
});
