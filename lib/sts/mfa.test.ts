import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../core/test-world';
import { CreateVirtualMFADevice, EnableMFADevice } from '../iam/mfa/operations';
import { BeginSecurityKeyRegistration, EnableSecurityKey } from '../iam/mfa/security-key-operations';
import { newAuthenticator } from '../iam/mfa/testing/authenticator';
import { codeOf, stepOf } from '../iam/mfa/totp';
import { ListUsers } from '../iam/user/operations';
import { AssumeRole } from './session/operations';
import { allow, callerOf, roleOf, trust, userWith } from './test-actors';
import { GetSessionToken } from './token/operations';

let world: TestWorld;
let account: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  account = await world.account();
});
afterAll(() => world.close());

const NOW = stepOf(TEST_NOW);

/** Creates a user with an enabled MFA device. Returns its codes too. */
async function userWithDevice(name: string) {
  const user = await userWith(world, account, name, allow('*'));
  const { VirtualMFADevice } = await account.run(CreateVirtualMFADevice, { VirtualMFADeviceName: name });
  const seed = new TextDecoder().decode(VirtualMFADevice.Base32StringSeed);
  const { SerialNumber } = VirtualMFADevice;
  const AuthenticationCode1 = codeOf(seed, NOW - 3);
  const AuthenticationCode2 = codeOf(seed, NOW - 2);
  await account.run(EnableMFADevice, { UserName: name, SerialNumber, AuthenticationCode1, AuthenticationCode2 });
  // The device is two steps late. Enabling it detected that.
  const code = (steps: number) => codeOf(seed, NOW - 1 + steps);
  const at = (steps: number) => user.with({ now: new Date(TEST_NOW.getTime() + steps * 30_000) });
  return { user, SerialNumber, code, at };
}

describe('a request with an MFA code', () => {
  it('returns a session token with MFA that may call IAM', async () => {
    const { user, SerialNumber, code } = await userWithDevice('token');
    const { Credentials } = await user.run(GetSessionToken, { SerialNumber, TokenCode: code(0) });
    const caller = await callerOf(world, Credentials);
    expect(caller).toMatchObject({
      credential: 'sessionTokenWithMfa',
      session: { mfaAuthenticated: true, mfaAuthenticatedAt: TEST_NOW.toISOString() },
    });
    await world.as(caller).run(ListUsers, {});
  });

  it('assumes a role that requires MFA, with the code itself or with an MFA session', async () => {
    const { user, SerialNumber, code, at } = await userWithDevice('assumes');
    const asks = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    const RoleArn = await roleOf(account, 'asks-for-mfa', trust(account.accountId, 'sts:AssumeRole', asks));
    const input = { RoleArn, RoleSessionName: 'session' };
    await user.fails(AssumeRole, input);
    const { Credentials } = await user.run(AssumeRole, { ...input, SerialNumber, TokenCode: code(0) });
    expect((await callerOf(world, Credentials)).session).toMatchObject({ mfaAuthenticated: true });
    const token = await at(1).run(GetSessionToken, { SerialNumber, TokenCode: code(1) });
    await world.as(await callerOf(world, token.Credentials)).run(AssumeRole, input);
  });

  it('fails with a wrong code, a used code and a device of another user', async () => {
    const { user, SerialNumber, code } = await userWithDevice('fails');
    const wrong = code(0) === '000000' ? '111111' : '000000';
    const invalid = { shape: 'AccessDenied', message: expect.stringContaining('invalid MFA one time pass code') };
    expect(await user.fails(GetSessionToken, { SerialNumber, TokenCode: wrong })).toMatchObject(invalid);
    await user.run(GetSessionToken, { SerialNumber, TokenCode: code(0) });
    expect(await user.fails(GetSessionToken, { SerialNumber, TokenCode: code(0) })).toMatchObject(invalid);
    const other = await userWith(world, account, 'no-device');
    expect(await other.fails(GetSessionToken, { SerialNumber, TokenCode: code(0) })).toMatchObject({
      shape: 'AccessDenied',
      message: expect.stringContaining('unable to validate MFA code'),
    });
    expect(await account.fails(GetSessionToken, { SerialNumber, TokenCode: code(0) })).toMatchObject({ shape: 'AccessDenied' });
  });

  it('fails with a passkey or security key', async () => {
    const user = await userWith(world, account, 'passkey', allow('*'));
    const input = { UserName: 'passkey', DeviceName: 'key' };
    const { RegistrationOptions } = await account.run(BeginSecurityKeyRegistration, input);
    const RegistrationResponse = newAuthenticator().create(RegistrationOptions);
    const { SerialNumber } = await account.run(EnableSecurityKey, { ...input, RegistrationResponse });
    const RoleArn = await roleOf(account, 'trusts-passkey', trust(account.accountId));
    const code = { SerialNumber, TokenCode: '123456' };
    const message =
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.';
    expect(await user.fails(GetSessionToken, code)).toMatchObject({ shape: 'AccessDenied', message });
    expect(await user.fails(AssumeRole, { RoleArn, RoleSessionName: 'session', ...code })).toMatchObject({ message });
  });
});
