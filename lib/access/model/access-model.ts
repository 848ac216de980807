import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { AccessAccount, AccessModel } from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { type AccountFacts, findAccountFacts, isUsable } from '../../core/account-facts';
import {
  type Guardrails,
  levelsOf,
  loadGuardrails,
  placeOf,
  RESOURCE_CONTROL_POLICY,
  readGuardrails,
  SERVICE_CONTROL_POLICY,
} from '../../core/authorization/guardrails';
import { arnsOfIds } from '../../core/authorization/stored-principals';
import { BoundedMap } from '../../core/cache/bounded-map';
import type { Scope } from '../../core/operation';
import { giveWay, grouped } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { seesUncommitted } from '../../db/uncommitted';
import { directoryStamp, readDirectory } from '../../identity-center/directory/rows';
import { findAdministeredInstance } from '../../identity-center/own-instance';
import { readAccessResources } from '../../resources/resources';
import { findAccountsOf } from '../organization-accounts';
import { readPrincipals } from './account-principals';

type Known<T> = { stamp: string; value: T };
const accounts = new BoundedMap<string, Known<AccessAccount>>(5_000);
const models = new BoundedMap<string, Known<AccessModel>>(50);

/** The principals that a question is about. A member account sees only itself; a management account can ask about its organization. */
export type ModelReach = 'account' | 'organization';

/**
 * Reads the principals of the caller's account, or of its whole organization, for questions about many principals.
 *
 * INVARIANT (revision): everything in the model changes only together with the revision of its account or organization.
 */
export async function loadAccessModel(scope: Scope, reach: ModelReach): Promise<AccessModel> {
  const { account } = scope;
  const { organization } = account;
  const all = reach === 'organization' && organization ? await findAccountsOf(scope, organization) : [account];
  // The call was authorized with these facts of the caller's account, so the model uses the same.
  const facts = all.map((each) => (each.id === account.id ? account : each));
  const administered = await findAdministered(scope);
  const stamp = [...facts.map(stampOf), administered?.stamp].join();
  const key = `${account.id} ${reach}`;
  const known = models.get(key);
  if (known?.stamp === stamp) return known.value;
  const parts = await loadAccessAccounts(scope, facts);
  const directory =
    administered && (await readDirectory(scope, administered.instance, administered.organization, administered.stamp));
  const model = { ...accessModelOf(facts.flatMap(({ id }) => parts.get(id) ?? [])), ...(directory && { directory }) };
  if (!seesUncommitted(scope.db)) models.set(key, { stamp, value: model });
  return model;
}

/** Returns the instance of IAM Identity Center that the caller's account administers, or null. Other accounts see nothing of it. */
async function findAdministered(scope: Scope) {
  const { organization } = scope.account;
  const instance = organization && (await findAdministeredInstance(scope));
  if (!organization || !instance) return null;
  return { instance, organization, stamp: await directoryStamp(scope.db, instance, organization) };
}

/**
 * Builds a model of accounts and the resources that they own. RCP facts are cached by the identity of the list of services under RCPs, so
 * this list is built once.
 */
export function accessModelOf(accounts: readonly AccessAccount[]): AccessModel {
  const resources = accounts.flatMap((account) => account.resources ?? []);
  return { accounts, resources, rcpServices: loadCatalog().rcpSupportedServices };
}

/** Returns a stamp that changes whenever an input of the account's part of a model changes. */
function stampOf({ id, name, revision, parentId, organization }: AccountFacts): string {
  return JSON.stringify([id, name, revision, parentId, organization?.id, organization?.revision]);
}

/** The number of accounts read at once, which bounds the memory in use. */
const AT_ONCE = 200;

