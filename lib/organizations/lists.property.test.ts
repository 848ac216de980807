import type { Handshake } from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListInput } from '../core/list/schema';
import { PRESETS, setQuotas } from '../core/quotas';
import { type Actor, TEST_NOW } from '../core/test-world';
import { expectNaive, type Naive, texts } from '../core/testing/naive-list';
import { CreateRole, ListRoles } from '../iam/role/operations';
import { trustPolicy } from '../iam/test-accounts';
import { CreateUser, ListUsers } from '../iam/user/operations';
import { CloseAccount, DescribeAccount, ListAccounts, MoveAccount } from './account/operations';
import { AttachPolicy, ListTargetsForPolicy } from './attachment/operations';
import { RegisterDelegatedAdministrator } from './delegated-administrator/operations';
import { AcceptHandshake, CancelHandshake } from './handshake/answer-operations';
import { InviteAccountToOrganization, ListHandshakesForAccount, ListHandshakesForOrganization } from './handshake/operations';
import { ListReceivedInvitationOverviews, ListSentInvitationOverviews } from './handshake/overview';
import { ListAccountOverviews, ListChildOverviews, ListTargetOverviews } from './overview/operations';
import { ListPolicyOverviews } from './overview/policies';
import { CreatePolicy, ListPolicies } from './policy/operations';
import { EnablePolicyType } from './policy-type/operations';
import { EnableAWSServiceAccess } from './service-access/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText } from './test-organization';
import { DescribeOrganizationalUnit, ListChildren, ListParents } from './unit/operations';

// Compares the console's lists with a naive reading by AWS's own operations, one call for each part of a row.

/** Databases sort letters, digits and signs differently. */
const UNITS = ['Workloads', 'workloads-2', 'Workloads-10', 'über', '_x', 'a.b'];
const ACCOUNTS = ['web', 'Web2', 'web10', 'web-1', 'BOB', 'bob.x', '9lives', '10'];
const POLICIES = ['NoS3', 'no-s3-2', 'Only EU', 'z_1'];
const SCP = 'SERVICE_CONTROL_POLICY';
const INVITE = { ActionType: 'INVITE' } as const;
const Content = policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
const at = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);
const VALUES = [
  ...UNITS,
  ...ACCOUNTS,
  'Root',
  'ACTIVE',
  'pending',
  '@example',
  '0',
  'x y',
  'AWS account',
  'managed',
  'CANCELED',
  'o-',
  ...POLICIES,
];

let world: OrganizationWorld;
let management: Actor;
/** The management account, some time after the organization was created. */
let later: Actor;
let guest: Actor;
const policies: string[] = [];
const units: string[] = [];
const members: Actor[] = [];
/** The number of users and roles by account. */
const principals = new Map<string, number>();
let callers: Actor[];
beforeAll(async () => {
  setQuotas(PRESETS.large);
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
  later = management.with({ now: at(1_000) });
  guest = (await world.account('guest')).with({ now: at(1_000) });
  const Target = { Id: guest.accountId, Type: 'ACCOUNT' as const };
  const { Handshake } = await later.run(InviteAccountToOrganization, { Target });
  await guest.run(AcceptHandshake, { HandshakeId: Handshake.Id });
  for (const [index, Id] of ['zoe@example.com', 'Ana@example.com', 'b10@example.com'].entries()) {
    const invited = { Target: { Id, Type: 'EMAIL' as const }, Notes: index === 1 ? 'Welcome' : undefined };
    const sent = await management.with({ now: at(index * 90) }).run(InviteAccountToOrganization, invited);
    await later.run(CancelHandshake, { HandshakeId: sent.Handshake.Id });
  }
  await management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: SCP });
  for (const [index, Name] of POLICIES.entries()) {
    const policy = { Name, Description: index % 2 === 0 ? '' : `x y ${index}`, Type: SCP, Content } as const;
    const { Policy } = await management.run(CreatePolicy, policy);
    const PolicyId = Policy.PolicySummary.Id;
    policies.push(PolicyId);
    const targets = [world.rootId, ...units, ...members.map(({ accountId }) => accountId)];
    for (const TargetId of targets.filter((_, target) => target % (index + 2) === 0).slice(0, 5))
      await management.run(AttachPolicy, { PolicyId, TargetId });
  }
  members.push(guest);
  callers = await makeCallers();
  // This happens before an account is closed, because nobody can call from a closed account.
  for (const actor of [...members, management]) principals.set(actor.accountId, await countPrincipals(actor));
  await management.run(CloseAccount, { AccountId: members[3]?.accountId ?? '' });
});
afterAll(async () => {
  setQuotas(null);
  await world.close();
});

