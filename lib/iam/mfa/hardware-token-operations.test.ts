import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { GetSessionToken } from '../../sts/token/operations';
import { userWith } from '../test-accounts';
import { CreateUser } from '../user/operations';
import { DeleteHardwareToken, ImportHardwareToken, ListHardwareTokens } from './hardware-token-operations';
import {
  CreateVirtualMFADevice,
  DeactivateMFADevice,
  DeleteVirtualMFADevice,
  EnableMFADevice,
  GetMFADevice,
  ListMFADevices,
  ListVirtualMFADevices,
  ResyncMFADevice,
  TagMFADevice,
} from './operations';
import { codeOf, stepOf } from './totp';

const world = await createTestWorld();
afterAll(() => world.close());

// Source: RFC 6238, appendix B, the seed "12345678901234567890".
const HEX = '3132333435363738393031323334353637383930';
const BASE32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const SerialNumber = 'GAHT12345678';
const NOW = stepOf(TEST_NOW);
const codes = (step: number) => ({ AuthenticationCode1: codeOf(BASE32, step), AuthenticationCode2: codeOf(BASE32, step + 1) });

const importToken = (actor: Actor, more: object = {}) =>
  actor.run(ImportHardwareToken, { SerialNumber, Seed: HEX, SeedFormat: 'hex', ...more });

async function accountWithToken() {
  const root = await world.account();
  const ana = await userWith(world, root, 'ana', { Effect: 'Allow', Action: '*', Resource: '*' });
  await importToken(root);
  return { root, ana };
}

