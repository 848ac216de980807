import { type AccountFacts, findAccountFacts } from '../core/account-facts';
import { rootUserArn } from '../core/arns';
import { loadCallerPolicies } from '../core/authorize';
import type { Caller } from '../core/call';
import { noSuchEntity } from '../core/errors';
import type { Check, Scope } from '../core/operation';
import { type CallerWithPolicies, callerOfUser, loadCaller } from '../iam/callers';
import { entityArn, findEntity } from '../iam/entity';
import { userArn } from '../iam/user/rows';
import { mayReadAccount } from './readable-accounts';
import type { Draft } from './schema';
import { type StrangerFacts, strangerOf, strangerWithArn } from './stranger';
import { parseStranger, parseSubject, type Stranger, type SubjectKind } from './subject-arn';

/** Whose access is looked at: a caller, with the policies that bear on it. */
export type Subject = CallerWithPolicies & {
  kind: SubjectKind | Stranger['kind'];
  arn: string;
  name: string;
  account: AccountFacts;
  /** Of a caller whose account the asker does not read, or who has none; `account` is then a stand-in. */
  stranger?: StrangerFacts;
  /** Drafts that may be of RCPs: they bear on the resource that is asked about. */
  drafts?: readonly Draft[];
};

/**
 * What the caller must be allowed to look at somebody's access: AWS's permission for simulating that principal; and for a member
 * account's limits, which are its guardrails alone, the permission to list its policies. Without a principal, and for one in an account
 * that the caller does not read, nothing stored is looked at.
 */
export async function subjectChecks(arn: string | undefined, scope: Scope): Promise<Check[]> {
  const named = arn === undefined ? null : parseSubject(arn);
  if (arn === undefined || parseStranger(arn) || (named && !(await mayReadAccount(scope, named.accountId))))
    return [{ action: 'iam:SimulateCustomPolicy', resource: '*' }];
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
 * The subject of an ARN, or of the name of a stranger; without one a user of the account that has no policies, under no guardrails: drafts
 * are all there is. Accounts are isolated: a principal is looked up in the caller's account, and from a management account in those of its
 * organization. Of every other account no more is known than what the ARN says, whether or not it is here.
 * @throws AwsError NoSuchEntity
 */
export async function requireSubject(arn: string | undefined, scope: Scope): Promise<Subject> {
  if (arn === undefined) return newSubject(scope);
  const stranger = parseStranger(arn);
  if (stranger) return strangerOf(stranger, arn, scope.partition);
  const named = parseSubject(arn);
  const missing = noSuchEntity(`The principal ${arn} cannot be found.`);
  if (!named) throw missing;
  const { accountId, kind, name } = named;
  if (!(await mayReadAccount(scope, accountId))) {
    // A group never calls.
    if (kind === 'Group') throw missing;
    return strangerWithArn({ ...named, kind }, arn, scope);
  }
  const account = accountId === scope.accountId ? scope.account : await findAccountFacts(scope.db, accountId);
  if (!account) throw missing;
  if (kind === 'Account') return accountSubject(account, scope);
  const row = await findEntity({ db: scope.db, accountId }, kind, name);
  if (!row) throw missing;
  const found = await loadCaller({ ...scope, account }, kind, row);
  return { kind, arn: entityArn(scope, kind, row), name: row.name, account, ...found };
}

/**
 * A subject of which everything is known that it may do.
 * @throws AwsError NoSuchEntity, also for a principal of an account that the caller does not read
 */
export async function requireKnownSubject(arn: string, scope: Scope): Promise<Subject> {
  const subject = await requireSubject(arn, scope);
  if (subject.stranger) throw noSuchEntity(`The principal ${arn} cannot be found.`);
  return subject;
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

async function accountSubject(account: AccountFacts, { db, partition }: Scope): Promise<Subject> {
  const { id: accountId, name } = account;
  const arn = rootUserArn(partition, accountId);
  const caller: Caller = { accountId, credential: 'console', principal: { type: 'Root', accountId, arn } };
  return { kind: 'Account', arn, name, caller, account, policies: await loadCallerPolicies(db, caller, account) };
}
