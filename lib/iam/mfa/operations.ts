import type { VirtualMFADevice } from '@aws-sdk/client-iam';
import { iamArn, rootUserArn } from '../../core/arns';
import { requestTagContext } from '../../core/authorization/context';
import { deleteConflict, entityAlreadyExists, noSuchEntity, validationError } from '../../core/errors';
import { newMfaDeviceId } from '../../core/ids';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { encrypt } from '../../core/secrets/secrets';
import { deleteTagsOf } from '../../core/tags';
import { realTimeOf } from '../../core/time/clock';
import { readByIds } from '../../core/work/bulk';
import { iamPageOf } from '../paging';
import { requireRoom, requireRoomFor } from '../quotas';
import { findSubject, requireOwner, type Subject, subjectCheck } from '../subject';
import { tagOperations } from '../tag-operations';
import { tagIamResource } from '../tags';
import { toUser } from '../user/rows';
import { qrCodePng } from './png';
import { MfaDevice } from './resource';
import {
  deviceCheck,
  findEnabledDevices,
  findMfaDevice,
  findVirtualDevice,
  kindOf,
  type MfaDeviceRow,
  type MfaOwner,
  requireMfaDevice,
  SEED_PURPOSE,
  serialNumberOf,
  synchronize,
} from './rows';
import {
  CreateVirtualMFADeviceInput,
  DeactivateMFADeviceInput,
  DeleteVirtualMFADeviceInput,
  EnableMFADeviceInput,
  GetMFADeviceInput,
  ListMFADevicesInput,
  ListVirtualMFADevicesInput,
  ResyncMFADeviceInput,
} from './schema';
import { newSeed } from './totp';

/** Creates a virtual MFA device. Only this answer contains the seed, as base32 text and as a QR code for authenticator apps. */
export const CreateVirtualMFADevice = defineOperation({
  service: 'iam',
  name: 'CreateVirtualMFADevice',
  access: 'Write',
  input: CreateVirtualMFADeviceInput,
  checks: ({ VirtualMFADeviceName, Path, Tags }, scope) => {
    const resource = iamArn(scope.partition, scope.accountId, 'mfa', Path ?? '/', VirtualMFADeviceName);
    const context = requestTagContext(Tags);
    const checks: Check[] = [{ action: 'iam:CreateVirtualMFADevice', resource, context }];
    // AWS: tagging on creation needs permission to tag.
    if (Tags && Tags.length > 0) checks.push({ action: 'iam:TagMFADevice', resource, context });
    return checks;
  },
  run: async ({ VirtualMFADeviceName, Path, Tags }, scope) => {
    const { db, accountId, partition, now, account } = scope;
    const name = { name: VirtualMFADeviceName, nameKey: VirtualMFADeviceName.toLowerCase() };
    const device = { accountId, kind: 'virtual', path: Path ?? '/', ...name };
    const SerialNumber = serialNumberOf(partition, device);
    if (SerialNumber.length > 256)
      throw validationError('Path and name of a virtual MFA device are too long together.', 'VirtualMFADeviceName');
    if (await findMfaDevice(scope, SerialNumber))
      throw entityAlreadyExists('MFADevice entity at the same path and name already exists.', 'VirtualMFADeviceName');
    // AWS: the quota is that of users.
    await requireRoomFor(db, MfaDevice, { accountId, kind: 'virtual' });
    const seed = newSeed();
    const row = await db.mfaDevice.create({
      data: { id: newMfaDeviceId(), ...device, seedCipher: encrypt(SEED_PURPOSE, seed), createdAt: now },
    });
    if (Tags) await tagIamResource(db, row, Tags);
    // Every character of a name is valid in a URI without encoding.
    const label = `${VirtualMFADeviceName}@${account.alias ?? accountId}`;
    return {
      VirtualMFADevice: {
        SerialNumber,
        Base32StringSeed: new TextEncoder().encode(seed),
        QRCodePNG: qrCodePng(`otpauth://totp/${label}?secret=${seed}`),
        Tags: Tags && Tags.length > 0 ? Tags : undefined,
      } satisfies VirtualMFADevice,
    };
  },
});

export type SubjectDevice = { subject: Subject; device: MfaDeviceRow | null };

