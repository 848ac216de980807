import { z } from 'zod';
import { oneOf, required } from '../../core/text/lists';
import type { Transaction } from '../../db/client';
import { isReleased, openSteps } from '../assignment/rows';
import { dueOf, extensionsOf, requiredIds } from '../assignment/times';
import { classOfAttempt } from '../attempt-state';
import { latestResults, outcomesOf, scoreOfAttempt } from '../evaluate/results';
import { defineClassroomOperation } from '../operation';
import { keptPack } from '../pack/packs';
import { ownOffer } from '../screen-offers';
import { attemptView, findAttempt, PARTS } from './attempt-view';
import { AttemptInput } from './schema';

const ofAttempt = ({ attemptId }: { attemptId: string }, db: Transaction) => classOfAttempt(db, attemptId);

/** Returns an attempt as its student sees it. */
export const GetOwnAttempt = defineClassroomOperation({
  name: 'GetOwnAttempt',
  who: 'member',
  writes: false,
  input: AttemptInput,
  about: ofAttempt,
  run: async ({ attemptId }, { db, actor: { memberId }, now }) => ({
    ...(await attemptView(db, await findAttempt(db, attemptId), now)),
    offer: await ownOffer(db, memberId, now),
  }),
});

/** Returns the student's view of an attempt to an instructor, with the reasons for undecided checks. */
export const GetAttempt = defineClassroomOperation({
  name: 'GetAttempt',
  who: 'instructor',
  writes: false,
  input: AttemptInput,
  about: ofAttempt,
  run: async ({ attemptId }, { db, now }) => {
    const found = await findAttempt(db, attemptId);
    const rows = (await latestResults(db, [attemptId])).get(attemptId) ?? [];
    const pack = await keptPack({ reader: db }, found.assignment.packId, found.assignment.version);
    const why = Object.fromEntries(
      outcomesOf(pack, rows).flatMap((outcome) => (outcome.why ? [[outcome.checkId, outcome.why]] : [])),
    );
    const { name: student = '' } = found.member ?? {};
    return { ...(await attemptView(db, found, now)), student, why };
  },
});

/** Lists the assignments a student can work at, with their attempts. */
export const ListOwnAssignments = defineClassroomOperation({
  name: 'ListOwnAssignments',
  who: 'member',
  writes: false,
  input: z.strictObject({}),
  run: async (_input, { db, actor: { classId, memberId }, now }) => {
    const rows = await db.assignment.findMany({
      where: { classId, releaseAt: { not: null } },
      orderBy: { position: 'asc' },
      include: { attempts: { where: { memberId }, orderBy: { number: 'asc' }, include: PARTS } },
    });
    const { hintsCost } = await db.class.findUniqueOrThrow({ where: { id: classId }, select: { hintsCost: true } });
    const results = await latestResults(
      db,
      rows.flatMap(({ attempts }) => attempts.map(({ id }) => id)),
    );
    const extensions = await extensionsOf(db, memberId);
    // Work on withdrawn assignments counts too.
    const done = await db.attempt.findMany({ where: { memberId, handedInAt: { not: null } }, select: { assignmentId: true } });
    const handedIn = new Set(done.map(({ assignmentId }) => assignmentId));
    const titles = new Map((await db.assignment.findMany({ where: { classId } })).map(({ id, title }) => [id, title]));
    return Promise.all(
      rows.map(async (row) => {
        const pack = await keptPack({ reader: db }, row.packId, row.version);
        const dueAt = dueOf(row, extensions.get(row.id));
        return {
          id: row.id,
          title: row.title,
          minutes: pack.scenario.minutes,
          level: pack.scenario.level,
          needs: pack.scenario.needs ?? [],
          steps: pack.scenario.steps.length,
          openSteps: openSteps(row, pack, now),
          isGraded: row.mode === 'graded',
          counts: oneOf(['best', 'last'], row.counts),
          maxAttempts: row.maxAttempts,
          releaseAt: row.releaseAt,
          isReleased: isReleased(row, now),
          dueAt,
          isOver: dueAt !== null && dueAt <= now,
          /** The required assignments that are not handed in. */
          first: requiredIds(row)
            .filter((id) => !handedIn.has(id))
            .map((id) => ({ id, title: required(titles, id) })),
          attempts: row.attempts.map((attempt) => {
            const { points, of } = scoreOfAttempt(pack, outcomesOf(pack, results.get(attempt.id) ?? []), {
              ...attempt,
              hintsCost,
            });
            return {
              id: attempt.id,
              number: attempt.number,
              startedAt: attempt.startedAt,
              endedAt: attempt.endedAt,
              handedInAt: attempt.handedInAt,
              endedBy: attempt.endedBy,
              passedSteps: attempt.steps.length,
              points,
              of,
            };
          }),
        };
      }),
    );
  },
});
