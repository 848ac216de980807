import '../../../vitest.setup';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { POST } from '@/app/api/shell/call/route';
import { signUp } from '../../account/sign-up';
import { BURST } from '../../aws-api/shell/answer-shell-call';
import type { CallAnswer, SentCall } from '../../aws-cli/io';
import { createTestWorld, rootCaller, type TestWorld } from '../../core/test-world';
import { SearchEvents } from '../../events/operations';
import { CreateAccessKey } from '../../iam/access-key/operations';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateLoginProfile } from '../../iam/login-profile/operations';
import { limitByScp, policyDocument } from '../../iam/test-accounts';
import { CreateUser, ListUsers } from '../../iam/user/operations';
import { endSession, findSession } from '../session/session';
import { IDENTITY_HEADER } from '../session/shown-identity';
import { signInRoot, signInUser } from '../sign-in/sign-in';
import { MOST_CALL_BYTES } from './call';

const browser = vi.hoisted(() => ({ cookie: '', headers: {} as Record<string, string> }));
vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => ({ value: browser.cookie }) }),
  headers: async () => new Headers(browser.headers),
}));

const ORIGIN = { sourceIp: '127.0.0.1', userAgent: 'test', secure: false };
const PASSWORD = 'Correct-horse-1';

let world: TestWorld;
let accountId: string;
beforeEach(async () => {
  world = await createTestWorld();
  Object.assign(globalThis, { __gatehouseRuntime: { gatehouse: Promise.resolve({ database: world.database }) } });
  browser.headers = { 'x-forwarded-for': '192.0.2.7' };
  await signInAsNew('first');
});
afterEach(async () => {
  Object.assign(globalThis, { __gatehouseRuntime: undefined });
  await world.close();
});

const root = () => world.as(rootCaller(accountId));

async function signInAsNew(name: string): Promise<void> {
  const email = `${name}@example.com`;
  accountId = (await signUp(world.database, { name, email, password: PASSWORD }, new Date())).id;
  const outcome = await signInRoot(world.database, email, PASSWORD, ORIGIN, new Date());
  if ('mfa' in outcome) throw new Error('no MFA device was assigned');
  browser.cookie = outcome.token;
}

const SHELL = { Effect: 'Allow', Action: 'cloudshell:*', Resource: '*' };

async function signInAsMaria(): Promise<void> {
  const outcome = await signInUser(world.database, accountId, 'maria', PASSWORD, ORIGIN, new Date());
  if ('mfa' in outcome) throw new Error('no MFA device was assigned');
  browser.cookie = outcome.token;
}

async function sessionNow() {
  const session = await findSession(world.database, browser.cookie, new Date());
  if (!session) throw new Error('nobody is signed in');
  return session;
}

async function post(text: string, headers: Record<string, string> = {}): Promise<Response> {
  const { identityTag } = await sessionNow().catch(() => ({ identityTag: '' }));
  const length = String(Buffer.byteLength(text));
  return POST(
    new Request('http://localhost/api/shell/call', {
      method: 'POST',
      body: text,
      headers: { 'content-length': length, [IDENTITY_HEADER]: identityTag, ...headers },
    }),
  );
}

async function call(operation: string, input: object = {}, more: Partial<SentCall> = {}): Promise<CallAnswer> {
  const request = {
    service: 'iam',
    operation,
    input,
    region: 'us-east-1',
    credentials: 'session',
    userAgent: 'aws-cli/2.36.7 md/command#iam.list-users',
    ...more,
  };
  return (await post(JSON.stringify(request))).json();
}

