import { defineResource } from '../../core/resource';
import { entityCheck } from '../entity';
import { RoleName } from '../shapes';
import { findRole, requireRole } from './rows';

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
  tags: requireRole,
});
