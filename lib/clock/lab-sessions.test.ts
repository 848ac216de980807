import { afterAll, beforeAll, expect, it } from 'vitest';
import { AddAssignment } from '../classroom/assignment/operations';
import { StartAttempt } from '../classroom/attempt/operations';
import { FindPersona } from '../classroom/attempt/persona-operations';
import { type ClassroomWorld, createClassroomWorld } from '../classroom/testing/classroom-world';
import { findSession, startSession } from '../console/session/session';
import { signInPersona } from '../console/sign-in/sign-in';
import { runOperation } from '../core/run/run';
import { later, MOST_AHEAD_DAYS } from '../core/time/clock';
import { transaction } from '../db/transaction';
import { JUMPS } from './limits';
import { MoveClock } from './operations';

let world: ClassroomWorld;
beforeAll(async () => {
  world = await createClassroomWorld();
});
afterAll(() => world.database.close());

const ORIGIN = { sourceIp: '192.0.2.1', userAgent: 'test', secure: false };
const DAY_MS = 24 * 60 * 60 * 1000;
/** The sessions' own process clock: a lab that begins now. */
const realTime = new Date();
const moves = [
  ...JUMPS.map((Jump) => [Jump, { Jump }] as const),
  ['as far as it goes', { To: new Date(realTime.getTime() + (MOST_AHEAD_DAYS - 1) * DAY_MS) }] as const,
];

it.each(moves)('a clock that is moved by %s ends no session of a lab, and those of others as before', async (_name, move) => {
  const { database } = world;
  const karin = await world.person(`Karin ${_name}`);
  const { classId, code } = await world.newClass(karin, `Clock ${_name}`);
  const ana = await world.join(code, 'Ana');
  const { assignmentId } = await world.run(AddAssignment, { classId, packId: 'accounts-and-the-bill' }, karin);
  const { attemptId } = await world.run(StartAttempt, { assignmentId }, ana);
  const { accountId, userId } = await world.run(FindPersona, { attemptId }, ana);
  const persona = await signInPersona(database, { accountId, userId }, ORIGIN, realTime);
  const session = await findSession(database, persona.token, realTime);
  if (!session) throw new Error('the persona has signed in');
  const aheadMs = session.clocks.identity;
  const now = later(realTime, aheadMs);
  const origin = { sourceIp: ORIGIN.sourceIp, userAgent: ORIGIN.userAgent };
  const other = await transaction(database, (tx) => startSession(tx, { accountId, userId, mfaAt: null }, origin, now));
  const call = {
    caller: session.caller,
    requestId: 'r',
    now,
    aheadMs,
    ...origin,
    region: 'us-east-1',
    partition: 'aws' as const,
    secureTransport: true,
    via: 'console' as const,
  };
  const { Before, Now } = await runOperation(MoveClock, move, call, database);
  expect(await findSession(database, persona.token, realTime)).not.toBeNull();
  const isNight = Now.getTime() - Before.getTime() > 12 * 60 * 60 * 1000;
  expect((await findSession(database, other.token, realTime)) === null).toBe(isNight);
  // In real time they last as long as any other session.
  const tomorrow = new Date(realTime.getTime() + DAY_MS);
  expect(await findSession(database, persona.token, tomorrow)).toBeNull();
});
