import type { z } from 'zod';
import { limitExceeded, noSuchEntity } from '../../core/errors';
import { namedInput } from '../../core/module/resource';
import { defineOperation, type Scope } from '../../core/operation';
import { boundaryContext, ENTITIES, type Entity, type EntityRow, type EntityType, entityCheck } from '../entity';
import { iamPageOf } from '../paging';
import { encodeDocument, requirePolicyDocument } from '../policy/documents';
import { sizeWithoutWhitespace } from '../quotas';
import { InlinePolicy, ListInlinePolicies, NamedInlinePolicy } from './schema';

/**
 * Adds or replaces an inline policy. As in AWS, the quota counts all inline policies of the entity together, without white space.
 */
async function put(
  scope: Scope,
  { type, inlineSize }: Pick<Entity<EntityType, EntityRow>, 'type' | 'inlineSize'>,
  entity: EntityRow,
  name: string,
  document: string,
): Promise<Record<string, never>> {
  requirePolicyDocument(document, 'identity', { saving: 'inline' }, 'PolicyDocument');
  const { db, now } = scope;
  const nameKey = name.toLowerCase();
  const others = await db.inlinePolicy.findMany({
    where: { entityId: entity.id, nameKey: { not: nameKey } },
    select: { document: true },
  });
  const size = [...others.map((other) => other.document), document].reduce((sum, text) => sum + sizeWithoutWhitespace(text), 0);
  if (size > inlineSize)
    throw limitExceeded(
      `Maximum policy size of ${inlineSize} bytes exceeded for ${type.toLowerCase()} ${entity.name}`,
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

async function list(scope: Scope, entity: EntityRow, input: z.output<typeof ListInlinePolicies>) {
  const rows = await scope.db.inlinePolicy.findMany({ where: { entityId: entity.id }, select: { name: true, nameKey: true } });
  const { items, ...page } = iamPageOf(`ListInlinePolicies:${entity.id}`, rows, input, (row) => row.nameKey);
  return { PolicyNames: items.map((row) => row.name), ...page };
}

/** Returns the four operations on inline policies for users, groups or roles. */
function inlinePolicyOperations<Type extends EntityType, Row extends EntityRow>(entity: Entity<Type, Row>) {
  const { type, member, find, requireModifiable } = entity;
  /** Changes of inline policies carry the entity's boundary as context. */
  const check = (action: string, scope: Scope, row: Row | null, name: string) =>
    entityCheck(action, scope, type, row, name, boundaryContext(scope, row));

  const putPolicy = defineOperation({
    service: 'iam',
    name: `Put${type}Policy`,
    access: 'Permissions management',
    input: namedInput(entity, InlinePolicy.shape),
    target: (input, scope) => find(scope, input[member]),
    checks: (input, scope, row) => check(`iam:Put${type}Policy`, scope, row, input[member]),
    run: (input, scope, row) => put(scope, entity, requireModifiable(row, input[member]), input.PolicyName, input.PolicyDocument),
  });

  const getPolicy = defineOperation({
    service: 'iam',
    name: `Get${type}Policy`,
    access: 'Read',
    input: namedInput(entity, NamedInlinePolicy.shape),
    target: (input, scope) => find(scope, input[member]),
    checks: (input, scope, row) => entityCheck(`iam:Get${type}Policy`, scope, type, row, input[member]),
    run: async (input, scope, row) => {
      const found = entity.require(row, input[member]);
      const policy = await get(scope, type, found, input.PolicyName);
      return { [member]: found.name, ...policy } as Record<`${Type}Name`, string> & typeof policy;
    },
  });

  const deletePolicy = defineOperation({
    service: 'iam',
    name: `Delete${type}Policy`,
    access: 'Permissions management',
    input: namedInput(entity, NamedInlinePolicy.shape),
    target: (input, scope) => find(scope, input[member]),
    checks: (input, scope, row) => check(`iam:Delete${type}Policy`, scope, row, input[member]),
    run: (input, scope, row) => remove(scope, type, requireModifiable(row, input[member]), input.PolicyName),
  });

  const listPolicies = defineOperation({
    service: 'iam',
    name: `List${type}Policies`,
    access: 'List',
    input: namedInput(entity, ListInlinePolicies.shape),
    target: (input, scope) => find(scope, input[member]),
    checks: (input, scope, row) => entityCheck(`iam:List${type}Policies`, scope, type, row, input[member]),
    run: (input, scope, row) => list(scope, entity.require(row, input[member]), input),
  });

  return {
    [`Put${type}Policy`]: putPolicy,
    [`Get${type}Policy`]: getPolicy,
    [`Delete${type}Policy`]: deletePolicy,
    [`List${type}Policies`]: listPolicies,
  } as { [Name in `Put${Type}Policy`]: typeof putPolicy } & { [Name in `Get${Type}Policy`]: typeof getPolicy } & {
    [Name in `Delete${Type}Policy`]: typeof deletePolicy;
  } & { [Name in `List${Type}Policies`]: typeof listPolicies };
}

export const { PutUserPolicy, GetUserPolicy, DeleteUserPolicy, ListUserPolicies } = inlinePolicyOperations(ENTITIES.User);
export const { PutGroupPolicy, GetGroupPolicy, DeleteGroupPolicy, ListGroupPolicies } = inlinePolicyOperations(ENTITIES.Group);
export const { PutRolePolicy, GetRolePolicy, DeleteRolePolicy, ListRolePolicies } = inlinePolicyOperations(ENTITIES.Role);
