import { findDeleted } from '../../core/authorization/deleted-principals';
import { type Check, defineOperation } from '../../core/operation';
import { ListDeletedPrincipalsInput } from './schema';

const LISTS: readonly Check[] = ['iam:ListUsers', 'iam:ListRoles'].map((action) => ({ action, resource: '*' }));

/**
 * Lists the deleted users and roles of the account that policies still name by id. It needs the permissions to list users and
 * roles, which would have shown them before.
 */
export const ListDeletedPrincipals = defineOperation({
  service: 'gatehouse',
  name: 'ListDeletedPrincipals',
  access: 'List',
  input: ListDeletedPrincipalsInput,
  checks: () => LISTS,
  run: async ({ Ids }, { db, accountId }) => {
    const found = [...(await findDeleted(db, Ids)).values()].filter((principal) => principal.accountId === accountId);
    return {
      Principals: found.map(({ id: Id, type: Type, name: Name, deletedAt: DeletedAt }) => ({ Id, Type, Name, DeletedAt })),
    };
  },
});
