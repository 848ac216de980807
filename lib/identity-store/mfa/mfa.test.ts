import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { newAuthenticator } from '../../iam/mfa/testing/authenticator';
import { codeOf, stepOf } from '../../iam/mfa/totp';
import { askToSignIn } from '../../iam/mfa/webauthn';
import { lastEvent } from '../../iam/test-accounts';
import { findStoreUser, type StoreUserRow } from '../rows';
import { person, storeWorld } from '../test-store';
import { CreateUser, DeleteUser } from '../user/operations';
import { DeleteMfaDeviceForUser, ListMfaDevicesForUser, UpdateMfaDeviceForUser } from './console-operations';
import { completeAppRegistration, completeKeyRegistration, startAppRegistration, startKeyRegistration } from './registration';
import { acceptStoreAssertion, acceptStoreMfaCode, findStoreMfaDevices, insertStoreMfaDevice } from './rows';

let world: TestWorld;
let root: Actor;
let plain: Actor;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

let named: { IdentityStoreId: string; UserId: string };
let ana: StoreUserRow;
beforeEach(async () => {
  const made = await storeWorld(world);
  ({ root, plain } = made);
  named = await root.run(CreateUser, { IdentityStoreId: made.IdentityStoreId, ...person('ana') });
  const row = await findStoreUser(world.database.reader, named.IdentityStoreId, named.UserId);
  if (!row) throw new Error('The person is missing.');
  ana = row;
});

const attempt = { attempt: 'session', realNow: TEST_NOW, now: TEST_NOW };
const answering = { now: TEST_NOW, realNow: TEST_NOW, sourceIp: '192.0.2.1' };
const now = stepOf(TEST_NOW);

async function registerApp(name?: string) {
  const { ticket, seed } = await startAppRegistration(world.database, ana, attempt);
  const given = { ticket, code: codeOf(seed, now), name };
  return { seed, row: await completeAppRegistration(world.database, ana, given, attempt) };
}

async function registerKey(name?: string) {
  const key = newAuthenticator();
  const response = key.create(await startKeyRegistration(world.database, ana, attempt));
  return { key, row: await completeKeyRegistration(world.database, ana, { response, name }, attempt) };
}

const insertKey = (number: number) =>
  insertStoreMfaDevice(
    world.database.reader,
    ana,
    { kind: 'fido', credential: { id: `key-${number}`, publicKey: '', counter: 0, transports: [] } },
    TEST_NOW,
  );

