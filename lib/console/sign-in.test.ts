import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signUp } from '../account/sign-up';
import { AwsError } from '../core/errors';
import { createTestWorld, rootCaller, TEST_NOW, type TestWorld } from '../core/test-world';
import { CreateAccountAlias } from '../iam/account/operations';
import { CreateLoginProfile, DeleteLoginProfile } from '../iam/login-profile/operations';
import { CreateUser } from '../iam/user/operations';
import { clearRoleSession, endSession, findSession, type RoleSession, storeRoleSession } from './session';
import { signInRoot, signInUser } from './sign-in';

const ORIGIN = { sourceIp: '127.0.0.1', userAgent: 'test', secure: false };
const PASSWORD = 'Correct-horse-1';
const EMAIL = 'Root@Example.com';

let world: TestWorld;
let accountId: string;
beforeEach(async () => {
  world = await createTestWorld();
  accountId = (await signUp(world.database, { name: 'shop', email: EMAIL, password: PASSWORD }, TEST_NOW)).id;
});
afterEach(() => world.close());

const root = () => world.as(rootCaller(accountId));
const asRoot = (email = EMAIL, password = PASSWORD, now = TEST_NOW) => signInRoot(world.database, email, password, ORIGIN, now);
const asUser = (account: string, name: string, password = PASSWORD, now = TEST_NOW) =>
  signInUser(world.database, account, name, password, ORIGIN, now);

async function failure(attempt: Promise<unknown>): Promise<AwsError> {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AwsError)) throw new Error('the sign-in should have failed');
  return error;
}

async function createMaria(): Promise<void> {
  await root().run(CreateAccountAlias, { AccountAlias: 'shop-prod' });
  await root().run(CreateUser, { UserName: 'maria' });
  await root().run(CreateLoginProfile, { UserName: 'maria', Password: PASSWORD, PasswordResetRequired: true });
}

describe('sign-in', () => {
  it('lets the root user in by e-mail address in any case, and records ConsoleLogin', async () => {
    const { token } = await asRoot('ROOT@example.com');
    const session = await findSession(world.database, token, TEST_NOW);
    expect(session).toMatchObject({ label: 'root', account: { id: accountId, name: 'shop' }, passwordResetRequired: false });
    expect(session?.caller.principal).toMatchObject({ type: 'Root', accountId });
    const event = await world.database.reader.event.findFirstOrThrow({ where: { eventName: 'ConsoleLogin' } });
    expect(event).toMatchObject({ outcome: 'Success', principalType: 'Root', accountId });
  });

  it('lets a user in by account id, with or without dashes, or by alias', async () => {
    await createMaria();
    const dashed = accountId.replace(/(\d{4})(\d{4})(\d{4})/, '$1-$2-$3');
    for (const account of [accountId, dashed, 'shop-prod', 'SHOP-PROD']) {
      const { token } = await asUser(account, 'Maria');
      const session = await findSession(world.database, token, TEST_NOW);
      expect(session?.caller.principal).toMatchObject({ type: 'User', userName: 'maria' });
      expect(session?.passwordResetRequired).toBe(true);
    }
  });

  it('gives one answer for a wrong password, an unknown user, account and address', async () => {
    await createMaria();
    const attempts = [
      () => asRoot(EMAIL, 'wrong'),
      () => asRoot('nobody@example.com'),
      () => asUser(accountId, 'maria', 'wrong'),
      () => asUser(accountId, 'nobody'),
      () => asUser('000000000000', 'maria'),
    ];
    const messages = new Set<string>();
    for (const attempt of attempts) messages.add((await failure(attempt())).message);
    expect([...messages]).toEqual(['Your authentication information is incorrect. Please try again.']);
  });

  it('records a failed sign-in of somebody who exists, without the password', async () => {
    await failure(asRoot(EMAIL, 'wrong-secret'));
    const event = await world.database.reader.event.findFirstOrThrow({ where: { eventName: 'ConsoleLogin' } });
    expect(event).toMatchObject({ outcome: 'Failed', errorMessage: 'Failed authentication' });
    expect(JSON.stringify(event)).not.toContain('wrong-secret');
  });

  it('makes guessing slow after five failures, and takes the right password after the wait', async () => {
    for (let i = 0; i < 6; i++) await failure(asRoot(EMAIL, `guess-${i}`));
    const blocked = await failure(asRoot());
    expect(blocked.shape).toBe('Throttling');
    const later = new Date(TEST_NOW.getTime() + 3_000);
    expect((await asRoot(EMAIL, PASSWORD, later)).token).toBeTruthy();
  });

  it('lets nobody into a suspended account, and ends its sessions', async () => {
    const { token } = await asRoot();
    await world.database.writer.account.update({ where: { id: accountId }, data: { state: 'SUSPENDED' } });
    expect((await failure(asRoot())).shape).toBe('SignInFailed');
    expect(await findSession(world.database, token, TEST_NOW)).toBeNull();
  });

  it('has no root sign-in for an account without a root password', async () => {
    await world.database.writer.account.update({ where: { id: accountId }, data: { rootPasswordHash: null } });
    expect((await failure(asRoot())).shape).toBe('SignInFailed');
  });
});