describe('a call of the shell', () => {
  it('runs as the session and is recorded as a call of the shell', async () => {
    const created = await call('CreateUser', { UserName: 'maria' });
    expect(created).toMatchObject({ ok: true, isWrite: true, status: 200, output: { User: { UserName: 'maria' } } });
    const { Events } = await root().run(SearchEvents, { MaxResults: 10 });
    expect(Events.find(({ eventName }) => eventName === 'CreateUser')).toMatchObject({
      via: 'shell',
      sourceIPAddress: '192.0.2.7',
      userAgent: 'aws-cli/2.36.7 md/command#iam.list-users exec-env/GatehouseShell',
      userIdentity: { type: 'Root' },
    });
    expect((await root().run(ListUsers, {})).Users).toHaveLength(1);
    expect(await call('ListUsers')).toEqual(expect.not.objectContaining({ isWrite: true }));
  });

  it('gives a role no more than its policies, with the page of the decision', async () => {
    await root().run(CreateUser, { UserName: 'maria' });
    await root().run(CreateLoginProfile, { UserName: 'maria', Password: PASSWORD });
    const PolicyDocument = policyDocument(SHELL, {
      Effect: 'Allow',
      Action: 'iam:GetUser',
      Resource: '*',
      Condition: { StringLike: { 'aws:UserAgent': '*exec-env/GatehouseShell*' } },
    });
    await root().run(PutUserPolicy, { UserName: 'maria', PolicyName: 'own', PolicyDocument });
    await signInAsMaria();
    expect(await call('GetUser', { UserName: 'maria' })).toMatchObject({ ok: true });
    expect(await call('GetUser', { UserName: 'maria' }, { userAgent: `${'x'.repeat(1024)}` })).toMatchObject({ ok: true });
    expect(await call('ListUsers')).toMatchObject({
      ok: false,
      code: 'AccessDenied',
      status: 403,
      message: expect.stringContaining('is not authorized to perform: iam:ListUsers'),
      decision: expect.stringMatching(/^\/access\/troubleshooter\?id=/),
    });
  });

  it('verifies the keys of a profile as the wire API does', async () => {
    await root().run(CreateUser, { UserName: 'maria' });
    const { AccessKey } = await root().run(CreateAccessKey, { UserName: 'maria' });
    const keys = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
    const caller = (credentials: SentCall['credentials']) => call('GetCallerIdentity', {}, { service: 'sts', credentials });
    expect(await caller(keys)).toMatchObject({ ok: true, output: { Arn: `arn:aws:iam::${accountId}:user/maria` } });
    expect(await caller({ ...keys, secretAccessKey: 'x' })).toMatchObject({ ok: false, code: 'SignatureDoesNotMatch' });
    // Nobody may use the mark of sessions as a key.
    expect(await caller({ accessKeyId: 'GATEHOUSESHELL', secretAccessKey: '' })).toMatchObject({ code: 'InvalidClientTokenId' });
    expect(await caller('none')).toMatchObject({ ok: false, code: 'MissingAuthenticationToken' });
    expect(await caller('session')).toMatchObject({ ok: true, output: { Arn: `arn:aws:iam::${accountId}:root` } });
  });

  it('has no endpoint in a Region that does not exist, and no rights in another partition', async () => {
    expect(await call('ListQueues', {}, { service: 'sqs', region: 'us-esat-1' })).toEqual({ ok: 'unreachable' });
    expect(await call('ListUsers', {}, { region: 'us-esat-1' })).toMatchObject({ ok: true });
    expect(await call('ListQueues', {}, { service: 'sqs', region: 'cn-north-1' })).toMatchObject({
      ok: false,
      code: 'InvalidClientTokenId',
    });
  });

  it('says what botocore reads from an answer without a body', async () => {
    expect(await call('HeadBucket', { Bucket: 'nobody-has-this' }, { service: 's3' })).toMatchObject({
      ok: false,
      code: '404',
      message: 'Not Found',
    });
  });
});

