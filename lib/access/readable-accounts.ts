import { type AccountFacts, findAccountFacts, isUsable } from '../core/account-facts';
import type { Scope } from '../core/operation';
import { mayReadOrganization } from './many-principals';
import { findAccountsOf } from './organization-accounts';

const readable = new WeakMap<Scope, Map<string, Promise<boolean>>>();

/**
 * Tests whether questions may read an account's data: everybody's own account, and every member for the management account, as in "Who
 * can". The answer is cached for the call.
 */
export async function mayReadAccount(scope: Scope, accountId: string): Promise<boolean> {
  if (accountId === scope.accountId) return true;
  const { organization } = scope.account;
  if (organization?.managementAccountId !== scope.accountId) return false;
  const answers = readable.get(scope) ?? new Map<string, Promise<boolean>>();
  readable.set(scope, answers);
  const answer = answers.get(accountId) ?? isReadableMember(scope, organization.id, accountId);
  answers.set(accountId, answer);
  return answer;
}

async function isReadableMember(scope: Scope, organizationId: string, accountId: string): Promise<boolean> {
  const facts = await findAccountFacts(scope.db, accountId);
  return facts?.organization?.id === organizationId && isUsable(facts) && mayReadOrganization(scope);
}

/**
 * Returns the accounts whose data questions may read, as in `mayReadAccount`.
 * @returns `all`: these are all accounts of the organization that can make calls
 */
export async function readableAccounts(scope: Scope): Promise<{ accounts: AccountFacts[]; all: boolean }> {
  const { organization } = scope.account;
  const all = organization?.managementAccountId === scope.accountId && (await mayReadOrganization(scope));
  return { accounts: organization && all ? await findAccountsOf(scope, organization) : [scope.account], all };
}
