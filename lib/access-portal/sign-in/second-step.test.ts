import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toCloudTrailEvent, toRecord } from '../../core/events/cloudtrail-record';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { recordedEvents } from '../../core/testing/recorded-events';
import { newAuthenticator } from '../../iam/mfa/testing/authenticator';
import { codeOf, stepOf as timeStepOf } from '../../iam/mfa/totp';
import { findInstance, type InstanceRow } from '../../identity-center/instance/rows';
import {
  PutMfaDeviceManagementForDirectory,
  UpdateSSOConfiguration,
} from '../../identity-center/sign-in-settings/console-operations';
import { type MfaSettings, NEW_MFA_SETTINGS } from '../../identity-center/sign-in-settings/schema';
import { enableIdentityCenter } from '../../identity-center/test-instance';
import { DeleteMfaDeviceForUser } from '../../identity-store/mfa/console-operations';
import {
  completeAppRegistration,
  completeKeyRegistration,
  startAppRegistration,
  startKeyRegistration,
} from '../../identity-store/mfa/registration';
import { DisableUser, UpdatePassword } from '../../identity-store/password/console-operations';
import { findStoreUser, type StoreUserRow } from '../../identity-store/rows';
import { person } from '../../identity-store/test-store';
import { CreateUser } from '../../identity-store/user/operations';
import { findSignIn } from '../session/rows';
import {
  askForKey,
  completeByRegistration,
  completeWithCode,
  completeWithKey,
  findWaitingSignIn,
  kindsOfStep,
  mailCodeAgain,
  requireRegistering,
} from './second-step';
import { signInPerson } from './sign-in';

const ORIGIN = { sourceIp: '192.0.2.7', userAgent: 'test', secure: false };
const NOW = timeStepOf(TEST_NOW);
const later = (seconds: number) => new Date(TEST_NOW.getTime() + seconds * 1000);

let world: TestWorld;
let root: Actor;
let ana: { IdentityStoreId: string; UserId: string };
let password: string;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  root = await world.account();
  const { IdentityStoreId } = await enableIdentityCenter(root);
  ana = { IdentityStoreId, UserId: (await root.run(CreateUser, { IdentityStoreId, ...person('ana') })).UserId };
  password = (await root.run(UpdatePassword, { ...ana, PasswordMode: 'OTP' })).Password ?? '';
});

const SIGN_IN_EVENTS = ['CredentialChallenge', 'CredentialVerification', 'UserAuthentication'];
type SignInEvent = { name: string; factor: string; result: string; additional: Record<string, string> };

const texts = (members: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(members).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));

/** Returns the sign-in events of the account by workflow, oldest first. */
async function workflows(): Promise<SignInEvent[][]> {
  const where = { accountId: root.accountId, eventName: { in: SIGN_IN_EVENTS } };
  const found = new Map<string, SignInEvent[]>();
  for (const event of await recordedEvents(world.database.reader, where)) {
    const record = toRecord(toCloudTrailEvent(event));
    const { AuthWorkflowID: id = '', ...additional } = z
      .record(z.string(), z.unknown())
      .transform(texts)
      .parse(record.additionalEventData);
    expect(record.eventType).toBe('AwsServiceEvent');
    const { [record.eventName]: result = '' } = z.record(z.string(), z.string()).parse(record.serviceEventDetails);
    const events = found.get(id) ?? [];
    events.push({ name: record.eventName, factor: additional.CredentialType ?? '', result, additional });
    found.set(id, events);
  }
  return [...found.values()];
}
const briefly = (events: readonly SignInEvent[]) => events.map(({ name, factor, result }) => `${name} ${factor} ${result}`);

