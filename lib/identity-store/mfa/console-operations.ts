import { type StoreScope, storeOperation } from '../operation';
import { findStoreUser } from '../rows';
import { requireUser } from '../user/rows';
import { deleteStoreMfaDevice, findStoreMfaDevices, renameStoreMfaDevice, storeKindOf } from './rows';
import { DeleteMfaDeviceForUserInput, ListMfaDevicesForUserInput, UpdateMfaDeviceForUserInput } from './schema';

const find = ({ UserId }: { UserId: string }, { db, store }: StoreScope) => findStoreUser(db, store.id, UserId);

/** Lists the MFA devices of a user, without their secrets. */
export const ListMfaDevicesForUser = storeOperation({
  service: 'sso-directory',
  name: 'ListMfaDevicesForUser',
  access: 'List',
  input: ListMfaDevicesForUserInput,
  target: find,
  run: async ({ UserId }, { db }, row) => {
    const devices = await findStoreMfaDevices(db, requireUser(row, UserId));
    return {
      MfaDevices: devices.map((device) => ({
        DeviceId: device.id,
        DeviceName: device.name,
        Kind: storeKindOf(device),
        RegisteredDate: device.createdAt,
        LastUsedDate: device.lastUsedAt ?? undefined,
      })),
    };
  },
});

/** Renames an MFA device of a user. */
export const UpdateMfaDeviceForUser = storeOperation({
  service: 'sso-directory',
  name: 'UpdateMfaDeviceForUser',
  access: 'Write',
  input: UpdateMfaDeviceForUserInput,
  target: find,
  run: async ({ UserId, DeviceId, DeviceName }, { db }, row) => {
    await renameStoreMfaDevice(db, requireUser(row, UserId), DeviceId, DeviceName);
    return {};
  },
});

/** Deletes an MFA device of a user, who can no longer sign in with it. */
export const DeleteMfaDeviceForUser = storeOperation({
  service: 'sso-directory',
  name: 'DeleteMfaDeviceForUser',
  access: 'Write',
  input: DeleteMfaDeviceForUserInput,
  target: find,
  run: async ({ UserId, DeviceId }, { db }, row) => {
    await deleteStoreMfaDevice(db, requireUser(row, UserId), DeviceId);
    return {};
  },
});
