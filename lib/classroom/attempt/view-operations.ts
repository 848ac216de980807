import { z } from 'zod';
import { harmlessCell, toCsv } from '../../core/csv';
import type { Transaction } from '../../db/client';
import { type AttemptState, type Pack, shownAnswers, shownPlace, shownQuestions, shownText } from '../../scenario';
import { openSteps } from '../assignment/rows';
import { classOfAttempt, openState } from '../attempt-state';
import { conflict, invalid, notThere } from '../errors';
import { answersOf, decidedBy, latestResults, openedHints, outcomesOf, scoreOfAttempt, withOverrides } from '../evaluate/results';
import type { ClassState } from '../limits';
import { defineClassroomOperation } from '../operation';
import { keptPack } from '../pack/packs';
import { Given } from '../schema';
import { completionCode, dayOf, isAbout, readCompletionCode, timeOfDay } from './code';
import { cellsOf, isStuck, medianOf, stepBeginnings } from './matrix';
import { isSigned, type SignedRecord, signRecord } from './record';
import { AttemptInput } from './schema';

const ofAttempt = ({ attemptId }: { attemptId: string }, db: Transaction) => classOfAttempt(db, attemptId);
const perMille = (points: number, of: number) => (of === 0 ? 0 : Math.round((1000 * points) / of));

const PARTS = {
  assignment: true,
  steps: { where: { voidedAt: null } },
  hints: true,
  predictions: true,
  help: { orderBy: { at: 'asc' } },
  entries: { orderBy: { from: 'asc' } },
  overrides: true,
} as const;

function findAttempt(db: Transaction, attemptId: string) {
  return db.attempt.findUniqueOrThrow({ where: { id: attemptId }, include: { ...PARTS, member: { include: { class: true } } } });
}
type Found = Awaited<ReturnType<typeof findAttempt>>;

/** What of an attempt its student sees, and the instructor beside the student. */
async function attemptView(db: Transaction, found: Found, now: Date) {
  const { assignment, member, ...attempt } = found;
  const pack = await keptPack({ reader: db }, assignment.packId, assignment.version);
  const state = openState(attempt);
  const language = member?.class.language ?? 'en';
  const text = (path: string, fallback: string) => shownText(pack, state, language, path, fallback);
  const outcomes = outcomesOf(pack, (await latestResults(db, [attempt.id])).get(attempt.id) ?? []);
  const decided = decidedBy(attempt.overrides);
  const counted = new Map(withOverrides(outcomes, attempt.overrides).map((outcome) => [outcome.checkId, outcome]));
  const open = openSteps(assignment, pack, now);
  const passed = new Set(attempt.steps.map(({ stepId }) => stepId));
  const hints = openedHints(attempt.hints);
  const { scenario } = pack;
  const hasEnded = attempt.endedAt !== null;
  const score = scoreOfAttempt(pack, outcomes, {
    overrides: attempt.overrides,
    hints: attempt.hints,
    hintsCost: member?.class.hintsCost ?? true,
  });
  return {
    id: attempt.id,
    number: attempt.number,
    title: text('title', scenario.title),
    story: text('story', scenario.story),
    minutes: scenario.minutes,
    startedAt: attempt.startedAt,
    handedInAt: attempt.handedInAt,
    endedAt: attempt.endedAt,
    isGraded: assignment.mode === 'graded',
    hintsCost: member?.class.hintsCost ?? true,
    points: score.points,
    of: score.of,
    steps: scenario.steps.map((step, at) => ({
      id: step.id,
      title: text(`steps.${step.id}.title`, step.title),
      isOpen: at < open,
      isPassed: passed.has(step.id),
      do: at < open ? text(`steps.${step.id}.do`, step.do) : null,
      place: at < open ? (shownPlace(state, step.open) ?? null) : null,
      hints: (step.hints ?? []).map((hint, index) => ({
        cost: hint.cost ?? 0,
        text: hints[step.id]?.includes(index) ? text(`steps.${step.id}.hints.${index}.text`, hint.text) : null,
      })),
      checks:
        at < open
          ? step.checks.map((check) => ({
              id: check.id,
              kind: check.kind,
              role: check.role ?? 'goal',
              outcome: counted.get(check.id)?.outcome ?? null,
              passedRows: counted.get(check.id)?.passedRows ?? 0,
              rows: counted.get(check.id)?.rows ?? 0,
              sentences: counted.get(check.id)?.outcome === 'pass' ? null : (counted.get(check.id)?.sentences ?? null),
              decision: decisionOf(decided.get(check.id)),
              questions: check.kind === 'prediction' ? questionsOf(pack, state, check.id, attempt.predictions, hasEnded) : [],
            }))
          : [],
    })),
    personas: Object.entries(scenario.personas).map(([key, persona]) => ({
      key,
      about: text(`personas.${key}.about`, persona.about),
      isMain: persona.main ?? false,
      canSignIn: (state.personas[key]?.password ?? null) !== null,
    })),
    help: attempt.help.map(({ id, text: asked, at, answer, answeredAt, answeredBy }) => ({
      id,
      text: asked,
      at,
      answer,
      answeredAt,
      answeredBy,
    })),
    entries: attempt.entries.map(({ id, name, from, until, mayChange, writes }) => ({
      id,
      name,
      from,
      until,
      mayChange,
      writes,
    })),
    debrief: hasEnded ? text('debrief', scenario.debrief) : null,
    code: attempt.handedInAt && member ? codeOf(assignment, member, score, attempt.handedInAt) : null,
  };
}

