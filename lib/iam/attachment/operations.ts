import { noSuchEntity } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { boundaryContext, type EntityRow, type EntityType, entityCheck, findEntity, requireEntity } from '../entity';
import { iamPageOf } from '../paging';
import { requirePolicyArn } from '../policy/arns';
import { findPolicy, requireAttachable, toAttachedPolicy } from '../policy/rows';
import { requireRoom } from '../quotas';
import { findRole, requireModifiableRole } from '../role/rows';
import {
  GroupPolicyInput,
  ListAttachedGroupPoliciesInput,
  ListAttachedRolePoliciesInput,
  ListAttachedUserPoliciesInput,
  RolePolicyInput,
  UserPolicyInput,
} from './schema';

const QUOTA = { User: 'PoliciesPerUser', Group: 'PoliciesPerGroup', Role: 'PoliciesPerRole' } as const;

/** Attaching and detaching carry the policy and the boundary that the entity has. */
function check(
  action: string,
  scope: Scope,
  type: EntityType,
  row: EntityRow | null,
  name: string,
  policyArn: string,
): Promise<Check[]> {
  return entityCheck(action, scope, type, row, name, { 'iam:PolicyARN': policyArn, ...boundaryContext(scope, row) });
}

/** AWS: attaching twice succeeds. */
async function attach(scope: Scope, type: EntityType, entity: EntityRow, policyArn: string): Promise<Record<string, never>> {
  const { arn } = requireAttachable(await findPolicy(scope, policyArn), policyArn);
  const attached = await scope.db.policyAttachment.findMany({ where: { entityId: entity.id }, select: { policyArn: true } });
  if (attached.some((attachment) => attachment.policyArn === arn)) return {};
  requireRoom(QUOTA[type], attached.length);
  await scope.db.policyAttachment.create({
    data: { entityId: entity.id, policyArn: arn, entityType: type, accountId: entity.accountId, createdAt: scope.now },
  });
  return {};
}

async function detach(scope: Scope, entity: EntityRow, policyArn: string): Promise<Record<string, never>> {
  const { stored } = requirePolicyArn(scope, policyArn);
  const { count } = await scope.db.policyAttachment.deleteMany({ where: { entityId: entity.id, policyArn: stored } });
  if (count === 0) throw noSuchEntity(`Policy ${policyArn} was not found.`);
  return {};
}

type ListInput = { PathPrefix?: string | undefined; Marker?: string | undefined; MaxItems?: number | undefined };

async function listAttached(scope: Scope, entity: EntityRow, input: ListInput) {
  const prefix = input.PathPrefix ?? '/';
  const rows = await scope.db.policyAttachment.findMany({ where: { entityId: entity.id }, select: { policyArn: true } });
  const policies = rows
    .filter(({ policyArn }) => policyArn.slice(policyArn.indexOf(':policy/') + ':policy'.length).startsWith(prefix))
    .map(({ policyArn }) => toAttachedPolicy(scope.partition, policyArn));
  const list = `ListAttachedPolicies:${entity.id}:${prefix}`;
  const { items, ...page } = iamPageOf(
    list,
    policies,
    input,
    (policy) => `${policy.PolicyName.toLowerCase()}:${policy.PolicyArn}`,
  );
  return { AttachedPolicies: items, ...page };
}

export const AttachUserPolicy = defineOperation({
  service: 'iam',
  name: 'AttachUserPolicy',
  access: 'Permissions management',
  input: UserPolicyInput,
  target: ({ UserName }, scope) => findEntity(scope, 'User', UserName),
  checks: ({ UserName, PolicyArn }, scope, user) => check('iam:AttachUserPolicy', scope, 'User', user, UserName, PolicyArn),
  run: ({ UserName, PolicyArn }, scope, user) => attach(scope, 'User', requireEntity('User', user, UserName), PolicyArn),
});

