import { namedInput } from '../../core/module/resource';
import { defineOperation } from '../../core/operation';
import type { Transaction } from '../../db/client';
import { boundaryContext, ENTITIES, type Entity, type EntityRow, type EntityType, entityCheck } from '../entity';
import { requireBoundaryPolicy } from '../policy/rows';
import { Boundary } from './schema';

type Change = { where: { id: string }; data: { permissionsBoundary: string | null } };

/**
 * Returns the two operations on boundaries of users or roles. As in AWS, iam:PermissionsBoundary is the policy being set, or for
 * a removal the current one.
 */
function boundaryOperations<Type extends EntityType, Row extends EntityRow>(
  entity: Entity<Type, Row>,
  update: (db: Transaction, change: Change) => Promise<unknown>,
) {
  const { type, member, find, requireModifiable } = entity;

  const put = defineOperation({
    service: 'iam',
    name: `Put${type}PermissionsBoundary`,
    access: 'Permissions management',
    input: namedInput(entity, Boundary.shape),
    target: (input, scope) => find(scope, input[member]),
    checks: (input, scope, row) =>
      entityCheck(`iam:Put${type}PermissionsBoundary`, scope, type, row, input[member], {
        'iam:PermissionsBoundary': input.PermissionsBoundary,
      }),
    run: async (input, scope, row) => {
      const { id } = requireModifiable(row, input[member]);
      const permissionsBoundary = await requireBoundaryPolicy(scope, input.PermissionsBoundary);
      await update(scope.db, { where: { id }, data: { permissionsBoundary } });
      return {};
    },
  });

  const remove = defineOperation({
    service: 'iam',
    name: `Delete${type}PermissionsBoundary`,
    access: 'Permissions management',
    input: namedInput(entity, {}),
    target: (input, scope) => find(scope, input[member]),
    checks: (input, scope, row) =>
      entityCheck(`iam:Delete${type}PermissionsBoundary`, scope, type, row, input[member], boundaryContext(scope, row)),
    run: async (input, scope, row) => {
      const { id } = requireModifiable(row, input[member]);
      await update(scope.db, { where: { id }, data: { permissionsBoundary: null } });
      return {};
    },
  });

  return { [`Put${type}PermissionsBoundary`]: put, [`Delete${type}PermissionsBoundary`]: remove } as {
    [Name in `Put${Type}PermissionsBoundary`]: typeof put;
  } & { [Name in `Delete${Type}PermissionsBoundary`]: typeof remove };
}

export const { PutUserPermissionsBoundary, DeleteUserPermissionsBoundary } = boundaryOperations(ENTITIES.User, (db, change) =>
  db.user.update(change),
);
export const { PutRolePermissionsBoundary, DeleteRolePermissionsBoundary } = boundaryOperations(ENTITIES.Role, (db, change) =>
  db.role.update(change),
);
