import type { Principal } from '@gatehouse/policy/evaluate';
import type { AccountFacts } from '../core/account-facts';
import { assumedRoleArn } from '../core/arns';
import { type CallerPolicies, loadCallerPolicies } from '../core/authorization/authorize';
import { loadGroupPolicies } from '../core/authorization/principal-policies';
import type { Caller, Partition } from '../core/call';
import type { Scope } from '../core/operation';
import type { Transaction } from '../db/client';
import type { EntityRow, EntityType } from './entity';
import { isServiceLinked, roleArn } from './role/rows';
import { type NamedQuery, readNamed } from './search';
import { userArn } from './user/rows';

type NamedRow = Pick<EntityRow, 'id' | 'accountId' | 'path' | 'name'>;

/** Returns a user as a caller whose access is evaluated. */
export function callerOfUser(partition: Partition, user: NamedRow): Caller {
  const { accountId, id: userId, name: userName } = user;
  const arn = userArn(partition, user);
  return { accountId, credential: 'console', principal: { type: 'User', accountId, arn, userId, userName } };
}

/** Returns a role session as a caller whose access is evaluated. */
export function callerOfRole(partition: Partition, role: NamedRow, sessionName = 'session'): Caller {
  return {
    accountId: role.accountId,
    credential: 'assumeRole',
    principal: sessionPrincipal(partition, role, sessionName),
  };
}

type SessionPrincipal = Extract<Principal, { type: 'AssumedRole' }>;

/** Returns the principal of a role session. */
export function sessionPrincipal(partition: Partition, role: NamedRow, sessionName: string): SessionPrincipal {
  const { accountId, id: roleId, name } = role;
  return {
    type: 'AssumedRole',
    accountId,
    arn: assumedRoleArn(partition, accountId, name, sessionName),
    roleArn: roleArn(partition, role),
    roleId,
    sessionName,
    serviceLinked: isServiceLinked(role),
  };
}

/** A caller with its policies. */
export type CallerWithPolicies = { caller: Caller; policies: CallerPolicies };

/**
 * Returns a user, group or role of an account as a caller with its policies: a role as a session, a group as a member with no
 * other permissions.
 */
export async function loadCaller(
  { db, partition, account }: { db: Transaction; partition: Partition; account: AccountFacts },
  type: EntityType,
  row: NamedRow,
  sessionName?: string,
): Promise<CallerWithPolicies> {
  if (type === 'Group') {
    const member = { id: 'AIDAMEMBEROFTHEGROUP0', accountId: row.accountId, path: '/', name: `member-of-${row.name}` };
    const caller = callerOfUser(partition, member);
    const policies = await loadCallerPolicies(db, caller, account);
    const identity = await loadGroupPolicies(db, row.id, row.name);
    return { caller, policies: { ...policies, policies: { ...policies.policies, identity } } };
  }
  const caller = type === 'User' ? callerOfUser(partition, row) : callerOfRole(partition, row, sessionName);
  return { caller, policies: await loadCallerPolicies(db, caller, account) };
}

/** A user or role of another account in the organization. */
export type MemberPrincipal = {
  kind: 'User' | 'Role';
  id: string;
  name: string;
  arn: string;
  account: { id: string; name: string };
};

/**
 * Returns the first few users and roles of the accounts that the caller's account manages whose name, id or ARN contains a text.
 * Two queries are enough for any number of accounts. The caller of this function must check permissions.
 * @param needle in lower case
 */
export async function findMemberPrincipals(
  { db, account, accountId, partition }: Pick<Scope, 'db' | 'account' | 'accountId' | 'partition'>,
  needle: string,
  most: number,
): Promise<MemberPrincipal[]> {
  const { organization } = account;
  if (organization?.managementAccountId !== accountId) return [];
  const [, named, type] = /^arn:[^:]*:iam::(\d{12}):(user|role)\//.exec(needle) ?? [];
  if (named === accountId || (named === undefined && needle.startsWith('arn:'))) return [];
  const id = named === undefined ? { not: accountId } : { equals: named };
  const within = { account: { organizationId: organization.id, state: 'ACTIVE' as const, id } };
  const withAccount = { account: { select: { id: true, name: true } } } as const;
  const found: MemberPrincipal[] = [];
  if (type !== 'role') {
    const users = (query: NamedQuery) => db.user.findMany({ ...query, include: withAccount });
    for (const user of await readNamed(users, within, needle, most))
      found.push({ kind: 'User', id: user.id, name: user.name, arn: userArn(partition, user), account: user.account });
  }
  if (type !== 'user') {
    const roles = (query: NamedQuery) => db.role.findMany({ ...query, include: withAccount });
    for (const role of await readNamed(roles, within, needle, most))
      found.push({ kind: 'Role', id: role.id, name: role.name, arn: roleArn(partition, role), account: role.account });
  }
  return found;
}
