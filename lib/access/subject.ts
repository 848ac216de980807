import { type AccountFacts, findAccountFacts } from '../core/account-facts';
import { rootUserArn } from '../core/arns';
import { loadCallerPolicies } from '../core/authorization/authorize';
import type { Caller } from '../core/call';
import { noSuchEntity } from '../core/errors';
import type { Check, Scope } from '../core/operation';
import { type CallerWithPolicies, callerOfUser, loadCaller } from '../iam/callers';
import { type EntityType, entityArn, findEntity } from '../iam/entity';
import { userArn } from '../iam/user/rows';
import { mayReadAccount } from './readable-accounts';
import type { PolicyDraft } from './schema';
import { type ExternalFacts, externalSubject, externalSubjectWithArn } from './stranger';
import { type ExternalCaller, parseExternalCaller, parseSubject, type SubjectKind } from './subject-arn';

/** The caller whose access is examined, with the policies that apply to it. */
export type AccessSubject = CallerWithPolicies & {
  kind: SubjectKind | ExternalCaller['kind'];
  arn: string;
  name: string;
  account: AccountFacts;
  /** Set if the caller has no account or is in an account that the viewer may not read. `account` is a placeholder then. */
  stranger?: ExternalFacts;
  /** The drafts, which can include RCPs. RCPs apply to the resource of the question. */
  drafts?: readonly PolicyDraft[];
};

/**
 * Returns the permissions for examining a principal's access: AWS's permission to simulate it. Member accounts are limited by SCPs
 * and RCPs only, so they need the permission to list those policies. Without a principal, or for one in an unreadable account, no stored data is
 * read.
 */
export async function subjectChecks(arn: string | undefined, scope: Scope): Promise<Check[]> {
  const named = arn === undefined ? null : parseSubject(arn);
  if (arn === undefined || parseExternalCaller(arn) || (named && !(await mayReadAccount(scope, named.accountId))))
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
 * Finds the subject of an ARN or external name. Without one it is a new user without policies, SCPs or RCPs, so that only drafts count.
 *
 * Principals are looked up in the caller's account, and for a management account in its organization. In other accounts nothing is known
 * beyond the ARN, whether or not the account exists here.
 * @throws AwsError NoSuchEntity
 */
export async function requireSubject(arn: string | undefined, scope: Scope): Promise<AccessSubject> {
  if (arn === undefined) return newSubject(scope);
  const stranger = parseExternalCaller(arn);
  if (stranger) return externalSubject(stranger, arn, scope.partition);
  const named = parseSubject(arn);
  const missing = noSuchEntity(`The principal ${arn} cannot be found.`);
  if (!named) throw missing;
  const { accountId, kind, name } = named;
  if (!(await mayReadAccount(scope, accountId))) {
    // A group never makes calls.
    if (kind === 'Group') throw missing;
    return externalSubjectWithArn({ ...named, kind }, arn, scope);
  }
  const account = accountId === scope.accountId ? scope.account : await findAccountFacts(scope.db, accountId);
  if (!account) throw missing;
  if (kind === 'Account') return accountSubject(account, scope);
  const row = await findEntity({ db: scope.db, accountId }, kind, name);
  if (!row) throw missing;
  return subjectOf({ ...scope, account }, kind, row);
}

/** Returns the subject of a user, group or role of an account. */
export async function subjectOf(
  { account, ...place }: Pick<Scope, 'db' | 'partition' | 'account'>,
  kind: EntityType,
  row: Parameters<typeof loadCaller>[2],
): Promise<AccessSubject> {
  const found = await loadCaller({ ...place, account }, kind, row);
  return { kind, arn: entityArn(place, kind, row), name: row.name, account, ...found };
}

/**
 * Finds a subject with completely known permissions.
 * @throws AwsError NoSuchEntity, also for principals of accounts that the caller may not read
 */
export async function requireKnownSubject(arn: string, scope: Scope): Promise<AccessSubject> {
  const subject = await requireSubject(arn, scope);
  if (subject.stranger) throw noSuchEntity(`The principal ${arn} cannot be found.`);
  return subject;
}

function newSubject({ partition, account, accountId }: Scope): AccessSubject {
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

async function accountSubject(account: AccountFacts, { db, partition }: Scope): Promise<AccessSubject> {
  const { id: accountId, name } = account;
  const arn = rootUserArn(partition, accountId);
  const caller: Caller = { accountId, credential: 'console', principal: { type: 'Root', accountId, arn } };
  return { kind: 'Account', arn, name, caller, account, policies: await loadCallerPolicies(db, caller, account) };
}