function decisionOf(override: Found['overrides'][number] | undefined) {
  return override ? { outcome: override.outcome as 'pass' | 'fail', note: override.note, name: override.name } : null;
}

function questionsOf(pack: Pack, state: AttemptState, checkId: string, rows: Found['predictions'], hasEnded: boolean) {
  const answers = answersOf(rows)[checkId] ?? {};
  const right = new Map(shownAnswers(pack, state, checkId).map((answer) => [answer.id, answer]));
  return shownQuestions(pack, state, checkId).map((question) => {
    const given = answers[question.id] ?? [];
    const isLocked = given.length >= question.tries;
    // Revealed once nothing can be answered any more.
    const answer = hasEnded || isLocked ? right.get(question.id) : undefined;
    return { ...question, given, isLocked, right: answer?.right ?? null, explain: answer?.explain ?? null };
  });
}

type Scored = { points: number; of: number };
function codeOf(
  assignment: { id: string; classId: string },
  member: { number: number },
  { points, of }: Scored,
  handedInAt: Date,
): string {
  const { id: assignmentId, classId } = assignment;
  return completionCode({ classId, assignmentId, member: member.number, score: perMille(points, of), day: dayOf(handedInAt) });
}

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

const MatrixInput = z.strictObject({ classId: Given, assignmentId: Given.optional() });

/** Everybody of a class beside each other at one assignment, read at once. */
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
    const members = await db.member.findMany({ where: { classId, state: { not: 'removed' } }, orderBy: { nameKey: 'asc' } });
    const summary = {
      state: row.state as ClassState,
      assignments: assignments.map(({ id, title }) => ({ id, title })),
      joined: members.filter(({ state }) => state === 'joined').length,
      members: members.length,
    };
    if (!chosen) return { ...summary, assignment: null };
    return { ...summary, assignment: await matrixOf(db, chosen, members, row.hintsCost, now) };
  },
});

type AssignmentRow = Awaited<ReturnType<Transaction['assignment']['findMany']>>[number];
type MemberRow = Awaited<ReturnType<Transaction['member']['findMany']>>[number];

async function matrixOf(
  db: Transaction,
  assignment: AssignmentRow,
  members: readonly MemberRow[],
  hintsCost: boolean,
  now: Date,
) {
  const pack = await keptPack({ reader: db }, assignment.packId, assignment.version);
  const attempts = await db.attempt.findMany({
    where: { assignmentId: assignment.id, memberId: { not: null } },
    orderBy: { number: 'asc' },
    include: PARTS,
  });
  // The newest attempt of each: what somebody works at, or has done last.
  const newest = new Map(attempts.map((attempt) => [attempt.memberId, attempt]));
  const results = await latestResults(
    db,
    [...newest.values()].map(({ id }) => id),
  );
  const open = openSteps(assignment, pack, now);
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
    openSteps: open,
    steps: pack.scenario.steps.map((step, at) => ({
      id: step.id,
      title: step.title,
      isOpen: at < open,
      checks: step.checks.map(({ id, say, role }) => ({ id, say, isGuard: role === 'guard' })),
    })),
    rows: members.map((member) => {
      const who = { memberId: member.id, name: member.name, group: member.group, hasJoined: member.state === 'joined' };
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
          hints: attempt.hints.length,
          help: help ? { id: help.id, text: help.text, at: help.at } : null,
          isStuck: attempt.endedAt === null && isStuck(work, medianOf(durations.get(current?.id ?? '') ?? []), now),
          points,
          of,
        },
      };
    }),
  };
}

const MOST_CODES = 500;
const VerifyCodesInput = z.strictObject({
  classId: Given,
  codes: z.string('Paste some codes.').max(40_000, 'This is too long.'),
});

