import { z } from 'zod';
import { harmlessCell, toCsv } from '../../core/csv';
import type { Transaction } from '../../db/client';
import { checkTitle } from '../../scenario';
import { classOfAttempt } from '../attempt-state';
import { conflict, invalid } from '../errors';
import { decidedBy, outcomesOf } from '../evaluate/results';
import { defineClassroomOperation } from '../operation';
import { keptPack } from '../pack/packs';
import { Given } from '../schema';
import { attemptView, findAttempt, PARTS } from './attempt-view';
import { isAbout, readCompletionCode, timeOfDay } from './code';
import { isSigned, type SignedRecord, signRecord } from './record';
import { AttemptInput } from './schema';

const ofAttempt = ({ attemptId }: { attemptId: string }, db: Transaction) => classOfAttempt(db, attemptId);

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
  'class,student,scenario,version,attempt,check,outcome,points,first passed,tries,hints,instructor entries,teacher decision,check title'.split(
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
          check ? harmlessCell(checkTitle(pack, check, own.language)) : '',
        ]);
      }
    }
    return { name: own.name, csv: toCsv([COLUMNS, ...lines]) };
  },
});
