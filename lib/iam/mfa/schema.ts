import { z } from 'zod';
import { TagList, text } from '../../core/shapes';
import { ExistingUserName, Paging, Path } from '../shapes';

export const SerialNumber = text({ pattern: '[\\w+=/:,.@-]+', min: 9, max: 256 });
const AuthenticationCode = text({ pattern: '[\\d]+', min: 6, max: 6 });
const UserName = ExistingUserName.optional();

/** The model sets no upper limit; a serial number, which ends with the name, has 256 characters at most. */
export const VirtualMFADeviceName = text({ pattern: '[\\w+=,.@-]+', min: 1, max: 226 });

export const CreateVirtualMFADeviceInput = z.object({ Path: Path.optional(), VirtualMFADeviceName, Tags: TagList.optional() });
/** AWS: the root user has no name to give. */
const TwoCodes = { UserName, SerialNumber, AuthenticationCode1: AuthenticationCode, AuthenticationCode2: AuthenticationCode };
export const EnableMFADeviceInput = z.object(TwoCodes);
export const ResyncMFADeviceInput = z.object(TwoCodes);
export const DeactivateMFADeviceInput = z.object({ UserName, SerialNumber });
export const DeleteVirtualMFADeviceInput = z.object({ SerialNumber });
export const GetMFADeviceInput = z.object({ SerialNumber, UserName });
export const ListMFADevicesInput = z.object({ UserName, ...Paging });
export const ListVirtualMFADevicesInput = z.object({
  AssignmentStatus: z.enum(['Assigned', 'Unassigned', 'Any']).optional(),
  ...Paging,
});