/** Whose, what and when some codes are, found in whatever text they were pasted with; or that one is not from here. */
export const VerifyCodes = defineClassroomOperation({
  name: 'VerifyCodes',
  who: 'instructor',
  writes: false,
  input: VerifyCodesInput,
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId, codes }, { db }) => {
    const found = codes.match(/\bGH1-[0-9A-Za-z]+/gi) ?? [];
    if (found.length > MOST_CODES) throw conflict(`${MOST_CODES} codes at most are looked at together.`);
    const assignments = await db.assignment.findMany({ where: { classId }, select: { id: true, title: true } });
    const members = await db.member.findMany({ where: { classId }, select: { number: true, name: true } });
    const names = new Map(members.map(({ number, name }) => [number, name]));
    return found.map((code) => {
      const values = readCompletionCode(code);
      if (!values) return { code, state: 'unknown' as const };
      if (!isAbout(values, 'class', classId)) return { code, state: 'elsewhere' as const };
      return {
        code,
        state: 'ours' as const,
        student: names.get(values.member) ?? null,
        title: assignments.find(({ id }) => isAbout(values, 'assignment', id))?.title ?? null,
        percent: values.score / 10,
        day: timeOfDay(values.day).toISOString().slice(0, 10),
      };
    });
  },
});

const SignedRecordText = z.strictObject({
  record: z.record(z.string(), z.unknown()),
  publicKey: z.string(),
  signature: z.string(),
});

/** Whether a record that a student brings is as this class signed it, and what it says. */
export const VerifyRecord = defineClassroomOperation({
  name: 'VerifyRecord',
  who: 'instructor',
  writes: false,
  input: z.strictObject({ classId: Given, text: z.string().max(10_000, 'This is too long for a record.') }),
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId, text }, { db }) => {
    const signed = readRecord(text);
    if (!signed) throw invalid('This is no record that a student took along.', 'text');
    const { publicKey } = await db.class.findUniqueOrThrow({ where: { id: classId } });
    return { isOurs: isSigned(signed, publicKey), record: signed.record };
  },
});

function readRecord(text: string): SignedRecord | null {
  try {
    return (SignedRecordText.safeParse(JSON.parse(text)).data as SignedRecord | undefined) ?? null;
  } catch {
    return null;
  }
}

/** What a student takes along of work that was handed in, signed with the key of the class. */
export const GetOwnRecord = defineClassroomOperation({
  name: 'GetOwnRecord',
  who: 'member',
  writes: false,
  input: AttemptInput,
  about: ofAttempt,
  run: async ({ attemptId }, { db, now }) => {
    const found = await findAttempt(db, attemptId);
    if (!found.handedInAt || !found.member) throw conflict('Hand the work in first.');
    const { points, of } = await attemptView(db, found, now);
    const { class: own, name } = found.member;
    const { title, packId, version } = found.assignment;
    return signRecord(
      {
        format: 'gatehouse-completion-1',
        class: own.name,
        student: name,
        scenario: `${title} (${packId})`,
        version,
        points,
        of,
        handedInAt: found.handedInAt.toISOString(),
      },
      own,
    );
  },
});

const COLUMNS =
  'class,student,scenario,version,attempt,check,outcome,points,first passed,tries,hints,instructor entries,teacher decision'.split(
    ',',
  );

/** Every check of every attempt of a class, as a table for a spreadsheet. */
export const ExportResults = defineClassroomOperation({
  name: 'ExportResults',
  who: 'instructor',
  writes: false,
  input: z.strictObject({ classId: Given }),
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId }, { db }) => {
    const own = await db.class.findUniqueOrThrow({ where: { id: classId } });
    const attempts = await db.attempt.findMany({
      where: { assignment: { classId }, memberId: { not: null } },
      orderBy: [{ assignment: { position: 'asc' } }, { memberId: 'asc' }, { number: 'asc' }],
      include: { ...PARTS, member: { select: { name: true } }, results: { where: { voidedAt: null }, orderBy: { id: 'asc' } } },
    });
    const lines: string[][] = [];
    for (const attempt of attempts) {
      const { assignment, results } = attempt;
      const pack = await keptPack({ reader: db }, assignment.packId, assignment.version);
      const outcomes = outcomesOf(pack, [...new Map(results.map((row) => [row.checkId, row])).values()]);
      const decided = decidedBy(attempt.overrides);
      for (const outcome of outcomes) {
        const rows = results.filter(({ checkId }) => checkId === outcome.checkId);
        const check = pack.scenario.steps.flatMap(({ checks }) => checks).find(({ id }) => id === outcome.checkId);
        const override = decided.get(outcome.checkId);
        const first = rows.find(({ firstPass }) => firstPass !== null)?.at.toISOString() ?? '';
        lines.push([
          harmlessCell(own.name),
          harmlessCell(attempt.member?.name ?? ''),
          harmlessCell(assignment.title),
          assignment.version,
          String(attempt.number ?? ''),
          outcome.checkId,
          outcome.outcome,
          String(check?.role === 'guard' ? 0 : (check?.points ?? 1)),
          first,
          String(rows.length),
          String(attempt.hints.filter(({ stepId }) => stepId === outcome.stepId).length),
          String(attempt.entries.length),
          override ? harmlessCell(`${override.outcome}: ${override.note}`) : '',
        ]);
      }
    }
    return { name: own.name, csv: toCsv([COLUMNS, ...lines]) };
  },
});
