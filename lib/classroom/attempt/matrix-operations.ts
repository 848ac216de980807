import { z } from 'zod';
import { oneOf } from '../../core/text/lists';
import type { Transaction } from '../../db/client';
import { checkTitle } from '../../scenario';
import { openSteps } from '../assignment/rows';
import { dueOf } from '../assignment/times';
import { notThere } from '../errors';
import { latestResults, outcomesOf, scoreOfAttempt, withOverrides } from '../evaluate/results';
import { STATES } from '../limits';
import { marksOf } from '../member/rows';
import { defineClassroomOperation } from '../operation';
import { keptPack } from '../pack/packs';
import { Given } from '../schema';
import { holds } from '../screen-offers';
import { PARTS } from './attempt-view';
import { cellsOf, isStuck, medianOf, stepBeginnings } from './matrix';

const MatrixInput = z.strictObject({ classId: Given, assignmentId: Given.optional() });

/** Returns the progress of every student of a class at one assignment, read at once. */
export const GetMatrix = defineClassroomOperation({
  name: 'GetMatrix',
  who: 'instructor',
  writes: false,
  input: MatrixInput,
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId, assignmentId }, { db, now }) => {
    const row = await db.class.findUniqueOrThrow({ where: { id: classId } });
    const assignments = await db.assignment.findMany({ where: { classId }, orderBy: { position: 'asc' } });
    const released = assignments.filter(({ releaseAt }) => releaseAt !== null && releaseAt <= now);
    const chosen =
      assignmentId === undefined ? (released.at(-1) ?? assignments[0]) : assignments.find(({ id }) => id === assignmentId);
    if (assignmentId !== undefined && !chosen) throw notThere('assignment in this class');
    const members = await db.member.findMany({
      where: { classId, state: { not: 'removed' } },
      orderBy: [{ nameKey: 'asc' }, { number: 'asc' }],
    });
    const nameOf = new Map(members.map(({ id, name }) => [id, name]));
    const offers = await db.screenOffer.findMany({
      where: { classId, member: { state: 'joined' }, ...holds(now) },
      orderBy: { offeredAt: 'asc' },
      include: { attempt: { select: { assignment: { select: { title: true } } } } },
    });
    const summary = {
      state: oneOf(STATES, row.state),
      assignments: assignments.map(({ id, title }) => ({ id, title })),
      offers: offers.flatMap(({ memberId, attempt, withName, shownIn }) => {
        const name = nameOf.get(memberId);
        // A member who joined after the members were read is in the next answer.
        if (name === undefined) return [];
        return { memberId, name, title: attempt.assignment.title, withName, isShown: shownIn !== null };
      }),
      joined: members.filter(({ state }) => state === 'joined').length,
      members: members.length,
      unlisted: members.some(({ isListed }) => isListed) ? members.filter(({ isListed }) => !isListed).length : 0,
    };
    if (!chosen) return { ...summary, assignment: null };
    return { ...summary, assignment: await matrixOf(db, chosen, members, row, now) };
  },
});

type AssignmentRow = Awaited<ReturnType<Transaction['assignment']['findMany']>>[number];
type MemberRow = Awaited<ReturnType<Transaction['member']['findMany']>>[number];

async function matrixOf(
  db: Transaction,
  assignment: AssignmentRow,
  members: readonly MemberRow[],
  { hintsCost, language }: { hintsCost: boolean; language: string },
  now: Date,
) {
  const pack = await keptPack({ reader: db }, assignment.packId, assignment.version);
  const attempts = await db.attempt.findMany({
    where: { assignmentId: assignment.id, memberId: { not: null } },
    orderBy: { number: 'asc' },
    include: PARTS,
  });
  // The newest attempt of each student.
  const newest = new Map(attempts.map((attempt) => [attempt.memberId, attempt]));
  const results = await latestResults(
    db,
    [...newest.values()].map(({ id }) => id),
  );
  const extensions = new Map(
    (await db.dueExtension.findMany({ where: { assignmentId: assignment.id } })).map((row) => [row.memberId, row]),
  );
  const open = openSteps(assignment, pack, now);
  const marks = marksOf(members);
  const beginnings = new Map(
    [...newest.values()].map((attempt) => [
      attempt.id,
      stepBeginnings(pack, attempt.startedAt ?? attempt.createdAt, attempt.steps),
    ]),
  );
  const durations = new Map<string, number[]>();
  for (const attempt of newest.values())
    for (const { stepId, at } of attempt.steps) {
      const began = beginnings.get(attempt.id)?.get(stepId);
      if (began) durations.set(stepId, [...(durations.get(stepId) ?? []), at.getTime() - began.getTime()]);
    }
  return {
    id: assignment.id,
    title: assignment.title,
    minutes: pack.scenario.minutes,
    dueAt: assignment.dueAt,
    buildFailure: assignment.buildFailure,
    openSteps: open,
    steps: pack.scenario.steps.map((step, at) => ({
      id: step.id,
      title: step.title,
      isOpen: at < open,
      checks: step.checks.map((check) => ({
        id: check.id,
        title: checkTitle(pack, check, language),
        say: pack.texts.get(language)?.get(`checks.${check.id}.say`) ?? check.say,
        isGuard: check.role === 'guard',
      })),
    })),
    rows: members.map((member) => {
      const mark = marks.get(member.id);
      const who = {
        memberId: member.id,
        name: mark === undefined ? member.name : `${member.name} (${mark})`,
        group: member.group,
        hasJoined: member.state === 'joined',
        dueAt: dueOf(assignment, extensions.get(member.id)),
      };
      const attempt = newest.get(member.id);
      if (!attempt) return { ...who, attempt: null };
      const rows = results.get(attempt.id) ?? [];
      const outcomes = outcomesOf(pack, rows);
      const begun = beginnings.get(attempt.id) ?? new Map<string, Date>();
      const passed = new Set(attempt.steps.map(({ stepId }) => stepId));
      const current = pack.scenario.steps.slice(0, open).find(({ id }) => !passed.has(id));
      const greens = rows.filter(({ outcome }) => outcome === 'pass').map(({ at }) => at.getTime());
      const help = attempt.help.find(({ answeredAt }) => answeredAt === null);
      const { points, of } = scoreOfAttempt(pack, outcomes, { ...attempt, hintsCost });
      const work = {
        workedAt: attempt.workedAt,
        stepBegan: current && begun.get(current.id),
        lastGreen: greens.length > 0 ? new Date(Math.max(...greens)) : null,
      };
      return {
        ...who,
        attempt: {
          id: attempt.id,
          number: attempt.number,
          cells: cellsOf(pack, withOverrides(outcomes, attempt.overrides), begun, attempt.workedAt),
          passedSteps: [...passed],
          startedAt: attempt.startedAt,
          workedAt: attempt.workedAt,
          handedInAt: attempt.handedInAt,
          endedBy: attempt.endedBy,
          hints: attempt.hints.length,
          help: help ? { id: help.id, text: help.text, at: help.at } : null,
          isStuck: attempt.endedAt === null && isStuck(work, medianOf((current && durations.get(current.id)) ?? []), now),
          points,
          of,
        },
      };
    }),
  };
}
