import { limitExceeded, noSuchEntity } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { boundaryContext, type EntityRow, type EntityType, entityCheck, findEntity, requireEntity } from '../entity';
import { iamPageOf } from '../paging';
import { encodeDocument, requirePolicyDocument } from '../policy/documents';
import { IAM_SIZES, sizeWithoutWhitespace } from '../quotas';
import { findRole, requireModifiableRole } from '../role/rows';
import {
  GroupInlinePolicyInput,
  ListGroupPoliciesInput,
  ListRolePoliciesInput,
  ListUserPoliciesInput,
  PutGroupPolicyInput,
  PutRolePolicyInput,
  PutUserPolicyInput,
  RoleInlinePolicyInput,
  UserInlinePolicyInput,
} from './schema';

const QUOTA = { User: IAM_SIZES.UserInlineSize, Group: IAM_SIZES.GroupInlineSize, Role: IAM_SIZES.RoleInlineSize };

/** Changes of inline policies carry the boundary that the entity has. */
function check(action: string, scope: Scope, type: EntityType, row: EntityRow | null, name: string): Promise<Check[]> {
  return entityCheck(action, scope, type, row, name, boundaryContext(scope, row));
}

/** Adds or replaces an inline policy. AWS: the quota counts all inline policies of the entity together, without white space. */
async function put(
  scope: Scope,
  type: EntityType,
  entity: EntityRow,
  name: string,
  document: string,
): Promise<Record<string, never>> {
  requirePolicyDocument(document, 'identity', 'PolicyDocument');
  const { db, now } = scope;
  const nameKey = name.toLowerCase();
  const others = await db.inlinePolicy.findMany({
    where: { entityId: entity.id, nameKey: { not: nameKey } },
    select: { document: true },
  });
  const size = [...others.map((other) => other.document), document].reduce((sum, text) => sum + sizeWithoutWhitespace(text), 0);
  if (size > QUOTA[type])
    throw limitExceeded(
      `Maximum policy size of ${QUOTA[type]} bytes exceeded for ${type.toLowerCase()} ${entity.name}`,
      'PolicyDocument',
    );
  await db.inlinePolicy.upsert({
    where: { entityId_nameKey: { entityId: entity.id, nameKey } },
    create: { entityId: entity.id, name, nameKey, entityType: type, accountId: entity.accountId, document, createdAt: now },
    update: { name, document },
  });
  return {};
}

function noSuchPolicy(type: EntityType, name: string) {
  return noSuchEntity(`The ${type.toLowerCase()} policy with name ${name} cannot be found.`);
}

async function get(scope: Scope, type: EntityType, entity: EntityRow, name: string) {
  const row = await scope.db.inlinePolicy.findUnique({
    where: { entityId_nameKey: { entityId: entity.id, nameKey: name.toLowerCase() } },
  });
  if (!row) throw noSuchPolicy(type, name);
  return { PolicyName: row.name, PolicyDocument: encodeDocument(row.document) };
}

async function remove(scope: Scope, type: EntityType, entity: EntityRow, name: string): Promise<Record<string, never>> {
  const { count } = await scope.db.inlinePolicy.deleteMany({ where: { entityId: entity.id, nameKey: name.toLowerCase() } });
  if (count === 0) throw noSuchPolicy(type, name);
  return {};
}

async function list(scope: Scope, entity: EntityRow, input: { Marker?: string | undefined; MaxItems?: number | undefined }) {
  const rows = await scope.db.inlinePolicy.findMany({ where: { entityId: entity.id }, select: { name: true, nameKey: true } });
  const { items, ...page } = iamPageOf(`ListInlinePolicies:${entity.id}`, rows, input, (row) => row.nameKey);
  return { PolicyNames: items.map((row) => row.name), ...page };
}

export const PutUserPolicy = defineOperation({
  service: 'iam',
  name: 'PutUserPolicy',
  access: 'Permissions management',
  input: PutUserPolicyInput,
  target: ({ UserName }, scope) => findEntity(scope, 'User', UserName),
  checks: ({ UserName }, scope, user) => check('iam:PutUserPolicy', scope, 'User', user, UserName),
  run: ({ UserName, PolicyName, PolicyDocument }, scope, user) =>
    put(scope, 'User', requireEntity('User', user, UserName), PolicyName, PolicyDocument),
});

export const GetUserPolicy = defineOperation({
  service: 'iam',
  name: 'GetUserPolicy',
  access: 'Read',
  input: UserInlinePolicyInput,
  target: ({ UserName }, scope) => findEntity(scope, 'User', UserName),
  checks: ({ UserName }, scope, user) => entityCheck('iam:GetUserPolicy', scope, 'User', user, UserName),
  run: async ({ UserName, PolicyName }, scope, user) => {
    const found = requireEntity('User', user, UserName);
    return { UserName: found.name, ...(await get(scope, 'User', found, PolicyName)) };
  },
});

