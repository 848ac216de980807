import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { z } from 'zod';
import { OTHER_VIAS } from '../../core/module/event-category';
import { prefixOfSource } from '../../core/module/module';
import type { Transaction } from '../../db/client';
import { checkTitle, shownPersona } from '../../scenario';
import { openSteps } from '../assignment/rows';
import { PARTS } from '../attempt/attempt-view';
import { cellsOf, stepBeginnings } from '../attempt/matrix';
import { accountsOf } from '../attempt-accounts';
import { classOfAttempt, openState } from '../attempt-state';
import { notThere } from '../errors';
import { latestResults, outcomesOf, withOverrides } from '../evaluate/results';
import { defineClassroomOperation } from '../operation';
import { keptPack } from '../pack/packs';
import { ClassInput, Given } from '../schema';
import { holds, ownOffer } from '../screen-offers';

/** Offers a student's attempt for sharing with the class. An instructor must choose it before it is shown. */
export const OfferScreen = defineClassroomOperation({
  name: 'OfferScreen',
  who: 'member',
  writes: true,
  input: z.strictObject({ attemptId: Given, withName: z.boolean() }),
  about: ({ attemptId }, db) => classOfAttempt(db, attemptId),
  run: async ({ attemptId, withName }, { db, actor: { memberId, classId }, now }) => {
    // A new offer needs a new choice by the instructor.
    const data = { attemptId, withName, offeredAt: now, shownIn: null, shownAt: null };
    await db.screenOffer.upsert({ where: { memberId }, create: { memberId, classId, ...data }, update: data });
    return { attemptId };
  },
});

/** Ends the student's offer and its sharing. */
export const EndOffer = defineClassroomOperation({
  name: 'EndOffer',
  who: 'member',
  writes: true,
  inAnyState: true,
  input: z.strictObject({}),
  run: async (_input, { db, actor: { memberId } }) => {
    const { count } = await db.screenOffer.deleteMany({ where: { memberId } });
    return { ended: count > 0 };
  },
});

/** Returns the student's current offer, for every page of the lab. */
export const GetOwnOffer = defineClassroomOperation({
  name: 'GetOwnOffer',
  who: 'member',
  writes: false,
  input: z.strictObject({}),
  run: async (_input, { db, actor: { memberId }, now }) => ({ offer: await ownOffer(db, memberId, now) }),
});

/** Shares a student's offer with the class in place of the previous one, or stops sharing. */
export const ShowOffer = defineClassroomOperation({
  name: 'ShowOffer',
  who: 'instructor',
  writes: true,
  input: z.strictObject({ classId: Given, memberId: Given.nullable() }),
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId, memberId }, { db, now }) => {
    await db.screenOffer.updateMany({ where: { shownIn: classId }, data: { shownIn: null, shownAt: null } });
    if (memberId === null) return { shown: null };
    const where = { memberId, classId, member: { state: 'joined' }, ...holds(now) };
    const { count } = await db.screenOffer.updateMany({ where, data: { shownIn: classId, shownAt: now } });
    if (count === 0) throw notThere('offer any more');
    return { shown: memberId };
  },
});

/** Returns the shared screen for the projector. */
export const GetScreen = defineClassroomOperation({
  name: 'GetScreen',
  who: 'instructor',
  writes: false,
  input: ClassInput,
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId }, { db, now }) => ({ shown: await shownIn(db, classId, now) }),
});

/** Returns the shared screen for a member of the class. */
export const GetClassScreen = defineClassroomOperation({
  name: 'GetClassScreen',
  who: 'member',
  writes: false,
  input: z.strictObject({}),
  run: async (_input, { db, actor: { classId }, now }) => ({ shown: await shownIn(db, classId, now) }),
});

const MOST_CALLS = 12;

/**
 * Returns the progress row and the last decisions of the shared student. It contains no text written by the student, no names but
 * persona names, and no values: all names come from the scenario. Answers are left out because others may still be answering.
 */
