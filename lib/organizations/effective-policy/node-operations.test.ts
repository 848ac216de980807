import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { AttachPolicy } from '../attachment/operations';
import { CreatePolicy } from '../policy/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld, userWith } from '../test-organization';
import { GetNodeEffectivePolicy, ListAccountsSharingEffectivePolicy, type NodeEffectivePolicy } from './node-operations';

const TAG = 'TAG_POLICY';

let world: OrganizationWorld;
let management: Actor;
let unit: string;
let member: Actor;
beforeEach(async () => {
  world = await createOrganizationWorld();
  management = world.management;
  unit = await world.unit('Workloads');
  member = await world.member('payments');
});
afterEach(() => world.close());

const enable = () => management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: TAG });

async function create(Name: string, Content: string): Promise<string> {
  const { Policy } = await management.run(CreatePolicy, { Name, Description: '', Type: TAG, Content });
  return Policy.PolicySummary.Id;
}

async function attach(TargetId: string, name: string, Content: string): Promise<string> {
  const PolicyId = await create(name, Content);
  await management.run(AttachPolicy, { PolicyId, TargetId });
  return PolicyId;
}

const team = (operators: object) => JSON.stringify({ tags: { Team: { tag_value: operators } } });

/** A tag policy that requires tags for instances. More than 50 are invalid. */
const required = (count: number) =>
  JSON.stringify({
    tags: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`key${index}`, { report_required_tag_for: { '@@assign': ['ec2:instance'] } }]),
    ),
  });

const read = (NodeId: string, actor = management) => actor.run(GetNodeEffectivePolicy, { NodeId, PolicyType: TAG });
const valuesOf = ({ Settings }: NodeEffectivePolicy, name: string) =>
  Settings.find(({ Path }) => Path.join('.') === name)?.Values.map(({ Value }) => Value);

describe('GetNodeEffectivePolicy', () => {
  it('names the source of each value, what is gone and what is ignored, for a root, an OU and an account', async () => {
    await enable();
    const standard = await attach(
      world.rootId,
      'Standard',
      team({ '@@assign': ['Red', 'Blue'], '@@operators_allowed_for_child_policies': ['@@append', '@@remove'] }),
    );
    const own = await attach(
      member.accountId,
      'Own',
      team({ '@@assign': ['Green'], '@@append': ['Pink'], '@@remove': ['Blue'] }),
    );
    const shown = await read(member.accountId);
    expect(shown).toMatchObject({ Enabled: true, Invalid: null, HidesPolicies: false, Draft: null });
    const source = (PolicyId: string, NodeId: string, Operator: string) => ({ PolicyId, NodeId, Operator });
    expect(shown.Settings.find(({ Path }) => Path.at(-1) === 'tag_value')).toMatchObject({
      Values: [
        { Value: 'Red', Source: source(standard, world.rootId, '@@assign'), IsDefault: false },
        { Value: 'Pink', Source: source(own, member.accountId, '@@append'), IsDefault: false },
      ],
      Gone: [{ Value: 'Blue', Reason: 'REMOVED', By: source(own, member.accountId, '@@remove') }],
    });
    expect(shown.Settings.find(({ Path }) => Path.at(-1) === 'tag_key')?.Values).toEqual([
      { Value: 'team', Source: null, IsDefault: true },
    ]);
    const [root, account] = shown.Levels;
    expect(root?.Policies[0]).toMatchObject({ Name: 'Standard', Targets: 1 });
    expect(root?.Policies[0]?.Operations).toMatchObject([{ AllowedForChildren: ['@@append', '@@remove'], Ignored: null }]);
    expect(account?.Policies[0]?.Operations.map(({ Operator, Ignored }) => [Operator, Ignored])).toEqual([
      ['@@assign', { Reason: 'OPERATOR_NOT_ALLOWED', By: { PolicyId: standard, NodeId: world.rootId } }],
      ['@@append', null],
      ['@@remove', null],
    ]);
    expect(valuesOf(await read(world.rootId), 'tags.team.tag_value')).toEqual(['Red', 'Blue']);
    expect((await read(unit)).Levels.map(({ Name, Policies }) => [Name, Policies.length])).toEqual([
      ['Root', 1],
      ['Workloads', 0],
    ]);
    expect((await read(world.rootId)).Levels[0]?.Type).toBe('ROOT');
  });

  it('says that a type is not enabled, and that a node does not exist', async () => {
    expect(await read(member.accountId)).toMatchObject({ Enabled: false, Content: '{}', Settings: [], ChangedAt: null });
    expect((await management.fails(GetNodeEffectivePolicy, { NodeId: 'ou-zzzz-00000000', PolicyType: TAG })).shape).toBe(
      'TargetNotFoundException',
    );
  });

  it('shows a member its own document without policies, and nothing of others', async () => {
    await enable();
    await attach(world.rootId, 'Standard', team({ '@@assign': ['Red'] }));
    const shown = await read(member.accountId, member);
    expect(shown).toMatchObject({
      HidesPolicies: true,
      Content: JSON.stringify({ tags: { team: { tag_value: ['Red'], tag_key: 'team' } } }),
    });
    expect(shown.Levels.flatMap(({ Policies }) => Policies)).toEqual([]);
    expect(shown.Settings.flatMap(({ Values }) => Values.map(({ Source }) => Source))).toEqual([null, null]);
    const refused = [
      { NodeId: world.rootId, PolicyType: TAG },
      { NodeId: management.accountId, PolicyType: TAG },
      { NodeId: member.accountId, PolicyType: TAG, Draft: { Content: team({}) } },
    ] as const;
    for (const input of refused) expect((await member.fails(GetNodeEffectivePolicy, input)).shape).toBe('AccessDeniedException');
  });

  it('shows a member the last valid document of an invalid policy, without the reasons', async () => {
    await enable();
    await attach(member.accountId, 'many', required(51));
    expect(await read(member.accountId, member)).toMatchObject({
      Content: '{}',
      Settings: [],
      Invalid: { InForce: '{}', Issues: null },
    });
    const own = await read(member.accountId);
    expect(own.Invalid).toMatchObject({ InForce: '{}', Issues: [{ Code: 'ELEMENTS_TOO_MANY', Policies: [{ Name: 'many' }] }] });
  });

  it('leaves out policies that the user may not list or read', async () => {
    await enable();
    const secret = await attach(world.rootId, 'secret', team({ '@@assign': ['Red'] }));
    const open = await attach(member.accountId, 'open', team({ '@@append': ['Blue'] }));
    const allow = (Action: string, Resource = '*') => ({ Effect: 'Allow', Action: `organizations:${Action}`, Resource });
    const user = await userWith(world, management, 'reader', [
      allow('DescribeEffectivePolicy'),
      allow('ListPoliciesForTarget'),
      allow('DescribePolicy', `arn:aws:organizations::*:policy/*/tag_policy/${open}`),
    ]);
    const shown = await read(member.accountId, user);
    expect(shown.HidesPolicies).toBe(true);
    expect(shown.Levels.flatMap(({ Policies }) => Policies.map(({ Name }) => Name))).toEqual(['open']);
    expect(JSON.stringify(shown)).not.toContain(secret);
    expect(shown.Settings.find(({ Path }) => Path.at(-1) === 'tag_value')?.Values.map(({ Source }) => Source?.PolicyId)).toEqual([
      undefined,
      open,
    ]);
    const other = await userWith(world, management, 'no-reader', [allow('DescribePolicy')]);
    expect((await other.fails(GetNodeEffectivePolicy, { NodeId: unit, PolicyType: TAG })).shape).toBe('AccessDenied');
  });
});