/** Returns the management account and a delegated administrator, which also sees the tree. */
async function makeCallers(): Promise<Actor[]> {
  const delegate = members[0] as Actor;
  const sso = { ServicePrincipal: 'sso.amazonaws.com' };
  await management.run(EnableAWSServiceAccess, sso);
  await management.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ...sso });
  return [management, delegate];
}

/** Returns the items of every page of one of AWS's lists. */
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

/** Returns the names of a node's ancestors, read parent by parent. */
async function placeOf(ChildId: string): Promise<string> {
  const names: string[] = [];
  for (let id = ChildId; id !== world.rootId; ) {
    const { Parents } = await management.run(ListParents, { ChildId: id });
    id = Parents[0]?.Id ?? '';
    const unit = { OrganizationalUnitId: id };
    const name = id === world.rootId ? 'Root' : (await management.run(DescribeOrganizationalUnit, unit)).OrganizationalUnit.Name;
    names.unshift(name);
  }
  return names.join(' › ');
}

async function countPrincipals(root: Actor): Promise<number> {
  const { Users } = await root.run(ListUsers, { MaxItems: 1000 });
  const { Roles } = await root.run(ListRoles, { MaxItems: 1000 });
  return Users.length + Roles.filter(({ Path }) => !Path.startsWith('/aws-service-role/')).length;
}