afterEach(async () => {
  // These hold for the events of every sign-in, whatever a test did.
  for (const events of await workflows()) {
    const asked = new Map<string, number>();
    const verified: string[] = [];
    let isComplete = false;
    for (const { name, factor, result } of events)
      if (name === 'CredentialChallenge') asked.set(factor, (asked.get(factor) ?? 0) + 1);
      else if (name === 'CredentialVerification') {
        const open = asked.get(factor) ?? 0;
        // An answer that comes again after the sign-in is complete fails without a challenge.
        const repeats = isComplete && result === 'Failure';
        expect([briefly(events), open > 0 || repeats]).toEqual([briefly(events), true]);
        asked.set(factor, open - 1);
        if (result === 'Success') verified.push(factor);
      } else {
        expect([factor, result, isComplete]).toEqual([verified.join(','), 'Success', false]);
        isComplete = true;
      }
    expect(events.filter(({ additional }) => additional.UserName !== undefined).map(({ name }) => name)).toEqual([
      'CredentialChallenge',
    ]);
  }
});

async function instance(): Promise<InstanceRow> {
  const found = await findInstance(world.database.reader, { identityStoreId: ana.IdentityStoreId });
  if (!found) throw new Error('The instance is missing.');
  return found;
}
async function user(): Promise<StoreUserRow> {
  const found = await findStoreUser(world.database.reader, ana.IdentityStoreId, ana.UserId);
  if (!found) throw new Error('The person is missing.');
  return found;
}
const set = (settings: Partial<MfaSettings>) =>
  root.run(PutMfaDeviceManagementForDirectory, { ...NEW_MFA_SETTINGS, ...settings });
const signIn = async (isTrusted = false) =>
  signInPerson(
    world.database,
    await instance(),
    { userName: 'ana', password },
    { ...ORIGIN, isTrusted: () => isTrusted },
    TEST_NOW,
  );

async function ticketOf(): Promise<string> {
  const outcome = await signIn();
  if (!('ticket' in outcome)) throw new Error('There is no second step.');
  return outcome.ticket;
}
async function waitingOf(ticket: string, at = TEST_NOW) {
  const found = await findWaitingSignIn(world.database, await instance(), ticket, at);
  if (!found) throw new Error('The sign-in does not wait.');
  return found;
}
const wait = async () => waitingOf(await ticketOf());

const attempt = { attempt: 'test', realNow: TEST_NOW, now: TEST_NOW };
async function registerApp() {
  const { ticket, seed } = await startAppRegistration(world.database, await user(), attempt);
  const row = await completeAppRegistration(world.database, await user(), { ticket, code: codeOf(seed, NOW - 1) }, attempt);
  return { seed, row };
}

describe('the second step', () => {
  const outcomeOf = async (isTrusted: boolean) => {
    const outcome = await signIn(isTrusted).catch((error: { shape: string }) => error.shape);
    if (typeof outcome === 'string') return outcome;
    return 'ticket' in outcome ? (await waitingOf(outcome.ticket)).step : 'signed in';
  };
  const WITHOUT = { REGISTER: 'REGISTER', EMAIL: 'EMAIL', BLOCK: 'SignInFailed', ALLOW: 'signed in' } as const;

  it.each(Object.entries(WITHOUT))('follows the settings, with %s for people without a device', async (without, expected) => {
    const WithoutDevice = without as keyof typeof WITHOUT;
    for (const PromptMode of ['ALWAYS', 'CONTEXT_AWARE', 'NEVER'] as const) {
      await set({ PromptMode, WithoutDevice });
      const asks = (isTrusted: boolean) => PromptMode === 'ALWAYS' || (PromptMode === 'CONTEXT_AWARE' && !isTrusted);
      for (const isTrusted of [true, false])
        expect([PromptMode, isTrusted, await outcomeOf(isTrusted)]).toEqual([
          PromptMode,
          isTrusted,
          asks(isTrusted) ? expected : 'signed in',
        ]);
    }
    await set({ WithoutDevice });
    await registerApp();
    expect(await outcomeOf(false)).toBe('DEVICE');
    await set({ WithoutDevice, AllowedKinds: ['fido'] });
    expect(await outcomeOf(false)).toBe(expected);
  });

  it('says that a device is required where the person is blocked', async () => {
    await set({ WithoutDevice: 'BLOCK' });
    await expect(signIn()).rejects.toThrow(
      /^You are required to provide multi-factor authentication \(MFA\) that you do not have/,
    );
  });

  it('ends after ten minutes, with another password, with the person, and in another store', async () => {
    await registerApp();
    const ticket = await ticketOf();
    const find = async (text = ticket, at = TEST_NOW) => findWaitingSignIn(world.database, await instance(), text, at);
    expect(await find()).not.toBeNull();
    expect([await find('forged'), await find(ticket, later(600))]).toEqual([null, null]);
    await root.run(DisableUser, ana);
    expect(await find()).toBeNull();
    await root.run(UpdatePassword, { ...ana, PasswordMode: 'OTP' });
    expect(await find()).toBeNull();
    const other = await world.account();
    const { IdentityStoreId } = await enableIdentityCenter(other);
    const elsewhere = await findInstance(world.database.reader, { identityStoreId: IdentityStoreId });
    expect(elsewhere && (await findWaitingSignIn(world.database, elsewhere, ticket, TEST_NOW))).toBeNull();
  });
});

