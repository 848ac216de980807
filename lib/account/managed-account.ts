import { findAccountFacts } from '../core/account-facts';
import { AccessDeniedError } from '../core/errors';
import { insertEvent } from '../core/events';
import { loadGuardrails, placeOf } from '../core/guardrails';
import type { Check, Scope } from '../core/operation';
import { readTags } from '../core/tags';
import { administersService, hasTrustedAccess } from './service-administration';

/** The service that trusted access is given to, so that an organization's accounts are looked after from one of them. */
export const ACCOUNT_PRINCIPAL = 'account.amazonaws.com';

type Context = NonNullable<Check['context']>;

/** Which account a call of AWS Account Management is about: the caller's own where it names none. */
type About = { AccountId?: string | undefined };

/**
 * What is asked of such a call's caller. An account of the organization has an ARN of its own kind, and keys that say where it lies and how
 * it is tagged. Source: Service Authorization Reference, "AWS Account Management".
 */
export async function managedAccountCheck(action: string, about: About, scope: Scope, context: Context = {}): Promise<Check> {
  const { AccountId } = about;
  const { db, partition, accountId, account } = scope;
  const { organization } = account;
  if (AccountId === undefined || !organization)
    return { action, resource: `arn:${partition}:account::${AccountId ?? accountId}:account`, context };
  const resource = `arn:${partition}:account::${organization.managementAccountId}:account/${organization.id}/${AccountId}`;
  const member = await findAccountFacts(db, AccountId);
  if (member?.organization?.id !== organization.id) return { action, resource, context };
  const { path } = placeOf(await loadGuardrails(db, organization), member);
  const tags = (await readTags(db, AccountId)).map(({ Key, Value }) => [`account:AccountResourceOrgTags/${Key}`, Value]);
  return { action, resource, context: { ...context, 'account:AccountResourceOrgPaths': [path], ...Object.fromEntries(tags) } };
}

/**
 * The id of the account that a call is about.
 * Source: AWS Account Management Reference Guide, the parameter AccountId: only the management account or a delegated administrator names
 * one, of a member, with all features and trusted access; the management account's own is reached by naming none.
 * @throws AwsError AccessDenied
 */
export async function requireManagedAccount(action: string, { AccountId }: About, scope: Scope): Promise<string> {
  const { db, account, accountId, caller } = scope;
  if (AccountId === undefined) return accountId;
  const { organization } = account;
  const refused = (why: string) => {
    const user = 'arn' in caller.principal ? caller.principal.arn : accountId;
    return new AccessDeniedError(`User: ${user} is not authorized to perform: ${action} (${why})`, { member: 'AccountId' });
  };
  if (!organization || !(await administersService(db, account, ACCOUNT_PRINCIPAL)))
    throw refused('Only the management account or a delegated administrator of an organization may name an account.');
  if (AccountId === organization.managementAccountId)
    throw refused('The management account can only be managed using the standalone context from the management account.');
  if (organization.featureSet !== 'ALL') throw refused('Your organization must first enable all features.');
  if (!(await hasTrustedAccess(db, organization.id, ACCOUNT_PRINCIPAL)))
    throw refused('Your organization must first enable trusted access with AWS Account Management.');
  const member = await findAccountFacts(db, AccountId);
  if (member?.organization?.id !== organization.id) throw refused('The account is not a member of your organization.');
  return AccountId;
}

/** CloudTrail: an account that another one looks after has the call in its own history as well. */
export async function tellManagedAccount(scope: Scope, name: string, AccountId: string, input: object): Promise<void> {
  if (AccountId === scope.accountId) return;
  await insertEvent(scope.db, {
    call: scope.call,
    service: 'account',
    name,
    readOnly: false,
    outcome: 'Success',
    input,
    resources: [{ ARN: `arn:${scope.partition}:account::${AccountId}:account`, accountId: AccountId }],
    accountId: AccountId,
  });
}
