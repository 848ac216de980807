import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnyOperation, InputOf } from '../../core/operation';
import { PRESETS, setQuotas } from '../../core/quotas';
import { TEST_NOW } from '../../core/test-world';
import { UpdateAssumeRolePolicy } from '../../iam/role/operations';
import { CreateUser } from '../../iam/user/operations';
import { CloseAccount, MoveAccount } from '../account/operations';
import { AttachPolicy, DetachPolicy } from '../attachment/operations';
import { InviteAccountToOrganization } from '../handshake/operations';
import { CreatePolicy } from '../policy/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { createCrowdOfAccounts } from '../test-crowd';
import { createOrganizationWorld, type OrganizationWorld, organizationOf, policyText, userWith } from '../test-organization';
import {
  FindOrganizationNodes,
  GetAccountQuota,
  GetOrganizationNode,
  GetTreeBranch,
  ListAccountOverviews,
  ListChildOverviews,
  ListTargetOverviews,
} from './operations';
import { GetPolicyTypeFacts, ListPoliciesOfTargets, ListPolicyOverviews } from './policies';

const SCP = 'SERVICE_CONTROL_POLICY';

let world: OrganizationWorld;
beforeEach(async () => {
  world = await createOrganizationWorld();
});
afterEach(async () => {
  setQuotas(null);
  await world.close();
});

/** Creates a user who may read the tree, but the children of only one OU besides the root. */
async function readerOfOneUnit() {
  const one = `arn:aws:organizations::${world.management.accountId}:ou/${world.organizationId}/ou-one`;
  const Action = ['organizations:ListRoots', 'organizations:ListAccounts', 'organizations:ListPolicies'];
  return userWith(world, world.management, 'reader', [
    { Effect: 'Allow', Action: [...Action, 'organizations:ListTargetsForPolicy'], Resource: '*' },
    {
      Effect: 'Allow',
      Action: 'organizations:ListOrganizationalUnitsForParent',
      Resource: [one, 'arn:aws:organizations::*:root/*'],
    },
  ]);
}

/** Creates the OUs Workloads › Production, with the account web in Production. */
async function furnish() {
  const workloads = await world.unit('Workloads');
  const production = await world.unit('Production', workloads);
  const member = await world.member('web');
  const move = { AccountId: member.accountId, SourceParentId: world.rootId, DestinationParentId: production };
  await world.management.run(MoveAccount, move);
  return { workloads, production, member };
}

const idsOf = (nodes: readonly { Id: string }[]) => nodes.map(({ Id }) => Id);

describe('GetTreeBranch', () => {
  it('returns all descendants if they fit in one page, OUs before accounts and sorted by name', async () => {
    const { workloads, production, member } = await furnish();
    const { Rows, Whole, Total } = await world.management.run(GetTreeBranch, {});
    expect([Whole, Total]).toEqual([true, 4]);
    expect(Rows.map(({ Id, ParentId }) => [Id, ParentId])).toEqual([
      [production, workloads],
      [workloads, world.rootId],
      [world.management.accountId, world.rootId],
      [member.accountId, production],
    ]);
    const units = await world.management.run(GetTreeBranch, { ParentId: workloads, UnitsOnly: true });
    expect([units.Whole, idsOf(units.Rows)]).toEqual([true, [production]]);
  });

  it('returns only the children in pages if there are too many descendants', async () => {
    const crowd = { accounts: 210, units: 3 };
    await createCrowdOfAccounts(world.database, world.organizationId, crowd);
    const root = await world.management.run(GetTreeBranch, {});
    expect(root).toMatchObject({ Whole: false, Total: 4, Matches: 4 });
    expect(root.Rows.map(({ Type, ParentId }) => [Type, ParentId])).toEqual([
      ...Array.from({ length: 3 }, () => ['ORGANIZATIONAL_UNIT', world.rootId]),
      ['ACCOUNT', world.rootId],
    ]);
    expect(root.Rows[0]).toMatchObject({ UnitCount: 0, AccountCount: 70, Principals: 140 });
    expect(await world.management.run(GetTreeBranch, { UnitsOnly: true })).toMatchObject({ Whole: true, Total: 3 });
    // All accounts move into one OU, which then has more than one page of them.
    const parentId = root.Rows[0]?.Id ?? '';
    const others = { organizationId: world.organizationId, id: { not: world.management.accountId } };
    await world.database.writer.account.updateMany({ where: others, data: { parentId } });
    const pages = [];
    for (const Page of [1, 2, 3]) pages.push(await world.management.run(GetTreeBranch, { ParentId: parentId, Page }));
    expect(pages.map(({ Whole, Total, Rows }) => [Whole, Total, Rows.length])).toEqual([
      [false, 210, 100],
      [false, 210, 100],
      [false, 210, 10],
    ]);
    expect(new Set(pages.flatMap(({ Rows }) => idsOf(Rows))).size).toBe(210);
  });

  it('includes a closed account with its state', async () => {
    const member = await world.member('old');
    await world.management.run(CloseAccount, { AccountId: member.accountId });
    const { Rows } = await world.management.run(GetTreeBranch, {});
    expect(Rows.find(({ Id }) => Id === member.accountId)).toMatchObject({ State: 'PENDING_CLOSURE' });
  });
});

