import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW } from '../../../core/test-world';
import { EnableMFADevice, ListVirtualMFADevices } from '../../../iam/mfa/operations';
import { codeOf, stepOf } from '../../../iam/mfa/totp';
import { userWith } from '../../../iam/test-accounts';
import { CreateUser } from '../../../iam/user/operations';
import { runAs } from '../../testing/run-as';
import { createVirtualMfaDevice, removeMfaDevice } from './mfa-device';

const world = await createTestWorld();
afterAll(() => world.close());

/** Creates ana's device and assigns it as the page does, with the seed that it showed. */
async function accountWithDevice() {
  const root = await world.account();
  await root.run(CreateUser, { UserName: 'ana' });
  const created = await createVirtualMfaDevice(runAs(world, root), 'phone');
  if (!created.ok) throw new Error(created.error.message);
  const { seed, serialNumber } = created.data;
  const step = stepOf(TEST_NOW) - 1;
  const codes = { AuthenticationCode1: codeOf(seed, step), AuthenticationCode2: codeOf(seed, step + 1) };
  await root.run(EnableMFADevice, { UserName: 'ana', SerialNumber: serialNumber, ...codes });
  return { root, device: created.data };
}

describe('a virtual MFA device', () => {
  it('has its seed as text and its QR code as an image', async () => {
    const { device } = await accountWithDevice();
    expect(device.seed).toMatch(/^[A-Z2-7]+$/);
    expect(Buffer.from(device.qrCode.replace('data:image/png;base64,', ''), 'base64').subarray(1, 4).toString()).toBe('PNG');
  });

  it('is deactivated and deleted together, also after an interruption', async () => {
    const { root, device } = await accountWithDevice();
    const allow = { Effect: 'Allow', Action: 'iam:DeactivateMFADevice', Resource: '*' };
    const input = { userName: 'ana', serialNumber: device.serialNumber };
    expect(await removeMfaDevice(runAs(world, await userWith(world, root, 'admin', allow)), input)).toMatchObject({
      ok: false,
      error: { action: 'iam:DeleteVirtualMFADevice', done: [`Deactivate MFA device ${device.serialNumber}`] },
    });
    expect((await root.run(ListVirtualMFADevices, { AssignmentStatus: 'Unassigned' })).VirtualMFADevices).toHaveLength(1);
    expect(await removeMfaDevice(runAs(world, root), input)).toEqual({ ok: true, data: null });
    expect((await root.run(ListVirtualMFADevices, {})).VirtualMFADevices).toEqual([]);
  });
});
