import type { AccountFacts } from '../core/account-facts';
import { assumedRoleArn } from '../core/arns';
import { type CallerPolicies, loadCallerPolicies } from '../core/authorize';
import type { Caller, Partition } from '../core/call';
import { loadGroupPolicies } from '../core/principal-policies';
import type { Transaction } from '../db/client';
import type { Principal } from '../engine';
import type { EntityRow, EntityType } from './entity';
import { isServiceLinked, roleArn } from './role/rows';
import { userArn } from './user/rows';

type NamedRow = Pick<EntityRow, 'id' | 'accountId' | 'path' | 'name'>;

/** A user as the caller whose access is looked at. */
export function callerOfUser(partition: Partition, user: NamedRow): Caller {
  const { accountId, id: userId, name: userName } = user;
  const arn = userArn(partition, user);
  return { accountId, credential: 'console', principal: { type: 'User', accountId, arn, userId, userName } };
}

/** A session of a role as the caller whose access is looked at. */
export function callerOfRole(partition: Partition, role: NamedRow, sessionName = 'session'): Caller {
  return {
    accountId: role.accountId,
    credential: 'assumeRole',
    principal: sessionPrincipal(partition, role, sessionName),
  };
}

type SessionPrincipal = Extract<Principal, { type: 'AssumedRole' }>;

/** Who calls in a session of a role. */
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

/** Somebody who would call, with the policies that bear on it. */
export type CallerWithPolicies = { caller: Caller; policies: CallerPolicies };

/**
 * A user, group or role of an account as it would call: a role in a session; and since a group never calls, a member of the group who has
 * nothing else.
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
