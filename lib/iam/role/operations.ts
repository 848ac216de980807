import { iamArn } from '../../core/arns';
import { requestTagContext } from '../../core/authorization/context';
import { noteDeleted } from '../../core/authorization/deleted-principals';
import { deleteConflict, entityAlreadyExists, invalidInput } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { deleteTagsOf } from '../../core/tags';
import { boundaryContext, entityCheck } from '../entity';
import { filteredPage } from '../paging';
import { requireBoundaryPolicy } from '../policy/rows';
import { requireRoomFor } from '../quotas';
import { tagOperations } from '../tag-operations';
import { tagIamResource } from '../tags';
import { toStoredTrustPolicy } from './documents';
import { Role } from './resource';
import {
  DEFAULT_SESSION_SECONDS,
  findRole,
  insertRole,
  type RoleRow,
  requireModifiableRole,
  requireRole,
  requireUnreservedRole,
  toMadeRole,
  toRole,
  toRoles,
} from './rows';
import {
  CreateRoleInput,
  DeleteRoleInput,
  GetRoleInput,
  ListRolesInput,
  UpdateAssumeRolePolicyInput,
  UpdateRoleDescriptionInput,
  UpdateRoleInput,
} from './schema';

function check(action: string, scope: Scope, role: RoleRow | null, name: string): Promise<Check[]> {
  return entityCheck(action, scope, 'Role', role, name, boundaryContext(scope, role));
}

/** In AWS, only services create roles under these paths: by CreateServiceLinkedRole, or IAM Identity Center. */
const BELONGS_TO_SERVICES = /^\/aws-(service-role|reserved)\//;

export const CreateRole = defineOperation({
  service: 'iam',
  name: 'CreateRole',
  access: 'Write',
  input: CreateRoleInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName, Path, PermissionsBoundary, Tags }, scope) => {
    const resource = iamArn(scope.partition, scope.accountId, 'role', Path ?? '/', RoleName);
    const context = {
      ...requestTagContext(Tags),
      ...(PermissionsBoundary ? { 'iam:PermissionsBoundary': PermissionsBoundary } : {}),
    };
    const checks: Check[] = [{ action: 'iam:CreateRole', resource, context }];
    // AWS: tagging on creation needs permission to tag.
    if (Tags && Tags.length > 0) checks.push({ action: 'iam:TagRole', resource, context });
    return checks;
  },
  run: async (input, scope, existing) => {
    const { db, accountId, now, partition } = scope;
    if (BELONGS_TO_SERVICES.test(input.Path ?? '/'))
      throw invalidInput('Roles with this path are created by AWS services only.', 'Path');
    if (existing) throw entityAlreadyExists(`Role with name ${input.RoleName} already exists.`, 'RoleName');
    await requireRoomFor(db, Role, { accountId });
    const row = await insertRole(db, {
      accountId,
      name: input.RoleName,
      path: input.Path,
      document: input.AssumeRolePolicyDocument,
      description: input.Description,
      maxSessionDuration: input.MaxSessionDuration,
      permissionsBoundary: input.PermissionsBoundary && (await requireBoundaryPolicy(scope, input.PermissionsBoundary)),
      now,
      partition,
    });
    if (input.Tags) await tagIamResource(db, row, input.Tags);
    return { Role: await toMadeRole(db, partition, row) };
  },
});

export const GetRole = defineOperation({
  service: 'iam',
  name: 'GetRole',
  access: 'Read',
  input: GetRoleInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName }, scope, role) => check('iam:GetRole', scope, role, RoleName),
  run: async ({ RoleName }, { db, partition }, role) => ({ Role: await toRole(db, partition, requireRole(role, RoleName)) }),
});

