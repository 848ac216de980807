import { z } from 'zod';
import { callerMay, type May } from '../core/authorization/authorize';
import type { AskingSearch, Match, Search } from '../core/module/resource';
import { type Check, defineOperation, type Scope } from '../core/operation';
import { findMemberPrincipals } from '../iam/callers';
import { iamResources } from '../iam/resources';
import { identityCenterSearches } from '../identity-center/resources';
import { organizationsResources } from '../organizations/resources';
import { resourceSearches } from '../resources/count-operations';
import { readQuestions, type SearchQuestion } from './questions';

/** `Elsewhere` is set for another account of the organization, which has the pages. */
export type SearchResult = Match & { Kind: string; Elsewhere?: true };

const MOST_OF_A_KIND = 8;
const LIST_ACCOUNTS: Check = { action: 'organizations:ListAccounts', resource: '*' };
const searched = (): readonly { search?: Search | AskingSearch }[] => [
  ...iamResources,
  ...organizationsResources,
  ...[...identityCenterSearches, ...resourceSearches()].map((search) => ({ search })),
];

/**
 * Searches resources of the account, accounts, OUs and policies of its organization, and what is in its instance of IAM Identity Center,
 * by part of a name, id or ARN. It also returns questions about access that the text asks. Each kind is searched only if the caller may list it, so results never
 * exceed the lists. Members' users and roles are searched if the caller may list the accounts of the organization that it
 * manages.
 */
export const SearchResources = defineOperation({
  service: 'iam',
  name: 'SearchResources',
  access: 'List',
  input: z.object({ Text: z.string().max(2048) }),
  // Each kind is checked separately.
  checks: () => [],
  run: async ({ Text }, scope): Promise<{ Results: SearchResult[]; Questions: SearchQuestion[] }> => {
    const needle = Text.trim().toLowerCase();
    if (needle.length < 2) return { Results: [], Questions: [] };
    const may = await callerMay(scope);
    const listsMembers = await may(LIST_ACCOUNTS);
    const find = async (name: string) => [
      ...(await findEverywhere(scope, may, name)),
      ...(listsMembers ? await findOfMembers(scope, name) : []),
    ];
    const [Results, Questions] = [await find(needle), await readQuestions(Text, viewerArn(scope), find)];
    return { Results, Questions };
  },
});

async function findEverywhere(scope: Scope, may: May, needle: string): Promise<SearchResult[]> {
  const found: SearchResult[] = [];
  for (const { search } of searched()) {
    if (!search || ('listing' in search && !(await may(search.listing(scope))))) continue;
    const matches = await search.find(scope, needle, MOST_OF_A_KIND);
    found.push(...matches.map((match) => ({ Kind: search.kind, ...match })));
  }
  return found;
}

/** Returns the ARN of the caller's user or role; for a session, that of its role. */
function viewerArn({ caller: { principal } }: Scope): string | undefined {
  if (principal.type === 'AssumedRole') return principal.roleArn;
  return 'arn' in principal ? principal.arn : undefined;
}

/** Adds the account to each result, because many accounts have principals of the same name. */
async function findOfMembers(scope: Scope, needle: string): Promise<SearchResult[]> {
  const found = await findMemberPrincipals(scope, needle, MOST_OF_A_KIND);
  return found.map(({ kind, name, arn, account }) => ({
    Kind: kind,
    Name: name,
    Id: arn,
    Detail: `${account.name} (${account.id})`,
    Elsewhere: true,
  }));
}
