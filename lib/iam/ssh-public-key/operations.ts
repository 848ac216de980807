import { defineOperation } from '../../core/operation';
import { iamPageOf } from '../paging';
import { findSubject, requireOwner, subjectCheck } from '../subject';
import { ListSSHPublicKeysInput } from './schema';

/** Nobody has one: there is no operation to upload them. Tools ask before they delete a user. */
export const ListSSHPublicKeys = defineOperation({
  service: 'iam',
  name: 'ListSSHPublicKeys',
  access: 'List',
  input: ListSSHPublicKeysInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:ListSSHPublicKeys', scope, subject),
  run: async (input, scope, subject) => {
    const { accountId, userId } = requireOwner(scope, subject);
    const { items: SSHPublicKeys, ...page } = iamPageOf(`ListSSHPublicKeys:${accountId}:${userId ?? 'root'}`, [], input, String);
    return { SSHPublicKeys, ...page };
  },
});
