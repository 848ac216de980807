import { type AccountFacts, findAccountFacts } from '../core/account-facts';
import { rootUserArn } from '../core/arns';
import { type CallerPolicies, loadCallerPolicies } from '../core/authorize';
import type { Caller } from '../core/call';
import { noSuchEntity } from '../core/errors';
import type { Check, Scope } from '../core/operation';
import { loadGroupPolicies } from '../core/principal-policies';
import { findGroup, groupArn } from '../iam/group/rows';
import { findRole, roleArn } from '../iam/role/rows';
import { findUser, userArn } from '../iam/user/rows';
import { callerOfRole, callerOfUser } from './principal-callers';
import { type NamedSubject, parseSubject, type SubjectKind } from './subject-arn';

/** Whose access is looked at: a principal as a caller, with the policies that bear on it. */
export type Subject = {
  kind: SubjectKind;
  arn: string;
  name: string;
  caller: Caller;
  account: AccountFacts;
  policies: CallerPolicies;
};

/**
 * What the caller must be allowed to look at somebody's access: AWS's permission for simulating that principal; and for a member
 * account's limits, which are its guardrails alone, the permission to list its policies. Without a principal nothing stored is looked at.
 */
export function subjectChecks(arn: string | undefined, scope: Scope): Check[] {
  if (arn === undefined) return [{ action: 'iam:SimulateCustomPolicy', resource: '*' }];
  const named = parseSubject(arn);
  if (named?.kind === 'Account')
    return [{ action: 'organizations:ListPoliciesForTarget', resource: accountResource(scope, named.accountId) }];
  return [{ action: 'iam:SimulatePrincipalPolicy', resource: arn }];
}

function accountResource(scope: Scope, accountId: string): string {
  const { organization } = scope.account;
  if (!organization) return '*';
  return `arn:${scope.partition}:organizations::${organization.managementAccountId}:account/${organization.id}/${accountId}`;
}

/**
 * The subject of an ARN; without one a user of the account that has no policies, under no guardrails: drafts are all there is.
 * Accounts are isolated: principals are those of the caller's account; the limits of a member account are seen from its management account.
 * @throws AwsError NoSuchEntity
 */
export async function requireSubject(arn: string | undefined, scope: Scope): Promise<Subject> {
  if (arn === undefined) return newSubject(scope);
  const named = parseSubject(arn);
  const missing = noSuchEntity(`The principal ${arn} cannot be found.`);
  if (!named) throw missing;
  if (named.kind === 'Account') return requireAccountSubject(named.accountId, scope, missing);
  if (named.accountId !== scope.accountId) throw missing;
  const found = await findCaller(named, scope);
  if (!found) throw missing;
  const policies = await loadCallerPolicies(scope.db, found.caller, scope.account);
  if (named.kind !== 'Group') return { kind: named.kind, ...found, account: scope.account, policies };
  const identity = await loadGroupPolicies(scope.db, found.groupId ?? '', found.name);
  return {
    kind: 'Group',
    ...found,
    account: scope.account,
    policies: { ...policies, policies: { ...policies.policies, identity } },
  };
}

function newSubject({ partition, account, accountId }: Scope): Subject {
  const user = { id: 'AIDASIMULATEDUSER0000', accountId, path: '/', name: 'simulated-user' };
  const policies = { identity: [], principalInManagementAccount: false };
  return {
    kind: 'User',
    arn: userArn(partition, user),
    name: user.name,
    caller: callerOfUser(partition, user),
    account,
    policies: { policies, tags: [], place: null, guardrails: null },
  };
}

async function requireAccountSubject(accountId: string, scope: Scope, missing: Error): Promise<Subject> {
  const account = accountId === scope.accountId ? scope.account : await findAccountFacts(scope.db, accountId);
  const mayLook = account && (accountId === scope.accountId || account.organization?.managementAccountId === scope.accountId);
  if (!account || !mayLook) throw missing;
  const arn = rootUserArn(scope.partition, accountId);
  const caller: Caller = { accountId, credential: 'console', principal: { type: 'Root', accountId, arn } };
  return {
    kind: 'Account',
    arn,
    name: account.name,
    caller,
    account,
    policies: await loadCallerPolicies(scope.db, caller, account),
  };
}

async function findCaller(
  named: NamedSubject,
  scope: Scope,
): Promise<{ arn: string; name: string; caller: Caller; groupId?: string } | null> {
  const { accountId, partition } = scope;
  if (named.kind === 'User') {
    const user = await findUser(scope, named.name);
    if (!user) return null;
    return { arn: userArn(partition, user), name: user.name, caller: callerOfUser(partition, user) };
  }
  if (named.kind === 'Group') {
    const group = await findGroup(scope, named.name);
    if (!group) return null;
    // A group never calls: its answer is that of a member who has nothing else.
    const member = { id: 'AIDAMEMBEROFTHEGROUP0', accountId, path: '/', name: `member-of-${group.name}` };
    return {
      arn: groupArn(partition, group),
      name: group.name,
      groupId: group.id,
      caller: callerOfUser(partition, member),
    };
  }
  const role = await findRole(scope, named.name);
  if (!role) return null;
  return { arn: roleArn(partition, role), name: role.name, caller: callerOfRole(partition, role) };
}
