import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { lastEvent, userWith } from '../test-accounts';
import { CreateUser, DeleteUser } from '../user/operations';
import {
  DeactivateMFADevice,
  DeleteVirtualMFADevice,
  EnableMFADevice,
  GetMFADevice,
  ListMFADevices,
  ListVirtualMFADevices,
  ResyncMFADevice,
  TagMFADevice,
} from './operations';
import { ListMFADeviceOverviews } from './overview';
import { BeginSecurityKeyRegistration, EnableSecurityKey } from './security-key-operations';
import { newAuthenticator } from './testing/authenticator';

const world = await createTestWorld();
afterAll(() => world.close());

const IN_A_SESSION = { via: 'console', consoleSession: 'one' } as const;
const INVALID = { shape: 'InvalidInputException', message: expect.stringContaining('could not be verified') };

async function accountWithUser() {
  const root = (await world.account()).with(IN_A_SESSION);
  await root.run(CreateUser, { UserName: 'ana' });
  return root;
}

async function register(actor: Actor, { UserName }: { UserName?: string } = { UserName: 'ana' }) {
  const [input, key] = [{ UserName, DeviceName: 'yubikey' }, newAuthenticator()];
  const { RegistrationOptions } = await actor.run(BeginSecurityKeyRegistration, input);
  const answer = key.create(RegistrationOptions);
  return { ...(await actor.run(EnableSecurityKey, { ...input, RegistrationResponse: answer })), key, answer };
}

describe('a passkey or security key', () => {
  it('gets a serial number in AWS format and is listed for its user but not among virtual devices', async () => {
    const root = await accountWithUser();
    const { SerialNumber } = await register(root);
    expect(SerialNumber).toMatch(new RegExp(`^arn:aws:iam::${root.accountId}:u2f/user/ana/yubikey-[A-Z2-7]{26}$`));
    const device = { UserName: 'ana', SerialNumber, EnableDate: TEST_NOW };
    expect((await root.run(ListMFADevices, { UserName: 'ana' })).MFADevices).toEqual([device]);
    expect(await root.run(GetMFADevice, { UserName: 'ana', SerialNumber })).toEqual({ ...device, Certifications: {} });
    expect((await root.run(ListVirtualMFADevices, {})).VirtualMFADevices).toEqual([]);
    expect((await root.run(ListMFADeviceOverviews, { UserName: 'ana' })).MFADevices).toMatchObject([
      { Kind: 'fido', Name: 'yubikey', SerialNumber },
    ]);
    expect((await root.fails(DeleteUser, { UserName: 'ana' })).message).toContain('must delete MFA device first');
  });

  it('of the root user has root-account in its serial number', async () => {
    const root = (await world.account()).with(IN_A_SESSION);
    const { SerialNumber } = await register(root, {});
    expect(SerialNumber).toContain(':u2f/root-account/yubikey-');
    expect((await root.run(ListMFADevices, {})).MFADevices).toMatchObject([{ SerialNumber }]);
  });

  it('is recorded by serial number in the event, without credential ID, challenge or public key', async () => {
    const root = await accountWithUser();
    const { key, SerialNumber, answer } = await register(root);
    const event = await lastEvent(world, root.accountId);
    expect(event).toMatchObject({ eventName: 'EnableMFADevice', outcome: 'Success' });
    expect(event.responseElements).toContain(SerialNumber);
    const events = JSON.stringify(await world.database.reader.event.findMany({ where: { accountId: root.accountId } }));
    for (const secret of [key.id, answer.response.attestationObject, answer.response.clientDataJSON, 'allenge":"'])
      expect(events).not.toContain(secret);
  });

  it('is refused by operations for codes, seeds and tags, and can be deactivated', async () => {
    const root = await accountWithUser();
    const { SerialNumber } = await register(root);
    const codes = { AuthenticationCode1: '123456', AuthenticationCode2: '654321' };
    const input = { UserName: 'ana', SerialNumber };
    expect((await root.fails(ResyncMFADevice, { ...input, ...codes })).shape).toBe('InvalidAuthenticationCodeException');
    expect((await root.fails(EnableMFADevice, { ...input, ...codes })).shape).toBe('EntityAlreadyExistsException');
    expect((await root.fails(DeleteVirtualMFADevice, { SerialNumber })).shape).toBe('NoSuchEntityException');
    expect((await root.fails(TagMFADevice, { SerialNumber, Tags: [] })).shape).toBe('NoSuchEntityException');
    const other = await accountWithUser();
    for (const theirs of [DeactivateMFADevice, GetMFADevice])
      expect((await other.fails(theirs, input)).shape).toBe('NoSuchEntityException');
    await root.run(DeactivateMFADevice, input);
    expect((await root.fails(GetMFADevice, input)).shape).toBe('NoSuchEntityException');
    await root.run(DeleteUser, { UserName: 'ana' });
  });

  it('cannot be registered twice by the same owner, who can have at most eight devices', async () => {
    const root = await accountWithUser();
    const { key } = await register(root);
    const input = { UserName: 'ana', DeviceName: 'again' };
    const { RegistrationOptions } = await root.run(BeginSecurityKeyRegistration, input);
    expect(RegistrationOptions.excludeCredentials).toMatchObject([{ id: key.id }]);
    const RegistrationResponse = key.create(RegistrationOptions);
    expect((await root.fails(EnableSecurityKey, { ...input, RegistrationResponse })).message).toBe(
      'MFA Device is already in use.',
    );
    for (let count = 1; count < 8; count++) await register(root);
    expect(await root.fails(BeginSecurityKeyRegistration, input)).toMatchObject({
      shape: 'LimitExceededException',
      message: 'Cannot exceed quota for MFADevicesPerUser: 8',
    });
  });

  it('requires iam:EnableMFADevice, and iam:RegisterSecurityKey can limit it to one of the two steps', async () => {
    const root = await accountWithUser();
    const half = (name: string, value: string) =>
      userWith(world, root, name, {
        Effect: 'Allow',
        Action: 'iam:EnableMFADevice',
        Resource: `arn:aws:iam::${root.accountId}:user/ana`,
        Condition: { StringEquals: { 'iam:RegisterSecurityKey': value } },
      });
    const input = { UserName: 'ana', DeviceName: 'key' };
    const { RegistrationOptions } = await (await half('begins', 'Create')).run(BeginSecurityKeyRegistration, input);
    const RegistrationResponse = newAuthenticator().create(RegistrationOptions);
    const ends = await half('ends', 'Activate');
    expect((await ends.fails(BeginSecurityKeyRegistration, input)).message).toContain('iam:EnableMFADevice');
    await ends.run(EnableSecurityKey, { ...input, RegistrationResponse });
  });

  it('is refused when policies require a FIDO certification', async () => {
    const root = await accountWithUser();
    const strict = await userWith(
      world,
      root,
      'strict',
      { Effect: 'Allow', Action: 'iam:EnableMFADevice', Resource: '*' },
      {
        Effect: 'Deny',
        Action: 'iam:EnableMFADevice',
        Resource: '*',
        Condition: { StringEquals: { 'iam:RegisterSecurityKey': 'Activate' }, Null: { 'iam:FIDO-certification': 'true' } },
      },
    );
    const input = { UserName: 'ana', DeviceName: 'key' };
    const { RegistrationOptions } = await strict.run(BeginSecurityKeyRegistration, input);
    const RegistrationResponse = newAuthenticator().create(RegistrationOptions);
    expect((await strict.fails(EnableSecurityKey, { ...input, RegistrationResponse })).message).toContain('explicit deny');
  });
});

