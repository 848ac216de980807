import { defineResource } from '../../core/module/resource';
import { deviceCheck, findVirtualDevice, requireMfaDevice } from './rows';
import { SerialNumber } from './schema';

export const MfaDevice = defineResource({
  service: 'iam',
  noun: 'MFADevice',
  model: 'MfaDevice',
  naming: {
    member: 'SerialNumber',
    shape: SerialNumber,
    find: findVirtualDevice,
    check: (action, scope, device, serialNumber, { context }) => deviceCheck(action, scope, device, serialNumber, context),
  },
  tags: requireMfaDevice,
  // AWS: the quota is that of users.
  quota: 'UsersPerAccount',
  summary: { count: 'MFADevices' },
  keepsUser: 'Cannot delete entity, must delete MFA device first.',
});
