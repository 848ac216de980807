import { z } from 'zod';
import type { Transaction } from '../../db/client';
import { openSteps } from '../assignment/rows';
import { classOfAttempt } from '../attempt-state';
import { latestResults, outcomesOf, scoreOfAttempt } from '../evaluate/results';
import { defineClassroomOperation } from '../operation';
import { keptPack } from '../pack/packs';
import { attemptView, findAttempt, PARTS } from './attempt-view';
import { AttemptInput } from './schema';

const ofAttempt = ({ attemptId }: { attemptId: string }, db: Transaction) => classOfAttempt(db, attemptId);

/** An attempt as its student has it before the eyes. */
export const GetOwnAttempt = defineClassroomOperation({
  name: 'GetOwnAttempt',
  who: 'member',
  writes: false,
  input: AttemptInput,
  about: ofAttempt,
  run: async ({ attemptId }, { db, now }) => attemptView(db, await findAttempt(db, attemptId), now),
});

/** The same for an instructor: a student sees what the instructor sees. With what is told to instructors alone: why nothing was decided. */
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
    return { ...(await attemptView(db, found, now)), student: found.member?.name ?? '', why };
  },
});

/** What a student can work at, with the attempts there were. */
export const ListOwnAssignments = defineClassroomOperation({
  name: 'ListOwnAssignments',
  who: 'member',
  writes: false,
  input: z.strictObject({}),
  run: async (_input, { db, actor: { classId, memberId }, now }) => {
    const rows = await db.assignment.findMany({
      where: { classId, releaseAt: { lte: now } },
      orderBy: { position: 'asc' },
      include: { attempts: { where: { memberId }, orderBy: { number: 'asc' }, include: PARTS } },
    });
    const { hintsCost } = await db.class.findUniqueOrThrow({ where: { id: classId }, select: { hintsCost: true } });
    const results = await latestResults(
      db,
      rows.flatMap(({ attempts }) => attempts.map(({ id }) => id)),
    );
    return Promise.all(
      rows.map(async (row) => {
        const pack = await keptPack({ reader: db }, row.packId, row.version);
        return {
          id: row.id,
          title: row.title,
          minutes: pack.scenario.minutes,
          level: pack.scenario.level,
          steps: pack.scenario.steps.length,
          openSteps: openSteps(row, pack, now),
          isGraded: row.mode === 'graded',
          counts: row.counts as 'best' | 'last',
          maxAttempts: row.maxAttempts,
          dueAt: row.dueAt,
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
