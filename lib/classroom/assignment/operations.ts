import { randomUUID } from 'node:crypto';
import { oneOf } from '../../core/text/lists';
import type { Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { removeAttemptsOf } from '../attempt-accounts';
import { reopenTimely } from '../end-attempt';
import { conflict, invalid, notThere } from '../errors';
import { defineClassroomOperation } from '../operation';
import { keptPack, requirePack, usablePacks } from '../pack/packs';
import { keepPack, newestFirst } from '../pack/published';
import { requireGradable } from '../pack/tests';
import { ClassInput } from '../schema';
import { type AssignmentRow, classOfAssignment, isReleased, openSteps } from './rows';
import {
  AddAssignmentInput,
  AssignmentInput,
  ExtendDueInput,
  MoveAssignmentInput,
  ReleaseAssignmentInput,
  SetAssignmentTimesInput,
} from './schema';
import { requiredIds } from './times';

const MOST_ASSIGNMENTS = 50;
/** A new version clears the build failures of the old one. */
const UNTRIED = { buildFailures: 0, buildFailure: null, buildRetryAt: null };

const ofAssignment = ({ assignmentId }: { assignmentId: string }, db: Transaction) => classOfAssignment(db, assignmentId);

/** Returns a version if it is newer than the other, else null. */
function newerThan(version: string, other: string | undefined): string | null {
  return other !== undefined && newestFirst(other, version) < 0 ? other : null;
}

/** Lists the assignments of a class in order. */
export const ListAssignments = defineClassroomOperation({
  name: 'ListAssignments',
  who: 'instructor',
  writes: false,
  input: ClassInput,
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId }, { db, now }) => {
    const newest = new Map((await usablePacks(db)).map(({ pack: { scenario } }) => [scenario.id, scenario.version]));
    const rows = await db.assignment.findMany({
      where: { classId },
      orderBy: { position: 'asc' },
      include: {
        extensions: { include: { member: { select: { name: true } } }, orderBy: { dueAt: 'asc' } },
        _count: { select: { attempts: { where: { memberId: { not: null } } } } },
      },
    });
    return Promise.all(
      rows.map(async (row) => {
        const pack = await keptPack({ reader: db }, row.packId, row.version);
        return {
          id: row.id,
          title: row.title,
          packId: row.packId,
          version: row.version,
          mode: oneOf(['practice', 'graded'], row.mode),
          counts: oneOf(['best', 'last'], row.counts),
          maxAttempts: row.maxAttempts,
          releaseAt: row.releaseAt,
          dueAt: row.dueAt,
          requires: requiredIds(row),
          buildFailure: row.buildFailure,
          buildRetryAt: row.buildRetryAt,
          extensions: row.extensions.map(({ memberId, member, dueAt, name }) => ({
            memberId,
            student: member.name,
            dueAt,
            givenBy: name,
          })),
          minutes: pack.scenario.minutes,
          steps: pack.scenario.steps.map(({ title }) => title),
          openSteps: openSteps(row, pack, now),
          attempts: row._count.attempts,
          /** The newest version if the class has an older one. It can be taken until the first attempt begins. */
          newerVersion: newerThan(row.version, newest.get(row.packId)),
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
  prepare: ({ packId }, { database: { reader } }) => requirePack(reader, packId),
  run: async ({ classId, mode, counts, release, maxAttempts, releaseAt, dueAt, requires }, { db, now }, usable) => {
    const { pack } = usable;
    const { id: packId, version, title } = pack.scenario;
    if (mode === 'graded') await requireGradable(db, usable);
    await keepPack(db, pack, now);
    const last = await db.assignment.findFirst({ where: { classId }, orderBy: { position: 'desc' }, select: { position: true } });
    const position = (last?.position ?? 0) + 1;
    if ((await db.assignment.count({ where: { classId } })) >= MOST_ASSIGNMENTS)
      throw conflict(`A class can have up to ${MOST_ASSIGNMENTS} assignments.`);
    const id = `assignment-${randomUUID()}`;
    const released = releaseAt ?? (release === 'later' ? null : now);
    requireOrder(released, dueAt ?? null);
    await requireNoCircle(db, { id, classId }, requires);
    await db.assignment.create({
      data: {
        id,
        classId,
        packId,
        version,
        title,
        position,
        releaseAt: released,
        releasedSteps: release === 'steps' ? 1 : null,
        requires: JSON.stringify(requires),
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

/**
 * Refuses a due date before the release.
 * @throws AwsError ValidationError
 */
function requireOrder(releaseAt: Date | null, dueAt: Date | null): void {
  if (releaseAt && dueAt && dueAt <= releaseAt) throw invalid('The due date must be after the release.', 'dueAt');
}

/**
 * Refuses requirements that would form a circle.
 * @throws AwsError NotFound for an assignment of another class, ValidationError for a circle
 */
async function requireNoCircle(
  db: Transaction,
  { id, classId }: Pick<AssignmentRow, 'id' | 'classId'>,
  requires: readonly string[],
): Promise<void> {
  if (requires.length === 0) return;
  const rows = new Map((await db.assignment.findMany({ where: { classId } })).map((row) => [row.id, row]));
  const seen = new Set<string>();
  const open = [...requires];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const row = rows.get(next);
    if (next === id) throw invalid('An assignment can’t require itself, or one that requires it.', 'requires');
    if (!row) throw notThere('assignment in this class');
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...requiredIds(row));
  }
}

/**
 * Changes the release date, the due date and the required assignments. If the new due date is in the future, attempts that ended
 * at the old one continue.
 */
export const SetAssignmentTimes = defineClassroomOperation({
  name: 'SetAssignmentTimes',
  who: 'instructor',
  writes: true,
  input: SetAssignmentTimesInput,
  about: ofAssignment,
  run: async ({ assignmentId, requires, ...times }, { db, now }) => {
    const row = await db.assignment.findUniqueOrThrow({ where: { id: assignmentId } });
    const { releaseAt = row.releaseAt, dueAt = row.dueAt } = times;
    requireOrder(releaseAt, dueAt);
    if (requires) await requireNoCircle(db, row, requires);
    const data = { releaseAt, dueAt, requires: requires && JSON.stringify(requires) };
    await db.assignment.update({ where: { id: assignmentId }, data });
    await reopenTimely(db, assignmentId, now);
    return { title: row.title };
  },
});

/**
 * Gives one student a later due date and reopens the work that ended at the old one.
 * @throws AwsError Conflict if the assignment has no due date
 */
export const ExtendDue = defineClassroomOperation({
  name: 'ExtendDue',
  who: 'instructor',
  writes: true,
  input: ExtendDueInput,
  about: ofAssignment,
  run: async ({ assignmentId, memberId, dueAt }, { db, actor: { name }, now }) => {
    const { classId, dueAt: common } = await db.assignment.findUniqueOrThrow({ where: { id: assignmentId } });
    const member = await db.member.findUnique({ where: { id: memberId }, select: { classId: true, name: true } });
    if (member?.classId !== classId) throw notThere('student in this class');
    if (common === null) throw conflict('The assignment has no due date, so there is nothing to extend.');
    if (dueAt <= common) throw invalid('Choose a later time than the due date of the class.', 'dueAt');
    const data = { dueAt, name, at: now };
    await db.dueExtension.upsert({
      where: { assignmentId_memberId: { assignmentId, memberId } },
      create: { assignmentId, memberId, ...data },
      update: data,
    });
    await reopenTimely(db, assignmentId, now);
    return { student: member.name, dueAt };
  },
});

/** Releases an assignment to students, completely or by one more step, or withdraws it. Attempts in progress continue. */
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
    const begun = isReleased(row, now) ? row.releaseAt : now;
    const data = {
      all: { releaseAt: begun, releasedSteps: null },
      next: { releaseAt: begun, releasedSteps: open + 1 },
      none: { releaseAt: null, releasedSteps: null },
    }[what];
    const released = await db.assignment.update({ where: { id: assignmentId }, data });
    return { title: row.title, openSteps: openSteps(released, pack, now), steps: pack.scenario.steps.length };
  },
});

/** Swaps an assignment with the one before or after it. */
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
    // Moved through position 0, because positions are unique.
    await db.assignment.update({ where: { id: row.id }, data: { position: 0 } });
    await db.assignment.update({ where: { id: other.id }, data: { position: row.position } });
    await db.assignment.update({ where: { id: row.id }, data: { position: other.position } });
    return { moved: true };
  },
});

/**
 * Updates an assignment that nobody has begun to the scenario's newest version. Once a student has begun, the others must get the
 * same task.
 */
export const UpdateAssignment = defineClassroomOperation({
  name: 'UpdateAssignment',
  who: 'instructor',
  writes: true,
  input: AssignmentInput,
  about: ofAssignment,
  prepare: async ({ assignmentId }, { database, now }) => {
    const { packId } = await database.reader.assignment.findUniqueOrThrow({ where: { id: assignmentId } });
    const usable = await requirePack(database.reader, packId);
    const { version } = usable.pack.scenario;
    const releaseAt = await transaction(database, async (tx) => {
      const row = await tx.assignment.findUniqueOrThrow({ where: { id: assignmentId } });
      if (await tx.attempt.findFirst({ where: { assignmentId, memberId: { not: null } }, select: { id: true } }))
        throw conflict(`“${row.title}” has already been started. Add the new version as another assignment.`);
      if (newerThan(row.version, version) === null) throw conflict(`“${row.title}” is already the newest version.`);
      if (row.mode === 'graded') await requireGradable(tx, usable);
      await keepPack(tx, usable.pack, now);
      // Withdrawn first, so that nobody begins and nothing is built ahead while attempts of the old version are removed.
      await tx.assignment.update({ where: { id: assignmentId }, data: { releaseAt: null }, select: { id: true } });
      return row.releaseAt;
    });
    await removeAttemptsOf(database, { assignmentId }, now);
    return { ...usable.pack.scenario, releaseAt };
  },
  run: async ({ assignmentId }, { db }, { version, title, releaseAt }) => {
    await db.assignment.update({ where: { id: assignmentId }, data: { version, title, releaseAt, ...UNTRIED } });
    return { title, version };
  },
});

/** Removes an assignment from the class with all of its attempts. */
export const RemoveAssignment = defineClassroomOperation({
  name: 'RemoveAssignment',
  who: 'instructor',
  writes: true,
  input: AssignmentInput,
  about: ofAssignment,
  prepare: async ({ assignmentId }, { database, now }) => {
    // Withdrawn first: an attempt begun or built meanwhile would leave orphaned accounts.
    const data = { releaseAt: null };
    await transaction(database, (tx) => tx.assignment.update({ where: { id: assignmentId }, data, select: { id: true } }));
    await removeAttemptsOf(database, { assignmentId }, now);
  },
  run: async ({ assignmentId }, { db }) => {
    // A solution may have been built meanwhile. Deleting the assignment would orphan its accounts.
    if ((await db.attempt.count({ where: { assignmentId } })) > 0) throw conflict('The assignment is being viewed. Try again.');
    const { title, classId } = await db.assignment.delete({ where: { id: assignmentId } });
    // Other assignments must no longer require the deleted one.
    for (const row of await db.assignment.findMany({ where: { classId } })) {
      const requires = requiredIds(row).filter((id) => id !== assignmentId);
      if (requires.length < requiredIds(row).length)
        await db.assignment.update({ where: { id: row.id }, data: { requires: JSON.stringify(requires) } });
    }
    return { title };
  },
});
