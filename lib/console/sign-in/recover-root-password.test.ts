import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IssueRootPasswordRecovery } from '../../account/root-recovery-operations';
import { AwsError } from '../../core/errors';
import { createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { CreateLoginProfile, DeleteLoginProfile } from '../../iam/login-profile/operations';
import { type RootTask, rootSession } from '../../iam/root-access/rows';
import { findSession } from '../session/session';
import { findRecovery, recoverRootPassword } from './recover-root-password';
import { signInRoot } from './sign-in';

const PASSWORD = 'Recovered-horse-1';
const ORIGIN = { sourceIp: '198.51.100.7', userAgent: 'test', secure: true };
const TIMES = { issuedAt: TEST_NOW.toISOString(), expiresAt: TEST_NOW.toISOString() };
const hours = (count: number) => new Date(TEST_NOW.getTime() + count * 3_600_000);

let world: TestWorld;
let accountId: string;
let email: string;
beforeEach(async () => {
  world = await createTestWorld();
  ({ accountId } = await world.account('shop'));
  ({ email } = await world.database.reader.account.findUniqueOrThrow({ where: { id: accountId } }));
});
afterEach(() => world.close());

function session(task: RootTask, id = accountId) {
  const { session: facts, ...who } = rootSession('aws', id, task, undefined);
  return world.as({ accountId: id, ...who, session: { ...facts, ...TIMES } });
}

async function allowedLink(): Promise<string> {
  await session('IAMCreateRootUserPassword').run(CreateLoginProfile, {});
  return (await session('IAMCreateRootUserPassword').run(IssueRootPasswordRecovery, {})).RecoveryToken;
}

const recover = (token: string, password = PASSWORD, now = TEST_NOW) =>
  recoverRootPassword(world.database, token, password, ORIGIN, now);
const signIn = (password = PASSWORD) => signInRoot(world.database, email, password, ORIGIN, TEST_NOW);

async function failure(attempt: Promise<unknown>): Promise<AwsError> {
  const error = await attempt.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!(error instanceof AwsError)) throw new Error(`should have failed with an AwsError, got ${String(error)}`);
  return error;
}

describe('recovering the password of a root user', () => {
  it('sets a password that signs in, and works only once', async () => {
    const token = await allowedLink();
    expect((await failure(signIn())).shape).toBe('SignInFailed');
    expect((await findRecovery(world.database, token, TEST_NOW))?.account).toEqual({ id: accountId, name: 'shop', email });
    expect(await recover(token)).toBe(email);
    const signedIn = await signIn();
    if (!('token' in signedIn)) throw new Error('a code was asked for');
    expect((await findSession(world.database, signedIn.token, TEST_NOW))?.label).toBe('root');
    expect((await failure(recover(token, 'Another-horse-2'))).shape).toBe('SignInFailed');
    expect(await findRecovery(world.database, token, TEST_NOW)).toBeNull();
    expect((await failure(session('IAMCreateRootUserPassword').run(IssueRootPasswordRecovery, {}))).shape).toBe(
      'NoSuchEntityException',
    );
  });

  it('succeeds for only one of two concurrent requests', async () => {
    const token = await allowedLink();
    const results = await Promise.allSettled([recover(token), recover(token, 'Another-horse-2')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('ends with a newer link, after one day, with the login profile, and with the account', async () => {
    const first = await allowedLink();
    const { RecoveryToken, ExpiresAt } = await session('IAMCreateRootUserPassword').run(IssueRootPasswordRecovery, {});
    expect(ExpiresAt).toEqual(hours(24));
    expect(await findRecovery(world.database, first, TEST_NOW)).toBeNull();
    expect(await findRecovery(world.database, RecoveryToken, hours(23))).not.toBeNull();
    expect((await failure(recover(RecoveryToken, PASSWORD, hours(24)))).shape).toBe('SignInFailed');
    await world.database.writer.account.update({ where: { id: accountId }, data: { state: 'SUSPENDED' } });
    expect(await findRecovery(world.database, RecoveryToken, TEST_NOW)).toBeNull();
    await world.database.writer.account.update({ where: { id: accountId }, data: { state: 'ACTIVE' } });
    await session('IAMDeleteRootUserCredentials').run(DeleteLoginProfile, {});
    expect((await failure(recover(RecoveryToken))).shape).toBe('SignInFailed');
  });

  it('requires a valid password, and keeps the link after a refusal', async () => {
    const token = await allowedLink();
    expect((await failure(recover(token, 'weak'))).shape).toBe('PasswordPolicyViolationException');
    expect((await failure(recover(token, email))).shape).toBe('PasswordPolicyViolationException');
    await recover(token);
  });

  it('refuses forged tokens', async () => {
    await allowedLink();
    for (const token of ['', 'forged', Buffer.from('{"accountId":"1"}').toString('base64url')])
      expect((await failure(recover(token))).shape).toBe('SignInFailed');
  });

  it('is recorded in the event history without secrets', async () => {
    const token = await allowedLink();
    await recover(token);
    const events = await world.database.reader.event.findMany({ where: { accountId }, orderBy: { id: 'asc' } });
    expect(events.map(({ eventName }) => eventName)).toEqual([
      'CreateLoginProfile',
      'IssueRootPasswordRecovery',
      'PasswordRecoveryCompleted',
    ]);
    const text = JSON.stringify(events);
    expect(text).not.toContain(token);
    expect(text).not.toContain(PASSWORD);
  });
});

describe('a recovery link', () => {
  it('is issued only in a session that may create the root user’s password', async () => {
    await session('IAMCreateRootUserPassword').run(CreateLoginProfile, {});
    const denied = await session('IAMAuditRootUserCredentials').fails(IssueRootPasswordRecovery, {});
    expect(denied.message).toContain('is not authorized to perform: iam:CreateLoginProfile');
    const root = world.as({
      accountId,
      credential: 'longTerm',
      principal: { type: 'Root', accountId, arn: `arn:aws:iam::${accountId}:root` },
    });
    expect((await root.fails(IssueRootPasswordRecovery, {})).shape).toBe('AccessDenied');
  });

  it('is not issued unless recovery was allowed', async () => {
    expect((await session('IAMCreateRootUserPassword').fails(IssueRootPasswordRecovery, {})).shape).toBe('NoSuchEntityException');
    await world.database.writer.account.update({ where: { id: accountId }, data: { rootPasswordHash: '$argon2id$in-use' } });
    expect((await session('IAMCreateRootUserPassword').fails(IssueRootPasswordRecovery, {})).shape).toBe('NoSuchEntityException');
  });
});
