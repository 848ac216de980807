import { defineResource } from '../../core/module/resource';

export const SshPublicKey = defineResource({
  service: 'iam',
  noun: 'SSHPublicKey',
  model: 'SshPublicKey',
  quota: 'SSHPublicKeysPerUser',
  // AWS does not name this kind in its message.
  keepsUser: 'Cannot delete entity, must remove referenced objects first.',
});
