import { defineResource } from '../../core/resource';

export const ServiceSpecificCredential = defineResource({
  service: 'iam',
  noun: 'ServiceSpecificCredential',
  model: 'ServiceSpecificCredential',
  quota: 'ServiceSpecificCredentialsPerUser',
  // AWS names no kind of its own for it.
  keepsUser: 'Cannot delete entity, must remove referenced objects first.',
});
