import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, TEST_NOW } from '../core/test-world';
import { expectNaive, type Naive } from '../core/testing/naive-list';
import { CreateRole, ListRoles } from '../iam/role/operations';
import { trustPolicy } from '../iam/test-accounts';
import { CreateUser, ListUsers } from '../iam/user/operations';
import { CloseAccount, DescribeAccount, ListAccounts, MoveAccount } from './account/operations';
import { RegisterDelegatedAdministrator } from './delegated-administrator/operations';
import { AcceptHandshake } from './handshake/answer-operations';
import { InviteAccountToOrganization } from './handshake/operations';
import { ListAccountOverviews } from './overview/operations';
import { EnableAWSServiceAccess } from './service-access/operations';
import { createOrganizationWorld, type OrganizationWorld, userWith } from './test-organization';
import { DescribeOrganizationalUnit, ListParents } from './unit/operations';

// The lists of the console against a naive reading of AWS's own operations, one call for each part of each row.

/** What letters, digits and signs do to an order differs from database to database. */
const UNITS = ['Workloads', 'workloads-2', 'Workloads-10', 'über', '_x', 'a.b'];
const ACCOUNTS = ['web', 'Web2', 'web10', 'web-1', 'BOB', 'bob.x', '9lives', '10'];
const VALUES = [...UNITS, ...ACCOUNTS, 'Root', 'ACTIVE', 'pending', '@example', '0', 'x y'];

let world: OrganizationWorld;
let management: Actor;
const units: string[] = [];
const members: Actor[] = [];
/** Users and roles by account. */
const principals = new Map<string, number>();
let callers: Actor[];
beforeAll(async () => {
  world = await createOrganizationWorld();
  management = world.management;
  for (const [index, name] of UNITS.entries()) units.push(await world.unit(name, index < 2 ? world.rootId : units[index % 2]));
  for (const [index, name] of ACCOUNTS.entries()) {
    const member = await world.member(name);
    members.push(member);
    const DestinationParentId = units[index % (UNITS.length + 1)];
    const move = { AccountId: member.accountId, SourceParentId: world.rootId };
    if (DestinationParentId) await management.run(MoveAccount, { ...move, DestinationParentId });
    for (let user = 0; user < index % 3; user++) await member.run(CreateUser, { UserName: `user-${user}` });
    if (index % 4 === 0) await member.run(CreateRole, { RoleName: 'Reader', AssumeRolePolicyDocument: trustPolicy() });
  }
  const guest = await world.account('guest');
  const Target = { Id: guest.accountId, Type: 'ACCOUNT' as const };
  const later = { now: new Date(TEST_NOW.getTime() + 60_000) };
  const { Handshake } = await management.with(later).run(InviteAccountToOrganization, { Target });
  await guest.with(later).run(AcceptHandshake, { HandshakeId: Handshake?.Id ?? '' });
  members.push(guest);
  callers = await makeCallers();
  // Before one is closed, as nobody can call in it then.
  for (const actor of [...members, management]) principals.set(actor.accountId, await countPrincipals(actor));
  await management.run(CloseAccount, { AccountId: members[3]?.accountId ?? '' });
});
afterAll(() => world.close());

/** The management account, and one that sees the tree though it is not its own. */
async function makeCallers(): Promise<Actor[]> {
  const delegate = members[0] as Actor;
  const sso = { ServicePrincipal: 'sso.amazonaws.com' };
  await management.run(EnableAWSServiceAccess, sso);
  await management.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ...sso });
  return [management, delegate];
}

/** Every page of one of AWS's lists. */
async function everyPage<T>(read: (NextToken?: string) => Promise<{ items: T[]; NextToken?: string }>): Promise<T[]> {
  const all: T[] = [];
  let NextToken: string | undefined;
  do {
    const page = await read(NextToken);
    all.push(...page.items);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return all;
}

/** The names of what a node lies in, asked parent by parent. */
async function placeOf(ChildId: string): Promise<string> {
  const names: string[] = [];
  for (let id = ChildId; id !== world.rootId; ) {
    const { Parents } = await management.run(ListParents, { ChildId: id });
    id = Parents[0]?.Id ?? '';
    const unit = { OrganizationalUnitId: id };
    const name = id === world.rootId ? 'Root' : (await management.run(DescribeOrganizationalUnit, unit)).OrganizationalUnit?.Name;
    names.unshift(name ?? '');
  }
  return names.join(' › ');
}

async function countPrincipals(root: Actor): Promise<number> {
  const { Users } = await root.run(ListUsers, { MaxItems: 1000 });
  const { Roles } = await root.run(ListRoles, { MaxItems: 1000 });
  return Users.length + Roles.filter(({ Path }) => !Path?.startsWith('/aws-service-role/')).length;
}

async function naiveAccount(AccountId: string) {
  const { Account } = await management.run(DescribeAccount, { AccountId });
  const { Id = '', Name = '', Email = '', State = '', JoinedMethod, JoinedTimestamp } = Account ?? {};
  const place = await placeOf(Id);
  return {
    name: Id,
    order: `${Name.toLowerCase()}/${Id}`,
    sort: {
      name: Name,
      id: Id,
      email: Email,
      state: State,
      place,
      joined: JoinedTimestamp?.getTime() ?? null,
      method: JoinedMethod === 'CREATED' ? 'Creation' : 'Invitation',
    },
    filter: { name: [Name], id: [Id], email: [Email], state: [State], place: [place] },
  } satisfies Naive;
}

/** What a delegated administrator, who sees the tree, does not learn of accounts that are not its own is empty. */
async function naiveAccounts(caller: Actor): Promise<Naive[]> {
  const all = await everyPage(async (NextToken) => {
    const { Accounts, ...page } = await caller.run(ListAccounts, { NextToken });
    return { items: Accounts, ...page };
  });
  const rows: Naive[] = [];
  for (const { Id = '' } of all) {
    const row = await naiveAccount(Id);
    rows.push({ ...row, sort: { ...row.sort, principals: caller === management ? (principals.get(Id) ?? 0) : null } });
  }
  return rows;
}

describe('a list of the console is what reading everything, filtering, sorting and cutting it would be', () => {
  it('of accounts', async () => {
    for (const caller of callers) {
      await expectNaive(await naiveAccounts(caller), VALUES, async (input) => {
        const { Rows, ...page } = await caller.run(ListAccountOverviews, input);
        return { names: Rows.map(({ Id }) => Id), ...page };
      });
    }
  });
});

describe('a list of the console', () => {
  it('of accounts takes the permissions of the calls it stands for, over every OU', async () => {
    const some = `arn:aws:organizations::${management.accountId}:ou/${world.organizationId}/ou-one`;
    const reader = await userWith(world, management, 'reader', [
      { Effect: 'Allow', Action: ['organizations:ListRoots', 'organizations:ListAccounts'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'organizations:ListOrganizationalUnitsForParent',
        Resource: [some, 'arn:aws:organizations::*:root/*'],
      },
    ]);
    const asked = { PageSize: 1 };
    expect((await reader.fails(ListAccountOverviews, asked)).message).toContain('organizations:ListOrganizationalUnitsForParent');
    expect((await (members[1] as Actor).fails(ListAccountOverviews, asked)).shape).toBe('AccessDeniedException');
  });
});
