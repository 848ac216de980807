import { z } from 'zod';
import { storedJson } from '../../core/text/stored-json';
import type { Transaction } from '../../db/client';
import { checkTitle, type Pack } from '../../scenario';
import { openSteps } from '../assignment/rows';
import { requiredIds } from '../assignment/times';
import { PARTS } from '../attempt/attempt-view';
import { outcomesOf, scoreOfAttempt } from '../evaluate/results';
import { defineClassroomOperation } from '../operation';
import { keptPack } from '../pack/packs';
import { Given } from '../schema';

// Exports a class as JSON in pieces; docs/teaching.md describes the format. It contains no passwords, keys, codes, phrases or
// digests.

/** The attempts per piece. A piece takes part of a second at most, and other work runs in between. */
const ATTEMPTS_AT_ONCE = 10;

/** Exports a class without its attempts. */
export const ExportClass = defineClassroomOperation({
  name: 'ExportClass',
  who: 'instructor',
  writes: false,
  input: z.strictObject({ classId: Given }),
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId }, { db, now }) => {
    const own = await db.class.findUniqueOrThrow({
      where: { id: classId },
      include: {
        instructors: { include: { person: { select: { name: true } } } },
        assignments: { orderBy: { position: 'asc' } },
        members: { orderBy: { number: 'asc' }, include: { extensions: true } },
      },
    });
    const packs = await db.scenarioVersion.findMany({
      where: { OR: own.assignments.map(({ packId, version }) => ({ packId, version })) },
      select: { packId: true, version: true, sha256: true },
    });
    return {
      format: 'gatehouse-class-1',
      exportedAt: now,
      class: {
        id: own.id,
        name: own.name,
        language: own.language,
        state: own.state,
        hintsCost: own.hintsCost,
        createdAt: own.createdAt,
        closedAt: own.closedAt,
        publicKey: own.publicKey,
        instructors: own.instructors.map(({ person }) => person.name),
      },
      assignments: own.assignments.map((row) => ({
        id: row.id,
        title: row.title,
        scenario: row.packId,
        version: row.version,
        sha256: packs.find(({ packId, version }) => packId === row.packId && version === row.version)?.sha256 ?? null,
        mode: row.mode,
        counts: row.counts,
        maxAttempts: row.maxAttempts,
        releaseAt: row.releaseAt,
        releasedSteps: row.releasedSteps,
        dueAt: row.dueAt,
        requires: requiredIds(row),
      })),
      students: own.members.map((member) => ({
        number: member.number,
        name: member.name,
        id: member.externalId,
        email: member.email,
        isListed: member.isListed,
        group: member.group,
        state: member.state,
        joinedAt: member.joinedAt,
        extensions: member.extensions.map(({ assignmentId, dueAt, name, at }) => ({ assignmentId, dueAt, givenBy: name, at })),
      })),
    };
  },
});

const PieceInput = { after: Given.optional() };

/** Exports attempts of a class in pieces. `next` is the cursor for the next piece, null at the end. */
export const ExportAttempts = defineClassroomOperation({
  name: 'ExportAttempts',
  who: 'instructor',
  writes: false,
  input: z.strictObject({ classId: Given, ...PieceInput }),
  about: async ({ classId }) => ({ classId }),
  run: ({ classId, after }, { db }) =>
    attemptsAfter(db, { assignment: { classId }, memberId: { not: null } }, after, ({ pack }) => pack.scenario.steps),
});

/** Exports a student's own record. */
export const ExportOwn = defineClassroomOperation({
  name: 'ExportOwn',
  who: 'member',
  writes: false,
  input: z.strictObject({}),
  run: async (_input, { db, actor: { memberId }, now }) => {
    const member = await db.member.findUniqueOrThrow({ where: { id: memberId }, include: { class: true } });
    const { name, number, group } = member;
    return { format: 'gatehouse-own-work-1', exportedAt: now, class: member.class.name, student: { number, name, group } };
  },
});

/** Exports the student's own attempts, without the checks of unreleased steps. */
export const ExportOwnAttempts = defineClassroomOperation({
  name: 'ExportOwnAttempts',
  who: 'member',
  writes: false,
  input: z.strictObject(PieceInput),
  run: ({ after }, { db, actor: { memberId }, now }) =>
    attemptsAfter(db, { memberId }, after, ({ pack, assignment, steps }) => {
      const open = openSteps(assignment, pack, now);
      const passed = new Set(steps.map(({ stepId }) => stepId));
      return pack.scenario.steps.filter(({ id }, at) => at < open || passed.has(id));
    }),
});

