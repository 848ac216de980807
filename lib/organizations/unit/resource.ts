import { findInOrganization, organizationsResource } from '../organizations-resource';
import { nodeTagged } from '../tree';

export const OrganizationalUnit = organizationsResource({
  noun: 'OrganizationalUnit',
  model: 'OrganizationalUnit',
  search: {
    kind: 'Organizational unit',
    listing: () => ({ action: 'organizations:ListOrganizationalUnitsForParent', resource: '*' }),
    find: findInOrganization((db, next) => db.organizationalUnit.findMany({ ...next, select: { id: true, name: true } })),
  },
  tagged: nodeTagged(/^ou-/),
});
