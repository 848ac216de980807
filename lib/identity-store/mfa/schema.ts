import { z } from 'zod';
import { text } from '../../core/shapes';
import { IdentityStoreId, ResourceId } from '../shapes';

/** The id of a device, which is a UUID. */
const DeviceId = text({ pattern: '[0-9a-f-]+', min: 36, max: 36 });
/** A person's name for a device. The length and the characters are not confirmed. */
export const DeviceName = text({ pattern: '[^\\p{C}]*[^\\p{C}\\s][^\\p{C}]*', min: 1, max: 64 });

const OfUser = { IdentityStoreId, UserId: ResourceId };

export const ListMfaDevicesForUserInput = z.object(OfUser);
export const UpdateMfaDeviceForUserInput = z.object({ ...OfUser, DeviceId, DeviceName });
export const DeleteMfaDeviceForUserInput = z.object({ ...OfUser, DeviceId });
