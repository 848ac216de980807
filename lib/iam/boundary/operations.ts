import { defineOperation } from '../../core/operation';
import { boundaryContext, entityCheck } from '../entity';
import { requireBoundaryPolicy } from '../policy/rows';
import { findRole, requireModifiableRole } from '../role/rows';
import { findUser, requireUser } from '../user/rows';
import {
  DeleteRolePermissionsBoundaryInput,
  DeleteUserPermissionsBoundaryInput,
  PutRolePermissionsBoundaryInput,
  PutUserPermissionsBoundaryInput,
} from './schema';

// AWS: iam:PermissionsBoundary is the policy that the call sets; of a removal, the one that is set.

export const PutUserPermissionsBoundary = defineOperation({
  service: 'iam',
  name: 'PutUserPermissionsBoundary',
  access: 'Permissions management',
  input: PutUserPermissionsBoundaryInput,
  target: ({ UserName }, scope) => findUser(scope, UserName),
  checks: ({ UserName, PermissionsBoundary }, scope, user) =>
    entityCheck('iam:PutUserPermissionsBoundary', scope, 'User', user, UserName, {
      'iam:PermissionsBoundary': PermissionsBoundary,
    }),
  run: async ({ UserName, PermissionsBoundary }, scope, user) => {
    const { id } = requireUser(user, UserName);
    await scope.db.user.update({
      where: { id },
      data: { permissionsBoundary: await requireBoundaryPolicy(scope, PermissionsBoundary) },
    });
    return {};
  },
});

export const DeleteUserPermissionsBoundary = defineOperation({
  service: 'iam',
  name: 'DeleteUserPermissionsBoundary',
  access: 'Permissions management',
  input: DeleteUserPermissionsBoundaryInput,
  target: ({ UserName }, scope) => findUser(scope, UserName),
  checks: ({ UserName }, scope, user) =>
    entityCheck('iam:DeleteUserPermissionsBoundary', scope, 'User', user, UserName, boundaryContext(scope, user)),
  run: async ({ UserName }, scope, user) => {
    await scope.db.user.update({ where: { id: requireUser(user, UserName).id }, data: { permissionsBoundary: null } });
    return {};
  },
});

export const PutRolePermissionsBoundary = defineOperation({
  service: 'iam',
  name: 'PutRolePermissionsBoundary',
  access: 'Permissions management',
  input: PutRolePermissionsBoundaryInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName, PermissionsBoundary }, scope, role) =>
    entityCheck('iam:PutRolePermissionsBoundary', scope, 'Role', role, RoleName, {
      'iam:PermissionsBoundary': PermissionsBoundary,
    }),
  run: async ({ RoleName, PermissionsBoundary }, scope, role) => {
    const { id } = requireModifiableRole(role, RoleName);
    await scope.db.role.update({
      where: { id },
      data: { permissionsBoundary: await requireBoundaryPolicy(scope, PermissionsBoundary) },
    });
    return {};
  },
});

export const DeleteRolePermissionsBoundary = defineOperation({
  service: 'iam',
  name: 'DeleteRolePermissionsBoundary',
  access: 'Permissions management',
  input: DeleteRolePermissionsBoundaryInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName }, scope, role) =>
    entityCheck('iam:DeleteRolePermissionsBoundary', scope, 'Role', role, RoleName, boundaryContext(scope, role)),
  run: async ({ RoleName }, scope, role) => {
    await scope.db.role.update({ where: { id: requireModifiableRole(role, RoleName).id }, data: { permissionsBoundary: null } });
    return {};
  },
});
