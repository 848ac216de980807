import { afterAll, describe, expect, it } from 'vitest';
import { PutAccountName } from '../../account/contact-operations';
import { GetAccountSettings } from '../../account/settings-operations';
import { signUp } from '../../account/sign-up';
import { AccountClosedError, reopenAndSignIn, signInRoot } from '../../console/sign-in/sign-in';
import { createTestWorld, rootCaller, TEST_NOW } from '../../core/test-world';
import { recordedEvents } from '../../core/testing/recorded-events';
import { CreateVirtualMFADevice, EnableMFADevice } from '../mfa/operations';
import { codeOf, stepOf } from '../mfa/totp';
import { ALLOW_ALL, lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import { ChangeRootEmail, ChangeRootPassword, CloseAccount, UpdateIAMAccessPreference } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const PASSWORD = 'Correct-horse-1';
const NEW = 'Another-horse-2';
const ORIGIN = { sourceIp: '127.0.0.1', userAgent: 'test', secure: false };

let count = 0;
async function rootWithPassword() {
  const email = `root-${++count}@example.com`;
  const account = await signUp(world.database, { name: `Company-number-${count}`, email, password: PASSWORD }, TEST_NOW);
  return { root: world.as(rootCaller(account.id)), email, name: account.name };
}

const later = (seconds: number) => new Date(TEST_NOW.getTime() + seconds * 1000);
const signIn = (email: string, password: string, now = later(3600)) =>
  signInRoot(world.database, email, password, ORIGIN, now).then(
    () => 'in',
    (error: Error) => error.name,
  );

/** Assigns an MFA device to the root user. Returns a function that gives the code at a time. */
async function withDevice(root: Awaited<ReturnType<typeof rootWithPassword>>['root']) {
  const { VirtualMFADevice } = await root.run(CreateVirtualMFADevice, { VirtualMFADeviceName: 'root-phone' });
  const SerialNumber = VirtualMFADevice.SerialNumber;
  const seed = Buffer.from(VirtualMFADevice.Base32StringSeed).toString('utf8');
  const code = (at: Date) => codeOf(seed, stepOf(at));
  const [AuthenticationCode1, AuthenticationCode2] = [code(later(-30)), code(TEST_NOW)];
  await root.run(EnableMFADevice, { UserName: undefined, SerialNumber, AuthenticationCode1, AuthenticationCode2 });
  return code;
}

describe('ChangeRootPassword', () => {
  it('replaces the sign-in password of the root user and does not record either password', async () => {
    const { root, email } = await rootWithPassword();
    await root.run(ChangeRootPassword, { OldPassword: PASSWORD, NewPassword: NEW });
    expect(await signIn(email, PASSWORD)).toBe('SignInFailed');
    expect(await signIn(email, NEW)).toBe('in');
    const [event] = await recordedEvents(world.database.reader, { accountId: root.accountId, eventName: 'ChangeRootPassword' });
    expect(event).toMatchObject({ outcome: 'Success', userName: 'root' });
    expect(JSON.stringify(event)).not.toMatch(/horse|argon/);
    const account = await world.database.reader.account.findUniqueOrThrow({ where: { id: root.accountId } });
    expect(account.rootPasswordChangedAt).toEqual(TEST_NOW);
  });

  it('requires 8 to 128 characters of three kinds other than the account name and email address', async () => {
    const { root, email, name } = await rootWithPassword();
    const bad = ['Short-1', 'alllowercase', `Aa1${'x'.repeat(126)}`, name.toUpperCase(), email.replace('root', 'Root')];
    for (const NewPassword of bad) {
      const error = await root.fails(ChangeRootPassword, { OldPassword: PASSWORD, NewPassword });
      expect([NewPassword, error.shape]).toEqual([NewPassword, 'PasswordPolicyViolationException']);
    }
    await root.run(ChangeRootPassword, { OldPassword: PASSWORD, NewPassword: `Aa1${'x'.repeat(125)}` });
  });

  it('throttles after five wrong passwords, including failed sign-ins', async () => {
    const { root, email } = await rootWithPassword();
    expect(await signIn(email, 'wrong', TEST_NOW)).toBe('SignInFailed');
    const shapes: string[] = [];
    for (let i = 0; i < 60; i++)
      shapes.push((await root.fails(ChangeRootPassword, { OldPassword: `Wrong-${i}`, NewPassword: NEW })).shape);
    expect(shapes).toEqual([...Array(4).fill('AccessDenied'), ...Array(56).fill('Throttling')]);
    expect(await signIn(email, PASSWORD, TEST_NOW)).toBe('Throttling');
  });

  it('requires an MFA code when the root user has a device, accepts it once and limits wrong codes', async () => {
    const { root } = await rootWithPassword();
    const code = await withDevice(root);
    const at = root.with({ now: later(60) });
    const input = { OldPassword: PASSWORD, NewPassword: NEW };
    expect(await at.fails(ChangeRootPassword, input)).toMatchObject({
      shape: 'ValidationError',
      message: 'Enter an MFA code of the root user as well.',
    });
    await at.run(ChangeRootPassword, { ...input, TokenCode: code(later(60)) });
    const again = { OldPassword: NEW, NewPassword: PASSWORD, TokenCode: code(later(60)) };
    const shapes: string[] = [];
    for (let i = 0; i < 7; i++) shapes.push((await at.fails(ChangeRootPassword, again)).shape);
    expect(shapes).toEqual([...Array(5).fill('AccessDenied'), 'Throttling', 'Throttling']);
  });

  it('succeeds for only one of two concurrent changes', async () => {
    const { root } = await rootWithPassword();
    const change = (NewPassword: string) => root.run(ChangeRootPassword, { OldPassword: PASSWORD, NewPassword });
    const two = await Promise.allSettled([change('Horse-number-2'), change('Horse-number-3')]);
    expect(two.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('fails when the root user has no password', async () => {
    const root = await world.account();
    const error = await root.fails(ChangeRootPassword, { OldPassword: PASSWORD, NewPassword: NEW });
    expect(error).toMatchObject({ shape: 'NoSuchEntityException', message: 'The root user has no password.' });
  });
});

describe('ChangeRootEmail', () => {
  it('changes the sign-in email address after a check of the password', async () => {
    const { root, email } = await rootWithPassword();
    expect((await root.fails(ChangeRootEmail, { Email: 'New@Example.com', Password: 'wrong' })).shape).toBe('AccessDenied');
    const changed = await root.run(ChangeRootEmail, { Email: ' New@Example.com ', Password: PASSWORD });
    expect(changed).toEqual({ Email: 'new@example.com', PreviousEmail: email });
    expect(await signIn(email, PASSWORD)).toBe('SignInFailed');
    expect(await signIn('new@example.com', PASSWORD)).toBe('in');
    expect(JSON.stringify(await lastEvent(world, root.accountId))).not.toContain('horse');
  });

  it('refuses the email address of another account and an invalid address', async () => {
    const { root } = await rootWithPassword();
    const { email } = await rootWithPassword();
    expect((await root.fails(ChangeRootEmail, { Email: email.toUpperCase(), Password: PASSWORD })).shape).toBe(
      'EmailAlreadyExists',
    );
    expect((await root.fails(ChangeRootEmail, { Email: 'no-at-sign', Password: PASSWORD })).shape).toBe('ValidationError');
  });
});

describe('UpdateIAMAccessPreference', () => {
  it('starts as DENY in a new account, can be set to ALLOW and is recorded', async () => {
    const { root } = await rootWithPassword();
    const stored = async () => (await root.run(GetAccountSettings, {})).IamUserAccessToBilling;
    expect(await stored()).toBe('DENY');
    await root.run(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'ALLOW' });
    expect(await stored()).toBe('ALLOW');
    const [event] = await recordedEvents(world.database.reader, {
      accountId: root.accountId,
      eventName: 'UpdateIAMAccessPreference',
    });
    expect(event).toMatchObject({ eventSource: 'billing.amazonaws.com', outcome: 'Success' });
  });
});

describe('CloseAccount', () => {
  it('blocks users and ends console sessions, and lets the root user reopen the account for 90 days', async () => {
    const { root, email } = await rootWithPassword();
    const user = await userWith(world, root, 'maria', JSON.parse(ALLOW_ALL).Statement[0]);
    expect(await signIn(email, PASSWORD, TEST_NOW)).toBe('in');
    expect(await root.run(CloseAccount, {})).toEqual({ ReopenableUntil: new Date('2026-05-30T12:00:00.000Z') });
    expect((await user.fails(PutAccountName, { AccountName: 'Mine' })).shape).toBe('InvalidClientTokenId');
    expect(await world.database.reader.consoleSession.count({ where: { accountId: root.accountId } })).toBe(0);
    expect(await signIn(email, 'Wrong-horse-3')).toBe('SignInFailed');
    const closed = await signInRoot(world.database, email, PASSWORD, ORIGIN, later(3600)).catch((error: unknown) => error);
    if (!(closed instanceof AccountClosedError)) throw new Error('the account is closed');
    expect(closed).toMatchObject({ account: { id: root.accountId }, until: new Date('2026-05-30T12:00:00.000Z') });
    const late = reopenAndSignIn(world.database, closed.ticket, ORIGIN, later(3600 + 301));
    expect(await late.catch((error: Error) => error.message)).toBe('The sign-in took too long. Start again.');
    expect(await signIn(email, PASSWORD, later(90 * 86_400))).toBe('SignInFailed');
    await reopenAndSignIn(world.database, closed.ticket, ORIGIN, later(3660));
    expect(await signIn(email, PASSWORD, later(3700))).toBe('in');
    await user.run(PutAccountName, { AccountName: 'Mine' });
    const [event] = await recordedEvents(world.database.reader, { accountId: root.accountId, eventName: 'ReopenAccount' });
    expect(event).toMatchObject({ outcome: 'Success', principalType: 'Root' });
  });

  it('obeys SCPs and refuses a management account with other open accounts', async () => {
    const { root } = await rootWithPassword();
    await limitByScp(world, root.accountId, policyDocument({ Effect: 'Deny', Action: 'account:CloseAccount', Resource: '*' }));
    expect((await root.fails(CloseAccount, {})).message).toContain('service control policy');
    const { organization } = await world.database.reader.account.findUniqueOrThrow({
      where: { id: root.accountId },
      include: { organization: true },
    });
    const management = world.as(rootCaller(organization?.managementAccountId ?? ''));
    expect(await management.fails(CloseAccount, {})).toMatchObject({
      shape: 'ConflictException',
      message: 'This account manages an organization with 1 other open account. Remove or close it first.',
    });
  });
});

it('denies the operations of the root user to an administrator user', async () => {
  const { root } = await rootWithPassword();
  const statement = JSON.parse(ALLOW_ALL).Statement[0];
  const admin = await userWith(world, root, 'admin', statement);
  const inputs = [
    [ChangeRootPassword, { OldPassword: PASSWORD, NewPassword: NEW }],
    [ChangeRootEmail, { Email: 'thief@example.com', Password: PASSWORD }],
    [UpdateIAMAccessPreference, { IamUserAccessToBilling: 'ALLOW' }],
    [CloseAccount, {}],
  ] as const;
  for (const [operation, input] of inputs)
    expect(await admin.fails(operation as typeof ChangeRootEmail, input as never)).toMatchObject({
      shape: 'AccessDenied',
      message: 'Only the root user of the account can do this.',
    });
});
