import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../db/client';
import { shownQuestions } from '../../scenario';
import { type AssignmentRow, openSteps } from '../assignment/rows';
import { requireTimely } from '../assignment/times';
import { removeAccountsOf, setReadOnly } from '../attempt-accounts';
import { classOfAttempt, openState } from '../attempt-state';
import { endAttempt } from '../end-attempt';
import { conflict, notThere, tooFast } from '../errors';
import { evaluateAttempt } from '../evaluate/evaluate-attempt';
import { promiseReadyAttempt } from '../evaluate/ready';
import { defineClassroomOperation } from '../operation';
import { keptPack } from '../pack/packs';
import { backToStep } from './back-to-step';
import {
  AnswerHelpInput,
  AnswerPredictionInput,
  AskForHelpInput,
  AttemptInput,
  BackToStepInput,
  OpenHintInput,
  OverrideInput,
  StartAttemptInput,
} from './schema';

const ofAttempt = ({ attemptId }: { attemptId: string }, db: Transaction) => classOfAttempt(db, attemptId);

/** The number of help requests in one attempt. Only a program would exceed it. */
const MOST_HELP = 50;
/** The number of prediction answers per member and minute, which prevents trying all answers. */
const MOST_ANSWERS = 10;
const MINUTE_MS = 60_000;
/** The number of attempts if the assignment sets no limit. Each attempt has its own accounts. */
const MOST_ATTEMPTS = 50;

async function requireAssignment(db: Transaction, classId: string, assignmentId: string): Promise<AssignmentRow> {
  const assignment = await db.assignment.findUnique({ where: { id: assignmentId } });
  if (assignment?.classId !== classId || assignment.releaseAt === null) throw notThere('assignment now');
  return assignment;
}

/**
 * Returns the number of the attempt that a member may begin next.
 * @throws AwsError Conflict if the member may not begin now or has no attempts left
 */
async function nextNumber(db: Transaction, memberId: string, assignment: AssignmentRow, now: Date): Promise<number> {
  await requireTimely(db, memberId, assignment, now);
  const { id: assignmentId, maxAttempts } = assignment;
  const last = await db.attempt.findFirst({ where: { memberId, assignmentId }, orderBy: { number: 'desc' } });
  const number = (last?.number ?? 0) + 1;
  const most = maxAttempts ?? MOST_ATTEMPTS;
  if (number > most) throw conflict(`You have used all ${most} attempts.`);
  return number;
}

/** Returns the attempt in progress. */
function running(db: Transaction, memberId: string, assignmentId: string) {
  return db.attempt.findFirst({ where: { memberId, assignmentId, endedAt: null }, orderBy: { number: 'desc' } });
}

/**
 * Begins an attempt or continues the one in progress. An attempt that was built ahead is available at once; otherwise it is built
 * now.
 * @throws AwsError NotFound before the release, Conflict outside of the assignment's time, before the required assignments are
 * handed in, or without attempts left
 */
export const StartAttempt = defineClassroomOperation({
  name: 'StartAttempt',
  who: 'member',
  writes: true,
  input: StartAttemptInput,
  prepare: async ({ assignmentId, again }, { database, actor, now }) => {
    const assignment = await requireAssignment(database.reader, actor.classId, assignmentId);
    if (!again && (await running(database.reader, actor.memberId, assignmentId))) return null;
    // Members who may not begin must not cause a build.
    await nextNumber(database.reader, actor.memberId, assignment, now);
    return promiseReadyAttempt(database, assignment, now);
  },
  run: async ({ assignmentId, again }, { db, actor: { memberId, classId }, now }, ready) => {
    const assignment = await requireAssignment(db, classId, assignmentId);
    const before = await running(db, memberId, assignmentId);
    if (before && !again) return { attemptId: before.id, isNew: false };
    const number = await nextNumber(db, memberId, assignment, now);
    const data = { memberId, number, startedAt: now };
    const taken =
      ready === null ? 0 : (await db.attempt.updateMany({ where: { id: ready, memberId: null, number: null }, data })).count;
    // Another process may have assigned it meanwhile.
    if (ready === null || taken === 0) throw conflict('The accounts were just taken. Try again.');
    if (before) {
      await db.attempt.update({ where: { id: before.id }, data: { endedAt: now, endedBy: 'member' }, select: { id: true } });
      await setReadOnly(db, [before.id], 'This attempt ended when you started a new one.');
    }
    return { attemptId: ready, isNew: true };
  },
});