describe('GetOrganizationNode', () => {
  it('returns the ancestors of a node and the number of its descendants', async () => {
    const { workloads, production, member } = await furnish();
    const part = (NodeId?: string) => world.management.run(GetOrganizationNode, { NodeId });
    const account = await part(member.accountId);
    expect(account.Above.map(({ Type, Id, Name }) => [Type, Id, Name])).toEqual([
      ['ROOT', world.rootId, 'Root'],
      ['ORGANIZATIONAL_UNIT', workloads, 'Workloads'],
      ['ORGANIZATIONAL_UNIT', production, 'Production'],
    ]);
    expect(account).toMatchObject({ Node: { Place: 'Root › Workloads › Production' }, AccountsBelow: 0, UnitsBelow: 0 });
    expect(await part(workloads)).toMatchObject({ Node: { UnitCount: 1, AccountCount: 0 }, AccountsBelow: 1, UnitsBelow: 1 });
    expect(await part()).toMatchObject({ Node: { Id: world.rootId, ParentId: null }, AccountsBelow: 2, UnitsBelow: 2 });
  });

  it('counts users, roles and root users at and below a node, without service-linked roles', async () => {
    const { workloads, member } = await furnish();
    await member.run(CreateUser, { UserName: 'maria' });
    await world.management.run(CreateUser, { UserName: 'omar' });
    const principalsIn = async (NodeId?: string) => (await world.management.run(GetOrganizationNode, { NodeId })).Node.Principals;
    // The count includes the root user, a user and the management account's role, but not AWSServiceRoleForOrganizations.
    expect(await principalsIn(member.accountId)).toBe(3);
    expect(await principalsIn(workloads)).toBe(3);
    expect(await principalsIn()).toBe(5);
  });

  it('does not find nodes of another organization, as do GetTreeBranch and ListChildOverviews', async () => {
    const other = await organizationOf(world, await world.account('other'));
    const secret = await other.unit('Secret');
    const alone = await world.account('alone');
    for (const NodeId of [secret, other.rootId, other.management.accountId, alone.accountId])
      expect((await world.management.fails(GetOrganizationNode, { NodeId })).shape).toBe('TargetNotFoundException');
    expect((await world.management.fails(GetTreeBranch, { ParentId: secret })).shape).toBe('ParentNotFoundException');
    expect((await world.management.fails(ListChildOverviews, { ParentId: secret })).shape).toBe('ParentNotFoundException');
    expect((await world.management.run(GetTreeBranch, {})).Rows).toHaveLength(1);
  });
});

