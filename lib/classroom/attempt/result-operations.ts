import { z } from 'zod';
import { toCsv } from '../../core/text/csv';
import { harmlessCell } from '../../core/text/harmless-cell';
import type { Transaction } from '../../db/client';
import { checkTitle } from '../../scenario';
import { classOfAttempt } from '../attempt-state';
import { conflict, invalid } from '../errors';
import { decidedBy } from '../evaluate/results';
import { defineClassroomOperation } from '../operation';
import { Given } from '../schema';
import { attemptView, findAttempt } from './attempt-view';
import { codeOfWork, isAbout, readCompletionCode, timeOfDay } from './code';
import { type ClassGrades, type GradedAttempt, gradesOfClass } from './grades';
import { isSigned, type SignedRecord, signRecord } from './record';
import { AttemptInput } from './schema';

const ofAttempt = ({ attemptId }: { attemptId: string }, db: Transaction) => classOfAttempt(db, attemptId);

const MOST_CODES = 500;
const VerifyCodesInput = z.strictObject({
  classId: Given,
  codes: z.string('Paste completion codes.').max(40_000, 'The text is too long.'),
});

/** Finds completion codes in pasted text and returns the content of each, or that it was not made here. */
export const VerifyCodes = defineClassroomOperation({
  name: 'VerifyCodes',
  who: 'instructor',
  writes: false,
  input: VerifyCodesInput,
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId, codes }, { db }) => {
    const found = codes.match(/\bGH1-[0-9A-Za-z]+/gi) ?? [];
    if (found.length > MOST_CODES) throw conflict(`You can verify ${MOST_CODES} codes at a time.`);
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

/** Verifies a student's record against the class's key and returns its content. */
export const VerifyRecord = defineClassroomOperation({
  name: 'VerifyRecord',
  who: 'instructor',
  writes: false,
  input: z.strictObject({ classId: Given, text: z.string().max(10_000, 'The text is too long for a record.') }),
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId, text }, { db }) => {
    const signed = readRecord(text);
    if (!signed) throw invalid('This is not a completion record.', 'text');
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

/** Returns a student's record of work that was handed in, signed with the class's key. */
export const GetOwnRecord = defineClassroomOperation({
  name: 'GetOwnRecord',
  who: 'member',
  writes: false,
  input: AttemptInput,
  about: ofAttempt,
  run: async ({ attemptId }, { db, now }) => {
    const found = await findAttempt(db, attemptId);
    if (!found.handedInAt || !found.member) throw conflict('Hand in the work first.');
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

const WHO = ['class', 'student number', 'student', 'id', 'email', 'group'];
const RESULT_COLUMNS = [
  ...WHO,
  ...['assignment', 'scenario', 'version', 'state', 'attempts', 'counting attempt', 'points', 'of', 'percent'],
  ...['hints', 'points lost to hints', 'instructor entries', 'started', 'handed in', 'handed in by', 'completion code'],
];
const CHECK_COLUMNS = [
  ...WHO,
  ...['assignment', 'scenario', 'version', 'attempt', 'counts', 'step', 'check', 'check title', 'role', 'outcome'],
  ...['points', 'of', 'rows passed', 'rows', 'first passed', 'evaluations', 'computed outcome', 'instructor decision'],
];

/**
 * Exports the results of a class as CSV. The points of an attempt are the points of its checks minus the cost of hints.
 * - `results` has one row for each student and assignment, with the attempt that counts.
 * - `checks` has one row for each check of each attempt.
 */
export const ExportResults = defineClassroomOperation({
  name: 'ExportResults',
  who: 'instructor',
  writes: false,
  input: z.strictObject({ classId: Given, table: z.enum(['results', 'checks']).default('results') }),
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId, table }, { db, now }) => {
    const grades = await gradesOfClass(db, classId, now);
    const lines = table === 'results' ? resultLines(grades) : checkLines(grades);
    return { csv: toCsv([table === 'results' ? RESULT_COLUMNS : CHECK_COLUMNS, ...lines]) };
  },
});

function whoCells(own: ClassGrades['class'], member: ClassGrades['members'][number]): string[] {
  const { number, name, externalId, email, group } = member;
  return [harmlessCell(own.name), String(number), ...[name, externalId, email, group].map(harmlessCell)];
}

function resultLines({ class: own, members, assignments }: ClassGrades): string[][] {
  return assignments.flatMap(({ assignment, work }) =>
    members.map((member) => {
      const { attempts, counting } = work.get(member.id) ?? { attempts: [], counting: null };
      const about = [
        ...whoCells(own, member),
        harmlessCell(assignment.title),
        assignment.packId,
        assignment.version,
        stateOf(counting),
        String(attempts.length),
      ];
      if (!counting) return [...about, ...Array.from({ length: RESULT_COLUMNS.length - about.length }, () => '')];
      const { attempt, score } = counting;
      const { points, of } = score;
      return [
        ...about,
        harmlessCell(attempt.number?.toString()),
        String(points),
        String(of),
        of === 0 ? '' : String(Math.round((1000 * points) / of) / 10),
        String(attempt.hints.length),
        String(score.steps.reduce((sum, { hints }) => sum + hints, 0)),
        String(attempt.entries.length),
        harmlessCell(attempt.startedAt?.toISOString()),
        harmlessCell(attempt.handedInAt?.toISOString()),
        harmlessCell(attempt.handedInAt && attempt.endedBy),
        attempt.handedInAt ? codeOfWork(assignment, member, score, attempt.handedInAt) : '',
      ];
    }),
  );
}

function stateOf(counting: GradedAttempt | null): string {
  if (!counting) return 'not started';
  return counting.attempt.handedInAt ? 'handed in' : 'working';
}

function checkLines({ class: own, members, assignments }: ClassGrades): string[][] {
  return assignments.flatMap(({ assignment, pack, work }) =>
    members.flatMap((member) => {
      const { attempts = [], counting } = work.get(member.id) ?? {};
      return attempts.flatMap((graded) => {
        const { attempt, computed, counted, score } = graded;
        const decided = decidedBy(attempt.overrides);
        const scores = new Map(score.steps.flatMap(({ checks }) => checks.map((one) => [one.checkId, one])));
        return pack.scenario.steps.flatMap((step) =>
          step.checks.map((check) => {
            const rows = attempt.results.filter(({ checkId }) => checkId === check.id);
            const outcome = counted.get(check.id);
            const override = decided.get(check.id);
            return [
              ...whoCells(own, member),
              harmlessCell(assignment.title),
              assignment.packId,
              assignment.version,
              harmlessCell(attempt.number?.toString()),
              graded === counting ? 'yes' : 'no',
              step.id,
              check.id,
              harmlessCell(checkTitle(pack, check, own.language)),
              check.role ?? 'goal',
              harmlessCell(outcome?.outcome),
              String(scores.get(check.id)?.points ?? 0),
              String(scores.get(check.id)?.of ?? 0),
              outcome ? String(outcome.passedRows) : '',
              outcome ? String(outcome.rows) : '',
              harmlessCell(rows.find(({ firstPass }) => firstPass !== null)?.at.toISOString()),
              String(rows.length),
              harmlessCell(computed.get(check.id)?.outcome),
              override ? harmlessCell(`${override.outcome}, ${override.name}: ${override.note}`) : '',
            ];
          }),
        );
      });
    }),
  );
}
