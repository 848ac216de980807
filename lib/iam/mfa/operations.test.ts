import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { CreateAccountAlias, GetAccountSummary } from '../account/operations';
import { lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import { CreateUser, DeleteUser } from '../user/operations';
import {
  CreateVirtualMFADevice,
  DeactivateMFADevice,
  DeleteVirtualMFADevice,
  EnableMFADevice,
  GetMFADevice,
  ListMFADevices,
  ListMFADeviceTags,
  ListVirtualMFADevices,
  ResyncMFADevice,
  TagMFADevice,
  UntagMFADevice,
} from './operations';
import { acceptMfaCode } from './rows';
import { codeOf, stepOf } from './totp';

const world = await createTestWorld();
afterAll(() => world.close());

const NOW = stepOf(TEST_NOW);
const serial = (actor: Actor, name = 'phone') => `arn:aws:iam::${actor.accountId}:mfa/${name}`;
const inSteps = (steps: number) => new Date(TEST_NOW.getTime() + steps * 30_000);

async function newDevice(root: Actor, VirtualMFADeviceName = 'phone') {
  const { VirtualMFADevice } = await root.run(CreateVirtualMFADevice, { VirtualMFADeviceName });
  const seed = new TextDecoder().decode(VirtualMFADevice.Base32StringSeed);
  return { SerialNumber: VirtualMFADevice.SerialNumber, seed };
}

const codes = (seed: string, step: number) => ({
  AuthenticationCode1: codeOf(seed, step),
  AuthenticationCode2: codeOf(seed, step + 1),
});

async function accountWithEnabled() {
  const root = await world.account();
  await root.run(CreateUser, { UserName: 'ana' });
  const device = await newDevice(root);
  await root.run(EnableMFADevice, { UserName: 'ana', SerialNumber: device.SerialNumber, ...codes(device.seed, NOW - 1) });
  return { root, ...device };
}

describe('CreateVirtualMFADevice', () => {
  it('returns seed and QR code once, stores the seed encrypted and omits both from the event', async () => {
    const root = await world.account();
    const { VirtualMFADevice } = await root.run(CreateVirtualMFADevice, {
      VirtualMFADeviceName: 'phone',
      Path: '/x/',
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    expect(VirtualMFADevice.SerialNumber).toBe(`arn:aws:iam::${root.accountId}:mfa/x/phone`);
    const seed = new TextDecoder().decode(VirtualMFADevice.Base32StringSeed);
    expect(seed).toMatch(/^[A-Z2-7]{64}$/);
    expect(Buffer.from(VirtualMFADevice.QRCodePNG).subarray(1, 4).toString()).toBe('PNG');
    const row = await world.database.reader.mfaDevice.findFirstOrThrow({ where: { accountId: root.accountId } });
    expect(row.seedCipher).not.toContain(seed);
    const event = await lastEvent(world, root.accountId);
    expect(event).toMatchObject({ eventName: 'CreateVirtualMFADevice', outcome: 'Success' });
    expect(event.responseElements).not.toContain(seed);
    expect(JSON.parse(event.responseElements ?? '').virtualMFADevice.qRCodePNG).toBe('HIDDEN_DUE_TO_SECURITY_REASONS');
  });

  it('refuses a name that exists under the same path and a serial number that is too long', async () => {
    const root = await world.account();
    await root.run(CreateVirtualMFADevice, { VirtualMFADeviceName: 'phone' });
    await root.run(CreateVirtualMFADevice, { VirtualMFADeviceName: 'phone', Path: '/x/' });
    expect(await root.fails(CreateVirtualMFADevice, { VirtualMFADeviceName: 'Phone' })).toMatchObject({
      shape: 'EntityAlreadyExistsException',
      message: 'MFADevice entity at the same path and name already exists.',
    });
    const long = { VirtualMFADeviceName: 'x'.repeat(200), Path: `/${'y'.repeat(100)}/` };
    expect((await root.fails(CreateVirtualMFADevice, long)).shape).toBe('ValidationError');
  });

  it('returns a QR code for the longest name and alias', async () => {
    const root = await world.account();
    await root.run(CreateAccountAlias, { AccountAlias: 'a'.repeat(63) });
    const VirtualMFADeviceName = '+'.repeat(256 - serial(root, '').length);
    await expect(root.run(CreateVirtualMFADevice, { VirtualMFADeviceName })).resolves.toBeDefined();
  });

  it('denies access without an Allow or with a Deny in an SCP, and requires iam:TagMFADevice for tags', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(CreateVirtualMFADevice, { VirtualMFADeviceName: 'phone' })).message).toBe(
      `User: arn:aws:iam::${root.accountId}:user/nobody is not authorized to perform: iam:CreateVirtualMFADevice on resource: ${serial(root)} because no identity-based policy allows the iam:CreateVirtualMFADevice action`,
    );
    const creator = await userWith(world, root, 'creator', {
      Effect: 'Allow',
      Action: 'iam:CreateVirtualMFADevice',
      Resource: '*',
    });
    const Tags = [{ Key: 'k', Value: '' }];
    expect((await creator.fails(CreateVirtualMFADevice, { VirtualMFADeviceName: 'phone', Tags })).message).toContain(
      'iam:TagMFADevice',
    );
    await limitByScp(
      world,
      root.accountId,
      policyDocument({ Effect: 'Deny', Action: 'iam:CreateVirtualMFADevice', Resource: '*' }),
    );
    expect((await creator.fails(CreateVirtualMFADevice, { VirtualMFADeviceName: 'phone' })).message).toContain(
      'service control policy',
    );
  });
});