describe('a hardware token', () => {
  it('is imported once, keeps its seed secret and is assigned by its serial number and two codes', async () => {
    const { root } = await accountWithToken();
    expect((await root.fails(ImportHardwareToken, { SerialNumber: 'gaht12345678', Seed: HEX, SeedFormat: 'hex' })).shape).toBe(
      'EntityAlreadyExistsException',
    );
    const { accountId } = root;
    const rows = await world.database.reader.mfaDevice.findMany({ where: { accountId } });
    const events = await world.database.reader.event.findMany({ where: { accountId } });
    for (const seed of [HEX, BASE32]) expect(JSON.stringify([rows, events])).not.toContain(seed);

    const input = { UserName: 'ana', SerialNumber };
    expect((await root.fails(EnableMFADevice, { ...input, ...codes(NOW - 100) })).shape).toBe(
      'InvalidAuthenticationCodeException',
    );
    await root.run(EnableMFADevice, { ...input, ...codes(NOW - 3) });
    expect((await root.run(ListMFADevices, { UserName: 'ana' })).MFADevices).toMatchObject([{ SerialNumber }]);
    expect(await root.run(GetMFADevice, input)).toEqual({ ...input, EnableDate: TEST_NOW });
    expect((await root.run(ListVirtualMFADevices, {})).VirtualMFADevices).toEqual([]);
    expect((await root.run(ListHardwareTokens, {})).Tokens).toMatchObject([{ SerialNumber, AssignedTo: 'ana', IsRoot: false }]);
    await root.run(ResyncMFADevice, { ...input, ...codes(NOW + 1) });
  });

  it('provides MFA for GetSessionToken', async () => {
    const { root, ana } = await accountWithToken();
    await root.run(EnableMFADevice, { UserName: 'ana', SerialNumber, ...codes(NOW - 2) });
    await ana.run(GetSessionToken, { SerialNumber, TokenCode: codeOf(BASE32, NOW) });
  });

  it('can be assigned to another user or deleted only after it is deactivated', async () => {
    const { root } = await accountWithToken();
    await root.run(CreateUser, { UserName: 'ben' });
    await root.run(EnableMFADevice, { UserName: 'ana', SerialNumber, ...codes(NOW - 4) });
    expect((await root.fails(DeleteHardwareToken, { SerialNumber })).shape).toBe('DeleteConflictException');
    // AWS: these two calls are for virtual devices.
    expect((await root.fails(DeleteVirtualMFADevice, { SerialNumber })).shape).toBe('NoSuchEntityException');
    expect((await root.fails(TagMFADevice, { SerialNumber, Tags: [] })).shape).toBe('NoSuchEntityException');
    await root.run(DeactivateMFADevice, { UserName: 'ana', SerialNumber });
    await root.run(EnableMFADevice, { UserName: 'ben', SerialNumber, ...codes(NOW - 1) });
    await root.run(DeactivateMFADevice, { UserName: 'ben', SerialNumber });
    await root.run(DeleteHardwareToken, { SerialNumber });
    expect((await root.fails(DeleteHardwareToken, { SerialNumber })).shape).toBe('NoSuchEntityException');
  });

  it.each([
    ['hex', '31 32-33 34 35363738393031323334353637383930'],
    ['base32', 'gezd gnbv gy3t qojq GEZD GNBV GY3T QOJQ==='],
  ] as const)('accepts seeds in %s with separators, padding and mixed case', async (SeedFormat, Seed) => {
    const root = await world.account();
    await importToken(root, { SeedFormat, Seed });
    await root.run(EnableMFADevice, { SerialNumber, ...codes(NOW - 1) });
    expect((await root.run(ListHardwareTokens, {})).Tokens).toMatchObject([{ IsRoot: true }]);
  });

  it('is refused with an invalid seed or an ARN or path as its serial number', async () => {
    const root = await world.account();
    const wrong = [
      { Seed: HEX.slice(2).slice(0, 30) },
      { Seed: `${HEX}g` },
      { Seed: `${HEX}0` },
      { Seed: BASE32 },
      { Seed: HEX.repeat(4) },
      { Seed: '0'.repeat(20), SeedFormat: 'base32' as const },
      { SerialNumber: `arn:aws:iam::${root.accountId}:mfa/x` },
      { SerialNumber: 'a/b/c/d/e' },
    ];
    for (const more of wrong) {
      const input = { SerialNumber, Seed: HEX, SeedFormat: 'hex' as const, ...more };
      expect((await root.fails(ImportHardwareToken, input)).shape, JSON.stringify(more)).toBe('ValidationError');
    }
  });

  it('is visible only in its account, and its serial number can be used in another account', async () => {
    const { root } = await accountWithToken();
    const other = await world.account();
    await other.run(CreateUser, { UserName: 'ana' });
    const input = { UserName: 'ana', SerialNumber, ...codes(NOW) };
    expect((await other.fails(EnableMFADevice, input)).shape).toBe('NoSuchEntityException');
    expect((await other.fails(DeleteHardwareToken, { SerialNumber })).shape).toBe('NoSuchEntityException');
    expect((await other.run(ListHardwareTokens, {})).Tokens).toEqual([]);
    await importToken(other);
    await other.run(DeleteHardwareToken, { SerialNumber });
    expect((await root.run(ListHardwareTokens, {})).Tokens).toHaveLength(1);
  });

  it('requires the permissions of virtual MFA devices for import, list and delete', async () => {
    const { root } = await accountWithToken();
    const nobody = await userWith(world, root, 'nobody');
    const fails = async (action: string, error: Promise<{ message: string }>) =>
      expect((await error).message).toContain(
        `not authorized to perform: ${action} on resource: arn:aws:iam::${root.accountId}:mfa/`,
      );
    await fails('iam:CreateVirtualMFADevice', nobody.fails(ImportHardwareToken, { SerialNumber, Seed: HEX, SeedFormat: 'hex' }));
    await fails('iam:ListVirtualMFADevices', nobody.fails(ListHardwareTokens, {}));
    await fails('iam:DeleteVirtualMFADevice', nobody.fails(DeleteHardwareToken, { SerialNumber }));
  });

  it('differs from a virtual MFA device with the same name', async () => {
    const { root } = await accountWithToken();
    const { VirtualMFADevice } = await root.run(CreateVirtualMFADevice, { VirtualMFADeviceName: SerialNumber });
    expect(VirtualMFADevice.SerialNumber).toBe(`arn:aws:iam::${root.accountId}:mfa/${SerialNumber}`);
  });
});
