import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EndOtherConsoleSessions, EndOwnConsoleSession, ListOwnConsoleSessions } from '../../account/console-session-operations';
import { GetRootUse } from '../../account/root-use-operations';
import { signUp } from '../../account/sign-up';
import { AwsError } from '../../core/errors';
import { createTestWorld, rootCaller, TEST_NOW, type TestWorld, userCaller } from '../../core/test-world';
import { recordedEvents } from '../../core/testing/recorded-events';
import { SearchEvents } from '../../events/operations';
import { CreateAccountAlias } from '../../iam/account/operations';
import { AttachUserPolicy } from '../../iam/attachment/operations';
import { EndUserConsoleSessions, ListUserConsoleSessions } from '../../iam/login-profile/console-session-operations';
import { ChangePassword, CreateLoginProfile, DeleteLoginProfile, UpdateLoginProfile } from '../../iam/login-profile/operations';
import { ImportHardwareToken } from '../../iam/mfa/hardware-token-operations';
import { CreateVirtualMFADevice, DeactivateMFADevice, EnableMFADevice } from '../../iam/mfa/operations';
import { ListMFADeviceOverviews } from '../../iam/mfa/overview';
import { BeginSecurityKeyRegistration, EnableSecurityKey } from '../../iam/mfa/security-key-operations';
import { newAuthenticator } from '../../iam/mfa/testing/authenticator';
import { codeOf, stepOf } from '../../iam/mfa/totp';
import { UpdateAccountPasswordPolicy } from '../../iam/password-policy/operations';
import { CreateRole, DeleteRole } from '../../iam/role/operations';
import { ChangeRootPassword } from '../../iam/root-user/operations';
import { CreateUser, GetUser } from '../../iam/user/operations';
import { clearRoleSession, endSession, findSession, type RoleSession, storeRoleSession } from '../session/session';
import {
  askAgain,
  type MfaNeeded,
  type SignedIn,
  type SignInOrigin,
  signInRoot,
  signInUser,
  signInWithCode,
  signInWithPasskey,
} from './sign-in';
import { recordRoleSwitch, recordSignOut } from './sign-in-events';
import { openAccount } from './sign-up';

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
const asRoot = async (email = EMAIL, password = PASSWORD, now = TEST_NOW) =>
  signedIn(await signInRoot(world.database, email, password, ORIGIN, now));
const asUser = async (account: string, name: string, password = PASSWORD, now = TEST_NOW) =>
  signedIn(await signInUser(world.database, account, name, password, ORIGIN, now));

function signedIn(outcome: SignedIn | MfaNeeded): SignedIn {
  if ('mfa' in outcome) throw new Error('an MFA code is required');
  return outcome;
}

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

describe('GetRootUse', () => {
  it('counts the root user’s sign-ins of the last 30 days, and returns its last change', async () => {
    const days = (count: number) => new Date(TEST_NOW.getTime() + count * 86_400_000);
    for (const day of [0, 20, 40]) await asRoot(EMAIL, PASSWORD, days(day));
    await root()
      .with({ now: days(41) })
      .run(CreateUser, { UserName: 'maria' });
    expect(
      await root()
        .with({ now: days(41) })
        .run(GetRootUse, { Reach: 'account' }),
    ).toMatchObject({
      Days: 30,
      SignIns: 2,
      Sessions: 0,
      LastSignIn: days(40),
      Accounts: { Count: 1, First: [{ AccountId: accountId, SignIns: 2, LastAt: days(40) }] },
      Actions: [{ EventName: 'CreateUser', At: days(41) }, { EventName: 'ConsoleLogin' }, {}, {}],
    });
    expect(
      await root()
        .with({ now: days(80) })
        .run(GetRootUse, { Reach: 'account' }),
    ).toMatchObject({
      SignIns: 0,
      Accounts: { Count: 0 },
      LastSignIn: days(40),
    });
  });
});