describe('EnableMFADevice', () => {
  it('assigns the device to a user with two consecutive codes', async () => {
    const { root, SerialNumber } = await accountWithEnabled();
    const device = { UserName: 'ana', SerialNumber, EnableDate: TEST_NOW };
    expect((await root.run(ListMFADevices, { UserName: 'ana' })).MFADevices).toEqual([device]);
    expect(await root.run(GetMFADevice, { UserName: 'ana', SerialNumber })).toEqual(device);
    expect(
      await root.fails(EnableMFADevice, {
        UserName: 'ana',
        SerialNumber,
        AuthenticationCode1: '000000',
        AuthenticationCode2: '000000',
      }),
    ).toMatchObject({
      shape: 'EntityAlreadyExistsException',
    });
    expect(await root.fails(DeleteUser, { UserName: 'ana' })).toMatchObject({
      message: 'Cannot delete entity, must delete MFA device first.',
    });
  });

  it('refuses identical, reversed and expired codes', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const { SerialNumber, seed } = await newDevice(root);
    const [first, second] = [codeOf(seed, NOW), codeOf(seed, NOW + 1)];
    const attempts = [
      { AuthenticationCode1: second, AuthenticationCode2: first },
      { AuthenticationCode1: first, AuthenticationCode2: first },
      codes(seed, NOW - 100),
    ];
    for (const attempt of attempts) {
      expect(await root.fails(EnableMFADevice, { UserName: 'ana', SerialNumber, ...attempt })).toMatchObject({
        shape: 'InvalidAuthenticationCodeException',
        message: 'Authentication code for device is not valid',
      });
    }
    const event = await lastEvent(world, root.accountId);
    expect(event).toMatchObject({ outcome: 'Failed', errorCode: 'InvalidAuthenticationCode' });
    expect(JSON.parse(event.requestParameters ?? '')).toMatchObject({ authenticationCode1: 'HIDDEN_DUE_TO_SECURITY_REASONS' });
  });

  it('requires UserName except for the root user, whose device sets AccountMFAEnabled', async () => {
    const root = await world.account();
    const ana = await userWith(world, root, 'ana', { Effect: 'Allow', Action: 'iam:*', Resource: '*' });
    const { SerialNumber, seed } = await newDevice(root);
    expect((await ana.fails(EnableMFADevice, { SerialNumber, ...codes(seed, NOW) })).message).toContain(
      "Value null at 'userName'",
    );
    await root.run(EnableMFADevice, { SerialNumber, ...codes(seed, NOW) });
    expect((await root.run(ListMFADevices, {})).MFADevices).toMatchObject([{ SerialNumber }]);
    expect((await root.run(GetAccountSummary, {})).SummaryMap).toMatchObject({
      AccountMFAEnabled: 1,
      MFADevices: 1,
      MFADevicesInUse: 1,
    });
    expect((await root.run(ListVirtualMFADevices, {})).VirtualMFADevices).toMatchObject([
      { User: { Arn: `arn:aws:iam::${root.accountId}:root` } },
    ]);
  });

  it('refuses a ninth device of a user', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const enable = async (i: number) => {
      const { SerialNumber, seed } = await newDevice(root, `d${i}`);
      return { UserName: 'ana', SerialNumber, ...codes(seed, NOW) };
    };
    for (let i = 0; i < 8; i++) await root.run(EnableMFADevice, await enable(i));
    expect(await root.fails(EnableMFADevice, await enable(8))).toMatchObject({
      shape: 'LimitExceededException',
      message: 'Cannot exceed quota for MFADevicesPerUser: 8',
    });
  });
});

