import { findInOrganization, organizationsResource } from '../organizations-resource';
import { nodeTagged } from '../tree';

export const Account = organizationsResource({
  noun: 'Account',
  model: 'Account',
  owner: { column: 'id', of: 'account' },
  search: {
    kind: 'Account',
    listing: () => ({ action: 'organizations:ListAccounts', resource: '*' }),
    find: findInOrganization((db, next) => db.account.findMany({ ...next, select: { id: true, name: true, email: true } })),
  },
  tagged: nodeTagged(/^\d/),
});