export const DeleteUserPolicy = defineOperation({
  service: 'iam',
  name: 'DeleteUserPolicy',
  access: 'Permissions management',
  input: UserInlinePolicyInput,
  target: ({ UserName }, scope) => findEntity(scope, 'User', UserName),
  checks: ({ UserName }, scope, user) => check('iam:DeleteUserPolicy', scope, 'User', user, UserName),
  run: ({ UserName, PolicyName }, scope, user) => remove(scope, 'User', requireEntity('User', user, UserName), PolicyName),
});

export const ListUserPolicies = defineOperation({
  service: 'iam',
  name: 'ListUserPolicies',
  access: 'List',
  input: ListUserPoliciesInput,
  target: ({ UserName }, scope) => findEntity(scope, 'User', UserName),
  checks: ({ UserName }, scope, user) => entityCheck('iam:ListUserPolicies', scope, 'User', user, UserName),
  run: (input, scope, user) => list(scope, requireEntity('User', user, input.UserName), input),
});

export const PutGroupPolicy = defineOperation({
  service: 'iam',
  name: 'PutGroupPolicy',
  access: 'Permissions management',
  input: PutGroupPolicyInput,
  target: ({ GroupName }, scope) => findEntity(scope, 'Group', GroupName),
  checks: ({ GroupName }, scope, group) => check('iam:PutGroupPolicy', scope, 'Group', group, GroupName),
  run: ({ GroupName, PolicyName, PolicyDocument }, scope, group) =>
    put(scope, 'Group', requireEntity('Group', group, GroupName), PolicyName, PolicyDocument),
});

export const GetGroupPolicy = defineOperation({
  service: 'iam',
  name: 'GetGroupPolicy',
  access: 'Read',
  input: GroupInlinePolicyInput,
  target: ({ GroupName }, scope) => findEntity(scope, 'Group', GroupName),
  checks: ({ GroupName }, scope, group) => entityCheck('iam:GetGroupPolicy', scope, 'Group', group, GroupName),
  run: async ({ GroupName, PolicyName }, scope, group) => {
    const found = requireEntity('Group', group, GroupName);
    return { GroupName: found.name, ...(await get(scope, 'Group', found, PolicyName)) };
  },
});

export const DeleteGroupPolicy = defineOperation({
  service: 'iam',
  name: 'DeleteGroupPolicy',
  access: 'Permissions management',
  input: GroupInlinePolicyInput,
  target: ({ GroupName }, scope) => findEntity(scope, 'Group', GroupName),
  checks: ({ GroupName }, scope, group) => check('iam:DeleteGroupPolicy', scope, 'Group', group, GroupName),
  run: ({ GroupName, PolicyName }, scope, group) => remove(scope, 'Group', requireEntity('Group', group, GroupName), PolicyName),
});

export const ListGroupPolicies = defineOperation({
  service: 'iam',
  name: 'ListGroupPolicies',
  access: 'List',
  input: ListGroupPoliciesInput,
  target: ({ GroupName }, scope) => findEntity(scope, 'Group', GroupName),
  checks: ({ GroupName }, scope, group) => entityCheck('iam:ListGroupPolicies', scope, 'Group', group, GroupName),
  run: (input, scope, group) => list(scope, requireEntity('Group', group, input.GroupName), input),
});

export const PutRolePolicy = defineOperation({
  service: 'iam',
  name: 'PutRolePolicy',
  access: 'Permissions management',
  input: PutRolePolicyInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName }, scope, role) => check('iam:PutRolePolicy', scope, 'Role', role, RoleName),
  run: ({ RoleName, PolicyName, PolicyDocument }, scope, role) =>
    put(scope, 'Role', requireModifiableRole(role, RoleName), PolicyName, PolicyDocument),
});

export const GetRolePolicy = defineOperation({
  service: 'iam',
  name: 'GetRolePolicy',
  access: 'Read',
  input: RoleInlinePolicyInput,
  target: ({ RoleName }, scope) => findEntity(scope, 'Role', RoleName),
  checks: ({ RoleName }, scope, role) => entityCheck('iam:GetRolePolicy', scope, 'Role', role, RoleName),
  run: async ({ RoleName, PolicyName }, scope, role) => {
    const found = requireEntity('Role', role, RoleName);
    return { RoleName: found.name, ...(await get(scope, 'Role', found, PolicyName)) };
  },
});

export const DeleteRolePolicy = defineOperation({
  service: 'iam',
  name: 'DeleteRolePolicy',
  access: 'Permissions management',
  input: RoleInlinePolicyInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName }, scope, role) => check('iam:DeleteRolePolicy', scope, 'Role', role, RoleName),
  run: ({ RoleName, PolicyName }, scope, role) => remove(scope, 'Role', requireModifiableRole(role, RoleName), PolicyName),
});

export const ListRolePolicies = defineOperation({
  service: 'iam',
  name: 'ListRolePolicies',
  access: 'List',
  input: ListRolePoliciesInput,
  target: ({ RoleName }, scope) => findEntity(scope, 'Role', RoleName),
  checks: ({ RoleName }, scope, role) => entityCheck('iam:ListRolePolicies', scope, 'Role', role, RoleName),
  run: (input, scope, role) => list(scope, requireEntity('Role', role, input.RoleName), input),
});