describe('the endpoint of the shell', () => {
  it('makes no call for those whom a policy denies CloudShell, also where a request is made by hand', async () => {
    await root().run(CreateUser, { UserName: 'maria' });
    await root().run(CreateLoginProfile, { UserName: 'maria', Password: PASSWORD });
    const { AccessKey } = await root().run(CreateAccessKey, { UserName: 'maria' });
    const keys = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
    const all = { Effect: 'Allow', Action: '*', Resource: '*' };
    const put = (...statements: Record<string, unknown>[]) =>
      root().run(PutUserPolicy, { UserName: 'maria', PolicyName: 'own', PolicyDocument: policyDocument(...statements) });
    await put({ ...all, Action: 'iam:*' });
    await signInAsMaria();
    expect(await call('ListUsers')).toMatchObject({
      code: 'AccessDeniedException',
      message: expect.stringMatching(/perform: cloudshell:CreateSession .* because no identity-based policy allows/),
    });
    await put(all);
    expect(await call('ListUsers')).toMatchObject({ ok: true });
    await limitByScp(world, accountId, policyDocument(all, { ...all, Effect: 'Deny', Action: 'cloudshell:*' }));
    for (const credentials of ['session', 'none', keys] as const) {
      expect(await call('CreateUser', { UserName: 'by-hand' }, { credentials })).toMatchObject({
        ok: false,
        code: 'AccessDeniedException',
        status: 403,
        message: expect.stringMatching(/perform: cloudshell:CreateSession .* with an explicit deny in a service control policy/),
        decision: expect.stringMatching(/^\/access\/troubleshooter\?id=/),
      });
    }
    expect((await root().run(ListUsers, {})).Users).toHaveLength(1);
    const { Events } = await root().run(SearchEvents, { MaxResults: 10 });
    expect(Events.filter(({ eventName, outcome }) => eventName === 'CreateSession' && outcome === 'Denied')).toHaveLength(4);
  });

  it('answers nobody without a session, and no page of another identity', async () => {
    const { tokenHash, identityTag } = await sessionNow();
    const other = await post('{}', { [IDENTITY_HEADER]: 'other' });
    expect([other.status, await other.json()]).toEqual([
      409,
      { ok: false, error: expect.objectContaining({ code: 'IdentityChanged' }) },
    ]);
    await endSession(world.database, tokenHash);
    const ended = await post('{}', { [IDENTITY_HEADER]: identityTag });
    expect([ended.status, await ended.json()]).toEqual([200, expect.objectContaining({ ok: false, code: 'ExpiredToken' })]);
    expect(await call('CreateUser', { UserName: 'maria' })).toMatchObject({ ok: false, code: 'ExpiredToken' });
    expect((await root().run(ListUsers, {})).Users).toEqual([]);
  });

  it('lets a user who must change the password do only that', async () => {
    await root().run(CreateUser, { UserName: 'maria' });
    await root().run(CreateLoginProfile, { UserName: 'maria', Password: PASSWORD, PasswordResetRequired: true });
    await signInAsMaria();
    expect(await call('ListUsers')).toMatchObject({ ok: false, code: 'PasswordResetRequired' });
    const passwords = { OldPassword: PASSWORD, NewPassword: 'Another-horse-2' };
    expect(await call('ChangePassword', passwords)).not.toMatchObject({ code: 'PasswordResetRequired' });
  });

  it('survives hostile calls', async () => {
    const good = {
      service: 'iam',
      operation: 'ListUsers',
      input: {},
      region: 'us-east-1',
      credentials: 'session',
      userAgent: '',
    };
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
    const hostile: readonly unknown[] = [
      null,
      [],
      'x',
      { ...good, service: '__proto__' },
      { ...good, operation: 'constructor' },
      { ...good, operation: 'ListUsers\r\nHost: x' },
      { ...good, input: [] },
      { ...good, input: { MaxItems: 'many' } },
      { ...good, input: { MaxItems: { toString: 1 } } },
      { ...good, credentials: 'root' },
      { ...good, credentials: { accessKeyId: 'a/b\r\nx', secretAccessKey: 'y' } },
      { ...good, service: 's3', operation: 'GetObject', input: { Bucket: '', Key: '' } },
      { ...good, service: 's3', operation: 'DeleteObject', input: { Bucket: 'b', Key: '' } },
      { ...good, service: 's3', operation: 'PutObject', input: { Bucket: 'b', Key: 'k', Metadata: { 'a\r\nb': 'c' } } },
      { ...good, service: 's3', operation: 'PutObject', input: { Bucket: '..', Key: '../../x', Body: 'AA==' } },
    ];
    for (const text of ['', '{', deep, ...hostile.map((value) => JSON.stringify(value))]) {
      const response = await post(text);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ ok: false, code: expect.not.stringMatching(/^InternalFailure|^$/) });
    }
    expect(await call('ListUsers', JSON.parse('{"__proto__":{"MaxItems":1},"constructor":1}'))).toMatchObject({ ok: true });
    const large = await post('{}', { 'content-length': String(MOST_CALL_BYTES + 1) });
    expect(await large.json()).toMatchObject({ ok: false, code: 'RequestEntityTooLarge' });
    const userAgent = 'x\r\nAuthorization: y';
    expect(await call('ListUsers', {}, { userAgent })).toMatchObject({ ok: true });
  });

  it('throttles a session that makes too many calls at once', async () => {
    const answers = await Promise.all(Array.from({ length: BURST + 10 }, () => call('GetUser', {})));
    const throttled = answers.filter((answer) => answer.ok === false && answer.code === 'Throttling');
    expect(throttled.length).toBeGreaterThan(0);
    expect(throttled.length).toBeLessThanOrEqual(10);
    expect(throttled[0]).toMatchObject({ message: 'Rate exceeded', status: 400 });
    await signInAsNew('second');
    expect(await call('GetUser', {})).toMatchObject({ ok: true });
  });
});
