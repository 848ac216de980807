import { afterAll, beforeAll, expect, it } from 'vitest';
import { AddAssignment } from '../classroom/assignment/operations';
import { StartAttempt } from '../classroom/attempt/operations';
import { FindPersona } from '../classroom/attempt/persona-operations';
import { type ClassroomWorld, createClassroomWorld } from '../classroom/testing/classroom-world';
import { findSession, startSession, storeRoleSession } from '../console/session/session';
import { signInPersona } from '../console/sign-in/sign-in';
import { runOperation } from '../core/run/run';
import { later, MOST_AHEAD_DAYS } from '../core/time/clock';
import { transaction } from '../db/transaction';
import { UpdateAccountPasswordPolicy } from '../iam/password-policy/operations';
import { CreateRole } from '../iam/role/operations';
import { JUMPS } from './limits';
import { MoveClock } from './operations';

let world: ClassroomWorld;
beforeAll(async () => {
  world = await createClassroomWorld();
});
afterAll(() => world.database.close());

const ORIGIN = { sourceIp: '192.0.2.1', userAgent: 'test', secure: false };
const DAY_MS = 24 * 60 * 60 * 1000;
const TEN_MINUTES_MS = 10 * 60 * 1000;
/** The real time, which sessions use. The lab begins now. */
const realTime = new Date();
const moves = [
  ...JUMPS.map((Jump) => [Jump, { Jump }] as const),
  ['as far as it goes', { To: new Date(realTime.getTime() + (MOST_AHEAD_DAYS - 1) * DAY_MS) }] as const,
];

/** Creates a student's lab with a persona who moves its clock in the console. */
async function newLab(name: string) {
  const { database } = world;
  const karin = await world.person(`Karin ${name}`);
  const { classId, code } = await world.newClass(karin, `Clock ${name}`);
  const ana = await world.join(code, 'Ana');
  const { assignmentId } = await world.run(AddAssignment, { classId, packId: 'accounts-and-the-bill' }, karin);
  const { attemptId } = await world.run(StartAttempt, { assignmentId }, ana);
  const identity = await world.run(FindPersona, { attemptId }, ana);
  const persona = await signInPersona(database, identity, ORIGIN, realTime);
  const session = await findSession(database, persona.token, realTime);
  if (!session) throw new Error('the persona has signed in');
  const aheadMs = session.clocks.identity;
  const now = later(realTime, aheadMs);
  const call = {
    caller: session.caller,
    requestId: 'r',
    now,
    aheadMs,
    sourceIp: ORIGIN.sourceIp,
    userAgent: ORIGIN.userAgent,
    region: 'us-east-1',
    partition: 'aws' as const,
    secureTransport: true,
    via: 'console' as const,
  };
  const moveClock = (move: (typeof moves)[number][1]) => runOperation(MoveClock, move, call, database);
  return { identity, persona, session, now, call, moveClock };
}

it.each(moves)('a clock moved by %s does not end any session of a lab', async (name, move) => {
  const { database } = world;
  const { identity, persona, now, moveClock } = await newLab(name);
  const origin = { sourceIp: ORIGIN.sourceIp, userAgent: ORIGIN.userAgent };
  // This session starts with the password that the lab shows.
  const other = await transaction(database, (tx) => startSession(tx, { ...identity, mfaAt: null }, origin, now));
  await moveClock(move);
  expect(await findSession(database, persona.token, realTime)).not.toBeNull();
  expect(await findSession(database, other.token, realTime)).not.toBeNull();
  // In real time, these sessions end like any other session.
  const tomorrow = new Date(realTime.getTime() + DAY_MS);
  expect(await findSession(database, persona.token, tomorrow)).toBeNull();
  expect(await findSession(database, other.token, tomorrow)).toBeNull();
});

it.each(moves)('a clock moved by %s neither ends the role of a persona nor expires the password', async (name, move) => {
  const { database } = world;
  const { identity, persona, session, now, call, moveClock } = await newLab(`${name} with a role`);
  const { accountId } = identity;
  await runOperation(CreateRole, { RoleName: 'Auditor', AssumeRolePolicyDocument: trusting(accountId) }, call, database);
  await runOperation(UpdateAccountPasswordPolicy, { MaxPasswordAge: 1 }, call, database);
  const role = await database.reader.role.findFirstOrThrow({ where: { accountId, name: 'Auditor' } });
  await storeRoleSession(database, session, {
    accountId,
    roleId: role.id,
    roleName: role.name,
    roleArn: `arn:aws:iam::${accountId}:role/Auditor`,
    sessionName: 'ana',
    serviceLinked: false,
    accountName: 'lab',
    displayName: '',
    color: '',
    issuedAt: now.toISOString(),
    expiresAt: later(now, TEN_MINUTES_MS).toISOString(),
  });
  await moveClock(move);
  const after = await findSession(database, persona.token, realTime);
  expect(after?.roleSession?.roleName).toBe('Auditor');
  expect(after).toMatchObject({ passwordResetRequired: false, passwordExpired: false });
  // The role session ends after its own duration.
  const afterwards = later(realTime, 2 * TEN_MINUTES_MS);
  expect((await findSession(database, persona.token, afterwards))?.roleSession).toBeNull();
});

function trusting(accountId: string): string {
  const Statement = [{ Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' }];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