/** Returns each account's part of a model, cached until the account's or the organization's revision changes. @returns by account id */
export async function loadAccessAccounts(
  scope: Pick<Scope, 'db' | 'partition'>,
  facts: readonly AccountFacts[],
): Promise<Map<string, AccessAccount>> {
  const parts = new Map<string, AccessAccount>();
  const due: AccountFacts[] = [];
  for (const each of facts) {
    const known = accounts.get(each.id);
    if (known?.stamp === stampOf(each)) parts.set(each.id, known.value);
    else due.push(each);
    await giveWay();
  }
  for (let from = 0; from < due.length; from += AT_ONCE) {
    const some = due.slice(from, from + AT_ONCE);
    const read = await readAccounts(scope, some, (organization) => loadGuardrails(scope.db, organization));
    for (const each of some) {
      const value = read.get(each.id);
      if (!value) continue;
      if (!seesUncommitted(scope.db)) accounts.set(each.id, { stamp: stampOf(each), value });
      parts.set(each.id, value);
    }
  }
  return parts;
}

type ReadGuardrails = (organization: NonNullable<AccountFacts['organization']>) => Promise<Guardrails>;

/** Reads each account's part of a model from the database. @param guardrailsOf reads the SCPs and RCPs of an organization */
async function readAccounts(
  { db, partition }: Pick<Scope, 'db' | 'partition'>,
  facts: readonly AccountFacts[],
  guardrailsOf: ReadGuardrails,
  { past = false }: { past?: boolean } = {},
): Promise<Map<string, AccessAccount>> {
  const placed = [];
  for (const each of facts) {
    const guardrails = each.organization ? await guardrailsOf(each.organization) : null;
    placed.push({ facts: each, guardrails, accountId: each.id, place: guardrails ? placeOf(guardrails, each) : null });
  }
  const principals = await readPrincipals(db, partition, placed, { past });
  const resources = await readAccessResources(
    db,
    facts.map(({ id }) => id),
  );
  const read = new Map<string, AccessAccount>();
  for (const { facts: each, guardrails } of placed) {
    const value = {
      ...guardedAccount(each, guardrails),
      ...(principals.get(each.id) ?? { principals: [], groups: [] }),
      resources: resources.get(each.id) ?? [],
    };
    read.set(each.id, value);
    await giveWay();
  }
  return read;
}

/**
 * Builds a model of accounts from rows of the past. Nothing in it is cached under a revision.
 * @param earlier the rows of a snapshot, read like a database
 */
export async function earlierModel(earlier: Transaction, partition: Scope['partition']): Promise<AccessModel> {
  const rows = await earlier.account.findMany({ orderBy: { name: 'asc' } });
  const organizations = grouped(await earlier.organization.findMany({}), ({ id }): string | null => id);
  const facts = rows
    .map((row) => ({ ...row, organization: organizations.get(row.organizationId)?.[0] ?? null }) as unknown as AccountFacts)
    .filter(isUsable);
  const kept = new Map<string, Promise<Guardrails>>();
  const guardrailsOf: ReadGuardrails = (organization) => {
    const known = kept.get(organization.id) ?? readGuardrails(earlier, organization);
    kept.set(organization.id, known);
    return known;
  };
  const parts = await readAccounts({ db: earlier, partition }, facts, guardrailsOf, { past: true });
  return accessModelOf(facts.flatMap(({ id }) => parts.get(id) ?? []));
}

/** Reads only the SCPs and RCPs of the account that owns a resource, without its principals. */
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

/**
 * Resolves the unique ids in stored policies to the ARNs of users and roles of any account. A viewer who may read a policy may also see the
 * principals that it names.
 * @returns ARNs by unique id, without deleted principals
 */
export function namesIn(
  { db, partition }: Pick<Scope, 'db' | 'partition'>,
  policies: readonly PreparedPolicy[],
): Promise<ReadonlyMap<string, string>> {
  return arnsOfIds(db, partition, policies.flatMap(principalsNamed));
}

/** Returns the entries of a policy's Principal elements that name AWS accounts, as they are stored. */
export function principalsNamed({ policy }: PreparedPolicy): string[] {
  const entries = policy.statements.flatMap(({ principal }) => principal?.entries ?? []);
  return entries.flatMap(({ key, value }) => (key === 'AWS' ? [value] : []));
}
