import type { z } from 'zod';
import { noSuchEntity } from '../../core/errors';
import { namedInput } from '../../core/module/resource';
import { defineOperation, type Scope } from '../../core/operation';
import { boundaryContext, ENTITIES, type Entity, type EntityRow, type EntityType, entityCheck } from '../entity';
import { iamPageOf } from '../paging';
import { requirePolicyArn } from '../policy/arns';
import { findPolicy, requireAttachable, toAttachedPolicy } from '../policy/rows';
import { requireRoom } from '../quotas';
import { Attachment, ListAttachments } from './schema';

/** Attaches a policy. As in AWS, attaching it again succeeds. */
async function attach(
  scope: Scope,
  { type, policies }: Pick<Entity<EntityType, EntityRow>, 'type' | 'policies'>,
  entity: EntityRow,
  policyArn: string,
): Promise<Record<string, never>> {
  const { arn } = requireAttachable(await findPolicy(scope, policyArn), policyArn);
  const attached = await scope.db.policyAttachment.findMany({ where: { entityId: entity.id }, select: { policyArn: true } });
  if (attached.some((attachment) => attachment.policyArn === arn)) return {};
  requireRoom(policies, attached.length);
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

async function listAttached(scope: Scope, entity: EntityRow, input: z.output<typeof ListAttachments>) {
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

/** Returns the three operations on managed policies for users, groups or roles. */
function attachmentOperations<Type extends EntityType, Row extends EntityRow>(entity: Entity<Type, Row>) {
  const { type, member, find, requireModifiable } = entity;
  /** Attaching and detaching carry the policy and the entity's boundary as context. */
  const check = (action: string, scope: Scope, row: Row | null, name: string, policyArn: string) =>
    entityCheck(action, scope, type, row, name, { 'iam:PolicyARN': policyArn, ...boundaryContext(scope, row) });

  const attachPolicy = defineOperation({
    service: 'iam',
    name: `Attach${type}Policy`,
    access: 'Permissions management',
    input: namedInput(entity, Attachment.shape),
    target: (input, scope) => find(scope, input[member]),
    checks: (input, scope, row) => check(`iam:Attach${type}Policy`, scope, row, input[member], input.PolicyArn),
    run: (input, scope, row) => attach(scope, entity, requireModifiable(row, input[member]), input.PolicyArn),
  });

  const detachPolicy = defineOperation({
    service: 'iam',
    name: `Detach${type}Policy`,
    access: 'Permissions management',
    input: namedInput(entity, Attachment.shape),
    target: (input, scope) => find(scope, input[member]),
    checks: (input, scope, row) => check(`iam:Detach${type}Policy`, scope, row, input[member], input.PolicyArn),
    run: (input, scope, row) => detach(scope, requireModifiable(row, input[member]), input.PolicyArn),
  });

  const listPolicies = defineOperation({
    service: 'iam',
    name: `ListAttached${type}Policies`,
    access: 'List',
    input: namedInput(entity, ListAttachments.shape),
    target: (input, scope) => find(scope, input[member]),
    checks: (input, scope, row) => entityCheck(`iam:ListAttached${type}Policies`, scope, type, row, input[member]),
    run: (input, scope, row) => listAttached(scope, entity.require(row, input[member]), input),
  });

  return {
    [`Attach${type}Policy`]: attachPolicy,
    [`Detach${type}Policy`]: detachPolicy,
    [`ListAttached${type}Policies`]: listPolicies,
  } as { [Name in `Attach${Type}Policy`]: typeof attachPolicy } & { [Name in `Detach${Type}Policy`]: typeof detachPolicy } & {
    [Name in `ListAttached${Type}Policies`]: typeof listPolicies;
  };
}

export const { AttachUserPolicy, DetachUserPolicy, ListAttachedUserPolicies } = attachmentOperations(ENTITIES.User);
export const { AttachGroupPolicy, DetachGroupPolicy, ListAttachedGroupPolicies } = attachmentOperations(ENTITIES.Group);
export const { AttachRolePolicy, DetachRolePolicy, ListAttachedRolePolicies } = attachmentOperations(ENTITIES.Role);
