import { findDeleted } from '../../core/deleted-principals';
import { type Check, defineOperation } from '../../core/operation';
import { ListDeletedPrincipalsInput } from './schema';

const LISTS: readonly Check[] = ['iam:ListUsers', 'iam:ListRoles'].map((action) => ({ action, resource: '*' }));

/**
 * Who the users and roles were that policies still name by their ids: those of the account alone. Whoever may list users and roles could have
 * seen them while they were there.
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