async function requireGoingOn(db: Transaction, attemptId: string) {
  const attempt = await db.attempt.findUniqueOrThrow({ where: { id: attemptId }, include: { assignment: true } });
  if (attempt.endedAt) throw conflict('This attempt has ended.');
  return attempt;
}

/** Opens the next hint of a step. Hints that cost points say so first. */
export const OpenHint = defineClassroomOperation({
  name: 'OpenHint',
  who: 'member',
  writes: true,
  input: OpenHintInput,
  about: ofAttempt,
  run: async ({ attemptId, stepId }, { db, now }) => {
    const { assignment } = await requireGoingOn(db, attemptId);
    const pack = await keptPack({ reader: db }, assignment.packId, assignment.version);
    const at = pack.scenario.steps.findIndex(({ id }) => id === stepId);
    if (at < 0 || at >= openSteps(assignment, pack, now)) throw notThere('step now');
    const hints = pack.scenario.steps[at]?.hints ?? [];
    const hint = await db.hintUse.count({ where: { attemptId, stepId } });
    const next = hints[hint];
    if (!next) throw conflict('This step has no more hints.');
    await db.hintUse.create({ data: { attemptId, stepId, hint, cost: next.cost ?? 0, at: now } });
    return { hint };
  },
});

/**
 * Answers a prediction question while it has tries left. Answers can't be changed.
 * @throws AwsError Throttling for too many answers within a minute
 */
export const AnswerPrediction = defineClassroomOperation({
  name: 'AnswerPrediction',
  who: 'member',
  writes: true,
  input: AnswerPredictionInput,
  about: ofAttempt,
  run: async ({ attemptId, checkId, question: id, answer }, { db, actor: { memberId }, now }) => {
    const { assignment, ...attempt } = await requireGoingOn(db, attemptId);
    const pack = await keptPack({ reader: db }, assignment.packId, assignment.version);
    const step = pack.scenario.steps.findIndex(({ checks }) => checks.some((check) => check.id === checkId));
    const question = shownQuestions(pack, openState(attempt), checkId).find((one) => one.id === id);
    if (!question || step >= openSteps(assignment, pack, now)) throw notThere('question now');
    const options = new Set(question.options.map((option) => option.id));
    if (options.size > 0 && (answer.some((one) => !options.has(one)) || (!question.multiple && answer.length > 1)))
      throw conflict('Choose one of the answers.');
    const tries = await db.predictionAnswer.count({ where: { attemptId, checkId, question: id } });
    if (tries >= question.tries) throw conflict('This question is already answered.');
    // Counted in the database, so that it covers all attempts, processes and restarts.
    const since = new Date(now.getTime() - MINUTE_MS);
    const recent = await db.predictionAnswer.findMany({
      where: { attempt: { memberId }, at: { gt: since } },
      orderBy: { at: 'desc' },
      take: MOST_ANSWERS,
      select: { at: true },
    });
    const tenth = recent[MOST_ANSWERS - 1];
    if (tenth) throw tooFast(`You can give ${MOST_ANSWERS} answers a minute.`, tenth.at.getTime() + MINUTE_MS - now.getTime());
    const row = { attemptId, checkId, question: id, try: tries + 1, answer: JSON.stringify(answer), at: now };
    await db.predictionAnswer.create({ data: row });
    return { triesLeft: question.tries - tries - 1 };
  },
});

