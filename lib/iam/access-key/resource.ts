import { defineResource } from '../../core/module/resource';

export const AccessKey = defineResource({
  service: 'iam',
  noun: 'AccessKey',
  model: 'AccessKey',
  quota: 'AccessKeysPerUser',
  summary: { quota: 'AccessKeysPerUserQuota', ofRoot: 'AccountAccessKeysPresent' },
  keepsUser: 'Cannot delete entity, must delete access keys first.',
});
