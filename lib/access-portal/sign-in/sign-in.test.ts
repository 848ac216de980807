import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { recordedEvents } from '../../core/testing/recorded-events';
import { transaction } from '../../db/transaction';
import { findInstance, type InstanceRow } from '../../identity-center/instance/rows';
import { PutMfaDeviceManagementForDirectory } from '../../identity-center/sign-in-settings/console-operations';
import { NEW_MFA_SETTINGS } from '../../identity-center/sign-in-settings/schema';
import { enableIdentityCenter } from '../../identity-center/test-instance';
import { DisableUser, UpdatePassword } from '../../identity-store/password/console-operations';
import { changeStorePassword } from '../../identity-store/password/rows';
import { person } from '../../identity-store/test-store';
import { CreateUser, DeleteUser } from '../../identity-store/user/operations';
import { endSignIns, endSignInsOf, findSignIn, findSignInsOf } from '../session/rows';
import { signInPerson } from './sign-in';

const SESSION_SECONDS = 8 * 3600;
const ORIGIN = { sourceIp: '192.0.2.7', userAgent: 'test', secure: false };
const later = (seconds: number) => new Date(TEST_NOW.getTime() + seconds * 1000);

let world: TestWorld;
let root: Actor;
let instance: InstanceRow;
let ana: { IdentityStoreId: string; UserId: string };
let password: string;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  root = await world.account();
  const { IdentityStoreId } = await enableIdentityCenter(root);
  await root.run(PutMfaDeviceManagementForDirectory, { ...NEW_MFA_SETTINGS, WithoutDevice: 'ALLOW' });
  const found = await findInstance(world.database.reader, { identityStoreId: IdentityStoreId });
  if (!found) throw new Error('the instance is missing');
  instance = found;
  const { UserId } = await root.run(CreateUser, { IdentityStoreId, ...person('ana') });
  ana = { IdentityStoreId, UserId };
  password = (await root.run(UpdatePassword, { ...ana, PasswordMode: 'OTP' })).Password ?? '';
});

async function signIn(userName = 'ana', secret = password, at = TEST_NOW) {
  const outcome = await signInPerson(world.database, instance, { userName, password: secret }, ORIGIN, at);
  if ('ticket' in outcome) throw new Error('A second factor is needed.');
  return outcome;
}
const find = (token: string, at = TEST_NOW) => findSignIn(world.database.reader, token, at);

