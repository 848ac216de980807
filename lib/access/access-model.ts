import { loadCatalog } from '../catalog/load-catalog';
import { type AccountFacts, findAccountFacts } from '../core/account-facts';
import { BoundedMap } from '../core/bounded-map';
import { giveWay } from '../core/bulk';
import {
  type Guardrails,
  levelsOf,
  loadGuardrails,
  placeOf,
  RESOURCE_CONTROL_POLICY,
  SERVICE_CONTROL_POLICY,
} from '../core/guardrails';
import type { Scope } from '../core/operation';
import type { AccessAccount, AccessModel } from '../engine';
import { readAccountPrincipals } from './account-principals';
import { findAccountsOf } from './organization-accounts';

type Known<T> = { stamp: string; value: T };
const accounts = new BoundedMap<string, Known<AccessAccount>>(5_000);
const models = new BoundedMap<string, Known<AccessModel>>(50);

/** Which principals a question is about. Members see their own account; only a management account has an organization to ask about. */
export type ModelReach = 'account' | 'organization';

/**
 * The principals of the caller's account, or of its whole organization, as questions about many of them need it.
 * INVARIANT (revision): everything in it changes only together with the revision of its account or organization.
 */
export async function loadAccessModel(scope: Scope, reach: ModelReach): Promise<AccessModel> {
  const { account } = scope;
  const { organization } = account;
  const all = reach === 'organization' && organization ? await findAccountsOf(scope, organization) : [account];
  // The facts of the caller's account are those the call was authorized with.
  const facts = all.map((each) => (each.id === account.id ? account : each));
  const stamp = facts.map(stampOf).join();
  const key = `${account.id} ${reach}`;
  const known = models.get(key);
  if (known?.stamp === stamp) return known.value;
  const parts: AccessAccount[] = [];
  for (const each of facts) {
    parts.push(await loadAccessAccount(scope, each));
    await giveWay();
  }
  const model = accessModelOf(parts);
  models.set(key, { stamp, value: model });
  return model;
}

/** A model of some accounts. What follows from the services under RCPs is kept by their list, which is therefore one and the same. */
export function accessModelOf(accounts: readonly AccessAccount[]): AccessModel {
  return { accounts, resources: [], rcpServices: loadCatalog().rcpSupportedServices };
}

/** Changes whenever anything changes that an account's part of a model is made of. */
function stampOf({ id, name, revision, parentId, organization }: AccountFacts): string {
  return JSON.stringify([id, name, revision, parentId, organization?.id, organization?.revision]);
}

/** The part of a model that one account is, kept while its revision and its organization's stand. */
export async function loadAccessAccount(scope: Pick<Scope, 'db' | 'partition'>, facts: AccountFacts): Promise<AccessAccount> {
  const stamp = stampOf(facts);
  const known = accounts.get(facts.id);
  if (known?.stamp === stamp) return known.value;
  const guardrails = facts.organization ? await loadGuardrails(scope.db, facts.organization) : null;
  const place = guardrails ? placeOf(guardrails, facts) : null;
  const principals = await readAccountPrincipals(scope.db, scope.partition, facts.id, place);
  const value = { ...guardedAccount(facts, guardrails), ...principals };
  accounts.set(facts.id, { stamp, value });
  return value;
}

/** An account of which only the guardrails count: the owner of a resource whose principals are not asked about. */
export async function loadOwner(scope: Scope, accountId: string): Promise<AccessAccount[]> {
  const facts = await findAccountFacts(scope.db, accountId);
  if (!facts) return [];
  const guardrails = facts.organization ? await loadGuardrails(scope.db, facts.organization) : null;
  return [{ ...guardedAccount(facts, guardrails), principals: [], groups: [] }];
}

function guardedAccount(facts: AccountFacts, guardrails: Guardrails | null): Omit<AccessAccount, 'principals' | 'groups'> {
  return {
    accountId: facts.id,
    name: facts.name,
    management: facts.organization?.managementAccountId === facts.id,
    ...(guardrails && {
      scp: levelsOf(guardrails, SERVICE_CONTROL_POLICY, facts),
      rcp: levelsOf(guardrails, RESOURCE_CONTROL_POLICY, facts),
    }),
  };
}