describe('a code of an enabled device', () => {
  const deviceOf = (root: Actor) => world.database.reader.mfaDevice.findFirstOrThrow({ where: { accountId: root.accountId } });
  const accept = async (root: Actor, code: string, now: Date) =>
    acceptMfaCode(world.database.writer, await deviceOf(root), code, { now });

  it('is accepted once, and not after a later code', async () => {
    const { root, seed } = await accountWithEnabled();
    expect(await accept(root, codeOf(seed, NOW + 2), inSteps(2))).toBe(true);
    expect(await accept(root, codeOf(seed, NOW + 2), inSteps(2))).toBe(false);
    expect(await accept(root, codeOf(seed, NOW + 1), inSteps(2))).toBe(false);
    expect(await accept(root, codeOf(seed, NOW + 3), inSteps(3))).toBe(true);
  });

  it('may be one step off, and only one of two concurrent requests can use it', async () => {
    const { root, seed } = await accountWithEnabled();
    expect(await accept(root, codeOf(seed, NOW + 7), inSteps(5))).toBe(false);
    const device = await deviceOf(root);
    const code = codeOf(seed, NOW + 6);
    const both = await Promise.all([1, 2].map(() => acceptMfaCode(world.database.writer, device, code, { now: inSteps(5) })));
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  it('is accepted again after ResyncMFADevice when the clock of the device is off', async () => {
    const { root, seed, SerialNumber } = await accountWithEnabled();
    const later = root.with({ now: inSteps(100) });
    expect(await accept(root, codeOf(seed, NOW + 110), inSteps(100))).toBe(false);
    await later.run(ResyncMFADevice, { UserName: 'ana', SerialNumber, ...codes(seed, NOW + 110) });
    expect(await accept(root, codeOf(seed, NOW + 112), inSteps(102))).toBe(true);
    expect(await later.fails(ResyncMFADevice, { UserName: 'ana', SerialNumber, ...codes(seed, NOW) })).toMatchObject({
      shape: 'InvalidAuthenticationCodeException',
    });
  });
});

describe('DeactivateMFADevice and DeleteVirtualMFADevice', () => {
  it('delete a device only after it is deactivated for its user', async () => {
    const { root, SerialNumber } = await accountWithEnabled();
    expect(await root.fails(DeleteVirtualMFADevice, { SerialNumber })).toMatchObject({
      shape: 'DeleteConflictException',
      message: 'MFA VirtualDevice in use. Must deactivate first.',
    });
    await root.run(DeactivateMFADevice, { UserName: 'ana', SerialNumber });
    expect((await root.run(ListMFADevices, { UserName: 'ana' })).MFADevices).toEqual([]);
    await root.run(DeleteVirtualMFADevice, { SerialNumber });
    expect(await root.fails(DeleteVirtualMFADevice, { SerialNumber })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: `VirtualMFADevice with serial number ${SerialNumber} doesn't exist.`,
    });
  });

  it('refuse a device of another user, as do GetMFADevice and ResyncMFADevice', async () => {
    const { root, SerialNumber } = await accountWithEnabled();
    await root.run(CreateUser, { UserName: 'bob' });
    const input = { UserName: 'bob', SerialNumber };
    expect((await root.fails(DeactivateMFADevice, input)).shape).toBe('NoSuchEntityException');
    expect((await root.fails(GetMFADevice, input)).shape).toBe('NoSuchEntityException');
    expect(
      (await root.fails(ResyncMFADevice, { ...input, AuthenticationCode1: '000000', AuthenticationCode2: '000000' })).shape,
    ).toBe('NoSuchEntityException');
    expect((await root.run(ListMFADevices, { UserName: 'ana' })).MFADevices).toHaveLength(1);
  });
});

describe('ListVirtualMFADevices', () => {
  it('filters by assignment, pages and returns the user of each device', async () => {
    const { root, SerialNumber } = await accountWithEnabled();
    await newDevice(root, 'spare');
    const list = async (input: object = {}) =>
      (await root.run(ListVirtualMFADevices, input)).VirtualMFADevices.map((device) => device.SerialNumber);
    expect(await list()).toEqual([SerialNumber, serial(root, 'spare')]);
    expect(await list({ AssignmentStatus: 'Assigned' })).toEqual([SerialNumber]);
    expect(await list({ AssignmentStatus: 'Unassigned' })).toEqual([serial(root, 'spare')]);
    const first = await root.run(ListVirtualMFADevices, { MaxItems: 1 });
    expect(first.VirtualMFADevices).toMatchObject([{ EnableDate: TEST_NOW, User: { UserName: 'ana' } }]);
    expect(await list({ MaxItems: 1, Marker: first.Marker })).toEqual([serial(root, 'spare')]);
  });
});

describe('MFA operations', () => {
  it('fail for missing devices and users', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const SerialNumber = serial(root, 'none');
    const input = { UserName: 'ana', SerialNumber, AuthenticationCode1: '000000', AuthenticationCode2: '000000' };
    const errors = [
      await root.fails(EnableMFADevice, input),
      await root.fails(EnableMFADevice, { ...input, UserName: 'none' }),
      await root.fails(ResyncMFADevice, input),
      await root.fails(DeactivateMFADevice, { UserName: 'ana', SerialNumber }),
      await root.fails(GetMFADevice, { UserName: 'ana', SerialNumber }),
      await root.fails(ListMFADevices, { UserName: 'none' }),
      await root.fails(TagMFADevice, { SerialNumber, Tags: [] }),
      await root.fails(UntagMFADevice, { SerialNumber, TagKeys: [] }),
      await root.fails(ListMFADeviceTags, { SerialNumber }),
      await root.fails(DeleteVirtualMFADevice, { SerialNumber: 'GAHT12345678' }),
    ];
    expect(errors.map(({ shape }) => shape)).toEqual(errors.map(() => 'NoSuchEntityException'));
  });

  it('require the permission of each operation on the user or the device', async () => {
    const { root, SerialNumber } = await accountWithEnabled();
    const nobody = await userWith(world, root, 'nobody');
    const input = { UserName: 'ana', SerialNumber, AuthenticationCode1: '000000', AuthenticationCode2: '000000' };
    const onUser = [
      await nobody.fails(EnableMFADevice, input),
      await nobody.fails(ResyncMFADevice, input),
      await nobody.fails(DeactivateMFADevice, { UserName: 'ana', SerialNumber }),
      await nobody.fails(GetMFADevice, { UserName: 'ana', SerialNumber }),
      await nobody.fails(ListMFADevices, { UserName: 'ana' }),
    ];
    for (const { message } of onUser) expect(message).toContain(':user/ana because no identity-based policy allows');
    const onDevice = [
      await nobody.fails(DeleteVirtualMFADevice, { SerialNumber }),
      await nobody.fails(TagMFADevice, { SerialNumber, Tags: [] }),
      await nobody.fails(UntagMFADevice, { SerialNumber, TagKeys: [] }),
      await nobody.fails(ListMFADeviceTags, { SerialNumber }),
    ];
    for (const { message } of onDevice) expect(message).toContain(':mfa/phone because no identity-based policy allows');
    expect((await nobody.fails(ListVirtualMFADevices, {})).message).toContain(':mfa/ because');
  });

  it('let users manage their own device with the usual self-service policy', async () => {
    const root = await world.account();
    const own = (type: string) => `arn:aws:iam::*:${type}/\${aws:username}`;
    const ana = await userWith(
      world,
      root,
      'ana',
      { Effect: 'Allow', Action: ['iam:CreateVirtualMFADevice', 'iam:DeleteVirtualMFADevice'], Resource: own('mfa') },
      { Effect: 'Allow', Action: ['iam:EnableMFADevice', 'iam:ListMFADevices'], Resource: own('user') },
    );
    const { SerialNumber, seed } = await newDevice(ana, 'ana');
    await ana.run(EnableMFADevice, { UserName: 'ana', SerialNumber, ...codes(seed, NOW) });
    expect((await ana.run(ListMFADevices, {})).MFADevices).toHaveLength(1);
    expect((await ana.fails(CreateVirtualMFADevice, { VirtualMFADeviceName: 'bob' })).shape).toBe('AccessDenied');
  });

  it('add, remove and list tags', async () => {
    const root = await world.account();
    const { SerialNumber } = await newDevice(root);
    await root.run(TagMFADevice, {
      SerialNumber,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    });
    await root.run(UntagMFADevice, { SerialNumber, TagKeys: ['A'] });
    expect((await root.run(ListMFADeviceTags, { SerialNumber })).Tags).toEqual([{ Key: 'b', Value: '2' }]);
  });
});
