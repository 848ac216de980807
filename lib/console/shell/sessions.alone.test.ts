import '../../../vitest.setup';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { GET } from '@/app/api/console/sessions/route';
import { POST } from '@/app/api/shell/call/route';
import type { CallAnswer } from '../../aws-cli/io';
import { AddAssignment } from '../../classroom/assignment/operations';
import { StartAttempt } from '../../classroom/attempt/operations';
import { EnterAttempt } from '../../classroom/attempt/persona-operations';
import type { PersonActor } from '../../classroom/operation';
import { type ClassroomWorld, createClassroomWorld } from '../../classroom/testing/classroom-world';
import { GetHomeFile, ListHomeFiles, PutHomeFile } from '../../cloudshell/home/console-operations';
import type { AnyOperation, InputOf, OutputOf } from '../../core/operation';
import { runOperation } from '../../core/run/run';
import { rootCaller, testCall } from '../../core/test-world';
import { CreateAccessKey } from '../../iam/access-key/operations';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateLoginProfile } from '../../iam/login-profile/operations';
import { policyDocument } from '../../iam/test-accounts';
import { CreateUser } from '../../iam/user/operations';
import { consoleAction } from '../run-console';
import { findSession } from '../session/session';
import { IDENTITY_HEADER } from '../session/shown-identity';
import { signInPersona } from '../sign-in/sign-in';
import { startShellAction } from './permission';

/** The browser's cookies by the name of their session, and the session in the address of the request. */
const browser = vi.hoisted(() => ({ cookies: {} as Record<string, string>, at: '' }));
vi.mock('next/headers', () => {
  const all = () => Object.entries(browser.cookies).map(([name, value]) => ({ name: `gatehouse-session-${name}`, value }));
  return {
    cookies: async () => ({ get: (name: string) => all().find((cookie) => cookie.name === name), getAll: all }),
    headers: async () => new Headers({ 'x-forwarded-uri': `/s/${browser.at}/api/shell/call` }),
  };
});

const ORIGIN = { sourceIp: '127.0.0.1', userAgent: 'test', secure: false };

let world: ClassroomWorld;
let karin: PersonActor;
let attemptId: string;
/** A user beside the persona. */
let other: { accountId: string; userId: string };
beforeAll(async () => {
  world = await createClassroomWorld();
  Object.assign(globalThis, { __gatehouseRuntime: { gatehouse: Promise.resolve({ database: world.database }) } });
  karin = await world.person('Karin Vold');
  const { classId, code } = await world.newClass(karin, 'Own');
  const ana = await world.join(code, 'Ana');
  const { assignmentId } = await world.run(AddAssignment, { classId, packId: 'for-all-values' }, karin);
  ({ attemptId } = await world.run(StartAttempt, { assignmentId }, ana));
  const { accountId, userId } = await world.run(EnterAttempt, { attemptId, persona: 'hr', mayChange: true }, karin);
  const { name: persona } = await world.database.reader.user.findUniqueOrThrow({ where: { id: userId ?? '' } });
  const { User } = await asRoot(accountId, CreateUser, { UserName: 'other' });
  await asRoot(accountId, CreateLoginProfile, { UserName: 'other', Password: 'Correct-horse-1' });
  other = { accountId, userId: User.UserId };
  const PolicyDocument = policyDocument({ Effect: 'Allow', Action: '*', Resource: '*' });
  for (const UserName of [persona, 'other'])
    await asRoot(accountId, PutUserPolicy, { UserName, PolicyName: 'all', PolicyDocument });
});
function asRoot<O extends AnyOperation>(accountId: string, operation: O, input: InputOf<O>): Promise<OutputOf<O>> {
  return runOperation(operation, input, testCall(rootCaller(accountId)), world.database);
}

afterAll(() => {
  Object.assign(globalThis, { __gatehouseRuntime: undefined });
  return world.database.close();
});
beforeEach(() => {
  browser.cookies = {};
});

/** Enters the attempt as its persona. Returns the session's name and what its pages claim. */
async function enter(mayChange: boolean): Promise<{ name: string; tag: string; accountId: string; entryId: string }> {
  const { accountId, userId, entryId } = await world.run(EnterAttempt, { attemptId, persona: 'hr', mayChange }, karin);
  const { token } = await signInPersona(world.database, { accountId, userId }, ORIGIN, new Date(), entryId);
  return { ...(await keep(token)), accountId, entryId };
}

async function keep(token: string): Promise<{ name: string; tag: string }> {
  const session = await findSession(world.database, token, new Date());
  if (!session) throw new Error('nobody is signed in');
  browser.cookies[session.name] = token;
  return { name: session.name, tag: session.identityTag };
}

async function call(at: string, tag: string, operation: string, input: object = {}, credentials: unknown = 'session') {
  browser.at = at;
  const service = operation === 'GetCallerIdentity' ? 'sts' : 'iam';
  const body = JSON.stringify({ service, operation, input, region: 'us-east-1', credentials, userAgent: '' });
  const headers = { 'content-length': String(body.length), [IDENTITY_HEADER]: tag };
  const response = await POST(new Request('http://localhost/api/shell/call', { method: 'POST', body, headers }));
  return (await response.json()) as CallAnswer & { error?: object };
}