/** Returns the steps of an attempt whose checks are exported. */
type ToldSteps = (attempt: Pick<Found, 'assignment' | 'steps'> & { pack: Pack }) => Pack['scenario']['steps'];

type AttemptsWhere = NonNullable<NonNullable<Parameters<Transaction['attempt']['findMany']>[0]>['where']>;

function readAfter(db: Transaction, where: AttemptsWhere, after: string | undefined) {
  return db.attempt.findMany({
    where: { ...where, ...(after !== undefined && { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take: ATTEMPTS_AT_ONCE,
    include: {
      ...PARTS,
      steps: { orderBy: { id: 'asc' } },
      member: { select: { number: true, class: { select: { language: true, hintsCost: true } } } },
      results: { orderBy: { id: 'asc' } },
    },
  });
}
type Found = Awaited<ReturnType<typeof readAfter>>[number];

async function attemptsAfter(db: Transaction, where: AttemptsWhere, after: string | undefined, stepsOf: ToldSteps) {
  const attempts = await readAfter(db, where, after);
  const last = attempts.length === ATTEMPTS_AT_ONCE ? attempts.at(-1) : undefined;
  return { attempts: await Promise.all(attempts.map((attempt) => told(db, attempt, stepsOf))), next: last?.id ?? null };
}

async function told(db: Transaction, attempt: Found, stepsOf: ToldSteps) {
  const { assignment, member, results } = attempt;
  const pack = await keptPack({ reader: db }, assignment.packId, assignment.version);
  const standing = results.filter(({ voidedAt }) => voidedAt === null);
  const outcomes = outcomesOf(pack, [...new Map(standing.map((row) => [row.checkId, row])).values()]);
  const current = new Map(outcomes.map((outcome) => [outcome.checkId, outcome]));
  const { points, of, steps } = scoreOfAttempt(pack, outcomes, { ...attempt, hintsCost: member?.class.hintsCost ?? true });
  const scores = new Map(steps.flatMap(({ checks }) => checks.map((one) => [one.checkId, one])));
  return {
    id: attempt.id,
    assignmentId: assignment.id,
    student: member?.number ?? null,
    number: attempt.number,
    startedAt: attempt.startedAt,
    workedAt: attempt.workedAt,
    handedInAt: attempt.handedInAt,
    endedAt: attempt.endedAt,
    endedBy: attempt.endedBy,
    points,
    of,
    hintPoints: steps.reduce((sum, step) => sum + step.hints, 0),
    steps: attempt.steps.map(({ stepId, at, voidedAt }) => ({ step: stepId, passedAt: at, voidedAt })),
    checks: stepsOf({ ...attempt, pack }).flatMap((step) =>
      step.checks.map((check) => ({
        step: step.id,
        check: check.id,
        title: checkTitle(pack, check, member?.class.language ?? ''),
        kind: check.kind,
        role: check.role ?? 'goal',
        points: scores.get(check.id)?.points ?? 0,
        of: scores.get(check.id)?.of ?? 0,
        outcome: current.get(check.id)?.outcome ?? null,
        results: results
          .filter(({ checkId }) => checkId === check.id)
          .map(({ outcome, passedRows, rows, at, voidedAt }) => ({ outcome, passedRows, rows, at, voidedAt })),
      })),
    ),
    hints: attempt.hints.map(({ stepId, hint, cost, at }) => ({ step: stepId, hint: hint + 1, cost, at })),
    answers: attempt.predictions.map((row) => ({
      check: row.checkId,
      question: row.question,
      try: row.try,
      answer: storedJson<unknown>(row.answer),
      at: row.at,
    })),
    help: attempt.help.map(({ text, at, answer, answeredAt, answeredBy }) => ({ text, at, answer, answeredAt, answeredBy })),
    entries: attempt.entries.map(({ name, from, until, mayChange, writes }) => ({
      instructor: name,
      from,
      until,
      mayChange,
      writes,
    })),
    decisions: attempt.overrides.map(({ checkId, outcome, note, name, at }) => ({
      check: checkId,
      outcome,
      note,
      instructor: name,
      at,
    })),
  };
}
