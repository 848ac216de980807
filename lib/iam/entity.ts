import { iamArn } from '../core/arns';
import type { Check, Scope } from '../core/operation';
import { tagsAtStart } from '../core/tags';
import { findGroup, requireGroup } from './group/rows';
import { shownPolicyArn } from './policy/arns';
import { findRole, requireRole } from './role/rows';
import { findUser, requireUser } from './user/rows';

/** The identities that policies can be attached to. */
export type EntityType = 'User' | 'Group' | 'Role';

/** What users, groups and roles have in common. */
export type EntityRow = { id: string; accountId: string; name: string; path: string; permissionsBoundary?: string | null };

/** The entity of that name in the caller's account, or null. */
export function findEntity(scope: Pick<Scope, 'db' | 'accountId'>, type: EntityType, name: string): Promise<EntityRow | null> {
  if (type === 'User') return findUser(scope, name);
  return type === 'Group' ? findGroup(scope, name) : findRole(scope, name);
}

/** @throws AwsError NoSuchEntity, with the words of its type */
export function requireEntity(type: EntityType, row: EntityRow | null, name: string): EntityRow {
  switch (type) {
    case 'User':
      return row ?? requireUser(null, name);
    case 'Group':
      return row ?? requireGroup(null, name);
    case 'Role':
      return row ?? requireRole(null, name);
  }
}

export function entityArn(scope: Pick<Scope, 'partition'>, type: EntityType, row: EntityRow): string {
  return iamArn(scope.partition, row.accountId, type.toLowerCase(), row.path, row.name);
}

/** One question about an entity, with its tags for aws:ResourceTag. While it does not exist, AWS asks with the path `/`. */
export async function entityCheck(
  action: string,
  scope: Scope,
  type: EntityType,
  row: EntityRow | null,
  name: string,
  context?: Check['context'],
): Promise<Check[]> {
  const resource = entityArn(scope, type, row ?? { id: '', accountId: scope.accountId, name, path: '/' });
  // AWS: groups have no tags.
  const resourceTags = row && type !== 'Group' ? await tagsAtStart(scope, row.id) : [];
  return [{ action, resource, resourceTags, context }];
}

/** iam:PermissionsBoundary of a call about an entity that has one. */
export function boundaryContext(scope: Pick<Scope, 'partition'>, row: EntityRow | null): Record<string, string> {
  const arn = row?.permissionsBoundary;
  return arn ? { 'iam:PermissionsBoundary': shownPolicyArn(scope.partition, arn) } : {};
}