describe('FindOrganizationNodes', () => {
  it('finds nodes by part of name, ID and email address, and returns their ancestors', async () => {
    const { workloads, production, member } = await furnish();
    const find = (text: string) => world.management.run(FindOrganizationNodes, { Filters: [text] });
    for (const text of ['WEB', member.accountId.slice(0, 9), `web-${world.management.accountId}@`]) {
      const { Rows, Above, Matches } = await find(text);
      expect([idsOf(Rows), Matches]).toEqual([[member.accountId], 1]);
      expect(new Set(idsOf(Above))).toEqual(new Set([world.rootId, workloads, production]));
    }
    // An OU that is both a result and a parent of a result is listed only once.
    const { Rows, Above } = await find('o');
    expect(new Set([...idsOf(Rows), ...idsOf(Above)]).size).toBe(Rows.length + Above.length);
    expect(await find('nothing is called so')).toMatchObject({ Rows: [], Above: [], Matches: 0 });
  });

  it('returns nothing of another organization', async () => {
    const other = await organizationOf(world, await world.account('other'));
    await other.unit('Secret');
    expect((await world.management.run(FindOrganizationNodes, { Filters: ['secret'] })).Matches).toBe(0);
    expect((await world.management.run(FindOrganizationNodes, {})).Total).toBe(2);
  });
});

describe('reading the tree', () => {
  const FullAWSAccess = 'p-FullAWSAccess';
  it.each<[AnyOperation, object]>([
    [GetOrganizationNode, {}],
    [GetTreeBranch, {}],
    [FindOrganizationNodes, { Filters: ['web'] }],
    [ListAccountOverviews, {}],
    [ListChildOverviews, { ParentId: 'root' }],
    [ListTargetOverviews, { PolicyId: FullAWSAccess }],
  ])(
    'by $name requires the permissions of the AWS operations for all OUs and is refused to members',
    async (operation, input) => {
      const asked = 'ParentId' in input ? { ParentId: world.rootId } : input;
      const member = await world.member('web');
      expect((await member.fails(operation, asked as never)).shape).toBe('AccessDeniedException');
      const reader = await readerOfOneUnit();
      expect((await reader.fails(operation, asked as never)).message).toContain('organizations:ListOrganizationalUnitsForParent');
      await world.management.run(operation, asked as never);
    },
  );
});

describe('GetAccountQuota', () => {
  it('counts members and open invitations and returns how to raise the quota', async () => {
    await world.member('web');
    const guest = await world.account('guest');
    const Target = { Id: guest.accountId, Type: 'ACCOUNT' as const };
    await world.management.run(InviteAccountToOrganization, { Target });
    expect(await world.management.run(GetAccountQuota, {})).toEqual({
      Used: 3,
      Quota: 10,
      HowToRaise: "Gatehouse's setting QUOTAS raises AccountsPerOrganization, up to 50,000.",
    });
    setQuotas(PRESETS.large);
    expect(await world.management.run(GetAccountQuota, {})).toEqual({ Used: 3, Quota: 50_000, HowToRaise: null });
  });

  it('requires the permissions of the AWS operations and is refused to members', async () => {
    const lister = { Effect: 'Allow', Action: 'organizations:ListAccounts', Resource: '*' } as const;
    const reader = await userWith(world, world.management, 'reader', [lister]);
    expect((await reader.fails(GetAccountQuota, {})).message).toContain('organizations:ListHandshakesForOrganization');
    expect((await (await world.member('web')).fails(GetAccountQuota, {})).shape).toBe('AccessDeniedException');
  });
});