describe('a session', () => {
  it('ends with sign-out, after twelve hours, and when the password is taken away', async () => {
    const one = await asRoot();
    const session = await findSession(world.database, one.token, TEST_NOW);
    await endSession(world.database, session?.tokenHash ?? '');
    expect(await findSession(world.database, one.token, TEST_NOW)).toBeNull();

    const two = await asRoot();
    expect(await findSession(world.database, two.token, new Date(TEST_NOW.getTime() + 12 * 3_600_000))).toBeNull();

    await createMaria();
    const three = await asUser(accountId, 'maria');
    await root().run(DeleteLoginProfile, { UserName: 'maria' });
    expect(await findSession(world.database, three.token, TEST_NOW)).toBeNull();
  });

  it('is stored only as a digest of its token', async () => {
    const { token } = await asRoot();
    const rows = await world.database.reader.consoleSession.findMany();
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('acts as a role until it expires or is switched back, and remembers the last five', async () => {
    await createMaria();
    const { token } = await asUser(accountId, 'maria');
    const find = async (now = TEST_NOW) => {
      const session = await findSession(world.database, token, now);
      if (!session) throw new Error('no session');
      return session;
    };
    const role = (name: string): RoleSession => ({
      accountId,
      accountName: 'shop',
      roleArn: `arn:aws:iam::${accountId}:role/${name}`,
      roleId: 'AROA00000000000000000',
      roleName: name,
      sessionName: 'maria',
      serviceLinked: false,
      issuedAt: TEST_NOW.toISOString(),
      expiresAt: new Date(TEST_NOW.getTime() + 3_600_000).toISOString(),
      displayName: name,
      color: 'red',
    });
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await storeRoleSession(world.database, await find(), role(name));
    const switched = await find();
    expect(switched.caller.principal).toMatchObject({
      type: 'AssumedRole',
      sessionName: 'maria',
      arn: `arn:aws:sts::${accountId}:assumed-role/f/maria`,
    });
    expect(switched.identity.principal).toMatchObject({ type: 'User', userName: 'maria' });
    expect(switched.recentRoles.map(({ roleName }) => roleName)).toEqual(['f', 'e', 'd', 'c', 'b']);
    expect((await find(new Date(TEST_NOW.getTime() + 3_600_000))).roleSession).toBeNull();
    await clearRoleSession(world.database, switched);
    expect((await find()).caller.principal.type).toBe('User');
  });
});

describe('sign-up', () => {
  it('refuses a second account with the same address, a weak password and a bad address', async () => {
    const attempt = (change: Partial<{ name: string; email: string; password: string }>) =>
      failure(signUp(world.database, { name: 'x', email: 'new@example.com', password: PASSWORD, ...change }, TEST_NOW));
    expect((await attempt({ email: 'root@EXAMPLE.com' })).shape).toBe('EmailAlreadyExists');
    expect((await attempt({ password: 'short' })).shape).toBe('PasswordPolicyViolationException');
    expect((await attempt({ password: 'alllowercase' })).shape).toBe('PasswordPolicyViolationException');
    expect((await attempt({ email: 'no-at-sign' })).shape).toBe('ValidationError');
    expect((await attempt({ name: '' })).shape).toBe('ValidationError');
  });

  it('opens a standalone account with 12 digits and an argon2id password', async () => {
    const account = await world.database.reader.account.findUniqueOrThrow({ where: { id: accountId } });
    expect(account.id).toMatch(/^[1-9]\d{11}$/);
    expect(account).toMatchObject({ state: 'ACTIVE', organizationId: null, email: 'root@example.com' });
    expect(account.rootPasswordHash).toMatch(/^\$argon2id\$/);
  });
});
