import { log } from '../../core/log';
import { inBackground } from '../../core/work/budget';
import type { Database } from '../../db/client';
import { readyPasswords } from '../../scenario';
import { newestEvent } from '../attempt-state';
import { endOverdue } from './end-overdue';
import { evaluateAttempt, type Moved } from './evaluate-attempt';
import { buildAhead } from './ready';

/**
 * The delay after the last mark of an attempt, and the longest delay after the first, in milliseconds. Reads wait longer: they
 * rarely change a check, and a class reads all the time.
 */
const WAITS: Readonly<Record<Moved, { settle: number; longest: number }>> = {
  all: { settle: 150, longest: 400 },
  answers: { settle: 150, longest: 400 },
  events: { settle: 300, longest: 800 },
};
/** The interval of looking for due dates. */
const ENDS_MS = 1_000;
/** The number of attempts built ahead per assignment. A class starts at once, and building one takes part of a second. */
const MOST_READY = 40;
const MOST_PASSWORDS = 8;

/** An answer is stored within this time after it arrives. */
const ANSWERED_MS = 30_000;

type Mark = { first: number; last: number; moved: Moved };

/** Evaluates attempts soon after events in their accounts, whichever process wrote them. */
export type Keeper = {
  /**
   * Reads what was written since the last call and evaluates attempts whose delay is over.
   * @param at milliseconds of a monotonic clock
   * @returns whether attempts wait for the end of their delay
   */
  tick(at: number, realTime: Date): Promise<boolean>;
  /**
   * Builds one attempt ahead if one is missing.
   * @returns whether it built one
   */
  prepare(realTime: Date): Promise<boolean>;
};