describe('policy lists', () => {
  const Content = policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' });

  /** Creates NoS3 and attaches it to the OU Workloads. */
  async function attachPolicy() {
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: SCP });
    const unit = await world.unit('Workloads');
    const { Policy } = await world.management.run(CreatePolicy, { Name: 'NoS3', Description: '', Type: SCP, Content });
    const PolicyId = Policy.PolicySummary.Id;
    await world.management.run(AttachPolicy, { PolicyId, TargetId: unit });
    return { unit, PolicyId };
  }

  it('contain the targets of each policy, AWS managed policies first', async () => {
    await attachPolicy();
    const { Rows } = await world.management.run(ListPolicyOverviews, {});
    expect(Rows.map(({ Name, TargetCount }) => [Name, TargetCount])).toEqual([
      ['FullAWSAccess', 3],
      ['RCPFullAWSAccess', 0],
      ['NoS3', 1],
    ]);
    expect(new Set(Rows[0]?.TargetNames)).toEqual(new Set(['Root', 'Workloads', 'management']));
    expect(Rows[2]?.TargetNames).toEqual(['Workloads']);
  });

  it('can be filtered by type and by policies not attached to a target', async () => {
    const { unit } = await attachPolicy();
    const namesOf = async (input: InputOf<typeof ListPolicyOverviews>) =>
      (await world.management.run(ListPolicyOverviews, input)).Rows.map(({ Name }) => Name);
    expect(await namesOf({ Types: [SCP] })).toEqual(['FullAWSAccess', 'NoS3']);
    expect(await namesOf({ Types: [] })).toEqual([]);
    expect(await namesOf({ NotOn: unit })).toEqual(['RCPFullAWSAccess']);
    expect(await namesOf({ Types: [SCP], NotOn: world.rootId })).toEqual(['NoS3']);
  });

  it('for several targets contain each policy once', async () => {
    const { unit, PolicyId } = await attachPolicy();
    const elsewhere = await organizationOf(world, await world.account('other'));
    const TargetIds = [world.rootId, unit, elsewhere.rootId];
    const { Policies, Targets } = await world.management.run(ListPoliciesOfTargets, { TargetIds });
    expect(Policies.map(({ Name }) => Name).sort()).toEqual(['FullAWSAccess', 'NoS3']);
    expect(Targets.map(({ Id, PolicyIds }) => ({ Id, PolicyIds: PolicyIds.toSorted() }))).toEqual([
      { Id: world.rootId, PolicyIds: ['p-FullAWSAccess'] },
      { Id: unit, PolicyIds: ['p-FullAWSAccess', PolicyId].sort() },
      { Id: elsewhere.rootId, PolicyIds: [] },
    ]);
  });

  it('mark a target as allowing nothing after its last SCP with an Allow is detached', async () => {
    const { unit } = await attachPolicy();
    const closed = async () => {
      const { Targets } = await world.management.run(ListPoliciesOfTargets, { TargetIds: [world.rootId, unit] });
      return Targets.filter(({ AllowsNothing }) => AllowsNothing).map(({ Id }) => Id);
    };
    expect(await closed()).toEqual([]);
    await world.management.run(DetachPolicy, { PolicyId: 'p-FullAWSAccess', TargetId: unit });
    expect(await closed()).toEqual([unit]);
  });

  it('count policies and attachments by type with the maximum size', async () => {
    await attachPolicy();
    expect((await world.management.run(GetPolicyTypeFacts, {})).Types).toEqual([
      { Type: SCP, Policies: 2, Attachments: 4, MaxCharacters: 10_240 },
      { Type: 'RESOURCE_CONTROL_POLICY', Policies: 1, Attachments: 0, MaxCharacters: 5_120 },
    ]);
  });

  it('contain nothing of another organization', async () => {
    const other = await organizationOf(world, await world.account('other'));
    await other.management.run(EnablePolicyType, { RootId: other.rootId, PolicyType: SCP });
    const { Policy } = await other.management.run(CreatePolicy, { Name: 'Secret', Description: '', Type: SCP, Content });
    const PolicyId = Policy.PolicySummary.Id;
    expect((await world.management.run(ListPolicyOverviews, {})).Total).toBe(2);
    expect((await world.management.fails(ListTargetOverviews, { PolicyId })).shape).toBe('PolicyNotFoundException');
  });

  it.each<[AnyOperation, object]>([
    [ListPolicyOverviews, {}],
    [ListPoliciesOfTargets, { TargetIds: [] }],
    [GetPolicyTypeFacts, {}],
  ])('require, by $name, permission to list targets, and are refused to members', async (operation, input) => {
    const reader = await userWith(world, world.management, 'reader', [
      { Effect: 'Allow', Action: 'organizations:ListPolicies', Resource: '*' },
    ]);
    expect((await reader.fails(operation, input as never)).message).toContain('organizations:ListTargetsForPolicy');
    expect((await (await world.member('web')).fails(operation, input as never)).shape).toBe('AccessDeniedException');
  });
});

