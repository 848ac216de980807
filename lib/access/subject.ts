import { type AccountFacts, findAccountFacts } from '../core/account-facts';
import { rootUserArn } from '../core/arns';
import { loadCallerPolicies } from '../core/authorize';
import type { Caller } from '../core/call';
import { noSuchEntity } from '../core/errors';
import type { Check, Scope } from '../core/operation';
import { type CallerWithPolicies, callerOfUser, loadCaller } from '../iam/callers';
import { entityArn, findEntity } from '../iam/entity';
import { userArn } from '../iam/user/rows';
import { parseSubject, type SubjectKind } from './subject-arn';

/** Whose access is looked at: a principal as a caller, with the policies that bear on it. */
export type Subject = CallerWithPolicies & { kind: SubjectKind; arn: string; name: string; account: AccountFacts };

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
  const row = await findEntity(scope, named.kind, named.name);
  if (!row) throw missing;
  const found = await loadCaller(scope, named.kind, row);
  return { kind: named.kind, arn: entityArn(scope, named.kind, row), name: row.name, account: scope.account, ...found };
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
