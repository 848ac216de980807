import { z } from 'zod';
import { callerMay } from '../core/authorize';
import { defineOperation } from '../core/operation';
import type { Match, Search } from '../core/resource';
import { iamResources } from '../iam/resources';
import { organizationsResources } from '../organizations/resources';

export type SearchResult = Match & { Kind: string };

const MOST_OF_A_KIND = 8;
const searched: readonly { search?: Search }[] = [...iamResources, ...organizationsResources];

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
    const may = await callerMay(scope);
    const Results: SearchResult[] = [];
    for (const { search } of searched) {
      if (!search || !(await may(search.listing(scope)))) continue;
      const matches = await search.find(scope, needle, MOST_OF_A_KIND);
      Results.push(...matches.map((match) => ({ Kind: search.kind, ...match })));
    }
    return { Results };
  },
});
