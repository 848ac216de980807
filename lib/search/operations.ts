import { z } from 'zod';
import { callerMay } from '../core/authorize';
import { defineOperation, type Scope } from '../core/operation';
import type { Match, Search } from '../core/resource';
import { iamResources } from '../iam/resources';

export type SearchResult = Match & { Kind: string; Type?: string };

const MOST_OF_A_KIND = 8;
const searched: readonly { search?: Search }[] = iamResources;

/**
 * Finds resources of the account, and accounts, OUs and policies of its organization, by part of a name, id or ARN.
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
    const ask = await callerMay(scope);
    const may = (action: string) => ask({ action, resource: '*' });
    const Results: SearchResult[] = [];
    for (const { search } of searched) {
      if (!search || !(await may(search.listing))) continue;
      const matches = await search.find(scope, needle, MOST_OF_A_KIND);
      Results.push(...matches.map((match) => ({ Kind: search.kind, ...match })));
    }
    const { organization } = scope.account;
    if (organization?.managementAccountId === scope.accountId && (await may('organizations:ListAccounts'))) {
      Results.push(...(await organizationThings(scope, organization.id, needle)));
    }
    return { Results };
  },
});

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
