import { defineResource } from '../../core/module/resource';
import { entityCheck } from '../entity';
import { findNamed, listingCheck } from '../search';
import { RoleName } from '../shapes';
import { findRole, requireRole, requireUnreservedRole } from './rows';

export const Role = defineResource({
  service: 'iam',
  noun: 'Role',
  model: 'Role',
  naming: {
    member: 'RoleName',
    shape: RoleName,
    find: findRole,
    check: (action, scope, row, name, { context }) => entityCheck(action, scope, 'Role', row, name, context),
  },
  tags: (role, name, change) => (change ? requireUnreservedRole(role, name) : requireRole(role, name)),
  search: {
    kind: 'Role',
    listing: listingCheck('iam:ListRoles', 'role/'),
    find: findNamed('role', (db, query) => db.role.findMany(query)),
  },
  quota: 'RolesPerAccount',
  summary: { count: 'Roles', quota: 'RolesQuota' },
});
