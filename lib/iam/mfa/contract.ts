import { quotas } from '../../core/quotas';
import { encrypt } from '../../core/secrets/secrets';
import { type Actor, TEST_NOW } from '../../core/test-world';
import { type Contract, type Seen, taking } from '../../core/testing/contract';
import {
  crowd,
  fullTags,
  insertRows,
  namedRow,
  notFound,
  ownedBy,
  quotaReached,
  tagCalls,
  tagErrors,
  usualTags,
  withTagOfAws,
} from '../test-tables';
import { CreateUser } from '../user/operations';
import * as operations from './operations';
import { MfaDevice } from './resource';
import { codeOf, stepOf } from './totp';

const WEARER = { UserName: 'wearer' };
const PHONE = { SerialNumber: '<CreateVirtualMFADevice.VirtualMFADevice.SerialNumber>' };
const NO_DEVICE = 'arn:aws:iam::<scene.account>:mfa/none';
const WRONG_CODE = 'Authentication code for device is not valid';
const tags = tagErrors(MfaDevice);

/** Returns two consecutive codes of a device, starting `steps` half minutes after a time. */
function codesOf(seed: Uint8Array, time: Date, steps = 0) {
  const code = (step: number) => codeOf(new TextDecoder().decode(seed), stepOf(time) + step);
  return { AuthenticationCode1: code(steps), AuthenticationCode2: code(steps + 1) };
}

/** Returns codes of the device that earlier calls created, by the machine's clock. */
function seenCodes(seen: Seen, steps: number) {
  const { VirtualMFADevice } = seen.CreateVirtualMFADevice as { VirtualMFADevice: { Base32StringSeed: Uint8Array } };
  return codesOf(VirtualMFADevice.Base32StringSeed, new Date(), steps);
}

async function wear(root: Actor, UserName: string, VirtualMFADeviceName: string, Tags: { Key: string; Value: string }[] = []) {
  const { VirtualMFADevice } = await root.run(operations.CreateVirtualMFADevice, { VirtualMFADeviceName, Tags });
  const { SerialNumber, Base32StringSeed } = VirtualMFADevice;
  const codes = codesOf(Base32StringSeed, TEST_NOW);
  await root.with({ now: TEST_NOW }).run(operations.EnableMFADevice, { UserName, SerialNumber, ...codes });
  return SerialNumber;
}

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    await root.run(CreateUser, { UserName: name });
    const SerialNumber = await wear(root, name, name, ownedBy(secret));
    return { UserName: name, VirtualMFADeviceName: name, SerialNumber };
  },
  calls: [
    ['CreateUser', WEARER],
    ['CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone', Tags: ownedBy('blue') }],
    ['ListVirtualMFADevices', { AssignmentStatus: 'Unassigned' }],
    ['EnableMFADevice', (seen) => ({ ...WEARER, ...PHONE, ...seenCodes(seen, -3) })],
    ['ListMFADevices', WEARER],
    ['GetMFADevice', { ...WEARER, ...PHONE }],
    ['ResyncMFADevice', (seen) => ({ ...WEARER, ...PHONE, ...seenCodes(seen, 1) })],
    ...tagCalls(MfaDevice, PHONE),
    ['DeactivateMFADevice', { ...WEARER, ...PHONE }],
    ['DeleteVirtualMFADevice', PHONE],
  ],
  errors: {
    furnish: async (stage) => {
      const { root } = stage;
      const { User } = await root.run(CreateUser, { UserName: 'full' });
      await root.run(CreateUser, { UserName: 'plain' });
      const worn = await wear(root, 'full', 'worn', fullTags());
      const seedCipher = encrypt('mfa-seed', 'AAAA');
      const others = Array.from({ length: quotas().MFADevicesPerUser - 1 }, (_, index) => namedRow(root.accountId, index));
      const own = { userId: User.UserId, enabledAt: TEST_NOW, seedCipher };
      await insertRows(
        stage,
        'MfaDevice',
        others.map((row) => ({ ...row, ...own })),
      );
      const { VirtualMFADevice } = await root.run(operations.CreateVirtualMFADevice, { VirtualMFADeviceName: 'spare' });
      await crowd(stage, MfaDevice, (row) => ({ ...row, seedCipher }));
      return { worn, spare: VirtualMFADevice.SerialNumber };
    },
    usual: {
      UserName: 'full',
      SerialNumber: '<scene.worn>',
      VirtualMFADeviceName: 'spare',
      AuthenticationCode1: '000000',
      AuthenticationCode2: '000000',
      ...usualTags,
    },
    failures: {
      NoSuchEntityException: [
        [taking(operations, 'UserName'), { UserName: 'none' }, notFound('user')],
        [
          taking(operations, 'SerialNumber'),
          { SerialNumber: NO_DEVICE },
          /^VirtualMFADevice with serial number arn:aws:iam::\d{12}:mfa\/none doesn't exist\.$/,
        ],
        [
          ['GetMFADevice', 'DeactivateMFADevice', 'ResyncMFADevice'],
          { UserName: 'full', SerialNumber: '<scene.spare>' },
          /^MFA device with serial number arn:aws:iam::\d{12}:mfa\/spare is not assigned to the user\.$/,
        ],
      ],
      EntityAlreadyExistsException: [
        ['CreateVirtualMFADevice', {}, 'MFADevice entity at the same path and name already exists.'],
        ['EnableMFADevice', { UserName: 'plain' }, 'MFA Device is already in use.'],
      ],
      LimitExceededException: [
        ['CreateVirtualMFADevice', {}, quotaReached('UsersPerAccount'), { by: 'crowded' }],
        ['EnableMFADevice', { SerialNumber: '<scene.spare>' }, quotaReached('MFADevicesPerUser')],
        tags.tooMany,
      ],
      InvalidInputException: [tags.unusable, ['CreateVirtualMFADevice', ...withTagOfAws({ VirtualMFADeviceName: 'new' })]],
      InvalidAuthenticationCodeException: [
        ['EnableMFADevice', { UserName: 'plain', SerialNumber: '<scene.spare>' }, WRONG_CODE],
        ['ResyncMFADevice', {}, WRONG_CODE],
      ],
      DeleteConflictException: [['DeleteVirtualMFADevice', {}, 'MFA VirtualDevice in use. Must deactivate first.']],
    },
    unreachable: {
      LimitExceededException: [['ResyncMFADevice', 'changes what there is, and no quota counts that']],
      InvalidInputException: [
        [
          ['UntagMFADevice', 'ListMFADeviceTags'],
          'a key that cannot be one is a ValidationError, and every serial number that is not a device’s is NoSuchEntity',
        ],
      ],
    },
  },
};