export function classKeeper(database: Database): Keeper {
  const { reader } = database;
  const marks = new Map<string, Mark>();
  let seen: number | null = null;
  let answers: number | null = null;
  let decisions: number | null = null;
  let nextEnds = Number.NEGATIVE_INFINITY;

  const mark = (attemptId: string, at: number, moved: Moved) => {
    const known = marks.get(attemptId);
    const both = known && known.moved !== moved ? 'all' : moved;
    // Reads after a write must not delay the evaluation of the write.
    const last = known?.moved === 'all' && moved === 'events' ? known.last : at;
    marks.set(attemptId, { first: known?.first ?? at, last, moved: both });
  };

  const readEvents = async (at: number) => {
    const newest = await newestEvent(reader);
    if (seen === null || newest < seen) {
      seen = newest;
      return;
    }
    if (newest === seen) return;
    const events = await reader.event.groupBy({
      by: ['accountId', 'readOnly'],
      where: { id: { gt: seen, lte: newest } },
    });
    seen = newest;
    const attempts = await attemptsOf(events.map(({ accountId }) => accountId));
    for (const { accountId, readOnly } of events)
      for (const attemptId of attempts.get(accountId) ?? []) mark(attemptId, at, readOnly ? 'events' : 'all');
  };

  /** Answers leave no event, so they are counted instead. Recent answers are marked all at once. */
  const readAnswers = async (at: number, realTime: Date) => {
    const count = await reader.predictionAnswer.count();
    if (answers !== null && count > answers) {
      const answered = await reader.predictionAnswer.findMany({
        where: { at: { gt: new Date(realTime.getTime() - ANSWERED_MS) }, attempt: { endedAt: null } },
        distinct: ['attemptId'],
        select: { attemptId: true },
      });
      for (const { attemptId } of answered) mark(attemptId, at, 'answers');
    }
    answers = count;
  };

  /** An instructor's decision can pass a step and leaves no event either. */
  const readDecisions = async (at: number, realTime: Date) => {
    const count = await reader.override.count();
    if (decisions !== null && count > decisions) {
      const since = new Date(realTime.getTime() - ANSWERED_MS);
      const decided = await reader.override.findMany({
        where: { at: { gt: since }, attempt: { endedAt: null } },
        distinct: ['attemptId'],
        select: { attemptId: true },
      });
      for (const { attemptId } of decided) mark(attemptId, at, 'all');
    }
    decisions = count;
  };

  /** Returns the attempts of the accounts and of the organizations that they belong to. */
  const attemptsOf = async (accountIds: readonly string[]) => {
    const accounts = await reader.account.findMany({
      where: { id: { in: [...new Set(accountIds)] } },
      select: { id: true, organization: { select: { managementAccountId: true } } },
    });
    const ownIds = accounts.flatMap(({ id, organization }) => [id, organization?.managementAccountId ?? id]);
    const rows = await reader.attemptAccount.findMany({
      where: { accountId: { in: ownIds }, attempt: { endedAt: null, memberId: { not: null } } },
    });
    const byAccount = new Map(rows.map(({ accountId, attemptId }) => [accountId, attemptId]));
    return new Map(
      accounts.map(({ id, organization }) => {
        const found = [byAccount.get(id), organization ? byAccount.get(organization.managementAccountId) : undefined];
        return [id, new Set(found.filter((attemptId) => attemptId !== undefined))] as const;
      }),
    );
  };

  /** Attempts without any result: their guards must hold before the student acts. */
  const readBegun = async (at: number) => {
    const begun = await reader.attempt.findMany({
      where: { endedAt: null, memberId: { not: null }, results: { none: {} } },
      select: { id: true },
      take: 100,
    });
    for (const { id } of begun) if (!marks.has(id)) marks.set(id, { first: at - WAITS.all.longest, last: at, moved: 'all' });
    return new Set(begun.map(({ id }) => id));
  };

  /** Counts, in open classes, the unassigned attempts per assignment, the students, and those who have begun. */
  const countReady = async () => {
    const inOpenClass = { class: { state: 'open' } };
    const isThere = { state: { not: 'removed' } };
    const ofAttempts = (where: { memberId: null; number: null } | { number: 1; member: typeof isThere }) =>
      reader.attempt.groupBy({ by: ['assignmentId'], where: { assignment: inOpenClass, ...where }, _count: true });
    const ready = await ofAttempts({ memberId: null, number: null });
    const begun = await ofAttempts({ number: 1, member: isThere });
    const students = await reader.member.groupBy({ by: ['classId'], where: { ...inOpenClass, ...isThere }, _count: true });
    return [
      new Map(ready.map((row) => [row.assignmentId, row._count])),
      new Map(students.map((row) => [row.classId, row._count])),
      new Map(begun.map((row) => [row.assignmentId, row._count])),
    ] as const;
  };

  return {
    tick: async (at, realTime) => {
      if (at >= nextEnds) {
        nextEnds = at + ENDS_MS;
        await endOverdue(database, realTime);
      }
      await readEvents(at);
      await readAnswers(at, realTime);
      await readDecisions(at, realTime);
      const begun = await readBegun(at);
      const due = [...marks].filter(([, { first, last, moved }]) => {
        const { settle, longest } = WAITS[moved];
        return at - last >= settle || at - first >= longest;
      });
      const writesFirst = due.sort(([, one], [, other]) => Number(one.moved === 'events') - Number(other.moved === 'events'));
      for (const [attemptId, { moved }] of writesFirst) {
        marks.delete(attemptId);
        await inBackground(() => evaluateAttempt(database, attemptId, moved, realTime, !begun.has(attemptId))).catch(
          (err: unknown) => log.error({ err, attemptId }, 'an attempt could not be evaluated'),
        );
      }
      return marks.size > 0;
    },
    prepare: async (realTime) => {
      const assignments = await reader.assignment.findMany({
        where: {
          class: { state: 'open' },
          releaseAt: { lte: realTime },
          // After the due date only students with an extension can begin. Their attempts are built on demand.
          OR: [{ dueAt: null }, { dueAt: { gt: realTime } }],
          AND: [{ OR: [{ buildRetryAt: null }, { buildRetryAt: { lte: realTime } }] }],
        },
      });
      if (assignments.length === 0) return false;
      const [ready, students, begun] = await countReady();
      const isLacking = ({ id, classId }: { id: string; classId: string }) =>
        (ready.get(id) ?? 0) < Math.min((students.get(classId) ?? 0) - (begun.get(id) ?? 0), MOST_READY);
      const lacking = assignments.find(isLacking);
      if (!lacking) return false;
      await readyPasswords(MOST_PASSWORDS);
      await buildAhead(database, lacking, realTime);
      return true;
    },
  };
}
