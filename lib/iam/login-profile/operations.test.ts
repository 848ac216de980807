import { afterAll, describe, expect, it } from 'vitest';
import { verifyPassword } from '../../core/secrets/password-hash';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { UpdateAccountPasswordPolicy } from '../password-policy/operations';
import { lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import { CreateUser, DeleteUser } from '../user/operations';
import { ChangePassword, CreateLoginProfile, DeleteLoginProfile, GetLoginProfile, UpdateLoginProfile } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const PASSWORD = 'Correct-horse-1';
const VIOLATION = {
  shape: 'PasswordPolicyViolationException',
  message: 'Password does not conform to the account password policy.',
};

async function accountWithUser() {
  const root = await world.account();
  await root.run(CreateUser, { UserName: 'ana' });
  return root;
}

async function profileOf(root: Actor, nameKey = 'ana') {
  const user = await world.database.reader.user.findFirstOrThrow({ where: { accountId: root.accountId, nameKey } });
  return world.database.reader.loginProfile.findUniqueOrThrow({ where: { userId: user.id } });
}

describe('CreateLoginProfile', () => {
  it('stores an argon2id hash and never returns or records the password', async () => {
    const root = await accountWithUser();
    const { LoginProfile } = await root.run(CreateLoginProfile, {
      UserName: 'ana',
      Password: PASSWORD,
      PasswordResetRequired: true,
    });
    expect(LoginProfile).toEqual({ UserName: 'ana', CreateDate: TEST_NOW, PasswordResetRequired: true });
    const row = await profileOf(root);
    expect(row.passwordHash).toMatch(/^\$argon2id\$/);
    expect(await verifyPassword(row.passwordHash, PASSWORD)).toBe(true);
    const event = await lastEvent(world, root.accountId);
    expect(event).toMatchObject({ eventName: 'CreateLoginProfile', outcome: 'Success' });
    expect(JSON.stringify(event)).not.toContain(PASSWORD);
  });

  it.each(['short-1', 'alllowercase', 'lower-and-symbols', 'UPPERlower', 'p'.repeat(129)])(
    'refuses the password %s',
    async (Password) => {
      const root = await accountWithUser();
      const error = await root.fails(CreateLoginProfile, { UserName: 'ana', Password });
      expect([VIOLATION.shape, 'ValidationError']).toContain(error.shape);
      expect(error.shape).toBe(Password.length > 128 ? 'ValidationError' : VIOLATION.shape);
    },
  );

  it('refuses the name and email address of the account as a password', async () => {
    const root = await world.account('Example-Company-9');
    await root.run(CreateUser, { UserName: 'ana' });
    const { email } = await world.database.reader.account.findUniqueOrThrow({ where: { id: root.accountId } });
    for (const Password of ['Example-Company-9', email.toUpperCase()]) {
      expect(await root.fails(CreateLoginProfile, { UserName: 'ana', Password })).toMatchObject(VIOLATION);
    }
  });

  it('fails for missing users, existing login profiles and missing parameters', async () => {
    const root = await accountWithUser();
    expect((await root.fails(CreateLoginProfile, { UserName: 'bob', Password: PASSWORD })).message).toBe(
      'The user with name bob cannot be found.',
    );
    expect((await root.fails(CreateLoginProfile, { UserName: 'ana' })).shape).toBe('ValidationError');
    expect((await root.fails(CreateLoginProfile, { Password: PASSWORD })).shape).toBe('ValidationError');
    await root.run(CreateLoginProfile, { UserName: 'ana', Password: PASSWORD });
    expect(await root.fails(CreateLoginProfile, { UserName: 'ana', Password: PASSWORD })).toMatchObject({
      shape: 'EntityAlreadyExistsException',
      message: 'Login Profile for User ana already exists.',
    });
  });

  it('denies access without an Allow or with a Deny in an SCP', async () => {
    const root = await accountWithUser();
    const nobody = await userWith(world, root, 'nobody');
    const arn = `arn:aws:iam::${root.accountId}:user`;
    expect((await nobody.fails(CreateLoginProfile, { UserName: 'ana', Password: PASSWORD })).message).toBe(
      `User: ${arn}/nobody is not authorized to perform: iam:CreateLoginProfile on resource: ${arn}/ana because no identity-based policy allows the iam:CreateLoginProfile action`,
    );
    await limitByScp(world, root.accountId, policyDocument({ Effect: 'Deny', Action: 'iam:*LoginProfile', Resource: '*' }));
    expect((await root.fails(CreateLoginProfile, { UserName: 'ana', Password: PASSWORD })).message).toContain(
      'service control policy',
    );
  });
});

describe('GetLoginProfile, UpdateLoginProfile and DeleteLoginProfile', () => {
  it('return, reset and remove a password', async () => {
    const root = await accountWithUser();
    await root.run(CreateLoginProfile, { UserName: 'ana', Password: PASSWORD });
    const later = root.with({ now: new Date(TEST_NOW.getTime() + 60_000) });
    await later.run(UpdateLoginProfile, { UserName: 'ana', PasswordResetRequired: true });
    expect((await root.run(GetLoginProfile, { UserName: 'ana' })).LoginProfile).toEqual({
      UserName: 'ana',
      CreateDate: TEST_NOW,
      PasswordResetRequired: true,
    });
    expect((await profileOf(root)).passwordChangedAt).toEqual(TEST_NOW);
    await later.run(UpdateLoginProfile, { UserName: 'ana', Password: 'Another-horse-2' });
    const row = await profileOf(root);
    expect(await verifyPassword(row.passwordHash, 'Another-horse-2')).toBe(true);
    expect(row.passwordChangedAt.getTime()).toBe(TEST_NOW.getTime() + 60_000);
    expect(await root.fails(UpdateLoginProfile, { UserName: 'ana', Password: 'weak' })).toMatchObject(VIOLATION);
    expect(await root.fails(DeleteUser, { UserName: 'ana' })).toMatchObject({
      message: 'Cannot delete entity, must delete login profile first.',
    });
    await root.run(DeleteLoginProfile, { UserName: 'ana' });
    await root.run(DeleteUser, { UserName: 'ana' });
  });

  it('apply to the caller when UserName is omitted', async () => {
    const root = await world.account();
    const ana = await userWith(world, root, 'ana', { Effect: 'Allow', Action: 'iam:GetLoginProfile', Resource: '*' });
    await root.run(CreateLoginProfile, { UserName: 'ana', Password: PASSWORD });
    expect((await ana.run(GetLoginProfile, {})).LoginProfile.UserName).toBe('ana');
  });

  it('fail without a login profile or without a user', async () => {
    const root = await accountWithUser();
    for (const operation of [GetLoginProfile, UpdateLoginProfile, DeleteLoginProfile]) {
      expect(await root.fails(operation, { UserName: 'ana' })).toMatchObject({
        shape: 'NoSuchEntityException',
        message: 'Login Profile for User ana cannot be found.',
      });
      expect((await root.fails(operation, { UserName: 'bob' })).message).toBe('The user with name bob cannot be found.');
    }
  });

  it('deny access without an Allow', async () => {
    const root = await accountWithUser();
    const nobody = await userWith(world, root, 'nobody');
    for (const operation of [GetLoginProfile, UpdateLoginProfile, DeleteLoginProfile]) {
      expect((await nobody.fails(operation, { UserName: 'ana' })).message).toContain(
        `perform: iam:${operation.name} on resource`,
      );
    }
  });
});

describe('the password of the root user', () => {
  const session = (root: Actor, task: string) =>
    world.as({
      accountId: root.accountId,
      credential: 'assumeRoot',
      principal: {
        type: 'AssumedRoot',
        accountId: root.accountId,
        arn: `arn:aws:sts::${root.accountId}:assumed-root`,
        taskPolicyArn: `arn:aws:iam::aws:policy/root-task/${task}`,
      },
    });

  it('can be read and deleted by AssumeRoot sessions with the matching task policies', async () => {
    const root = await world.account();
    await world.database.writer.account.update({ where: { id: root.accountId }, data: { rootPasswordHash: '$a-hash' } });
    const auditor = session(root, 'IAMAuditRootUserCredentials');
    const remover = session(root, 'IAMDeleteRootUserCredentials');
    const LoginProfile = { UserName: undefined, CreateDate: TEST_NOW, PasswordResetRequired: false };
    expect(await auditor.run(GetLoginProfile, {})).toEqual({ LoginProfile });
    expect((await auditor.fails(DeleteLoginProfile, {})).shape).toBe('AccessDenied');
    await remover.run(DeleteLoginProfile, {});
    const gone = { shape: 'NoSuchEntityException', message: 'Login Profile for User null cannot be found.' };
    expect(await auditor.fails(GetLoginProfile, {})).toMatchObject(gone);
    expect(await remover.fails(DeleteLoginProfile, {})).toMatchObject(gone);
  });

  it('can be made recoverable without a password by an AssumeRoot session with the matching task policy', async () => {
    const root = await world.account();
    const later = new Date('2026-03-02T00:00:00.000Z');
    const creator = session(root, 'IAMCreateRootUserPassword').with({ now: later });
    expect(await creator.fails(CreateLoginProfile, { Password: PASSWORD })).toMatchObject({ shape: 'ValidationError' });
    const LoginProfile = { UserName: undefined, CreateDate: later, PasswordResetRequired: false };
    expect(await creator.run(CreateLoginProfile, {})).toEqual({ LoginProfile });
    expect(await creator.run(GetLoginProfile, {})).toEqual({ LoginProfile });
    expect(await creator.fails(CreateLoginProfile, {})).toMatchObject({
      shape: 'EntityAlreadyExistsException',
      message: `Login Profile for account ${root.accountId} already exists.`,
    });
    expect((await creator.fails(DeleteLoginProfile, {})).shape).toBe('AccessDenied');
  });

  it('ends the console sessions of the root user when it is deleted', async () => {
    const root = await world.account();
    await world.database.writer.account.update({ where: { id: root.accountId }, data: { rootPasswordHash: '$a-hash' } });
    const origin = {
      sourceIp: '127.0.0.1',
      userAgent: 'test',
      mfaAt: null,
      createdAt: TEST_NOW,
      usedAt: TEST_NOW,
      expiresAt: TEST_NOW,
    };
    const data = { tokenHash: root.accountId, accountId: root.accountId, userId: null, ...origin };
    await world.database.writer.consoleSession.create({ data });
    await session(root, 'IAMDeleteRootUserCredentials').run(DeleteLoginProfile, {});
    expect(await world.database.reader.consoleSession.count({ where: { accountId: root.accountId } })).toBe(0);
  });

  it('cannot be managed by the root user itself with the login profile operations', async () => {
    const root = await world.account();
    for (const operation of [CreateLoginProfile, GetLoginProfile, DeleteLoginProfile])
      expect((await root.fails(operation, {})).shape).toBe('ValidationError');
  });
});

describe('ChangePassword', () => {
  const change = { OldPassword: PASSWORD, NewPassword: 'Another-horse-2' };

  async function accountWithSignedIn(...statements: Parameters<typeof policyDocument>) {
    const root = await world.account();
    const ana = await userWith(world, root, 'ana', ...statements);
    await root.run(CreateLoginProfile, { UserName: 'ana', Password: PASSWORD, PasswordResetRequired: true });
    return { root, ana };
  }
  const ALLOW = { Effect: 'Allow', Action: 'iam:ChangePassword', Resource: '*' };

  it('replaces the password of the caller and clears PasswordResetRequired', async () => {
    const { root, ana } = await accountWithSignedIn(ALLOW);
    await ana.run(ChangePassword, change);
    const row = await profileOf(root);
    expect(row.passwordResetRequired).toBe(false);
    expect(await verifyPassword(row.passwordHash, change.NewPassword)).toBe(true);
    const event = await lastEvent(world, root.accountId);
    expect(event).toMatchObject({ eventName: 'ChangePassword', outcome: 'Success', userName: 'ana' });
    expect(JSON.stringify(event)).not.toMatch(/horse/);
  });

  it('refuses a wrong old password and a weak new password', async () => {
    const { ana } = await accountWithSignedIn(ALLOW);
    expect(await ana.fails(ChangePassword, { ...change, OldPassword: 'Wrong-horse-1' })).toMatchObject({
      shape: 'AccessDenied',
      message: 'The old password was incorrect.',
    });
    expect(await ana.fails(ChangePassword, { ...change, NewPassword: 'weak' })).toMatchObject(VIOLATION);
  });

  it('throttles a user after five wrong old passwords', async () => {
    const { root, ana } = await accountWithSignedIn(ALLOW);
    const wrong = (i: number) => ana.fails(ChangePassword, { ...change, OldPassword: `Wrong-horse-${i}` });
    const errors = await Promise.all(Array.from({ length: 20 }, (_, i) => wrong(i)));
    for (let i = 20; i < 60; i++) errors.push(await wrong(i));
    const shapes = errors.map(({ shape }) => shape);
    expect(shapes.filter((shape) => shape === 'AccessDenied')).toHaveLength(5);
    expect(shapes.filter((shape) => shape === 'Throttling')).toHaveLength(55);
    expect((await ana.fails(ChangePassword, change)).message).toBe('Too many attempts. Try again in 1 second.');
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'ChangePassword', errorCode: 'Throttling' });
    await ana.with({ now: new Date(TEST_NOW.getTime() + 1000) }).run(ChangePassword, change);
  });

  it('succeeds for only one of two concurrent changes with the same old password', async () => {
    const { root, ana } = await accountWithSignedIn(ALLOW);
    const two = await Promise.allSettled(
      ['Horse-number-2', 'Horse-number-3'].map((NewPassword) => ana.run(ChangePassword, { ...change, NewPassword })),
    );
    expect(two.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const kept = two[0]?.status === 'fulfilled' ? 'Horse-number-2' : 'Horse-number-3';
    expect(await verifyPassword((await profileOf(root)).passwordHash, kept)).toBe(true);
  });

  it('checks no password and counts no attempt for a caller without permission', async () => {
    const { ana } = await accountWithSignedIn();
    const before = await world.database.reader.signInThrottle.count();
    for (let i = 0; i < 6; i++)
      expect((await ana.fails(ChangePassword, { ...change, OldPassword: 'x' })).message).toContain('not authorized');
    expect(await world.database.reader.signInThrottle.count()).toBe(before);
  });

  it('refuses the root user and users without a password', async () => {
    const root = await world.account();
    expect((await root.fails(ChangePassword, change)).shape).toBe('InvalidUserTypeException');
    const bob = await userWith(world, root, 'bob', ALLOW);
    expect((await bob.fails(ChangePassword, change)).message).toBe('Login Profile for User bob cannot be found.');
  });

  it('denies access without an Allow unless the password policy lets users change their password', async () => {
    const { root, ana } = await accountWithSignedIn();
    const arn = `arn:aws:iam::${root.accountId}:user/ana`;
    expect((await ana.fails(ChangePassword, change)).message).toBe(
      `User: ${arn} is not authorized to perform: iam:ChangePassword on resource: ${arn} because no identity-based policy allows the iam:ChangePassword action`,
    );
    await root.run(UpdateAccountPasswordPolicy, { AllowUsersToChangePassword: true });
    await ana.run(ChangePassword, change);
  });
});
