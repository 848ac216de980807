import { z } from 'zod';
import { listManagedPolicies } from '../catalog/managed-policies';
import { iamArn } from '../core/arns';
import { isAllowed, loadCallerPolicies } from '../core/authorize';
import { defineOperation, type Scope } from '../core/operation';
import { shownProviderArn } from '../iam/provider-arns';

export type SearchResult = { Kind: string; Name: string; Id: string; Detail?: string; Type?: string };

const MOST_OF_A_KIND = 8;

/**
 * Finds users, groups, roles, policies, identity providers, accounts, OUs and organization policies by part of a name, id or ARN.
 * Each kind is searched only where the caller may list it, so the search shows nothing that a list would not.
 */
export const SearchResources = defineOperation({
  service: 'iam',
  name: 'SearchResources',
  access: 'List',
  input: z.object({ Text: z.string().max(2048) }),
  // The kinds are checked one by one.
  checks: () => [],
  run: async ({ Text }, scope) => {
    const needle = Text.trim().toLowerCase();
    if (needle.length < 2) return { Results: [] as SearchResult[] };
    const caller = await loadCallerPolicies(scope.db, scope.caller, scope.account);
    const may = (action: string) => isAllowed(scope, caller, { action, resource: '*' });
    const Results: SearchResult[] = [];
    if (await may('iam:ListUsers')) Results.push(...(await users(scope, needle)));
    if (await may('iam:ListGroups')) Results.push(...(await groups(scope, needle)));
    if (await may('iam:ListRoles')) Results.push(...(await roles(scope, needle)));
    if (await may('iam:ListPolicies')) Results.push(...(await policies(scope, needle)));
    if (await may('iam:ListOpenIDConnectProviders')) Results.push(...(await openIdConnectProviders(scope, needle)));
    if (await may('iam:ListSAMLProviders')) Results.push(...(await samlProviders(scope, needle)));
    const { organization } = scope.account;
    if (organization?.managementAccountId === scope.accountId && (await may('organizations:ListAccounts'))) {
      Results.push(...(await organizationThings(scope, organization.id, needle)));
    }
    return { Results };
  },
});

/** An ARN is searched for by its last part. */
function nameOf(needle: string): string {
  return needle.startsWith('arn:') ? needle.slice(needle.lastIndexOf('/') + 1) : needle;
}

async function users({ db, accountId, partition }: Scope, needle: string): Promise<SearchResult[]> {
  const rows = await db.user.findMany({
    where: { accountId, OR: [{ nameKey: { contains: nameOf(needle) } }, { id: needle.toUpperCase() }] },
    take: MOST_OF_A_KIND,
    orderBy: { nameKey: 'asc' },
  });
  return rows.map((row) => ({
    Kind: 'User',
    Name: row.name,
    Id: row.id,
    Detail: iamArn(partition, accountId, 'user', row.path, row.name),
  }));
}

async function groups({ db, accountId, partition }: Scope, needle: string): Promise<SearchResult[]> {
  const rows = await db.group.findMany({
    where: { accountId, OR: [{ nameKey: { contains: nameOf(needle) } }, { id: needle.toUpperCase() }] },
    take: MOST_OF_A_KIND,
    orderBy: { nameKey: 'asc' },
  });
  return rows.map((row) => ({
    Kind: 'Group',
    Name: row.name,
    Id: row.id,
    Detail: iamArn(partition, accountId, 'group', row.path, row.name),
  }));
}

async function roles({ db, accountId, partition }: Scope, needle: string): Promise<SearchResult[]> {
  const rows = await db.role.findMany({
    where: { accountId, OR: [{ nameKey: { contains: nameOf(needle) } }, { id: needle.toUpperCase() }] },
    take: MOST_OF_A_KIND,
    orderBy: { nameKey: 'asc' },
  });
  return rows.map((row) => ({
    Kind: 'Role',
    Name: row.name,
    Id: row.id,
    Detail: iamArn(partition, accountId, 'role', row.path, row.name),
  }));
}

async function policies({ db, accountId }: Scope, needle: string): Promise<SearchResult[]> {
  const own = await db.policy.findMany({
    where: { accountId, OR: [{ nameKey: { contains: nameOf(needle) } }, { id: needle.toUpperCase() }] },
    take: MOST_OF_A_KIND,
    orderBy: { nameKey: 'asc' },
  });
  const aws = listManagedPolicies().filter((policy) => policy.name.toLowerCase().includes(nameOf(needle)));
  return [...own, ...aws]
    .slice(0, MOST_OF_A_KIND)
    .map((policy) => ({ Kind: 'Policy', Name: policy.name, Id: policy.arn, Detail: policy.arn }));
}

async function openIdConnectProviders(scope: Scope, needle: string): Promise<SearchResult[]> {
  const { db, accountId } = scope;
  const rows = await db.openIDConnectProvider.findMany({ where: { accountId }, orderBy: { arn: 'asc' } });
  return providersFound(
    scope,
    needle,
    rows.map(({ arn, url }) => ({ arn, name: url })),
  );
}

async function samlProviders(scope: Scope, needle: string): Promise<SearchResult[]> {
  const { db, accountId } = scope;
  return providersFound(scope, needle, await db.samlProvider.findMany({ where: { accountId }, orderBy: { nameKey: 'asc' } }));
}

function providersFound({ partition }: Scope, needle: string, rows: readonly { arn: string; name: string }[]): SearchResult[] {
  return rows
    .map(({ arn, name }) => ({ name, arn: shownProviderArn(partition, arn) }))
    .filter(({ name, arn }) => [name, arn].some((text) => text.toLowerCase().includes(needle)))
    .slice(0, MOST_OF_A_KIND)
    .map(({ name, arn }) => ({ Kind: 'Identity provider', Name: name, Id: arn, Detail: arn }));
}

async function organizationThings({ db }: Scope, organizationId: string, needle: string): Promise<SearchResult[]> {
  const accounts = await db.account.findMany({ where: { organizationId }, orderBy: { name: 'asc' } });
  const units = await db.organizationalUnit.findMany({ where: { organizationId }, orderBy: { name: 'asc' } });
  const guardrails = await db.organizationPolicy.findMany({ where: { organizationId }, orderBy: { name: 'asc' } });
  const matches = (...texts: string[]) => texts.some((text) => text.toLowerCase().includes(needle));
  return [
    ...accounts
      .filter((row) => matches(row.name, row.id, row.email))
      .slice(0, MOST_OF_A_KIND)
      .map((row) => ({ Kind: 'Account', Name: row.name, Id: row.id, Detail: row.id })),
    ...units
      .filter((row) => matches(row.name, row.id))
      .slice(0, MOST_OF_A_KIND)
      .map((row) => ({ Kind: 'Organizational unit', Name: row.name, Id: row.id, Detail: row.id })),
    ...guardrails
      .filter((row) => matches(row.name, row.id))
      .slice(0, MOST_OF_A_KIND)
      .map((row) => ({ Kind: 'Organization policy', Name: row.name, Id: row.id, Detail: row.id, Type: row.type })),
  ];
}
