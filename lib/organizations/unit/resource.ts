import { findInOrganization, organizationsResource } from '../organizations-resource';
import { nodeTagged } from '../tree';

export const OrganizationalUnit = organizationsResource({
  noun: 'OrganizationalUnit',
  model: 'OrganizationalUnit',
  search: {
    kind: 'Organizational unit',
    listing: () => ({ action: 'organizations:ListOrganizationalUnitsForParent', resource: '*' }),
    find: findInOrganization((db, organizationId) =>
      db.organizationalUnit.findMany({ where: { organizationId }, orderBy: { name: 'asc' }, select: { id: true, name: true } }),
    ),
  },
  tagged: nodeTagged(/^ou-/),
});
