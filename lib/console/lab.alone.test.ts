import '../../vitest.setup';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAccount } from '../account/create-account';
import { AddAssignment } from '../classroom/assignment/operations';
import { StartAttempt } from '../classroom/attempt/operations';
import { FindPersona } from '../classroom/attempt/persona-operations';
import { JoinClass } from '../classroom/member/operations';
import { findSeat } from '../classroom/sessions';
import { type ClassroomWorld, createClassroomWorld } from '../classroom/testing/classroom-world';
import { runOperation } from '../core/run/run';
import { rootCaller, testCall } from '../core/test-world';
import { transaction } from '../db/transaction';
import { CreateLoginProfile } from '../iam/login-profile/operations';
import { CreateUser } from '../iam/user/operations';
import { startLabAgain } from './lab';
import { findSession } from './session/session';
import { signInPersona } from './sign-in/sign-in';

/** The browser's cookies, and the session in the address of the request. */
const browser = vi.hoisted(() => ({ cookies: new Map<string, string>(), at: '' }));
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (browser.cookies.has(name) ? { name, value: browser.cookies.get(name) } : undefined),
    getAll: () => [...browser.cookies].map(([name, value]) => ({ name, value })),
    set: (name: string, value: string) => void browser.cookies.set(name, value),
  }),
  headers: async () => new Headers({ 'x-forwarded-uri': `/s/${browser.at}/` }),
}));

const ORIGIN = { sourceIp: '127.0.0.1', userAgent: 'test', secure: false };
const SEAT = 'gatehouse-seat';

let world: ClassroomWorld;
let seat: string;
let first: { attemptId: string; accountId: string; userId: string | null };
beforeAll(async () => {
  world = await createClassroomWorld();
  Object.assign(globalThis, { __gatehouseRuntime: { gatehouse: Promise.resolve({ database: world.database }) } });
  const now = new Date();
  const karin = await world.person('Karin Vold');
  const { classId, code } = await world.newClass(karin, 'Own');
  const joined = await world.run(JoinClass, { code, name: 'Ana' }, { kind: 'nobody' }, { now });
  if (!('seat' in joined)) throw new Error('Ana is taken');
  seat = joined.seat.token;
  const ana = await findSeat(world.database, seat, now);
  if (!ana) throw new Error('Ana has no seat');
  const { assignmentId } = await world.run(AddAssignment, { classId, packId: 'for-all-values' }, karin, { now });
  const { attemptId } = await world.run(StartAttempt, { assignmentId }, ana, { now });
  first = { attemptId, ...(await world.run(FindPersona, { attemptId }, ana, { now })) };
});
afterAll(() => {
  Object.assign(globalThis, { __gatehouseRuntime: undefined });
  return world.database.close();
});
beforeEach(() => {
  browser.cookies = new Map([[SEAT, seat]]);
});

/** Signs in, and returns the tag of the page. */
async function enter(accountId: string, userId: string | null): Promise<string> {
  const { token } = await signInPersona(world.database, { accountId, userId }, ORIGIN, new Date());
  const session = await findSession(world.database, token, new Date());
  if (!session) throw new Error('nobody is signed in');
  browser.cookies.set(`gatehouse-session-${session.name}`, token);
  browser.at = session.name;
  return session.identityTag;
}

const attempts = () => world.database.reader.attempt.findMany({ where: { memberId: { not: null } }, orderBy: { number: 'asc' } });

describe('startLabAgain', () => {
  it('changes nothing without consent, for another identity, or without the seat of the student', async () => {
    const tag = await enter(first.accountId, first.userId);
    expect(await startLabAgain(tag, false)).toEqual({ ok: true, data: { isLab: true, href: null } });
    expect(await startLabAgain('another', true)).toMatchObject({ ok: false, error: { code: 'IdentityChanged' } });
    browser.cookies.delete(SEAT);
    expect(await startLabAgain(tag, true)).toEqual({ ok: true, data: { isLab: false, href: null } });
    browser.cookies.clear();
    expect(await startLabAgain(tag, true)).toMatchObject({ ok: false, error: { code: 'ExpiredToken' } });
    expect(await attempts()).toMatchObject([{ number: 1, endedAt: null }]);
  });

  it('changes nothing for an account outside of attempts', async () => {
    const account = { name: 'other', email: 'other@example.com', now: new Date() };
    const { id } = await transaction(world.database, (tx) => createAccount(tx, account));
    const call = testCall(rootCaller(id));
    const { User } = await runOperation(CreateUser, { UserName: 'other' }, call, world.database);
    await runOperation(CreateLoginProfile, { UserName: 'other', Password: 'Correct-horse-1' }, call, world.database);
    const tag = await enter(id, User.UserId);
    expect(await startLabAgain(tag, true)).toEqual({ ok: true, data: { isLab: false, href: null } });
    expect(await attempts()).toHaveLength(1);
  });

  it('ends the attempt, and signs the student in to the accounts of the next one', async () => {
    const tag = await enter(first.accountId, first.userId);
    const begun = await startLabAgain(tag, true);
    expect(begun).toMatchObject({ ok: true, data: { isLab: true, href: expect.stringMatching(/^\/s\/\d{12}-[\w-]+\/home$/) } });
    const [ended, next] = await attempts();
    expect([ended, next]).toMatchObject([
      { id: first.attemptId, endedBy: 'member', endedAt: expect.any(Date) },
      { number: 2, endedAt: null },
    ]);
    const { readOnlyBecause } = await world.database.reader.account.findUniqueOrThrow({ where: { id: first.accountId } });
    expect(readOnlyBecause).toBe('This attempt ended when you started a new one.');
    const owned = await world.database.reader.attemptAccount.findMany({ where: { attemptId: next?.id ?? '' } });
    const account = begun.ok ? /\/s\/(\d{12})/.exec(begun.data.href ?? '')?.[1] : undefined;
    expect(owned.map(({ accountId }) => accountId)).toContain(account);
  });
});
