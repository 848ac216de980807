import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { listServicePrincipals } from '@gatehouse/catalog/managed-policies';
import { z } from 'zod';
import { rootUserArn } from '../core/arns';
import { callerMay, type May } from '../core/authorize';
import { defineOperation, type Scope } from '../core/operation';
import { findMemberPrincipals } from '../iam/callers';
import { Group } from '../iam/group/resource';
import { Role } from '../iam/role/resource';
import { User } from '../iam/user/resource';
import { Account } from '../organizations/account/resource';
import { mayReadOrganization } from './many-principals';
import { mayReadAccount } from './readable-accounts';
import { ANONYMOUS, OUTSIDER, parseStranger, parseSubject, type Stranger, type SubjectKind } from './subject-arn';

export type SubjectChoice = { Arn: string; Kind: SubjectKind | Stranger['kind']; Name: string; Detail: string };

/** However large an account is, an answer names no more. */
export const MOST_SUBJECTS = 50;

/** What is looked for: a text in lower case, and in which account and of which kind that can be, where the text is an ARN. */
type Sought = { needle: string; accountId?: string; kind?: SubjectKind };

/**
 * The first of those whose access the caller can look at and whose name, id or ARN holds `Text`. Kinds that it may not list are left out.
 * `Acting`: those alone who act themselves, users, roles and the root user. `Others`: also principals of other accounts, those of members for
 * their management account and any that is named by its whole ARN, and callers that no account has. The caller itself comes first, whatever
 * it may list. `More`: there are others.
 */
export const ListSubjects = defineOperation({
  service: 'iam',
  name: 'ListSubjects',
  access: 'List',
  input: z.object({ Text: z.string().max(2048).optional(), Acting: z.boolean().optional(), Others: z.boolean().optional() }),
  // Each kind is checked on its own.
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

/** Principals of members, one of any account by its ARN, and callers that no account has. */
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
            Detail: `In account ${named.accountId}: its policies are not known here`,
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
    Detail: 'Of any other account, whatever that allows it',
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
  const exact = parseStranger(needle)?.kind === 'Service' && !names.includes(needle) ? [needle] : [];
  const services = [...exact, ...names].map(
    (name): SubjectChoice => ({ Arn: name, Kind: 'Service', Name: name, Detail: 'AWS service' }),
  );
  return [...STRANGERS.filter(holds), ...services];
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
