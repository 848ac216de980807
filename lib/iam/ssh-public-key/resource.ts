import { defineResource } from '../../core/resource';

export const SshPublicKey = defineResource({
  service: 'iam',
  noun: 'SSHPublicKey',
  model: 'SshPublicKey',
  quota: 'SSHPublicKeysPerUser',
  // AWS names no kind of its own for it.
  keepsUser: 'Cannot delete entity, must remove referenced objects first.',
});