export const ListRoles = defineOperation({
  service: 'iam',
  name: 'ListRoles',
  access: 'List',
  input: ListRolesInput,
  checks: ({ PathPrefix }, scope) => [
    { action: 'iam:ListRoles', resource: `arn:${scope.partition}:iam::${scope.accountId}:role${PathPrefix ?? '/'}` },
  ],
  run: async (input, { db, accountId, partition }) => {
    const prefix = input.PathPrefix ?? '/';
    const { items, ...page } = await filteredPage(
      `ListRoles:${accountId}:${prefix}`,
      input,
      (after, take) =>
        db.role.findMany({
          where: { accountId, path: { startsWith: prefix }, nameKey: { gt: after } },
          orderBy: { nameKey: 'asc' },
          take,
        }),
      (row) => row.path.startsWith(prefix),
      (row) => row.nameKey,
    );
    return { Roles: await toRoles(db, partition, items), ...page };
  },
});

/**
 * Updates a role. An omitted description stays. AWS's reference says that an omitted MaxSessionDuration returns to one hour; this
 * is not confirmed.
 */
export const UpdateRole = defineOperation({
  service: 'iam',
  name: 'UpdateRole',
  access: 'Write',
  input: UpdateRoleInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName }, scope, role) => check('iam:UpdateRole', scope, role, RoleName),
  run: async ({ RoleName, Description, MaxSessionDuration }, scope, role) => {
    // In AWS, only the description of a service-linked role can be edited.
    const { id } =
      MaxSessionDuration === undefined ? requireUnreservedRole(role, RoleName) : requireModifiableRole(role, RoleName);
    const maxSessionDuration = MaxSessionDuration ?? DEFAULT_SESSION_SECONDS;
    await scope.db.role.update({ where: { id }, data: { description: Description, maxSessionDuration } });
    return {};
  },
});

export const UpdateRoleDescription = defineOperation({
  service: 'iam',
  name: 'UpdateRoleDescription',
  access: 'Write',
  input: UpdateRoleDescriptionInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName }, scope, role) => check('iam:UpdateRoleDescription', scope, role, RoleName),
  run: async ({ RoleName, Description }, { db, partition }, role) => {
    const row = await db.role.update({
      where: { id: requireUnreservedRole(role, RoleName).id },
      data: { description: Description },
    });
    return { Role: await toRole(db, partition, row) };
  },
});

export const UpdateAssumeRolePolicy = defineOperation({
  service: 'iam',
  name: 'UpdateAssumeRolePolicy',
  access: 'Permissions management',
  input: UpdateAssumeRolePolicyInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName }, scope, role) => check('iam:UpdateAssumeRolePolicy', scope, role, RoleName),
  run: async ({ RoleName, PolicyDocument }, { db, partition }, role) => {
    const { id } = requireModifiableRole(role, RoleName);
    const assumeRolePolicyDocument = await toStoredTrustPolicy(db, partition, PolicyDocument);
    await db.role.update({ where: { id }, data: { assumeRolePolicyDocument } });
    return {};
  },
});

/** Deletes a role. As in AWS, policies and instance profiles must be removed first; a boundary may stay. */
export const DeleteRole = defineOperation({
  service: 'iam',
  name: 'DeleteRole',
  access: 'Write',
  input: DeleteRoleInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName }, scope, role) => check('iam:DeleteRole', scope, role, RoleName),
  run: async ({ RoleName }, scope, role) => {
    const { db } = scope;
    const deleted = requireModifiableRole(role, RoleName);
    const { id } = deleted;
    if (await db.instanceProfile.count({ where: { roleId: id } })) {
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
    }
    if (await db.policyAttachment.count({ where: { entityId: id } }))
      throw deleteConflict('Cannot delete entity, must detach all policies first.');
    if (await db.inlinePolicy.count({ where: { entityId: id } }))
      throw deleteConflict('Cannot delete entity, must delete policies first.');
    await deleteTagsOf(db, [id]);
    await db.role.delete({ where: { id } });
    await noteDeleted(scope, 'role', deleted);
    return {};
  },
});

export const { TagRole, UntagRole, ListRoleTags } = tagOperations(Role);
