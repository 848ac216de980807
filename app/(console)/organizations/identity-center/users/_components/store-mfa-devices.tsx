'use client';

import { actOn, confirmation } from '@/components/console/kit/act';
import { formDialog } from '@/components/console/kit/form-dialog';
import { type RowOf, rowsPanel } from '@/components/console/kit/rows-panel';
import { Time } from '@/components/console/page/time';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import { MFA_KINDS } from '@/lib/iam/mfa/limits';
import type { ListMfaDevicesForUser } from '@/lib/identity-store/mfa/console-operations';
import { deleteStoreMfaDevice, renameStoreMfaDevice } from '../../store-actions';
import { type InStore, storeMfaDevicesQuery } from '../../store-queries';

type Device = Json<OutputOf<typeof ListMfaDevicesForUser>>['MfaDevices'][number];
/** A device that something is done to. */
type DeviceAt = { IdentityStoreId: string; UserId: string; DeviceId: string; DeviceName: string };

const at = ({ row: { DeviceId, DeviceName }, owner: { IdentityStoreId, id } }: RowOf<Device, InStore>): DeviceAt => ({
  IdentityStoreId,
  UserId: id,
  DeviceId,
  DeviceName,
});

/** Renders the MFA devices of a user. The user registers them in the access portal, so an administrator only renames and deletes. */
export const StoreMfaDevices = rowsPanel({
  title: 'MFA devices',
  description: 'Users register them at the access portal, depending on the MFA settings of the instance.',
  what: 'MFA devices',
  query: (user: InStore) => storeMfaDevicesQuery(user),
  rowsOf: ({ MfaDevices }) => MfaDevices,
  rowKey: ({ DeviceId }) => DeviceId,
  rowName: ({ DeviceName }) => DeviceName,
  columns: [
    { header: 'Name', wide: true, cell: ({ DeviceName }) => DeviceName },
    { header: 'Type', cell: ({ Kind }) => MFA_KINDS[Kind] },
    { header: 'Registered', cell: ({ RegisteredDate }) => <Time value={RegisteredDate} /> },
    { header: 'Last used', cell: ({ LastUsedDate }) => (LastUsedDate ? <Time value={LastUsedDate} /> : 'Not yet') },
  ],
  acts: [
    actOn(at, {
      label: 'Rename',
      takes: 'sso-directory:UpdateMfaDeviceForUser',
      opens: formDialog({
        title: ({ DeviceName }: DeviceAt) => `Rename ${DeviceName}`,
        submitLabel: 'Rename',
        edits: true,
        action: renameStoreMfaDevice,
        start: ({ DeviceName }) => ({ name: DeviceName }),
        members: { DeviceName: 'name' },
        toInput: ({ name }, { IdentityStoreId, UserId, DeviceId }) => ({ IdentityStoreId, UserId, DeviceId, DeviceName: name }),
        done: ({ DeviceName }) => ({ text: `The MFA device is now named ${DeviceName}.` }),
        fields: [{ as: 'text', name: 'name', label: 'Device name', maxLength: 64, hint: 'Up to 64 characters' }],
      }),
    }),
    actOn(at, {
      label: 'Delete',
      look: 'danger' as const,
      takes: 'sso-directory:DeleteMfaDeviceForUser',
      opens: confirmation(({ IdentityStoreId, UserId, DeviceId, DeviceName }: DeviceAt) => ({
        title: `Delete the MFA device ${DeviceName}?`,
        confirmLabel: 'Delete device',
        action: deleteStoreMfaDevice,
        input: { IdentityStoreId, UserId, DeviceId },
        success: `The MFA device ${DeviceName} was deleted.`,
        text: <p>The user can no longer sign in with it. Without another device, the MFA settings decide what the user needs.</p>,
      })),
    }),
  ],
  empty: () => ({
    title: 'No MFA devices',
    description: 'The user has not registered a device yet.',
  }),
});