describe('a sign-in with an authenticator app', () => {
  it('takes a code once, and starts a session of the configured duration', async () => {
    await root.run(UpdateSSOConfiguration, { SessionMinutes: 15 });
    const { seed } = await registerApp();
    const waiting = await wait();
    expect(await kindsOfStep(world.database, waiting)).toEqual(['virtual']);
    const complete = (code: string) => completeWithCode(world.database, waiting, code, ORIGIN);
    await expect(complete('000000')).rejects.toMatchObject({ shape: 'SignInFailed' });
    const { token, expiresAt } = await complete(` ${codeOf(seed, NOW)} `);
    expect(expiresAt).toEqual(later(15 * 60));
    expect((await findSignIn(world.database.reader, token, TEST_NOW))?.user.id).toBe(ana.UserId);
    await expect(complete(codeOf(seed, NOW))).rejects.toMatchObject({ shape: 'SignInFailed' });
    const [events = []] = await workflows();
    expect(briefly(events)).toEqual([
      'CredentialChallenge PASSWORD Success',
      'CredentialVerification PASSWORD Success',
      'CredentialChallenge TOTP Success',
      'CredentialVerification TOTP Failure',
      'CredentialChallenge TOTP Success',
      'CredentialVerification TOTP Success',
      'UserAuthentication PASSWORD,TOTP Success',
      'CredentialVerification TOTP Failure',
      'CredentialChallenge TOTP Success',
    ]);
    for (const secret of [seed, password]) expect(JSON.stringify(events)).not.toContain(secret);
  });

  it('takes no code of a device that was deleted or is no longer allowed', async () => {
    const { seed, row } = await registerApp();
    const before = await wait();
    await set({ AllowedKinds: ['fido'] });
    const complete = (waiting: typeof before) => completeWithCode(world.database, waiting, codeOf(seed, NOW), ORIGIN);
    await expect(complete({ ...before, instance: await instance() })).rejects.toMatchObject({ shape: 'SignInFailed' });
    await set({});
    await root.run(DeleteMfaDeviceForUser, { ...ana, DeviceId: row.id });
    await expect(complete(before)).rejects.toMatchObject({ shape: 'SignInFailed' });
  });

  it('slows down guesses', async () => {
    await registerApp();
    const waiting = await wait();
    const guess = () => completeWithCode(world.database, waiting, '000000', ORIGIN);
    for (let i = 0; i < 5; i++) await expect(guess()).rejects.toMatchObject({ shape: 'SignInFailed' });
    await expect(guess()).rejects.toMatchObject({ shape: 'Throttling' });
  });
});

