import type { PolicyGrantingServiceAccess } from '@aws-sdk/client-iam';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { prepare } from '../../core/authorization/prepared-policies';
import {
  loadGroupPolicies,
  loadPrincipalPolicies,
  OWN_PASSWORD_POLICY_ID,
  readManagedPolicy,
} from '../../core/authorization/principal-policies';
import { invalidInput, noSuchEntity } from '../../core/errors';
import type { Check, Scope } from '../../core/operation';
import { isOneOf, keysOf } from '../../core/text/lists';
import { readByIds } from '../../core/work/bulk';
import { ENTITIES, type EntityType, entityArn } from '../entity';
import { shownPolicyArn } from '../policy/arns';
import { findPolicy } from '../policy/rows';
import { taggedCheck } from '../tags';

/** The user, group, role or managed policy of a report. `id` is null if it does not exist. */
export type Subject = { type: EntityType | 'Policy'; name: string; arn: string; id: string | null };

const ARN = /^arn:([a-z-]+):iam::(\d{12}|aws):(user|group|role|policy)\/(?:.+\/)?([^/]+)$/;
const TYPES = { user: 'User', group: 'Group', role: 'Role', policy: 'Policy' } as const;

/**
 * Returns what an ARN names, whether or not it exists.
 * @throws AwsError InvalidInput for other ARNs
 */
export async function findSubject(scope: Scope, arn: string): Promise<Subject> {
  const [, partition, owner, kind, name] = ARN.exec(arn) ?? [];
  if (partition !== scope.partition || !isOneOf(keysOf(TYPES), kind) || name === undefined)
    throw invalidInput(`ARN ${arn} is not valid.`, 'Arn');
  const type = TYPES[kind];
  if (type === 'Policy') return { type, name, arn, id: (await findPolicy(scope, arn))?.id ?? null };
  const row = owner === scope.accountId ? await ENTITIES[type].find(scope, name) : null;
  return { type, name, arn, id: row && entityArn(scope, type, row) === arn ? row.id : null };
}

/** Returns the authorization check for a subject. */
export function subjectChecks(action: string, scope: Scope, { type, arn, id }: Subject): Promise<Check[]> {
  // AWS: groups and AWS managed policies have no tags.
  return taggedCheck(action, scope, arn, type === 'Group' ? null : id);
}

/**
 * Returns the id of an existing subject.
 * @throws AwsError NoSuchEntity
 */
export function requireSubject({ type, name, arn, id }: Subject): string {
  if (id !== null) return id;
  throw noSuchEntity(
    type === 'Policy' ? `Policy ${arn} was not found.` : `The ${type.toLowerCase()} with name ${name} cannot be found.`,
  );
}

/** Returns the permissions policies of a subject, including those of a user's groups. Boundaries are ignored. */
export async function policiesOf(scope: Scope, subject: Subject): Promise<readonly PreparedPolicy[]> {
  const { db, accountId, account } = scope;
  const { type, name, arn } = subject;
  const id = requireSubject(subject);
  switch (type) {
    case 'Group':
      return loadGroupPolicies(db, id, name);
    case 'Policy': {
      const stored = arn.replace(/^arn:[a-z-]+:/, 'arn:aws:');
      const managed = await readManagedPolicy(db, stored);
      const ref = { id: stored, type: 'identity', name, arn: stored, origin: { kind: 'direct' } } as const;
      return managed ? [prepare(ref, managed.document)] : [];
    }
    default: {
      const of = { accountId, arn };
      const principal =
        type === 'User'
          ? ({ type, ...of, userId: id, userName: name } as const)
          : ({ type: 'AssumedRole', ...of, roleArn: arn, roleId: id, sessionName: '', serviceLinked: false } as const);
      const { identity } = await loadPrincipalPolicies(db, principal, account.revision);
      return identity.filter((policy) => policy.ref.id !== OWN_PASSWORD_POLICY_ID);
    }
  }
}

export type Using = { id: string; type: 'User' | 'Role' };

/** Returns the users and roles that use a subject: itself, a group's members, or a policy's holders, also through a group. */
export async function usersOf({ db, accountId }: Pick<Scope, 'db' | 'accountId'>, subject: Subject): Promise<readonly Using[]> {
  const { type, arn } = subject;
  const id = requireSubject(subject);
  if (type === 'User' || type === 'Role') return [{ id, type }];
  const stored = arn.replace(/^arn:[a-z-]+:/, 'arn:aws:');
  const attached =
    type === 'Policy'
      ? await db.policyAttachment.findMany({
          where: { accountId, policyArn: stored },
          select: { entityId: true, entityType: true },
        })
      : [];
  const groupIds = type === 'Group' ? [id] : attached.flatMap((one) => (one.entityType === 'Group' ? one.entityId : []));
  const members = await readByIds(groupIds, (ids) =>
    db.groupMembership.findMany({ where: { groupId: { in: ids } }, select: { userId: true } }),
  );
  const own = attached.flatMap(({ entityId, entityType }) => (entityType === 'User' ? entityId : []));
  const roles = attached.flatMap(({ entityId, entityType }) => (entityType === 'Role' ? entityId : []));
  const users = new Set([...own, ...members.map(({ userId }) => userId)]);
  return [
    ...[...users].map((userId) => ({ id: userId, type: 'User' as const })),
    ...roles.map((roleId) => ({ id: roleId, type: 'Role' as const })),
  ];
}

/** Returns the SDK's shape. As in AWS, the owner is given only for inline policies. */
export function toGranting(
  { partition }: Pick<Scope, 'partition'>,
  { type, name }: Subject,
  { ref: { name: PolicyName, arn, origin } }: Pick<PreparedPolicy, 'ref'>,
) {
  if (arn !== undefined)
    return { PolicyName, PolicyType: 'MANAGED', PolicyArn: shownPolicyArn(partition, arn) } satisfies PolicyGrantingServiceAccess;
  if (origin.kind === 'group')
    return {
      PolicyName,
      PolicyType: 'INLINE',
      EntityType: 'GROUP',
      EntityName: origin.groupName,
    } satisfies PolicyGrantingServiceAccess;
  const EntityType = type === 'User' ? 'USER' : type === 'Role' ? 'ROLE' : 'GROUP';
  return { PolicyName, PolicyType: 'INLINE', EntityType, EntityName: name } satisfies PolicyGrantingServiceAccess;
}
