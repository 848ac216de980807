import { findAccountFacts } from '../core/account-facts';
import { loadGuardrails, placeOf } from '../core/authorization/guardrails';
import { AccessDeniedError } from '../core/errors';
import { insertEvent } from '../core/events/events';
import type { Check, Scope } from '../core/operation';
import { readTags } from '../core/tags';
import { administersService, hasTrustedAccess } from './service-administration';

/** The service principal of trusted access for administering an organization's accounts. */
export const ACCOUNT_PRINCIPAL = 'account.amazonaws.com';

type Context = NonNullable<Check['context']>;

/** The account of an AWS Account Management call. The default is the caller's own. */
type About = { AccountId?: string | undefined };

/**
 * Returns the check of such a call. An organization's account has an ARN of its own kind, and keys with its path and tags.
 * Source: Service Authorization Reference, "AWS Account Management".
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
 * Returns the id of the account of a call. Source: AWS Account Management Reference Guide, the parameter AccountId: only the
 * management account or a delegated administrator may name a member. Both need all features and trusted access. The management
 * account itself can't be named.
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

/** Records the call in the administered account's history too, as CloudTrail does. */
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