async function naiveAccount(AccountId: string) {
  const { Account } = await management.run(DescribeAccount, { AccountId });
  const { Id = '', Name = '', Email = '', State = '', JoinedMethod, JoinedTimestamp } = Account;
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

/** Returns the accounts. A delegated administrator sees the tree, but some fields of other accounts are empty. */
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

/** Returns the row of an OU or the root in a list of nodes. */
async function naiveUnit(Id: string): Promise<Naive> {
  const root = Id === world.rootId;
  const Name = root
    ? 'Root'
    : (await management.run(DescribeOrganizationalUnit, { OrganizationalUnitId: Id })).OrganizationalUnit.Name;
  const place = root ? '' : await placeOf(Id);
  const type = root ? 'Root' : 'Organizational unit';
  return {
    name: Id,
    order: `${Name.toLowerCase()}/${Id}`,
    sort: {
      name: Name,
      id: Id,
      type: root ? 0 : 1,
      email: null,
      state: null,
      joined: null,
      method: null,
      place: place || null,
      principals: await below(Id),
    },
    filter: { name: [Name], id: [Id], type: [type], place: [place] },
  };
}

async function naiveAccountNode(Id: string): Promise<Naive> {
  const { name, order, sort, filter } = await naiveAccount(Id);
  return {
    name,
    order,
    sort: { ...sort, type: 2, principals: principals.get(Id) ?? 0 },
    filter: { name: filter.name, id: filter.id, type: ['AWS account'], place: filter.place },
  };
}

/** Returns the number of users and roles in all accounts under a root or OU. */
async function below(ParentId: string): Promise<number> {
  let sum = 0;
  for (const Id of await childrenOf(ParentId, 'ACCOUNT')) sum += principals.get(Id) ?? 0;
  for (const Id of await childrenOf(ParentId, 'ORGANIZATIONAL_UNIT')) sum += await below(Id);
  return sum;
}

async function childrenOf(ParentId: string, ChildType: 'ACCOUNT' | 'ORGANIZATIONAL_UNIT'): Promise<string[]> {
  return everyPage(async (NextToken) => {
    const { Children, ...page } = await management.run(ListChildren, { ParentId, ChildType, NextToken });
    return { items: Children.map(({ Id = '' }) => Id), ...page };
  });
}

const withoutPlace = ({ filter: { place: _, ...filter }, ...row }: Naive): Naive => ({ ...row, filter });

async function naiveChildren(ParentId: string): Promise<Naive[]> {
  const rows: Naive[] = [];
  for (const Id of await childrenOf(ParentId, 'ORGANIZATIONAL_UNIT')) rows.push(withoutPlace(await naiveUnit(Id)));
  for (const Id of await childrenOf(ParentId, 'ACCOUNT')) rows.push(withoutPlace(await naiveAccountNode(Id)));
  return rows;
}

async function targetsOf(PolicyId: string) {
  return everyPage(async (NextToken) => {
    const { Targets, ...page } = await management.run(ListTargetsForPolicy, { PolicyId, NextToken });
    return { items: Targets, ...page };
  });
}

async function naiveTargets(PolicyId: string): Promise<Naive[]> {
  const rows: Naive[] = [];
  for (const { TargetId = '', Type } of await targetsOf(PolicyId))
    rows.push(await (Type === 'ACCOUNT' ? naiveAccountNode(TargetId) : naiveUnit(TargetId)));
  return rows;
}

async function naivePolicies(): Promise<Naive[]> {
  const all = await everyPage(async (NextToken) => {
    const { Policies, ...page } = await management.run(ListPolicies, { Filter: SCP, NextToken });
    return { items: Policies, ...page };
  });
  const rows: Naive[] = [];
  for (const { Id = '', Name = '', Description = '', AwsManaged } of all) {
    const targets = (await targetsOf(Id)).map((target) => target.Name);
    const kind = AwsManaged ? 'AWS managed' : 'Customer managed';
    rows.push({
      name: Id,
      order: `${AwsManaged ? 0 : 1}/${Name.toLowerCase()}/${Id}`,
      sort: { name: Name, id: Id, kind, description: Description || null, targets: targets.length },
      filter: { name: [Name], id: [Id], kind: [kind], description: [Description], target: texts(targets) },
    });
  }
  return rows;
}

function naiveInvitation({ Id = '', State, Resources = [], RequestedTimestamp, ExpirationTimestamp }: Handshake): Naive {
  const of = (...types: string[]) => Resources.find(({ Type }) => types.includes(Type ?? ''));
  const [from, to] = [of('ORGANIZATION')?.Value ?? '', of('ACCOUNT', 'EMAIL')?.Value ?? ''];
  return {
    name: Id,
    sort: {
      id: Id,
      state: State ?? null,
      from,
      to,
      email: of('ORGANIZATION')?.Resources?.find(({ Type }) => Type === 'MASTER_EMAIL')?.Value ?? null,
      notes: of('NOTES')?.Value || null,
      requested: RequestedTimestamp?.getTime() ?? null,
      expires: ExpirationTimestamp?.getTime() ?? null,
    },
    filter: { id: [Id], state: texts(State), from: [from], to: [to] },
  };
}

describe('a console list equals filtering, sorting and paging all rows', () => {
  it('for accounts', async () => {
    for (const caller of callers) {
      await expectNaive(await naiveAccounts(caller), VALUES, async (input) => {
        const { Rows, ...page } = await caller.run(ListAccountOverviews, input);
        return { names: Rows.map(({ Id }) => Id), ...page };
      });
    }
  });

  it('for the children of a root or OU', async () => {
    for (const ParentId of [world.rootId, ...units.slice(0, 2)]) {
      const rows = await naiveChildren(ParentId);
      const list = async (input: ListInput) => {
        const { Rows, ...page } = await management.run(ListChildOverviews, { ...input, ParentId });
        return { names: Rows.map(({ Id }) => Id), ...page };
      };
      await expectNaive(rows, VALUES, list, 'type');
    }
  });

  it('for policies', async () => {
    const rows = await naivePolicies();
    await expectNaive(
      rows,
      VALUES,
      async (input) => {
        // The default order is not by a column, so the test asks for an order.
        const { Rows, ...page } = await management.run(ListPolicyOverviews, {
          Types: [SCP],
          ...input,
          Sort: input.Sort ?? 'name',
        });
        return { names: Rows.map(({ Id }) => Id), ...page };
      },
      'name',
    );
  });

  it('for the targets of a policy', async () => {
    for (const PolicyId of ['p-FullAWSAccess', ...policies.slice(0, 2)]) {
      const rows = await naiveTargets(PolicyId);
      const list = async (input: ListInput) => {
        const { Rows, ...page } = await management.run(ListTargetOverviews, { ...input, PolicyId });
        return { names: Rows.map(({ Id }) => Id), ...page };
      };
      await expectNaive(rows, VALUES, list, 'type');
    }
  });

  it('for sent and received invitations', async () => {
    const sent = await everyPage(async (NextToken) => {
      const { Handshakes, ...page } = await later.run(ListHandshakesForOrganization, { Filter: INVITE, NextToken });
      return { items: Handshakes, ...page };
    });
    expect(sent.length).toBeGreaterThan(2);
    await expectNaive(
      sent.map(naiveInvitation),
      VALUES,
      async (input) => {
        const { Rows, ...page } = await later.run(ListSentInvitationOverviews, { ...input, Sort: input.Sort ?? '-requested' });
        return { names: Rows.map(({ Id }) => Id), ...page, Sort: input.Sort === undefined ? '-requested' : page.Sort };
      },
      '-requested',
    );
    const received = await guest.run(ListHandshakesForAccount, { Filter: INVITE });
    const { Rows } = await guest.run(ListReceivedInvitationOverviews, {});
    expect(new Set(Rows.map(({ Id }) => Id))).toEqual(new Set(received.Handshakes.map(({ Id }) => Id)));
    expect(Rows[0]).toMatchObject({ OrganizationId: world.organizationId, To: guest.accountId, State: 'ACCEPTED' });
  });
});