describe('an authenticator app', () => {
  it('is registered by one code, which works no more', async () => {
    const { seed, row } = await registerApp();
    expect(row).toMatchObject({ kind: 'virtual', name: 'Authenticator app', lastStep: now });
    expect(row.seedCipher).not.toContain(seed);
    expect(await acceptStoreMfaCode(world.database, ana, codeOf(seed, now), answering)).toBe(false);
    expect(await acceptStoreMfaCode(world.database, ana, codeOf(seed, now + 1), answering)).toBe(true);
    const [stored] = await findStoreMfaDevices(world.database.reader, ana);
    expect(stored).toMatchObject({ lastUsedAt: TEST_NOW, lastStep: now + 1 });
  });

  it('is not registered with a wrong code, by another person, in another session, or too late', async () => {
    const { ticket, seed } = await startAppRegistration(world.database, ana, attempt);
    const code = codeOf(seed, now);
    const complete = (changed: object, given = { ticket, code }, who = ana) =>
      completeAppRegistration(world.database, who, given, { ...attempt, ...changed });
    await expect(complete({}, { ticket, code: '000000' })).rejects.toThrow(/code is wrong/);
    await expect(complete({}, { ticket: 'forged', code })).rejects.toThrow(/took too long/);
    await expect(complete({}, undefined, { ...ana, id: 'other' })).rejects.toThrow(/took too long/);
    await expect(complete({ attempt: 'other' })).rejects.toThrow(/took too long/);
    await expect(complete({ realNow: new Date(TEST_NOW.getTime() + 600_000) })).rejects.toThrow(/took too long/);
    await complete({});
    await expect(complete({})).rejects.toThrow(/already registered/);
  });

  it('cannot be guessed quickly', async () => {
    await registerApp();
    const guesses = await Promise.allSettled(
      Array.from({ length: 12 }, () => acceptStoreMfaCode(world.database, ana, '000000', answering)),
    );
    expect(guesses.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(5);
  });
});

describe('a security key', () => {
  it('is registered and answers challenges of one sign-in, each once', async () => {
    const { key, row } = await registerKey();
    expect(row).toMatchObject({ kind: 'fido', name: 'Security key', seedCipher: null });
    const asked = await askToSignIn(world.database, 'sign-in', [row], TEST_NOW);
    if (!asked) throw new Error('There is no request.');
    const response = key.get(asked);
    const accept = (boundTo = 'sign-in') => acceptStoreAssertion(world.database, ana, boundTo, response, answering);
    expect([await accept('other'), await accept(), await accept()]).toEqual([false, true, false]);
  });

  it('registers once, and answers for no other person', async () => {
    const { key, row } = await registerKey();
    const response = key.create(await startKeyRegistration(world.database, ana, attempt));
    await expect(completeKeyRegistration(world.database, ana, { response }, attempt)).rejects.toThrow(/already registered/);
    await expect(completeKeyRegistration(world.database, ana, { response }, attempt)).rejects.toThrow(/could not be verified/);
    const asked = await askToSignIn(world.database, 'sign-in', [row], TEST_NOW);
    if (!asked) throw new Error('There is no request.');
    const bo = { id: 'other', storeId: ana.storeId };
    expect(await acceptStoreAssertion(world.database, bo, 'sign-in', key.get(asked), answering)).toBe(false);
  });
});

describe('the devices of a person', () => {
  it('are at most two apps and six security keys, with different names', async () => {
    await registerApp('Phone');
    await expect(registerApp(' phone ')).rejects.toMatchObject({ shape: 'ConflictException' });
    expect((await registerApp()).row.name).toBe('Authenticator app');
    await expect(registerApp('Third')).rejects.toMatchObject({ shape: 'ServiceQuotaExceededException' });
    for (let number = 1; number <= 6; number++) await insertKey(number);
    await expect(insertKey(7)).rejects.toMatchObject({ shape: 'ServiceQuotaExceededException' });
    expect((await findStoreMfaDevices(world.database.reader, ana)).map(({ name }) => name)).toContain('Security key 6');
  });

  it('are listed, renamed and deleted by an administrator, and by no other account', async () => {
    const { row, seed } = await registerApp();
    const { row: key } = await registerKey();
    const device = { ...named, DeviceId: row.id };
    const { MfaDevices } = await root.run(ListMfaDevicesForUser, named);
    expect(MfaDevices).toMatchObject([
      { DeviceName: 'Authenticator app', Kind: 'virtual', RegisteredDate: TEST_NOW },
      { DeviceName: 'Security key', Kind: 'fido' },
    ]);
    expect(JSON.stringify(MfaDevices)).not.toContain('cipher');
    await root.run(UpdateMfaDeviceForUser, { ...device, DeviceName: 'Phone' });
    expect((await root.fails(UpdateMfaDeviceForUser, { ...device, DeviceId: key.id, DeviceName: 'PHONE' })).shape).toBe(
      'ConflictException',
    );
    expect((await plain.fails(UpdateMfaDeviceForUser, { ...device, DeviceName: 'x' })).shape).toBe('AccessDenied');
    expect((await plain.fails(DeleteMfaDeviceForUser, device)).shape).toBe('AccessDenied');
    await root.run(DeleteMfaDeviceForUser, device);
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'DeleteMfaDeviceForUser', outcome: 'Success' });
    expect((await root.fails(DeleteMfaDeviceForUser, device)).shape).toBe('ResourceNotFoundException');
    expect(await acceptStoreMfaCode(world.database, ana, codeOf(seed, now + 1), answering)).toBe(false);
  });

  it('end with the person', async () => {
    const { row } = await registerApp();
    await root.run(DeleteUser, named);
    expect(await world.database.reader.identityStoreMfaDevice.count({ where: { id: row.id } })).toBe(0);
  });
});