describe('sign-in', () => {
  it('accepts the root user’s email address in any letter case, and records ConsoleLogin', async () => {
    const { token } = await asRoot('ROOT@example.com');
    const session = await findSession(world.database, token, TEST_NOW);
    expect(session).toMatchObject({ label: 'root', account: { id: accountId, name: 'shop' }, passwordResetRequired: false });
    expect(session?.caller.principal).toMatchObject({ type: 'Root', accountId });
    const [event] = await recordedEvents(world.database.reader, { eventName: 'ConsoleLogin' });
    expect(event).toMatchObject({ outcome: 'Success', principalType: 'Root', accountId });
    const [told] = (await root().run(SearchEvents, { EventName: 'ConsoleLogin' })).Events;
    expect(told).toMatchObject({
      eventSource: 'signin.amazonaws.com',
      sourceIPAddress: ORIGIN.sourceIp,
      requestParameters: null,
      responseElements: { ConsoleLogin: 'Success' },
      additionalEventData: { MobileVersion: 'No', MFAUsed: 'No' },
    });
  });

  it('accepts a user by account ID, with or without dashes, or by account alias', async () => {
    await createMaria();
    const dashed = accountId.replace(/(\d{4})(\d{4})(\d{4})/, '$1-$2-$3');
    for (const account of [accountId, dashed, 'shop-prod', 'SHOP-PROD']) {
      const { token } = await asUser(account, 'Maria');
      const session = await findSession(world.database, token, TEST_NOW);
      expect(session?.caller.principal).toMatchObject({ type: 'User', userName: 'maria' });
      expect(session?.passwordResetRequired).toBe(true);
    }
  });

  it('returns the same error for a wrong password, an unknown user, account or address', async () => {
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

  it('records a failed sign-in of an existing identity without the password', async () => {
    await failure(asRoot(EMAIL, 'wrong-secret'));
    const [event] = await recordedEvents(world.database.reader, { eventName: 'ConsoleLogin' });
    expect(event).toMatchObject({
      outcome: 'Failed',
      errorMessage: 'Failed authentication',
      responseElements: '{"ConsoleLogin":"Failure"}',
      additionalEventData: '{"MobileVersion":"No","MFAUsed":"No"}',
    });
    expect(JSON.stringify(event)).not.toContain('wrong-secret');
  });

  it('throttles after five failures, and accepts the right password after the wait', async () => {
    for (let i = 0; i < 5; i++) expect((await failure(asRoot(EMAIL, `guess-${i}`))).shape).toBe('SignInFailed');
    const blocked = await failure(asRoot());
    expect(blocked.shape).toBe('Throttling');
    const later = new Date(TEST_NOW.getTime() + 3_000);
    expect((await asRoot(EMAIL, PASSWORD, later)).token).toBeTruthy();
  });

  it('records throttled sign-ins as one event with a count, until a sign-in is evaluated again', async () => {
    await createMaria();
    const signIns = async () =>
      (await root().run(SearchEvents, { EventName: 'ConsoleLogin' })).Events.map(
        ({ errorMessage, userIdentity }) => `${userIdentity.userName ?? userIdentity.type}: ${errorMessage}`,
      );
    for (let i = 0; i < 5; i++) await failure(asUser(accountId, 'maria', `guess-${i}`));
    await Promise.all(Array.from({ length: 20 }, () => failure(asUser(accountId, 'maria'))));
    const failed = Array(5).fill('maria: Failed authentication');
    expect(await signIns()).toEqual(['maria: Too many attempts: 20 sign-ins were denied.', ...failed]);
    await failure(asUser(accountId, 'maria', 'guess-5', new Date(TEST_NOW.getTime() + 1_000)));
    await failure(asUser(accountId, 'maria', PASSWORD, new Date(TEST_NOW.getTime() + 1_000)));
    expect((await signIns()).slice(0, 3)).toEqual([
      'maria: Too many attempts: 1 sign-in was denied.',
      'maria: Failed authentication',
      'maria: Too many attempts: 20 sign-ins were denied.',
    ]);
  });

  it('records guesses at unknown user names without the name, and at most 30 of them', async () => {
    for (let i = 0; i < 40; i++)
      await failure(
        signInUser(world.database, accountId, `my-secret-${i}`, 'x', { ...ORIGIN, sourceIp: `10.0.0.${i}` }, TEST_NOW),
      );
    for (let i = 0; i < 5; i++) await failure(asUser(accountId, 'nobody', 'x'));
    await failure(asUser(accountId, 'nobody', 'x'));
    const { Events } = await root().run(SearchEvents, { EventName: 'ConsoleLogin' });
    expect(Events.map(({ errorMessage }) => errorMessage)).toEqual([
      'Too many attempts: 1 sign-in was denied.',
      ...Array(30).fill('No username found in supplied account'),
    ]);
    expect(JSON.stringify(Events)).not.toMatch(/my-secret|nobody/);
  });

  it('accepts a known device while guesses from elsewhere are throttled', async () => {
    await createMaria();
    const { device } = await asUser(accountId, 'maria');
    const signIn = (origin: Partial<SignInOrigin>, name = 'maria') =>
      signInUser(world.database, accountId, name, PASSWORD, { ...ORIGIN, ...origin }, TEST_NOW);
    for (let i = 0; i < 5; i++) await failure(asUser(accountId, 'maria', `guess-${i}`));
    for (const cookie of [undefined, '', 'forged', `x${device}`])
      expect((await failure(signIn({ device: cookie }))).shape).toBe('Throttling');
    expect(signedIn(await signIn({ device })).token).toBeTruthy();

    // A device is known only to the users who signed in with it.
    await root().run(CreateUser, { UserName: 'ben' });
    await root().run(CreateLoginProfile, { UserName: 'ben', Password: PASSWORD });
    for (let i = 0; i < 5; i++) await failure(asUser(accountId, 'ben', `guess-${i}`));
    expect((await failure(signIn({ device }, 'ben'))).shape).toBe('Throttling');
    expect(device).not.toContain('maria');
  });

  it('evaluates five of 120 concurrent guesses', async () => {
    await createMaria();
    const guesses = Array.from({ length: 120 }, (_, i) => failure(asUser(accountId, 'maria', `guess-${i}`)));
    const shapes = (await Promise.all(guesses)).map(({ shape }) => shape);
    expect(shapes.filter((shape) => shape === 'SignInFailed')).toHaveLength(5);
    expect(shapes.filter((shape) => shape === 'Throttling')).toHaveLength(115);
  });

  it('counts guesses at a user together, regardless of the spelling of name and account', async () => {
    await createMaria();
    const dashed = accountId.replace(/(\d{4})(\d{4})(\d{4})/, '$1-$2-$3');
    const spellings = [
      [accountId, 'maria'],
      [dashed, 'MARIA'],
      [` ${dashed} `, ' maria'],
      ['shop-prod', 'Maria\t'],
      ['SHOP-PROD ', 'maria'],
    ] as const;
    for (const [account, name] of spellings) expect((await failure(asUser(account, name, 'wrong'))).shape).toBe('SignInFailed');
    for (const [account, name] of spellings) expect((await failure(asUser(account, name))).shape).toBe('Throttling');
  });

  it.each([
    ['an unknown user', (pad: string) => asUser(`${pad}shop-prod`, `No-Body${pad}`)],
    ['a user of an unknown account', (pad: string) => asUser(`0000-00000000${pad}`, `${pad}MARIA`)],
    ['an unknown address', (pad: string) => asRoot(`${pad}NOBODY@example.com`)],
    ['a known address', (pad: string) => asRoot(`${pad}ROOT@example.com`, 'wrong')],
  ])('throttles %s in the same way', async (_, attempt) => {
    await createMaria();
    for (let i = 0; i < 5; i++) expect((await failure(attempt(' '.repeat(i)))).shape).toBe('SignInFailed');
    expect((await failure(attempt('  '))).shape).toBe('Throttling');
  });

  it('is refused immediately in a flood, before any lookup, while the wire API still answers', async () => {
    await createMaria();
    const answers: string[] = [];
    const flood = Array.from({ length: 300 }, async (_, i) => {
      const { shape } = await failure(asUser(accountId, `nobody-${i}`));
      answers.push(shape);
    });
    const { User } = await root().run(GetUser, { UserName: 'maria' });
    answers.push(User.UserName);
    await Promise.all(flood);
    // At most 24 attempts have a place in the queue. They still run when all others have their answer.
    expect(answers.slice(0, 276)).toEqual(Array(276).fill('Throttling'));
    expect(answers.indexOf('maria')).toBeLessThan(answers.lastIndexOf('SignInFailed'));
    expect(answers.filter((answer) => answer === 'SignInFailed').length).toBeLessThanOrEqual(24);
    expect(await world.database.reader.signInThrottle.count()).toBeLessThanOrEqual(25);
  });

  it('refuses a suspended account and ends its sessions', async () => {
    const { token } = await asRoot();
    await world.database.writer.account.update({ where: { id: accountId }, data: { state: 'SUSPENDED' } });
    expect((await failure(asRoot())).shape).toBe('SignInFailed');
    expect(await findSession(world.database, token, TEST_NOW)).toBeNull();
  });

  it('refuses the root user of an account without a root password', async () => {
    await world.database.writer.account.update({ where: { id: accountId }, data: { rootPasswordHash: null } });
    expect((await failure(asRoot())).shape).toBe('SignInFailed');
  });
});

describe('multi-factor authentication', () => {
  it('asks for a code after the password, accepts each code once, and marks the session as MFA', async () => {
    await createMaria();
    const { VirtualMFADevice } = await root().run(CreateVirtualMFADevice, { VirtualMFADeviceName: 'phone' });
    const SerialNumber = VirtualMFADevice.SerialNumber;
    const seed = Buffer.from(VirtualMFADevice.Base32StringSeed).toString('utf8');
    const step = (at: Date) => Math.floor(at.getTime() / 30_000);
    const code = (at: Date) => codeOf(seed, step(at));
    const later = (seconds: number) => new Date(TEST_NOW.getTime() + seconds * 1000);
    await root().run(EnableMFADevice, {
      UserName: 'maria',
      SerialNumber,
      AuthenticationCode1: code(later(-30)),
      AuthenticationCode2: code(TEST_NOW),
    });

    const first = await signInUser(world.database, accountId, 'maria', PASSWORD, ORIGIN, later(60));
    if (!('mfa' in first)) throw new Error('the code was not asked for');
    const finish = (text: string, at: Date) => signInWithCode(world.database, first.mfa.ticket, text, ORIGIN, at);
    expect((await failure(finish('000000', later(60)))).message).toContain('MFA code is incorrect');
    // A ticket is valid only for the password with which it was issued.
    const { passwordHash } = await world.database.reader.loginProfile.findFirstOrThrow();
    await world.database.writer.loginProfile.updateMany({ data: { passwordHash: '$another' } });
    expect((await failure(finish(code(later(60)), later(60)))).message).toContain('Start again');
    await world.database.writer.loginProfile.updateMany({ data: { passwordHash } });
    const { token } = await finish(code(later(60)), later(60));
    const session = await findSession(world.database, token, later(60));
    expect(session?.caller.session).toMatchObject({ mfaAuthenticated: true });
    expect((await failure(finish(code(later(60)), later(61)))).shape).toBe('SignInFailed');
    expect((await failure(finish(code(later(400)), later(400)))).message).toContain('took too long');
    expect((await failure(signInWithCode(world.database, 'forged', '123456', ORIGIN, TEST_NOW))).shape).toBe('SignInFailed');
    const told = (await recordedEvents(world.database.reader, { eventName: 'ConsoleLogin' })).map(
      ({ outcome, additionalEventData }) => [outcome, JSON.parse(additionalEventData ?? '{}').MFAUsed],
    );
    expect(told).toEqual([
      ['Failed', 'Yes'],
      ['Success', 'Yes'],
      ['Failed', 'Yes'],
    ]);
  });
});

describe('a passkey at sign-in', () => {
  async function enrol(UserName: string | undefined) {
    const [actor, key] = [root().with({ consoleSession: 'one' }), newAuthenticator()];
    const input = { UserName, DeviceName: 'key' };
    const { RegistrationOptions } = await actor.run(BeginSecurityKeyRegistration, input);
    await actor.run(EnableSecurityKey, { ...input, RegistrationResponse: key.create(RegistrationOptions) });
    return key;
  }
  async function half(signIn: Promise<SignedIn | MfaNeeded>) {
    const outcome = await signIn;
    if (!('mfa' in outcome) || !outcome.mfa.passkey) throw new Error('no passkey was asked for');
    return { ...outcome.mfa, passkey: outcome.mfa.passkey };
  }
  const maria = (now = TEST_NOW) => half(signInUser(world.database, accountId, 'maria', PASSWORD, ORIGIN, now));
  const finish = (ticket: string, answer: unknown, now = TEST_NOW) =>
    signInWithPasskey(world.database, ticket, JSON.stringify(answer), ORIGIN, now);
  const refused = async (attempt: Promise<unknown>) =>
    expect((await failure(attempt)).message).toBe('Your passkey or security key could not be verified. Try again.');

  it('signs in its owner once, and marks the session as signed in with MFA', async () => {
    await createMaria();
    const key = await enrol('maria');
    const { ticket, kinds, passkey } = await maria();
    expect(kinds).toEqual(['fido']);
    expect(passkey).toMatchObject({ rpId: 'localhost', userVerification: 'preferred', allowCredentials: [{ id: key.id }] });
    const answer = key.get(passkey);
    const { token } = await finish(ticket, answer);
    const session = await findSession(world.database, token, TEST_NOW);
    expect(session?.caller.session).toMatchObject({ mfaAuthenticated: true, mfaAuthenticatedAt: TEST_NOW.toISOString() });
    expect((await root().run(ListMFADeviceOverviews, { UserName: 'maria' })).MFADevices).toMatchObject([{ LastUsed: TEST_NOW }]);
    await refused(finish(ticket, answer));
    expect((await failure(signInWithCode(world.database, ticket, '123456', ORIGIN, TEST_NOW))).shape).toBe('SignInFailed');
  });

  it('is refused for another device, challenge or site, and with a lower counter', async () => {
    await createMaria();
    const key = await enrol('maria');
    const others = await enrol(undefined);
    const [first, second] = [await maria(), await maria()];
    await refused(finish(first.ticket, others.get(first.passkey)));
    await refused(finish(first.ticket, { ...others.get(first.passkey), id: key.id, rawId: key.id }));
    await refused(finish(first.ticket, key.get(second.passkey)));
    const again = async () => {
      // Failed attempts are counted, and deleting the count ends the delay.
      await world.database.writer.signInThrottle.deleteMany();
      return maria();
    };
    const wrongs = [
      { origin: 'https://evil.example' },
      { rpId: 'evil.example' },
      { type: 'webauthn.create' },
      { userHandle: 'AAAA' },
    ];
    for (const wrong of wrongs) {
      const { ticket, passkey } = await again();
      await refused(finish(ticket, key.get(passkey, wrong)));
    }
    const used = await again();
    await finish(used.ticket, key.get(used.passkey, { counter: 50 }));
    for (const counter of [50, 49, 0]) {
      const copied = await again();
      await refused(finish(copied.ticket, key.get(copied.passkey, { counter })));
    }
    const late = await again();
    expect((await failure(finish(late.ticket, key.get(late.passkey), new Date(TEST_NOW.getTime() + 300_001)))).message).toContain(
      'too long',
    );
    const taken = await again();
    const [device] = (await root().run(ListMFADeviceOverviews, { UserName: 'maria' })).MFADevices;
    await root().run(DeactivateMFADevice, { UserName: 'maria', SerialNumber: device?.SerialNumber ?? '' });
    await refused(finish(taken.ticket, key.get(taken.passkey)));
  });

  it('is refused if the answer is arbitrary text', async () => {
    await createMaria();
    const key = await enrol('maria');
    const { ticket, passkey } = await maria();
    const good = key.get(passkey, { rpId: 'evil.example' });
    const hostile = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constant('x'.repeat(20_000)),
      fc
        .record({ authenticatorData: fc.base64String(), signature: fc.base64String(), userHandle: fc.base64String() })
        .map((response) => JSON.stringify({ ...good, response: { ...good.response, ...response } })),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        await world.database.writer.signInThrottle.deleteMany();
        await refused(signInWithPasskey(world.database, ticket, text, ORIGIN, TEST_NOW));
      }),
      { numRuns: 30 },
    );
  });

  it('is one of the offered MFA kinds, and gets a new challenge after a wrong answer', async () => {
    await createMaria();
    const key = await enrol('maria');
    const { SerialNumber } = await root().run(ImportHardwareToken, {
      SerialNumber: 'GAHT12345678',
      Seed: '3132333435363738393031323334353637383930',
      SeedFormat: 'hex',
    });
    const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    const step = stepOf(TEST_NOW);
    const codes = { AuthenticationCode1: codeOf(seed, step - 2), AuthenticationCode2: codeOf(seed, step - 1) };
    await root().run(EnableMFADevice, { UserName: 'maria', SerialNumber, ...codes });
    const { ticket, kinds, passkey } = await maria();
    expect(kinds).toEqual(['fido', 'hardware']);
    await refused(finish(ticket, key.get(passkey, { rpId: 'evil.example' })));
    await refused(finish(ticket, key.get(passkey)));
    const again = await askAgain(world.database, ticket, TEST_NOW);
    await finish(ticket, key.get(again?.passkey ?? passkey));
    await signInWithCode(world.database, ticket, codeOf(seed, step), ORIGIN, TEST_NOW);
    await expect(askAgain(world.database, 'forged', TEST_NOW)).rejects.toThrow('too long');
  });
});

