import { defineOperation } from '../../core/operation';
import { iamPageOf } from '../paging';
import { findSubject, requireOwner, subjectCheck } from '../subject';
import { ListSigningCertificatesInput } from './schema';

/** Nobody has one: there is no operation to upload them. Tools ask before they delete a user. */
export const ListSigningCertificates = defineOperation({
  service: 'iam',
  name: 'ListSigningCertificates',
  access: 'List',
  input: ListSigningCertificatesInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:ListSigningCertificates', scope, subject),
  run: async (input, scope, subject) => {
    const { accountId, userId } = requireOwner(scope, subject);
    const { items: Certificates, ...page } = iamPageOf(
      `ListSigningCertificates:${accountId}:${userId ?? 'root'}`,
      [],
      input,
      String,
    );
    return { Certificates, ...page };
  },
});
