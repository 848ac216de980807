import { defineResource } from '../../core/module/resource';
import { findNamed } from '../search';
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
  search: {
    kind: 'Server certificate',
    listing: () => ({ action: 'iam:ListServerCertificates', resource: '*' }),
    find: findNamed('server-certificate', (db, query) =>
      db.serverCertificate.findMany({ ...query, select: { id: true, name: true, path: true } }),
    ),
  },
  quota: 'ServerCertificatesPerAccount',
  summary: { count: 'ServerCertificates', quota: 'ServerCertificatesQuota' },
});
