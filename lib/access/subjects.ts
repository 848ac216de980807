import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { listServicePrincipals } from '@gatehouse/catalog/managed-policies';
import { z } from 'zod';
import { rootUserArn } from '../core/arns';
import { callerMay, type May } from '../core/authorization/authorize';
import { defineOperation, type Scope } from '../core/operation';
import { findMemberPrincipals } from '../iam/callers';
import { Group } from '../iam/group/resource';
import { Role } from '../iam/role/resource';
import { User } from '../iam/user/resource';
import { Account } from '../organizations/account/resource';
import { mayReadOrganization } from './many-principals';
import { mayReadAccount } from './readable-accounts';
import { ANONYMOUS, type ExternalCaller, OUTSIDER, parseExternalCaller, parseSubject, type SubjectKind } from './subject-arn';

export type SubjectChoice = { Arn: string; Kind: SubjectKind | ExternalCaller['kind']; Name: string; Detail: string };

/** The most subjects in an answer. */
export const MOST_SUBJECTS = 50;

/** A search: a lower-case text, and if the text is an ARN, its account and kind. */
type Sought = { needle: string; accountId?: string; kind?: SubjectKind };

/**
 * Lists the first principals with `Text` in their name, id or ARN whose access the caller may examine. Kinds that the caller may not list
 * are left out, but the caller itself always comes first.
 *
 * `Acting` selects users, roles and the root user. `Others` adds principals of member accounts, principals of any account by whole ARN, and
 * callers without an account. `More` says that there are further ones.
 */
export const ListSubjects = defineOperation({
  service: 'iam',
  name: 'ListSubjects',
  access: 'List',
  input: z.object({ Text: z.string().max(2048).optional(), Acting: z.boolean().optional(), Others: z.boolean().optional() }),
  // Each kind is authorized separately.
  checks: () => [],
  run: async ({ Text = '', Acting = false, Others = false }, scope) => {
    const sought = toSought(Text.trim());
    const may = await callerMay(scope);
    const found: SubjectChoice[][] = [];
    for (const resource of Acting ? [User, Role] : [User, Role, Group]) {
      found.push(await findNamedSubjects(scope, resource, sought, may));
    }
    found.push(ownAccount(scope, sought, Acting));
    if (!Acting) found.push(await findMembers(scope, sought, may));
    if (Others) found.push(...(await findOthers(scope, Text.trim(), found.flat())));
    const own = findSelf(scope, sought, Acting);
    const others = found.map((list) => list.filter(({ Arn }) => own.every((self) => self.Arn !== Arn)));
    const room = MOST_SUBJECTS - own.length;
    return { Subjects: [...own, ...shareOut(others, room)], More: others.flat().length > room };
  },
});

/** Returns the caller itself if it matches the search. */
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
  // The detail of these search results is the ARN.
  return matches.map(({ Name, Detail = '' }) => ({ Arn: Detail, Kind: noun, Name, Detail: noun }));
}

function ownAccount({ accountId, partition, account }: Scope, { needle }: Sought, acting: boolean): SubjectChoice[] {
  const Arn = rootUserArn(partition, accountId);
  const shown = acting
    ? { Name: 'root', Detail: 'Root user' }
    : { Name: account.name, Detail: 'This account, limited by its guardrails' };
  return [Arn, account.name].some((text) => text.toLowerCase().includes(needle)) ? [{ Arn, Kind: 'Account', ...shown }] : [];
}

/** Finds principals of members, a principal of any account by its ARN, and callers without an account. */
async function findOthers(scope: Scope, text: string, known: readonly SubjectChoice[]): Promise<SubjectChoice[][]> {
  const needle = text.toLowerCase();
  const members = (await mayReadOrganization(scope)) ? await findMemberPrincipals(scope, needle, MOST_SUBJECTS + 1) : [];
  const ofMembers = members.map(
    ({ arn, kind, name, account }): SubjectChoice => ({
      Arn: arn,
      Kind: kind,
      Name: name,
      Detail: `${kind} of ${account.name} (${account.id})`,
    }),
  );
  const named = parseSubject(text);
  const isKnown = [...known, ...ofMembers].some(({ Arn }) => Arn === text);
  const elsewhere: SubjectChoice[] =
    named && named.kind !== 'Group' && !isKnown && !(await mayReadAccount(scope, named.accountId))
      ? [
          {
            Arn: text,
            Kind: named.kind,
            Name: named.name,
            Detail: `In account ${named.accountId}, with policies that are not known here`,
          },
        ]
      : [];
  return [ofMembers, elsewhere, findStrangers(needle)];
}

const STRANGERS: readonly SubjectChoice[] = [
  { Arn: ANONYMOUS, Kind: 'Anonymous', Name: 'Anonymous caller', Detail: 'Calls without credentials' },
  {
    Arn: OUTSIDER,
    Kind: 'Outsider',
    Name: 'A principal outside the organization',
    Detail: 'A principal of another account, with every permission there',
  },
];
const MOST_SERVICES = 10;

function findStrangers(needle: string): SubjectChoice[] {
  const holds = ({ Arn, Name, Detail }: SubjectChoice) => [Arn, Name, Detail].some((part) => part.toLowerCase().includes(needle));
  const names =
    needle.length < 2
      ? []
      : listServicePrincipals()
          .filter((name) => name.includes(needle))
          .slice(0, MOST_SERVICES);
  const exact = parseExternalCaller(needle)?.kind === 'Service' && !names.includes(needle) ? [needle] : [];
  const services = [...exact, ...names].map(
    (name): SubjectChoice => ({ Arn: name, Kind: 'Service', Name: name, Detail: 'AWS service' }),
  );
  return [...STRANGERS.filter(holds), ...services];
}

/** Finds the other accounts of the organization that this account manages. */
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
      Detail: `Account ${Id}, limited by its guardrails`,
    }));
}

/** Takes the first items of each list in order. A list that does not use its share leaves it to the others. */
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

/** Returns the scope of the caller's questions: its account, and the organization if it manages one and may list its accounts. */
export const GetReach = defineOperation({
  service: 'iam',
  name: 'GetReach',
  access: 'Read',
  input: z.object({}),
  // Every caller knows its own account. Only callers who may list the organization's accounts see the organization.
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

/** Suggests actions of the catalog for a typed text, best match first. It contains no account data, so it needs no permission. */
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