/**
 * Returns the user and device of a call. As in AWS, only the root user may omit the name when a device is assigned or removed.
 */
async function findBoth(
  scope: Scope,
  input: { UserName?: string | undefined; SerialNumber: string },
  nameNeeded: boolean,
): Promise<SubjectDevice> {
  const subject = await findSubject(scope, input.UserName);
  if (nameNeeded && input.UserName === undefined && subject.type !== 'Root') {
    throw validationError(
      "1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member must not be null",
    );
  }
  return { subject, device: await findMfaDevice(scope, input.SerialNumber) };
}

function isOwner(device: MfaDeviceRow, owner: MfaOwner): boolean {
  return owner.userId === null ? device.ownedByRoot : device.userId === owner.userId;
}

/**
 * Returns the device if it is enabled for the user.
 * @throws AwsError NoSuchEntity
 */
function requireOwnDevice(scope: Scope, { subject, device }: SubjectDevice, serialNumber: string): MfaDeviceRow {
  const owner = requireOwner(scope, subject);
  const found = requireMfaDevice(device, serialNumber);
  if (!isOwner(found, owner)) throw noSuchEntity(`MFA device with serial number ${serialNumber} is not assigned to the user.`);
  return found;
}

export const EnableMFADevice = defineOperation({
  service: 'iam',
  name: 'EnableMFADevice',
  access: 'Write',
  input: EnableMFADeviceInput,
  target: (input, scope) => findBoth(scope, input, true),
  checks: (_input, scope, { subject }) => subjectCheck('iam:EnableMFADevice', scope, subject),
  run: async (input, scope, { subject, device }) => {
    const owner = requireOwner(scope, subject);
    const found = requireMfaDevice(device, input.SerialNumber);
    if (found.enabledAt !== null) throw entityAlreadyExists('MFA Device is already in use.');
    requireRoom('MFADevicesPerUser', (await findEnabledDevices(scope.db, owner)).length);
    const clock = synchronize(found, [input.AuthenticationCode1, input.AuthenticationCode2], realTimeOf(scope.call));
    const ownership = { userId: owner.userId, ownedByRoot: owner.userId === null, enabledAt: scope.now };
    await scope.db.mfaDevice.update({ where: { id: found.id }, data: { ...ownership, ...clock } });
    return {};
  },
});

/** Adjusts to the device's clock by two consecutive codes. */
export const ResyncMFADevice = defineOperation({
  service: 'iam',
  name: 'ResyncMFADevice',
  access: 'Write',
  input: ResyncMFADeviceInput,
  target: (input, scope) => findBoth(scope, input, true),
  checks: (_input, scope, { subject }) => subjectCheck('iam:ResyncMFADevice', scope, subject),
  run: async (input, scope, both) => {
    const found = requireOwnDevice(scope, both, input.SerialNumber);
    const clock = synchronize(found, [input.AuthenticationCode1, input.AuthenticationCode2], realTimeOf(scope.call));
    await scope.db.mfaDevice.update({ where: { id: found.id }, data: clock });
    return {};
  },
});

/** Deactivates a device. It can be enabled again with its old seed; a FIDO device must be registered again and is deleted. */
export const DeactivateMFADevice = defineOperation({
  service: 'iam',
  name: 'DeactivateMFADevice',
  access: 'Write',
  input: DeactivateMFADeviceInput,
  target: (input, scope) => findBoth(scope, input, false),
  checks: (_input, scope, { subject }) => subjectCheck('iam:DeactivateMFADevice', scope, subject),
  run: async ({ SerialNumber }, scope, both) => {
    const device = requireOwnDevice(scope, both, SerialNumber);
    const { id } = device;
    if (kindOf(device) === 'fido') await scope.db.mfaDevice.delete({ where: { id } });
    else
      await scope.db.mfaDevice.update({ where: { id }, data: { userId: null, ownedByRoot: false, enabledAt: null, drift: 0 } });
    return {};
  },
});

