import { defineOperation } from '../../core/operation';
import { findSubject, requireOwner, subjectCheck } from '../subject';
import { deviceName } from './limits';
import { findEnabledDevices, kindOf, serialNumberOf } from './rows';
import { ListMFADeviceOverviewsInput } from './schema';

/** Lists the devices of ListMFADevices for the console, with further details. */
export const ListMFADeviceOverviews = defineOperation({
  service: 'iam',
  name: 'ListMFADeviceOverviews',
  access: 'List',
  input: ListMFADeviceOverviewsInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:ListMFADevices', scope, subject),
  run: async (_input, scope, subject) => {
    const devices = await findEnabledDevices(scope.db, requireOwner(scope, subject));
    const MFADevices = devices.map((device) => {
      const SerialNumber = serialNumberOf(scope.partition, device);
      return {
        Kind: kindOf(device),
        Name: deviceName(SerialNumber),
        SerialNumber,
        EnableDate: device.enabledAt ?? undefined,
        LastUsed: device.lastUsedAt ?? undefined,
      };
    });
    return { MFADevices };
  },
});
