import { defineResource } from '../../core/resource';
import { certificateCheck, findServerCertificate, requireServerCertificateRow } from './rows';
import { ServerCertificateName } from './schema';

export const ServerCertificate = defineResource({
  service: 'iam',
  noun: 'ServerCertificate',
  model: 'ServerCertificate',
  naming: {
    member: 'ServerCertificateName',
    shape: ServerCertificateName,
    find: findServerCertificate,
    check: (action, scope, row, name, { context }) => certificateCheck(action, scope, row, name, context),
  },
  tags: requireServerCertificateRow,
  quota: 'ServerCertificatesPerAccount',
  summary: { count: 'ServerCertificates', quota: 'ServerCertificatesQuota' },
});