export const DetachUserPolicy = defineOperation({
  service: 'iam',
  name: 'DetachUserPolicy',
  access: 'Permissions management',
  input: UserPolicyInput,
  target: ({ UserName }, scope) => findEntity(scope, 'User', UserName),
  checks: ({ UserName, PolicyArn }, scope, user) => check('iam:DetachUserPolicy', scope, 'User', user, UserName, PolicyArn),
  run: ({ UserName, PolicyArn }, scope, user) => detach(scope, requireEntity('User', user, UserName), PolicyArn),
});

export const AttachGroupPolicy = defineOperation({
  service: 'iam',
  name: 'AttachGroupPolicy',
  access: 'Permissions management',
  input: GroupPolicyInput,
  target: ({ GroupName }, scope) => findEntity(scope, 'Group', GroupName),
  checks: ({ GroupName, PolicyArn }, scope, group) => check('iam:AttachGroupPolicy', scope, 'Group', group, GroupName, PolicyArn),
  run: ({ GroupName, PolicyArn }, scope, group) => attach(scope, 'Group', requireEntity('Group', group, GroupName), PolicyArn),
});

export const DetachGroupPolicy = defineOperation({
  service: 'iam',
  name: 'DetachGroupPolicy',
  access: 'Permissions management',
  input: GroupPolicyInput,
  target: ({ GroupName }, scope) => findEntity(scope, 'Group', GroupName),
  checks: ({ GroupName, PolicyArn }, scope, group) => check('iam:DetachGroupPolicy', scope, 'Group', group, GroupName, PolicyArn),
  run: ({ GroupName, PolicyArn }, scope, group) => detach(scope, requireEntity('Group', group, GroupName), PolicyArn),
});

export const AttachRolePolicy = defineOperation({
  service: 'iam',
  name: 'AttachRolePolicy',
  access: 'Permissions management',
  input: RolePolicyInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName, PolicyArn }, scope, role) => check('iam:AttachRolePolicy', scope, 'Role', role, RoleName, PolicyArn),
  run: ({ RoleName, PolicyArn }, scope, role) => attach(scope, 'Role', requireModifiableRole(role, RoleName), PolicyArn),
});

export const DetachRolePolicy = defineOperation({
  service: 'iam',
  name: 'DetachRolePolicy',
  access: 'Permissions management',
  input: RolePolicyInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName, PolicyArn }, scope, role) => check('iam:DetachRolePolicy', scope, 'Role', role, RoleName, PolicyArn),
  run: ({ RoleName, PolicyArn }, scope, role) => detach(scope, requireModifiableRole(role, RoleName), PolicyArn),
});

export const ListAttachedUserPolicies = defineOperation({
  service: 'iam',
  name: 'ListAttachedUserPolicies',
  access: 'List',
  input: ListAttachedUserPoliciesInput,
  target: ({ UserName }, scope) => findEntity(scope, 'User', UserName),
  checks: ({ UserName }, scope, user) => entityCheck('iam:ListAttachedUserPolicies', scope, 'User', user, UserName),
  run: (input, scope, user) => listAttached(scope, requireEntity('User', user, input.UserName), input),
});

export const ListAttachedGroupPolicies = defineOperation({
  service: 'iam',
  name: 'ListAttachedGroupPolicies',
  access: 'List',
  input: ListAttachedGroupPoliciesInput,
  target: ({ GroupName }, scope) => findEntity(scope, 'Group', GroupName),
  checks: ({ GroupName }, scope, group) => entityCheck('iam:ListAttachedGroupPolicies', scope, 'Group', group, GroupName),
  run: (input, scope, group) => listAttached(scope, requireEntity('Group', group, input.GroupName), input),
});

export const ListAttachedRolePolicies = defineOperation({
  service: 'iam',
  name: 'ListAttachedRolePolicies',
  access: 'List',
  input: ListAttachedRolePoliciesInput,
  target: ({ RoleName }, scope) => findEntity(scope, 'Role', RoleName),
  checks: ({ RoleName }, scope, role) => entityCheck('iam:ListAttachedRolePolicies', scope, 'Role', role, RoleName),
  run: (input, scope, role) => listAttached(scope, requireEntity('Role', role, input.RoleName), input),
});