describe('password expiry', () => {
  it('warns 15 days ahead, then requires a change, or a reset by an administrator with hard expiry', async () => {
    await createMaria();
    await root().run(UpdateLoginProfile, { UserName: 'maria', PasswordResetRequired: false });
    await root().run(UpdateAccountPasswordPolicy, { MaxPasswordAge: 10 });
    const daysOn = (days: number) => new Date(TEST_NOW.getTime() + days * 86_400_000);
    const sessionOn = async (now: Date) =>
      findSession(world.database, (await asUser(accountId, 'maria', PASSWORD, now)).token, now);
    expect(await sessionOn(daysOn(9))).toMatchObject({ passwordResetRequired: false, passwordExpired: false });
    expect(await sessionOn(daysOn(11))).toMatchObject({ passwordResetRequired: true, passwordExpired: true });
    await root().run(UpdateAccountPasswordPolicy, { MaxPasswordAge: 90 });
    const expires = async (now: Date) => (await sessionOn(now))?.passwordExpiresSoon;
    expect(await expires(daysOn(74))).toBeNull();
    expect(await expires(daysOn(76))).toEqual(daysOn(90));
    expect(await expires(daysOn(91))).toBeNull();
    await root().run(UpdateAccountPasswordPolicy, { MaxPasswordAge: 10, HardExpiry: true });
    expect((await failure(asUser(accountId, 'maria', PASSWORD, daysOn(11)))).message).toBe(
      'Your password has expired. Ask your administrator to set a new one.',
    );
    await root()
      .with({ now: daysOn(11) })
      .run(UpdateLoginProfile, { UserName: 'maria', Password: 'Set-anew-by-root-1' });
    expect((await asUser(accountId, 'maria', 'Set-anew-by-root-1', daysOn(11))).token).toBeTruthy();
  });
});

