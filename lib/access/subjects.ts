import { z } from 'zod';
import { loadCatalog } from '../catalog/load-catalog';
import { rootUserArn } from '../core/arns';
import { callerMay, type May } from '../core/authorize';
import { defineOperation, type Scope } from '../core/operation';
import { Group } from '../iam/group/resource';
import { Role } from '../iam/role/resource';
import { User } from '../iam/user/resource';
import { Account } from '../organizations/account/resource';
import { parseSubject, type SubjectKind } from './subject-arn';

export type SubjectChoice = { Arn: string; Kind: SubjectKind; Name: string; Detail: string };

/** However large an account is, an answer names no more. */
export const MOST_SUBJECTS = 50;

/** What is looked for: a text in lower case, and in which account and of which kind that can be, where the text is an ARN. */
type Sought = { needle: string; accountId?: string; kind?: SubjectKind };

/**
 * The first of those whose access the caller can look at and whose name, id or ARN holds `Text`. Kinds that it may not list are left out.
 * `Acting`: those alone who act themselves, users, roles and the root user. The caller itself comes first, whatever it may list. `More`: there
 * are others.
 */
export const ListSubjects = defineOperation({
  service: 'iam',
  name: 'ListSubjects',
  access: 'List',
  input: z.object({ Text: z.string().max(2048).optional(), Acting: z.boolean().optional() }),
  // Each kind is checked on its own.
  checks: () => [],
  run: async ({ Text = '', Acting = false }, scope) => {
    const sought = toSought(Text.trim());
    const may = await callerMay(scope);
    const found: SubjectChoice[][] = [];
    for (const resource of Acting ? [User, Role] : [User, Role, Group]) {
      found.push(await findNamedSubjects(scope, resource, sought, may));
    }
    found.push(ownAccount(scope, sought, Acting));
    if (!Acting) found.push(await findMembers(scope, sought, may));
    const own = findSelf(scope, sought, Acting);
    const others = found.map((list) => list.filter(({ Arn }) => own.every((self) => self.Arn !== Arn)));
    const room = MOST_SUBJECTS - own.length;
    return { Subjects: [...own, ...shareOut(others, room)], More: others.flat().length > room };
  },
});

/** The caller as somebody whose access can be looked at, if it is what is looked for. */
function findSelf(scope: Scope, sought: Sought, acting: boolean): SubjectChoice[] {
  const { principal } = scope.caller;
  if (principal.type === 'Root')
    return ownAccount(scope, sought, acting).map((own) => ({ ...own, Detail: `You. ${own.Detail}` }));
  const arn = principal.type === 'User' ? principal.arn : principal.type === 'AssumedRole' ? principal.roleArn : '';
  const named = parseSubject(arn);
  if (!named || ![arn, named.name].some((text) => text.toLowerCase().includes(sought.needle))) return [];
  const Detail = principal.type === 'User' ? 'You' : 'You, in a session of this role';
  return [{ Arn: arn, Kind: named.kind, Name: named.name, Detail }];
}

function toSought(text: string): Sought {
  const named = parseSubject(text);
  return { needle: text.toLowerCase(), accountId: named?.accountId, kind: named?.kind };
}

async function findNamedSubjects(
  scope: Scope,
  { noun, search }: typeof User | typeof Role | typeof Group,
  { needle, accountId = scope.accountId, kind = noun }: Sought,
  may: May,
): Promise<SubjectChoice[]> {
  if (!search || kind !== noun || accountId !== scope.accountId || !(await may(search.listing(scope)))) return [];
  const matches = await search.find(scope, needle, MOST_SUBJECTS + 1);
  // What a search says as detail is the ARN.
  return matches.map(({ Name, Detail = '' }) => ({ Arn: Detail, Kind: noun, Name, Detail: noun }));
}

function ownAccount({ accountId, partition, account }: Scope, { needle }: Sought, acting: boolean): SubjectChoice[] {
  const Arn = rootUserArn(partition, accountId);
  const shown = acting
    ? { Name: 'root', Detail: 'Root user' }
    : { Name: account.name, Detail: 'This account: what its guardrails leave' };
  return [Arn, account.name].some((text) => text.toLowerCase().includes(needle)) ? [{ Arn, Kind: 'Account', ...shown }] : [];
}

/** The accounts of the organization that the own one manages, but for itself. */
async function findMembers(scope: Scope, { needle, accountId, kind = 'Account' }: Sought, may: May): Promise<SubjectChoice[]> {
  const { search } = Account;
  if (!search || kind !== 'Account' || !(await may(search.listing(scope)))) return [];
  const matches = await search.find(scope, accountId ?? needle, MOST_SUBJECTS + 2);
  return matches
    .filter(({ Id }) => Id !== scope.accountId && (accountId ?? Id) === Id)
    .map(({ Name, Id }) => ({
      Arn: rootUserArn(scope.partition, Id),
      Kind: 'Account' as const,
      Name,
      Detail: `Account ${Id}: what its guardrails leave`,
    }));
}

/** The first of each list, in the lists' order: what one does not need of its share is left to the others. */
function shareOut<T>(lists: readonly (readonly T[])[], most: number): T[] {
  const counts = lists.map(() => 0);
  let left = Math.min(most, lists.flat().length);
  while (left > 0) {
    for (const [index, list] of lists.entries()) {
      const count = counts[index] ?? 0;
      if (left === 0 || count === list.length) continue;
      counts[index] = count + 1;
      left--;
    }
  }
  return lists.flatMap((list, index) => list.slice(0, counts[index]));
}

/** How far the caller's questions about access reach: its account, and the organization, if it manages one whose accounts it may list. */
export const GetReach = defineOperation({
  service: 'iam',
  name: 'GetReach',
  access: 'Read',
  input: z.object({}),
  // Whoever calls knows its own account. Whether it may list those of the organization decides what is said of that.
  checks: () => [],
  run: async (_, scope) => {
    const { db, accountId, account } = scope;
    const { organization } = account;
    const others = { organizationId: organization?.id, id: { not: accountId } };
    const ManagesOrganization =
      organization?.managementAccountId === accountId &&
      (await mayListAccounts(scope)) &&
      (await db.account.findFirst({ where: others, select: { id: true } })) !== null;
    return { AccountId: accountId, ManagesOrganization };
  },
});

/** Actions of the catalog that match what was typed, best first. Not about anybody, so it needs no permission. */
export const SuggestActions = defineOperation({
  service: 'iam',
  name: 'SuggestActions',
  access: 'Read',
  input: z.object({ Text: z.string().max(128) }),
  checks: () => [],
  run: async ({ Text }) => ({
    Actions: loadCatalog()
      .findActions(Text, 12)
      .map((action) => `${action.service}:${action.name}`),
  }),
});

async function mayListAccounts(scope: Scope): Promise<boolean> {
  const may = await callerMay(scope);
  const listing = Account.search?.listing(scope);
  return listing !== undefined && may(listing);
}