it('a sign-in with a security key takes an answer once, for its own sign-in', async () => {
  const key = newAuthenticator();
  const response = key.create(await startKeyRegistration(world.database, await user(), attempt));
  await completeKeyRegistration(world.database, await user(), { response }, attempt);
  const [waiting, other] = [await wait(), await wait()];
  const options = await askForKey(world.database, waiting);
  if (!options) throw new Error('There is no request.');
  const answer = key.get(options);
  const complete = (at: typeof waiting) => completeWithKey(world.database, at, answer, ORIGIN);
  await expect(complete(other)).rejects.toMatchObject({ shape: 'SignInFailed' });
  expect(await complete(waiting)).toHaveProperty('token');
  await expect(complete(waiting)).rejects.toMatchObject({ shape: 'SignInFailed' });
});

describe('a sign-in with a mailed code', () => {
  /** Returns the code of the mail that came after the others. Mails of one time have no order. */
  const mailed = async (...before: readonly string[]) => {
    const mails = await world.database.reader.outboxMessage.findMany({ where: { accountId: root.accountId } });
    for (const mail of mails) expect(mail).toMatchObject({ address: 'ana@example.com', source: 'sso' });
    const codes = mails.map(({ body }) => /code is (\d{6})/.exec(body)?.[1] ?? '');
    return codes.find((code) => !before.includes(code)) ?? '';
  };

  it('takes the last code once, within five minutes, for its own sign-in', async () => {
    await set({ WithoutDevice: 'EMAIL' });
    const ticket = await ticketOf();
    const waiting = await waitingOf(ticket);
    const first = await mailed();
    const complete = (code: string, at = waiting) => completeWithCode(world.database, at, code, ORIGIN);
    await expect(complete(first, await waitingOf(ticket, later(300)))).rejects.toMatchObject({ shape: 'SignInFailed' });
    await mailCodeAgain(world.database, waiting);
    const second = await mailed(first);
    await expect(complete(first)).rejects.toMatchObject({ shape: 'SignInFailed' });
    await expect(complete(second, await wait())).rejects.toMatchObject({ shape: 'SignInFailed' });
    expect(await complete(second)).toHaveProperty('token');
    await expect(complete(second)).rejects.toMatchObject({ shape: 'SignInFailed' });
  });

  it('sends ten codes an hour', async () => {
    await set({ WithoutDevice: 'EMAIL' });
    const waiting = await wait();
    for (let i = 0; i < 9; i++) await mailCodeAgain(world.database, waiting);
    await expect(mailCodeAgain(world.database, waiting)).rejects.toMatchObject({ shape: 'Throttling' });
  });
});

it('a sign-in that registers a device needs its proof, and is no way around a device', async () => {
  const waiting = await wait();
  const { ticket, seed } = await startAppRegistration(world.database, waiting.user, { attempt: waiting.id, realNow: TEST_NOW });
  const complete = (code: string, kind: 'virtual' | 'fido' = 'virtual') =>
    completeByRegistration(
      world.database,
      waiting,
      kind,
      (one) => completeAppRegistration(world.database, waiting.user, { ticket, code }, one),
      ORIGIN,
    );
  await expect(complete('000000')).rejects.toThrow(/code is wrong/);
  expect(await complete(codeOf(seed, NOW))).toHaveProperty('token');
  await expect(complete(codeOf(seed, NOW + 1))).rejects.toMatchObject({ shape: 'SignInFailed' });
  await expect(requireRegistering(world.database, waiting, 'fido')).rejects.toMatchObject({ shape: 'SignInFailed' });
  await expect(requireRegistering(world.database, await wait(), 'virtual')).rejects.toMatchObject({ shape: 'SignInFailed' });
  const events = await recordedEvents(world.database.reader, {
    accountId: root.accountId,
    eventName: 'CompleteVirtualMfaDeviceRegistration',
  });
  expect(events).toMatchObject([{ outcome: 'Success', principalType: 'IdentityCenterUser' }]);
  const [first = []] = await workflows();
  expect(first.at(-1)).toMatchObject({ factor: 'PASSWORD', additional: { DeviceEnrollmentRequired: 'true' } });
});
