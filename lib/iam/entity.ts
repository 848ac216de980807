import type { z } from 'zod';
import { iamArn } from '../core/arns';
import type { Check, Scope } from '../core/operation';
import type { QuotaName } from '../core/quotas';
import { findGroup, type GroupRow, requireGroup } from './group/rows';
import { shownPolicyArn } from './policy/arns';
import { IAM_SIZES } from './quotas';
import { findRole, type RoleRow, requireModifiableRole, requireRole } from './role/rows';
import { ExistingUserName, GroupName, RoleName } from './shapes';
import { taggedCheck } from './tags';
import { findUser, requireUser, type UserRow } from './user/rows';

/** The identity types that policies can be attached to. */
export type EntityType = 'User' | 'Group' | 'Role';

/** The columns that users, groups and roles share. */
export type EntityRow = { id: string; accountId: string; name: string; path: string; permissionsBoundary?: string | null };

/** The facts about a type that operations for users, groups and roles need. */
export type Entity<Type extends EntityType, Row extends EntityRow> = {
  type: Type;
  /** The input member of the name, and the schema of names. */
  member: `${Type}Name`;
  shape: z.ZodString;
  find: (scope: Pick<Scope, 'db' | 'accountId'>, name: string) => Promise<Row | null>;
  /**
   * Returns an existing row.
   * @throws AwsError NoSuchEntity with the message of its type
   */
  require: (row: Row | null, name: string) => Row;
  /**
   * Returns a row to change.
   * @throws AwsError NoSuchEntity, or UnmodifiableEntity for a role that only AWS changes
   */
  requireModifiable: (row: Row | null, name: string) => Row;
  /** The quota of managed policies, and the maximum total size of inline ones. */
  policies: QuotaName;
  inlineSize: number;
};

export const ENTITIES = {
  User: {
    type: 'User',
    member: 'UserName',
    shape: ExistingUserName,
    find: findUser,
    require: requireUser,
    requireModifiable: requireUser,
    policies: 'PoliciesPerUser',
    inlineSize: IAM_SIZES.UserInlineSize,
  } satisfies Entity<'User', UserRow>,
  Group: {
    type: 'Group',
    member: 'GroupName',
    shape: GroupName,
    find: findGroup,
    require: requireGroup,
    requireModifiable: requireGroup,
    policies: 'PoliciesPerGroup',
    inlineSize: IAM_SIZES.GroupInlineSize,
  } satisfies Entity<'Group', GroupRow>,
  Role: {
    type: 'Role',
    member: 'RoleName',
    shape: RoleName,
    find: findRole,
    require: requireRole,
    requireModifiable: requireModifiableRole,
    policies: 'PoliciesPerRole',
    inlineSize: IAM_SIZES.RoleInlineSize,
  } satisfies Entity<'Role', RoleRow>,
} as const;

/** Returns the entity by name in the caller's account, or null. */
export function findEntity(scope: Pick<Scope, 'db' | 'accountId'>, type: EntityType, name: string): Promise<EntityRow | null> {
  return ENTITIES[type].find(scope, name);
}

export function entityArn(
  scope: Pick<Scope, 'partition'>,
  type: EntityType,
  row: Pick<EntityRow, 'accountId' | 'path' | 'name'>,
): string {
  return iamArn(scope.partition, row.accountId, type.toLowerCase(), row.path, row.name);
}

/**
 * Returns the authorization check for an entity, with its tags for aws:ResourceTag. As in AWS, a missing entity is checked with
 * the path `/`.
 */
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
  return taggedCheck(action, scope, resource, type === 'Group' ? null : row?.id, { context });
}

/** Returns iam:PermissionsBoundary for a call about an entity that has a boundary. */
export function boundaryContext(scope: Pick<Scope, 'partition'>, row: EntityRow | null): Record<string, string> {
  const arn = row?.permissionsBoundary;
  return arn ? { 'iam:PermissionsBoundary': shownPolicyArn(scope.partition, arn) } : {};
}