describe('overviews of declarative policies', () => {
  const TAG = 'TAG_POLICY';
  const tagPolicy = { Name: 'Keys', Description: '', Type: TAG, Content: '{"tags":{"Stage":{}}}' } as const;

  /** Creates an OU with a tag policy, and enables SCPs. */
  async function attachTagPolicy() {
    const unit = await world.unit('Workloads');
    for (const PolicyType of [SCP, TAG] as const)
      await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType });
    const { Policy } = await world.management.run(CreatePolicy, tagPolicy);
    const PolicyId = Policy.PolicySummary.Id;
    await world.management.run(AttachPolicy, { PolicyId, TargetId: unit });
    return { unit, PolicyId };
  }

  it('list, count and name the targets of the types that are asked for', async () => {
    const { unit, PolicyId } = await attachTagPolicy();
    const { Rows } = await world.management.run(ListPolicyOverviews, { Types: [TAG] });
    expect(Rows).toMatchObject([{ Id: PolicyId, TargetCount: 1, TargetNames: ['Workloads'] }]);
    expect((await world.management.run(ListPolicyOverviews, { Types: [TAG], NotOn: unit })).Rows).toEqual([]);
    expect((await world.management.run(ListPolicyOverviews, {})).Rows.map(({ Type }) => Type)).not.toContain(TAG);
    const targets = await world.management.run(ListTargetOverviews, { PolicyId });
    expect(targets.Rows).toMatchObject([{ Id: unit, PolicyCount: 1 }]);
  });

  it('of nodes have the policies of the types that are asked for, in order of attachment', async () => {
    const { unit, PolicyId } = await attachTagPolicy();
    const { Policy } = await world.management.run(CreatePolicy, { ...tagPolicy, Name: 'A later one' });
    const later = Policy.PolicySummary.Id;
    const afterwards = world.management.with({ now: new Date(TEST_NOW.getTime() + 60_000) });
    await afterwards.run(AttachPolicy, { PolicyId: later, TargetId: unit });
    const { Targets } = await world.management.run(ListPoliciesOfTargets, { TargetIds: [world.rootId, unit], Types: [TAG] });
    expect(Targets.map(({ PolicyIds }) => PolicyIds)).toEqual([[], [PolicyId, later]]);
  });

  it('count null for a type whose policies the caller may not list', async () => {
    await attachTagPolicy();
    const reader = await userWith(world, world.management, 'reader', [
      { Effect: 'Allow', Action: ['organizations:ListRoots', 'organizations:ListTargetsForPolicy'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'organizations:ListPolicies',
        Resource: '*',
        Condition: { StringEquals: { 'organizations:PolicyType': TAG } },
      },
    ]);
    const { Types } = await reader.run(GetPolicyTypeFacts, { Types: [TAG, 'BACKUP_POLICY'] });
    expect(Types).toEqual([
      { Type: TAG, Policies: 1, Attachments: 1, MaxCharacters: 10_000 },
      { Type: 'BACKUP_POLICY', Policies: null, Attachments: null, MaxCharacters: 10_000 },
    ]);
    expect((await reader.run(ListPolicyOverviews, { Types: [TAG] })).Total).toBe(1);
    expect((await reader.fails(ListPolicyOverviews, { Types: ['BACKUP_POLICY'] })).message).toContain(
      'organizations:ListPolicies',
    );
  });
});

describe('a member account in GetOrganizationNode', () => {
  it('has the time from which it can be removed and the role that trusts the management account', async () => {
    const member = await world.member('young');
    const part = (at = world.management) => at.run(GetOrganizationNode, { NodeId: member.accountId });
    const { Node, AccessRole } = await part();
    const fourDays = 4 * 86_400_000;
    expect(Node).toMatchObject({ RemovableFrom: new Date(TEST_NOW.getTime() + fourDays) });
    expect(AccessRole).toBe('OrganizationAccountAccessRole');
    const later = await part(world.management.with({ now: new Date(TEST_NOW.getTime() + fourDays) }));
    expect(later.Node).toMatchObject({ RemovableFrom: null });
    const PolicyDocument = policyText({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' });
    await member.run(UpdateAssumeRolePolicy, { RoleName: 'OrganizationAccountAccessRole', PolicyDocument });
    expect((await part()).AccessRole).toBeNull();
  });
});
