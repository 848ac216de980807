import { defineResource } from '../../core/module/resource';

export const ServiceSpecificCredential = defineResource({
  service: 'iam',
  noun: 'ServiceSpecificCredential',
  model: 'ServiceSpecificCredential',
  quota: 'ServiceSpecificCredentialsPerUser',
  // AWS does not name this kind in its message.
  keepsUser: 'Cannot delete entity, must remove referenced objects first.',
});