export const DeleteVirtualMFADevice = defineOperation({
  service: 'iam',
  name: 'DeleteVirtualMFADevice',
  access: 'Write',
  input: DeleteVirtualMFADeviceInput,
  target: ({ SerialNumber }, scope) => findVirtualDevice(scope, SerialNumber),
  checks: ({ SerialNumber }, scope, device) => deviceCheck('iam:DeleteVirtualMFADevice', scope, device, SerialNumber),
  run: async ({ SerialNumber }, { db }, device) => {
    const { id, enabledAt } = requireMfaDevice(device, SerialNumber);
    if (enabledAt !== null) throw deleteConflict('MFA VirtualDevice in use. Must deactivate first.');
    await deleteTagsOf(db, [id]);
    await db.mfaDevice.delete({ where: { id } });
    return {};
  },
});

export const GetMFADevice = defineOperation({
  service: 'iam',
  name: 'GetMFADevice',
  access: 'Read',
  input: GetMFADeviceInput,
  target: (input, scope) => findBoth(scope, input, false),
  checks: (_input, scope, { subject }) => subjectCheck('iam:GetMFADevice', scope, subject),
  run: async ({ SerialNumber }, scope, both) => {
    const found = requireOwnDevice(scope, both, SerialNumber);
    const UserName = both.subject.type === 'User' ? both.subject.row?.name : undefined;
    const SerialNumberFound = serialNumberOf(scope.partition, found);
    // AWS returns the certifications of FIDO devices. Gatehouse knows none: lib/decisions/024-second-factors.md.
    const Certifications = kindOf(found) === 'fido' ? {} : undefined;
    return { UserName, SerialNumber: SerialNumberFound, EnableDate: found.enabledAt ?? undefined, Certifications };
  },
});

/** Lists the enabled devices of a user or of the caller. */
export const ListMFADevices = defineOperation({
  service: 'iam',
  name: 'ListMFADevices',
  access: 'List',
  input: ListMFADevicesInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:ListMFADevices', scope, subject),
  run: async (input, scope, subject) => {
    const owner = requireOwner(scope, subject);
    const devices = await findEnabledDevices(scope.db, owner);
    const list = `ListMFADevices:${owner.accountId}:${owner.userId ?? 'root'}`;
    const { items, ...page } = iamPageOf(list, devices, input, (row) => row.path + row.nameKey);
    const UserName = subject.type === 'Root' ? (scope.account.alias ?? scope.account.name) : (subject.row?.name ?? subject.name);
    const MFADevices = items.map((row) => ({
      UserName,
      SerialNumber: serialNumberOf(scope.partition, row),
      EnableDate: row.enabledAt ?? undefined,
    }));
    return { MFADevices, ...page };
  },
});

/** Lists virtual devices. As in AWS, without seeds and tags. */
export const ListVirtualMFADevices = defineOperation({
  service: 'iam',
  name: 'ListVirtualMFADevices',
  access: 'List',
  input: ListVirtualMFADevicesInput,
  checks: (_input, scope) => [
    { action: 'iam:ListVirtualMFADevices', resource: `arn:${scope.partition}:iam::${scope.accountId}:mfa/` },
  ],
  run: async (input, { db, accountId, partition, account }) => {
    const { AssignmentStatus = 'Any' } = input;
    const assigned = { Assigned: { not: null }, Unassigned: null, Any: undefined }[AssignmentStatus];
    const devices = await db.mfaDevice.findMany({ where: { accountId, kind: 'virtual', enabledAt: assigned } });
    const list = `ListVirtualMFADevices:${accountId}:${AssignmentStatus}`;
    const { items, ...page } = iamPageOf(list, devices, input, (row) => row.path + row.nameKey);
    const owners = await readByIds(
      items.flatMap(({ userId }) => userId ?? []),
      (ids) => db.user.findMany({ where: { id: { in: ids } } }),
    );
    const ownerOf = new Map(owners.map((user) => [user.id, toUser(partition, user)]));
    const root = {
      Path: '/',
      UserName: account.alias ?? account.name,
      UserId: accountId,
      Arn: rootUserArn(partition, accountId),
      CreateDate: undefined,
    };
    const VirtualMFADevices = items.map((row) => ({
      SerialNumber: serialNumberOf(partition, row),
      EnableDate: row.enabledAt ?? undefined,
      User: row.ownedByRoot ? root : row.userId === null ? undefined : ownerOf.get(row.userId),
    }));
    return { VirtualMFADevices, ...page };
  },
});

export const { TagMFADevice, UntagMFADevice, ListMFADeviceTags } = tagOperations(MfaDevice);