const home = { list: consoleAction(ListHomeFiles), put: consoleAction(PutHomeFile), get: consoleAction(GetHomeFile) };

describe('an instructor in a student’s accounts', () => {
  it('who only looks reads in the shell, and changes nothing, whoever signs', async () => {
    const { name, tag, accountId } = await enter(false);
    expect(await call(name, tag, 'ListUsers')).toMatchObject({ ok: true });
    const refused = { ok: false, code: 'AccessDenied', message: expect.stringMatching(/^You have view-only access/) };
    expect(await call(name, tag, 'CreateUser', { UserName: 'by-karin' })).toMatchObject(refused);
    const { AccessKey } = await asRoot(accountId, CreateAccessKey, {});
    const keys = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
    expect(await call(name, tag, 'ListUsers', {}, keys)).toMatchObject({ ok: true });
    expect(await call(name, tag, 'CreateUser', { UserName: 'by-karin' }, keys)).toMatchObject(refused);
    expect(await startShellAction(tag, {})).toMatchObject({ ok: true });
    expect(await home.list(tag, {})).toMatchObject({ ok: true });
    expect(await home.put(tag, { Path: 'a', Bytes: '' })).toMatchObject({ ok: false, error: { code: 'LookingOnly' } });
  });

  it('who may change is counted', async () => {
    const { name, tag, entryId } = await enter(true);
    expect(await call(name, tag, 'ListUsers')).toMatchObject({ ok: true });
    expect(await call(name, tag, 'CreateUser', { UserName: 'by-karin' })).toMatchObject({ ok: true });
    expect(await call(name, tag, 'CreateUser', { UserName: 'by-karin' })).toMatchObject({ code: 'EntityAlreadyExists' });
    expect(await world.database.reader.entry.findUniqueOrThrow({ where: { id: entryId } })).toMatchObject({ writes: 1 });
  });
});

describe('a scenario', () => {
  const policy = (...statements: Record<string, unknown>[]) =>
    asRoot(other.accountId, PutUserPolicy, {
      UserName: 'other',
      PolicyName: 'all',
      PolicyDocument: policyDocument(...statements),
    });
  const deny = { Effect: 'Deny', Action: 'cloudshell:*', Resource: '*' };
  afterAll(() => policy({ Effect: 'Allow', Action: '*', Resource: '*' }));
  const allowUsers = { Effect: 'Allow', Action: 'iam:*', Resource: '*' };

  it('has the shell without a permission, but not against a policy that denies it', async () => {
    const { token } = await signInPersona(world.database, other, ORIGIN, new Date());
    const { name, tag } = await keep(token);
    const start = () => startShellAction(tag, {});
    await policy(allowUsers);
    expect(await call(name, tag, 'ListUsers')).toMatchObject({ ok: true });
    expect(await start()).toEqual({ ok: true, data: null });
    await policy(allowUsers, deny);
    expect(await call(name, tag, 'ListUsers')).toMatchObject({ ok: false, code: 'AccessDeniedException' });
    expect(await start()).toMatchObject({ ok: false, error: { action: 'cloudshell:CreateEnvironment', isExplicitDenial: true } });
    await policy({ Effect: 'Allow', Action: '*', Resource: '*' });
    expect(await start()).toMatchObject({ ok: true, data: { HomeBytes: expect.any(Number) } });
  });
});

describe('several identities of a browser', () => {
  it('are called at their own addresses, with their own tags only', async () => {
    const persona = await enter(true);
    const { token } = await signInPersona(world.database, other, ORIGIN, new Date());
    const second = await keep(token);
    const listed: readonly Record<string, unknown>[] = await (await GET()).json();
    for (const { name, tag } of [persona, second]) {
      expect(listed.find((session) => session.name === name)).toMatchObject({ identityTag: tag, isPersona: true });
      const isOther = name === second.name;
      const Arn = isOther ? expect.stringMatching(/:user\/other$/) : expect.not.stringMatching(/:user\/other$/);
      expect(await call(name, tag, 'GetCallerIdentity')).toMatchObject({ ok: true, output: { Arn } });
    }
    expect(await call(persona.name, second.tag, 'GetCallerIdentity')).toMatchObject({ error: { code: 'IdentityChanged' } });
    // The address of a session that this browser does not have.
    delete browser.cookies[second.name];
    expect(await call(second.name, second.tag, 'GetCallerIdentity')).toMatchObject({ ok: false, code: 'ExpiredToken' });
  });

  it('have separate home folders', async () => {
    const persona = await enter(true);
    const { token } = await signInPersona(world.database, other, ORIGIN, new Date());
    const second = await keep(token);
    browser.at = persona.name;
    expect(await home.put(persona.tag, { Path: 'notes', Bytes: 'AAAA' })).toMatchObject({ ok: true, data: { Size: 3 } });
    expect(await home.get(persona.tag, { Path: 'notes' })).toMatchObject({ ok: true, data: { Bytes: 'AAAA' } });
    browser.at = second.name;
    expect(await home.get(second.tag, { Path: 'notes' })).toMatchObject({
      ok: false,
      error: { code: 'ResourceNotFoundException', message: expect.stringMatching(/^ENOENT/) },
    });
    expect(await home.get(persona.tag, { Path: 'notes' })).toMatchObject({ ok: false, error: { code: 'IdentityChanged' } });
  });
});
