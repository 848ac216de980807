import { findInOrganization, organizationsResource } from '../organizations-resource';
import { nodeTagged } from '../tree';

export const Account = organizationsResource({
  noun: 'Account',
  model: 'Account',
  owner: { column: 'id', of: 'account' },
  search: {
    kind: 'Account',
    listing: () => ({ action: 'organizations:ListAccounts', resource: '*' }),
    find: findInOrganization((db, organizationId) =>
      db.account.findMany({
        where: { organizationId },
        orderBy: { name: 'asc' },
        select: { id: true, name: true, email: true },
      }),
    ),
  },
  tagged: nodeTagged(/^\d/),
});