describe('a session', () => {
  const minutesOn = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);

  it('ends at sign-out, after twelve hours even if it is used, and when the password is deleted', async () => {
    const one = await asRoot();
    const session = await findSession(world.database, one.token, TEST_NOW);
    await endSession(world.database, session?.tokenHash ?? '');
    expect(await findSession(world.database, one.token, TEST_NOW)).toBeNull();

    const two = await asRoot();
    for (let hours = 0.5; hours < 12; hours += 0.5)
      expect(await findSession(world.database, two.token, minutesOn(hours * 60))).toMatchObject({ label: 'root' });
    expect(await findSession(world.database, two.token, minutesOn(12 * 60))).toBeNull();

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

  it('ends after an hour without use', async () => {
    const { token } = await asRoot();
    expect(await findSession(world.database, token, minutesOn(59))).not.toBeNull();
    expect(await findSession(world.database, token, minutesOn(118))).not.toBeNull();
    expect(await findSession(world.database, token, minutesOn(178))).toBeNull();
  });

  /** Signs maria in twice. `ended` tells which of her two sessions have ended. */
  async function twoOfMaria() {
    await createMaria();
    const sessions = [await asUser(accountId, 'maria'), await asUser(accountId, 'maria')] as const;
    const find = ({ token }: SignedIn) => findSession(world.database, token, TEST_NOW);
    const here = await find(sessions[0]);
    if (!here) throw new Error('no session');
    const maria = world.as(here.caller, { consoleSession: here.tokenHash });
    return { maria, sessions, ended: async () => (await Promise.all(sessions.map(find))).map((found) => found === null) };
  }

  it('ends when its user changes the password in another session, and continues in that session', async () => {
    const { maria, ended } = await twoOfMaria();
    await root().run(AttachUserPolicy, { UserName: 'maria', PolicyArn: 'arn:aws:iam::aws:policy/IAMUserChangePassword' });
    await maria.run(ChangePassword, { OldPassword: PASSWORD, NewPassword: 'Another-horse-2' });
    expect(await ended()).toEqual([false, true]);
    // A call with an access key belongs to no session, so both sessions end.
    const byKey = world.as(maria.caller);
    await byKey.run(ChangePassword, { OldPassword: 'Another-horse-2', NewPassword: PASSWORD });
    expect(await ended()).toEqual([true, true]);
  });

  it('ends when an administrator sets the password, but not when only the reset flag changes', async () => {
    const { ended } = await twoOfMaria();
    await root().run(UpdateLoginProfile, { UserName: 'maria', PasswordResetRequired: false });
    expect(await ended()).toEqual([false, false]);
    await root().run(UpdateLoginProfile, { UserName: 'maria', Password: 'Another-horse-2' });
    expect(await ended()).toEqual([true, true]);
  });

  it('stays ended after the password is deleted and created again', async () => {
    const { ended } = await twoOfMaria();
    await root().run(DeleteLoginProfile, { UserName: 'maria' });
    await root().run(CreateLoginProfile, { UserName: 'maria', Password: PASSWORD });
    expect(await ended()).toEqual([true, true]);
  });

  it('of the root user ends when the password is changed in another session', async () => {
    const [here, elsewhere] = [await asRoot(), await asRoot()];
    const session = await findSession(world.database, here.token, TEST_NOW);
    const actor = world.as(rootCaller(accountId), { consoleSession: session?.tokenHash });
    await actor.run(ChangeRootPassword, { OldPassword: PASSWORD, NewPassword: 'Another-horse-2' });
    expect(await findSession(world.database, here.token, TEST_NOW)).not.toBeNull();
    expect(await findSession(world.database, elsewhere.token, TEST_NOW)).toBeNull();
  });

  it('does not start if the password changes while the password or MFA code is checked', async () => {
    await createMaria();
    const hash = async () => (await world.database.reader.loginProfile.findFirstOrThrow()).passwordHash;
    const before = await hash();
    const proved = asUser(accountId, 'maria');
    const changed = (async () => {
      // The password changes while its hash is computed.
      while ((await world.database.reader.signInThrottle.count()) === 0) await new Promise((resolve) => setImmediate(resolve));
      await world.database.writer.loginProfile.updateMany({ data: { passwordHash: '$another' } });
    })();
    expect((await failure(proved)).shape).toBe('SignInFailed');
    await changed;
    expect(await hash()).not.toBe(before);
    expect(await world.database.reader.consoleSession.count()).toBe(0);
  });

  it('is listed with iam:GetLoginProfile, and ended with iam:UpdateLoginProfile', async () => {
    const { maria, sessions, ended } = await twoOfMaria();
    const { User } = await root().run(CreateUser, { UserName: 'helper' });
    const helper = world.as(userCaller(User));
    expect((await helper.fails(ListUserConsoleSessions, { UserName: 'maria' })).message).toContain('iam:GetLoginProfile');
    expect((await helper.fails(EndUserConsoleSessions, { UserName: 'maria' })).message).toContain('iam:UpdateLoginProfile');
    const { Sessions } = await root().run(ListUserConsoleSessions, { UserName: 'maria' });
    expect(Sessions).toHaveLength(2);
    const here = await findSession(world.database, sessions[0].token, TEST_NOW);
    const other = Sessions.find(({ SessionId }) => SessionId !== here?.tokenHash)?.SessionId;
    await root().run(EndUserConsoleSessions, { UserName: 'maria', SessionId: other });
    expect(await ended()).toEqual([false, true]);
    const again = root().fails(EndUserConsoleSessions, { UserName: 'maria', SessionId: other });
    expect((await again).shape).toBe('NoSuchEntityException');
    await asRoot();
    const ofRoot = (await root().run(ListOwnConsoleSessions, {})).Sessions[0]?.SessionId;
    const foreign = root().fails(EndUserConsoleSessions, { UserName: 'maria', SessionId: ofRoot });
    expect((await foreign).shape).toBe('NoSuchEntityException');
    expect(await root().run(EndUserConsoleSessions, { UserName: 'maria' })).toEqual({ Ended: 1 });
    expect(await ended()).toEqual([true, true]);
    expect((await root().run(ListUserConsoleSessions, { UserName: 'maria' })).Sessions).toEqual([]);
    expect((await maria.fails(ListUserConsoleSessions, { UserName: 'nobody' })).shape).toBe('AccessDenied');
  });

  it('is listed to its owner, who can end it or all other sessions', async () => {
    const { maria, ended } = await twoOfMaria();
    await asRoot();
    const { Sessions } = await maria.run(ListOwnConsoleSessions, {});
    expect(Sessions).toMatchObject([
      { SourceIp: ORIGIN.sourceIp, UserAgent: 'test', SignedInAt: TEST_NOW, WithMfa: false },
      { LastUsedAt: TEST_NOW },
    ]);
    expect(Sessions.filter(({ Current }) => Current)).toHaveLength(1);
    const other = Sessions.find(({ Current }) => !Current)?.SessionId ?? '';
    expect((await root().fails(EndOwnConsoleSession, { SessionId: other })).shape).toBe('NoSuchEntityException');
    expect(await ended()).toEqual([false, false]);
    await maria.run(EndOwnConsoleSession, { SessionId: other });
    expect(await ended()).toEqual([false, true]);
    await asUser(accountId, 'maria');
    expect(await maria.run(EndOtherConsoleSessions, {})).toEqual({ Ended: 1 });
    expect(await ended()).toEqual([false, true]);
    expect((await root().run(ListOwnConsoleSessions, {})).Sessions).toHaveLength(1);
    const later = maria.with({ now: minutesOn(61) });
    expect((await later.run(ListOwnConsoleSessions, {})).Sessions).toEqual([]);
  });

  it('acts as a role until expiry, switch-back or deletion of the role, and remembers the last five roles', async () => {
    await createMaria();
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' }],
    });
    const { Role } = await root().run(CreateRole, { RoleName: 'any', AssumeRolePolicyDocument });
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
      roleId: Role.RoleId,
      roleName: name,
      sessionName: 'maria',
      serviceLinked: false,
      issuedAt: TEST_NOW.toISOString(),
      expiresAt: minutesOn(50).toISOString(),
      displayName: name,
      color: 'red',
    });
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await storeRoleSession(world.database, await find(), role(name));
    const switched = await find();
    const userArn = `arn:aws:iam::${accountId}:user/maria`;
    const own = world.as(switched.identity, { consoleSession: switched.tokenHash });
    expect((await own.run(ListOwnConsoleSessions, {})).Sessions).toMatchObject([{ Current: true, RoleArn: role('f').roleArn }]);
    expect(switched.caller.principal).toMatchObject({
      type: 'AssumedRole',
      sessionName: 'maria',
      arn: `arn:aws:sts::${accountId}:assumed-role/f/maria`,
    });
    expect(switched.identity.principal).toMatchObject({ type: 'User', userName: 'maria' });
    expect(switched.recentRoles.map(({ roleName }) => roleName)).toEqual(['f', 'e', 'd', 'c', 'b']);
    expect((await find(minutesOn(50))).roleSession).toBeNull();
    const { database } = world;
    await recordRoleSwitch(database, 'SwitchRole', switched.caller, userArn, ORIGIN, TEST_NOW);
    await recordRoleSwitch(database, 'ExitRole', switched.caller, userArn, ORIGIN, TEST_NOW);
    await recordSignOut(database, switched.identity, ORIGIN, TEST_NOW);
    const { Events } = await root().run(SearchEvents, { EventSource: 'signin.amazonaws.com' });
    expect(Events.slice(0, 3)).toMatchObject([
      { eventName: 'Logout', responseElements: { Logout: 'Success' }, userIdentity: { userName: 'maria' } },
      { eventName: 'ExitRole', additionalEventData: { SwitchFrom: userArn } },
      {
        eventName: 'SwitchRole',
        userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${accountId}:assumed-role/f/maria` },
        requestParameters: null,
        responseElements: { SwitchRole: 'Success' },
        additionalEventData: { SwitchFrom: userArn },
      },
    ]);
    await clearRoleSession(world.database, switched);
    expect((await find()).caller.principal.type).toBe('User');
    await storeRoleSession(world.database, await find(), role('any'));
    expect((await find()).caller.principal.type).toBe('AssumedRole');
    await root().run(DeleteRole, { RoleName: 'any' });
    await root().run(CreateRole, { RoleName: 'any', AssumeRolePolicyDocument });
    expect((await find()).caller.principal.type).toBe('User');
  });
});

describe('the sign-up page', () => {
  const input = { name: 'x', email: 'new@example.com', password: PASSWORD };
  const open = (change: Partial<typeof input> = {}, most?: number, now = TEST_NOW) =>
    openAccount(world.database, { ...input, ...change }, ORIGIN, now, most);
  const accounts = () => world.database.reader.account.count();

  it('does not reveal which addresses have an account', async () => {
    const before = await world.database.reader.account.findUniqueOrThrow({ where: { id: accountId } });
    expect(await open({ email: 'ROOT@example.com' })).toBe(await open());
    expect(await accounts()).toBe(2);
    expect(await world.database.reader.account.findUniqueOrThrow({ where: { id: accountId } })).toEqual(before);
    expect((await failure(open({ password: 'short' }))).shape).toBe('PasswordPolicyViolationException');
  });

  it('creates a limited number of accounts per address and hour', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => open({ email: `new-${i}@example.com` }, 3)));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await accounts()).toBe(4);
    expect((await failure(open({}, 3, new Date(TEST_NOW.getTime() + 3_599_000)))).shape).toBe('Throttling');
    await open({}, 3, new Date(TEST_NOW.getTime() + 3_600_000));
    await open({ email: 'other@example.com' }, 3, new Date(TEST_NOW.getTime() - 3_600_000));
    expect(await accounts()).toBe(6);
  });

  it('creates no account if sign-up is closed', async () => {
    expect((await failure(open({}, 0))).message).toContain('Sign-up is closed');
    expect(await accounts()).toBe(1);
  });
});

describe('sign-up', () => {
  it('refuses an address in use, a weak password, an invalid address and an empty name', async () => {
    const attempt = (change: Partial<{ name: string; email: string; password: string }>) =>
      failure(signUp(world.database, { name: 'x', email: 'new@example.com', password: PASSWORD, ...change }, TEST_NOW));
    expect((await attempt({ email: 'root@EXAMPLE.com' })).shape).toBe('EmailAlreadyExists');
    expect((await attempt({ password: 'short' })).shape).toBe('PasswordPolicyViolationException');
    expect((await attempt({ password: 'alllowercase' })).shape).toBe('PasswordPolicyViolationException');
    expect((await attempt({ email: 'no-at-sign' })).shape).toBe('ValidationError');
    expect((await attempt({ name: '' })).shape).toBe('ValidationError');
  });

  it('creates a standalone account with a 12-digit ID and an argon2id password hash', async () => {
    const account = await world.database.reader.account.findUniqueOrThrow({ where: { id: accountId } });
    expect(account.id).toMatch(/^[1-9]\d{11}$/);
    expect(account).toMatchObject({ state: 'ACTIVE', organizationId: null, email: 'root@example.com' });
    expect(account.rootPasswordHash).toMatch(/^\$argon2id\$/);
  });
});