export const AskForHelp = defineClassroomOperation({
  name: 'AskForHelp',
  who: 'member',
  writes: true,
  inAnyState: true,
  input: AskForHelpInput,
  about: ofAttempt,
  run: async ({ attemptId, text }, { db, actor: { memberId }, now }) => {
    if ((await db.helpRequest.count({ where: { attemptId } })) >= MOST_HELP)
      throw conflict('You have asked many questions. Ask your instructor in person.');
    if (await db.helpRequest.findFirst({ where: { attemptId, answeredAt: null } }))
      throw conflict('Your instructor already has your question.');
    const id = `help-${randomUUID()}`;
    await db.helpRequest.create({ data: { id, attemptId, memberId, text, at: now } });
    return { helpId: id };
  },
});

export const AnswerHelp = defineClassroomOperation({
  name: 'AnswerHelp',
  who: 'instructor',
  writes: true,
  input: AnswerHelpInput,
  about: async ({ helpId }, db) => {
    const help = await db.helpRequest.findUnique({ where: { id: helpId }, select: { attemptId: true } });
    return help && classOfAttempt(db, help.attemptId);
  },
  run: async ({ helpId, answer }, { db, actor, now }) => {
    await db.helpRequest.update({ where: { id: helpId }, data: { answer, answeredAt: now, answeredBy: actor.name } });
    return { helpId };
  },
});

/** Hands in an attempt in its current state. Its accounts become read-only. */
export const HandIn = defineClassroomOperation({
  name: 'HandIn',
  who: 'member',
  writes: true,
  input: AttemptInput,
  about: ofAttempt,
  prepare: ({ attemptId }, { database, now }) => evaluateAttempt(database, attemptId, 'all', now),
  run: async ({ attemptId }, { db, now }) => {
    await requireGoingOn(db, attemptId);
    await endAttempt(db, attemptId, 'member', now);
    return { attemptId };
  },
});

/** Sets an instructor's decision for a check that is undecided or disputed. The computed outcome stays stored. */
export const DecideCheck = defineClassroomOperation({
  name: 'DecideCheck',
  who: 'instructor',
  writes: true,
  input: OverrideInput,
  about: ofAttempt,
  run: async ({ attemptId, checkId, outcome, note }, { db, actor, now }) => {
    const { assignment } = await db.attempt.findUniqueOrThrow({ where: { id: attemptId }, include: { assignment: true } });
    const pack = await keptPack({ reader: db }, assignment.packId, assignment.version);
    if (!pack.scenario.steps.some(({ checks }) => checks.some(({ id }) => id === checkId))) throw notThere('check');
    const { personId, name } = actor;
    const id = `decision-${randomUUID()}`;
    await db.override.create({ data: { id, attemptId, checkId, outcome, note, personId, name, at: now } });
    return { checkId, outcome };
  },
});

/** Returns an attempt to the beginning of a step, with its accounts as they were then. */
export const BackToStep = defineClassroomOperation({
  name: 'BackToStep',
  who: 'instructor',
  writes: true,
  input: BackToStepInput,
  about: ofAttempt,
  prepare: async ({ attemptId, stepId }, { database, now }) => {
    const { assignment } = await requireGoingOn(database.reader, attemptId);
    const { scenario } = await keptPack(database, assignment.packId, assignment.version);
    const allIds = scenario.steps.map(({ id }) => id);
    if (!allIds.includes(stepId)) throw notThere('step');
    await backToStep(database, attemptId, { allIds, to: stepId }, now);
    await evaluateAttempt(database, attemptId, 'all', now, false);
  },
  run: async ({ attemptId, stepId }) => ({ attemptId, stepId }),
});

/** Deletes a student's attempt with its accounts and all records of it. */
export const DeleteAttempt = defineClassroomOperation({
  name: 'DeleteAttempt',
  who: 'instructor',
  writes: true,
  input: AttemptInput,
  about: ofAttempt,
  prepare: ({ attemptId }, { database, now }) => removeAccountsOf(database, attemptId, now),
  run: async ({ attemptId }, { db }) => {
    await db.attempt.delete({ where: { id: attemptId }, select: { id: true } });
    return { attemptId };
  },
});