describe('a draft', () => {
  const draft = (Draft: object, NodeId = member.accountId) =>
    management.run(GetNodeEffectivePolicy, { NodeId, PolicyType: TAG, Draft });

  it('is a new text, a new policy, an attachment, another order or a detachment', async () => {
    await enable();
    const first = await attach(member.accountId, 'first', team({ '@@assign': ['Red'] }));
    const second = await attach(member.accountId, 'second', team({ '@@assign': ['Blue'] }));
    const values = async (given: object) => valuesOf(await draft(given), 'tags.team.tag_value');
    expect(await values({ PolicyId: first, Content: team({ '@@assign': ['Pink'] }) })).toEqual(['Pink']);
    expect(await values({ TargetId: world.rootId, Content: team({ '@@append': ['Pink'] }) })).toEqual(['Red']);
    expect(await values({ TargetId: member.accountId, Content: team({ '@@append': ['Pink'] }) })).toEqual(['Red', 'Pink']);
    expect(await values({ TargetId: member.accountId, PolicyId: second, Position: 0 })).toEqual(['Blue']);
    expect(await values({ TargetId: member.accountId, PolicyId: first, Position: null })).toEqual(['Blue']);
    expect(valuesOf(await read(member.accountId), 'tags.team.tag_value')).toEqual(['Red']);
  });

  it('counts the accounts that change and that become invalid', async () => {
    await enable();
    await attach(member.accountId, 'many', required(50));
    const one = JSON.stringify({ tags: { extra: { report_required_tag_for: { '@@assign': ['ec2:instance'] } } } });
    const { Draft } = await draft({ TargetId: world.rootId, Content: one }, world.rootId);
    expect(Draft).toMatchObject({ Faults: [], Accounts: 2, Changed: 1, BecomeInvalid: 1, BecomeValid: 0 });
    expect(Draft?.Affected.map(({ Name, Change }) => [Name, Change])).toEqual([
      ['payments', 'BECOMES_INVALID'],
      ['management', 'CHANGED'],
    ]);
    expect(Draft?.Affected[0]?.Problem).toContain('51 tags');
  });

  it("names the faults of a text that can't be saved, and computes without it", async () => {
    await enable();
    await attach(world.rootId, 'Standard', team({ '@@assign': ['Red'] }));
    const shown = await draft({ TargetId: world.rootId, Content: '{\n"tags": {"Team": {"tag_values": {}}}}' });
    expect(shown.Draft?.Faults).toMatchObject([{ Line: 2 }]);
    expect(valuesOf(shown, 'tags.team.tag_value')).toEqual(['Red']);
  });

  it('names a policy of the type and a node of the organization', async () => {
    await enable();
    const fails = async (Draft: object) =>
      (await management.fails(GetNodeEffectivePolicy, { NodeId: unit, PolicyType: TAG, Draft })).shape;
    expect(await fails({ PolicyId: 'p-FullAWSAccess', TargetId: unit })).toBe('PolicyNotFoundException');
    expect(await fails({ Content: team({}), TargetId: 'ou-zzzz-00000000' })).toBe('TargetNotFoundException');
  });
});

it('lists the accounts that share a policy', async () => {
  await enable();
  await attach(world.rootId, 'Standard', team({ '@@assign': ['Red'] }));
  const sharing = async (NodeId: string) =>
    (await management.run(ListAccountsSharingEffectivePolicy, { NodeId, PolicyType: TAG })).Accounts.map(({ Name }) => Name);
  expect(await sharing(world.rootId)).toEqual(['management', 'payments']);
  await attach(member.accountId, 'Own', team({ '@@append': ['Blue'] }));
  expect(await sharing(member.accountId)).toEqual(['payments']);
  expect(await sharing(unit)).toEqual(['management']);
});
