import { defineResource } from '../../core/module/resource';

export const SigningCertificate = defineResource({
  service: 'iam',
  noun: 'SigningCertificate',
  model: 'SigningCertificate',
  quota: 'SigningCertificatesPerUser',
  summary: { quota: 'SigningCertificatesPerUserQuota', ofRoot: 'AccountSigningCertificatesPresent' },
  keepsUser: 'Cannot delete entity, must delete certificates first.',
});