describe('a registration response of a security key', () => {
  it('is valid once for its challenge, session, owner and origin, within five minutes', async () => {
    const root = await accountWithUser();
    await root.run(CreateUser, { UserName: 'ben' });
    const input = { UserName: 'ana', DeviceName: 'key' };
    const asked = async () => (await root.run(BeginSecurityKeyRegistration, input)).RegistrationOptions;
    const fails = async (
      actor: Actor,
      RegistrationResponse: ReturnType<ReturnType<typeof newAuthenticator>['create']>,
      more = {},
    ) => expect(await actor.fails(EnableSecurityKey, { ...input, ...more, RegistrationResponse })).toMatchObject(INVALID);

    await fails(root, newAuthenticator().create(await asked()), { UserName: 'ben' });
    await fails(root.with({ consoleSession: 'another' }), newAuthenticator().create(await asked()));
    await fails(root.with({ now: new Date(TEST_NOW.getTime() + 300_001) }), newAuthenticator().create(await asked()));
    await fails(await accountWithUser(), newAuthenticator().create(await asked()));
    const old = await asked();
    await asked();
    await fails(root, newAuthenticator().create(old));
    for (const wrongs of [
      { origin: 'https://evil.example' },
      { rpId: 'evil.example' },
      { type: 'webauthn.get' },
      { challenge: 'AAAA' },
    ])
      await fails(root, newAuthenticator().create(await asked(), wrongs));

    // A wrong answer also uses up the challenge.
    const used = await asked();
    await fails(root, newAuthenticator().create(used, { rpId: 'evil.example' }));
    await fails(root, newAuthenticator().create(used));
    const { answer } = await register(root);
    await fails(root, answer);
    expect((await root.run(ListMFADevices, { UserName: 'ana' })).MFADevices).toHaveLength(1);
  });

  it('with malformed content is refused with ValidationError or InvalidInputException', async () => {
    const root = await accountWithUser();
    const input = { UserName: 'ana', DeviceName: 'key' };
    const { RegistrationOptions } = await root.run(BeginSecurityKeyRegistration, input);
    const good = newAuthenticator().create(RegistrationOptions, { rpId: 'evil.example' });
    const hostile = fc.oneof(
      fc.jsonValue(),
      fc.record({ ...Object.fromEntries(Object.keys(good).map((key) => [key, fc.jsonValue()])) }),
      fc
        .record({ attestationObject: fc.base64String(), clientDataJSON: fc.base64String(), transports: fc.array(fc.string()) })
        .map((response) => ({ ...good, response })),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => ({
        ...good,
        response: { ...good.response, attestationObject: Buffer.from(bytes).toString('base64url') },
      })),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (RegistrationResponse) => {
        const { shape } = await root.fails(EnableSecurityKey, { ...input, RegistrationResponse } as never);
        expect(['ValidationError', 'InvalidInputException']).toContain(shape);
      }),
      { numRuns: 40 },
    );
  });
});