describe('a sign-in to the access portal', () => {
  it('lasts eight hours, and ignores the case of the name and space around it', async () => {
    const { token } = await signIn(' ANA ');
    expect(await find(token, later(SESSION_SECONDS - 1))).toMatchObject({
      user: { id: ana.UserId, passwordResetRequired: true },
    });
    expect(await find(token, later(SESSION_SECONDS))).toBeNull();
  });

  it('has one error for a wrong name, a wrong password and a disabled person', async () => {
    const errors = await Promise.all([
      signIn('nobody').catch((error: unknown) => error),
      signIn('ana', 'Wrong-horse-1').catch((error: unknown) => error),
    ]);
    await root.run(DisableUser, ana);
    errors.push(await signIn().catch((error: unknown) => error));
    expect(new Set(errors.map(String)).size).toBe(1);
    expect(errors[0]).toMatchObject({ shape: 'SignInFailed' });
  });

  it('slows down guesses', async () => {
    for (let i = 0; i < 5; i++) await expect(signIn('ana', `Wrong-horse-${i}`)).rejects.toMatchObject({ shape: 'SignInFailed' });
    await expect(signIn()).rejects.toMatchObject({ shape: 'Throttling' });
  });

  it('ends when its person is disabled or deleted, and when it is ended', async () => {
    const { token } = await signIn();
    const { token: other } = await signIn();
    const row = (await find(other))?.session;
    await transaction(world.database, (tx) => endSignIns(tx, [row?.id ?? '']));
    expect([(await find(token))?.user.id, await find(other)]).toEqual([ana.UserId, null]);
    await root.run(DisableUser, ana);
    expect(await find(token)).toBeNull();
    await root.run(DeleteUser, ana);
    expect(await find(token)).toBeNull();
  });

  it('ends with the password: a person’s own change keeps the sign-in that made it, and a reset ends all', async () => {
    const tokens = [(await signIn()).token, (await signIn()).token];
    const found = async () => Promise.all(tokens.map(async (token) => (await find(token)) !== null));
    const [own] = tokens;
    const person = await find(own ?? '');
    if (!person) throw new Error('the sign-in is missing');
    const attempt = { now: TEST_NOW, realNow: TEST_NOW, sourceIp: ORIGIN.sourceIp };
    const passwords = { oldPassword: password, newPassword: 'Correct-horse-9' };
    await changeStorePassword(world.database, person.user, passwords, attempt, person.session.id);
    expect(await found()).toEqual([true, false]);
    await root.run(UpdatePassword, { ...ana, PasswordMode: 'EMAIL' });
    expect(await found()).toEqual([true, false]);
    await root.run(UpdatePassword, { ...ana, PasswordMode: 'OTP' });
    expect(await found()).toEqual([false, false]);
  });

  it('leaves nothing behind when its person is deleted', async () => {
    await signIn();
    const row = { id: 'mark', accountId: root.accountId, storeId: ana.IdentityStoreId, userId: ana.UserId };
    await world.database.writer.portalFavorite.create({ data: { ...row, targetId: root.accountId, permissionSetId: 'ps-1' } });
    await root.run(DeleteUser, ana);
    const where = { userId: ana.UserId };
    const { portalSession, portalFavorite } = world.database.reader;
    expect([await portalSession.count({ where }), await portalFavorite.count({ where })]).toEqual([0, 0]);
  });

  it('ends with all others of its person, however many there are, except the one that ends them', async () => {
    const { token } = await signIn();
    const person = await find(token);
    if (!person) throw new Error('the sign-in is missing');
    const { session } = person;
    const others = Array.from({ length: 60 }, (_, at) => ({ ...session, id: `other-${at}`, tokenHash: `other-${at}` }));
    await world.database.writer.portalSession.createMany({ data: others });
    const end = (id?: string) => transaction(world.database, (tx) => endSignInsOf(tx, session, { except: session.id, id }));
    expect([await end('other-0'), await end('other-0'), await end(session.id), await end(), await end()]).toEqual([
      1, 0, 0, 59, 0,
    ]);
    expect(await find(token)).not.toBeNull();
  });

  it('belongs to its own store: the same name elsewhere is another person', async () => {
    const there = await world.account();
    const { IdentityStoreId } = await enableIdentityCenter(there);
    await there.run(CreateUser, { IdentityStoreId, ...person('ana') });
    const other = await findInstance(world.database.reader, { identityStoreId: IdentityStoreId });
    if (!other) throw new Error('the instance is missing');
    const attempt = signInPerson(world.database, other, { userName: 'ana', password }, ORIGIN, TEST_NOW);
    await expect(attempt).rejects.toMatchObject({ shape: 'SignInFailed' });
    await signIn();
    const user = await world.database.reader.identityStoreUser.findUniqueOrThrow({ where: { id: ana.UserId } });
    const rows = await findSignInsOf(world.database.reader, user, TEST_NOW);
    expect(rows.map(({ userId }) => userId)).toEqual([ana.UserId]);
  });

  it('is recorded with the person, and without a name that nobody has', async () => {
    await signIn();
    await signIn('secret-typed-as-name').catch(() => null);
    const eventName = { in: ['CredentialChallenge', 'CredentialVerification', 'UserAuthentication'] };
    const events = await recordedEvents(world.database.reader, { accountId: root.accountId, eventName });
    expect(events.map(({ eventName, outcome, principalType }) => [eventName, outcome, principalType])).toEqual([
      ['CredentialChallenge', 'Success', 'IdentityCenterUser'],
      ['CredentialVerification', 'Success', 'IdentityCenterUser'],
      ['UserAuthentication', 'Success', 'IdentityCenterUser'],
      ['CredentialChallenge', 'Success', 'Anonymous'],
      ['CredentialVerification', 'Failed', 'Anonymous'],
    ]);
    const texts = JSON.stringify(events, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    expect(texts).toContain(ana.UserId);
    for (const secret of [password, 'secret-typed-as-name']) expect(texts).not.toContain(secret);
  });
});