async function shownIn(db: Transaction, classId: string, now: Date) {
  const offer = await db.screenOffer.findFirst({
    where: { shownIn: classId, member: { state: 'joined' }, class: { state: { not: 'closed' } }, ...holds(now) },
    include: { attempt: { include: PARTS }, member: { select: { name: true } }, class: { select: { language: true } } },
  });
  if (!offer) return null;
  const { attempt } = offer;
  const { assignment } = attempt;
  const { language } = offer.class;
  const pack = await keptPack({ reader: db }, assignment.packId, assignment.version);
  const outcomes = outcomesOf(pack, (await latestResults(db, [attempt.id])).get(attempt.id) ?? []);
  const begun = stepBeginnings(pack, attempt.startedAt ?? attempt.createdAt, attempt.steps);
  const cells = cellsOf(pack, withOverrides(outcomes, attempt.overrides), begun, attempt.workedAt);
  const passed = new Set(attempt.steps.map(({ stepId }) => stepId));
  const open = openSteps(assignment, pack, now);
  const texts = pack.texts.get(language);
  return {
    name: offer.withName ? offer.member.name : null,
    title: plain(texts?.get('title') ?? assignment.title),
    steps: pack.scenario.steps.slice(0, open).map((step) => ({
      id: step.id,
      title: plain(texts?.get(`steps.${step.id}.title`) ?? step.title),
      isPassed: passed.has(step.id),
      checks: step.checks.map((check) => {
        const cell = cells[check.id] ?? 'untouched';
        const isFine = cell === 'passed' || cell === 'holds';
        return {
          id: check.id,
          title: checkTitle(pack, check, language),
          cell,
          // The sentence of a check that does not hold yet, in the words of the task.
          say: isFine ? null : plain(texts?.get(`checks.${check.id}.say`) ?? check.say),
        };
      }),
    })),
    calls: await callsOf(db, attempt, pack),
  };
}

/** Removes references: their values differ between attempts and can be proofs. */
function plain(text: string): string {
  return text.replaceAll(/\{\{[^{}]*\}\}/g, '…');
}

/** Returns the last decisions in an attempt's accounts, newest first. */
async function callsOf(
  db: Transaction,
  attempt: Parameters<typeof openState>[0] & { id: string },
  pack: Parameters<typeof shownPersona>[0],
) {
  const state = openState(attempt);
  const personas = Object.keys(pack.scenario.personas).flatMap((key) => shownPersona(pack, state, key) ?? []);
  const names = new Set(personas.flatMap(({ userName }) => userName ?? []));
  const events = await db.event.findMany({
    where: { accountId: { in: await accountsOf(db, [attempt.id]) }, id: { gt: state.eventFloor }, decision: { not: null } },
    orderBy: { id: 'desc' },
    take: MOST_CALLS,
    select: { id: true, time: true, eventSource: true, eventName: true, outcome: true, callerId: true },
  });
  const callers = await db.eventCaller.findMany({
    where: { id: { in: events.map(({ callerId }) => callerId) } },
    select: { id: true, userName: true, principalType: true, via: true },
  });
  const byId = new Map(callers.map((caller) => [caller.id, caller]));
  return events.flatMap(({ id, time, eventSource, eventName, outcome, callerId }) => {
    const caller = byId.get(callerId);
    const action = `${prefixOfSource(eventSource)}:${eventName}`;
    // Trials and queries can contain any action name. Names that AWS does not have are text written by the student.
    if (caller && OTHER_VIAS.includes(caller.via) && !loadCatalog().action(action)) return [];
    const persona = caller?.userName && names.has(caller.userName) ? caller.userName : null;
    const by =
      persona ?? (caller?.principalType === 'Root' ? 'root' : caller?.principalType === 'AssumedRole' ? 'a role' : 'another');
    return [{ id, at: time, by, action, outcome }];
  });
}
