import { DECLARATIVE_POLICY_TYPES } from '@gatehouse/policy/organization';
import fc from 'fast-check';
import type { Actor, TestWorld } from '../core/test-world';
import { MoveAccount } from './account/operations';
import { AttachPolicy, DetachPolicy } from './attachment/operations';
import { GetNodeEffectivePolicy } from './effective-policy/node-operations';
import { CreatePolicy, UpdatePolicy } from './policy/operations';
import { EnablePolicyType } from './policy-type/operations';
import { memberOf, organizationOf } from './test-organization';

/** Required tags for instances. More than 50 of them make an effective policy invalid, so two of these documents do. */
const required = (from: number) => ({
  tags: Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`k${from + at}`, { report_required_tag_for: { '@@assign': ['ec2:instance'] } }]),
  ),
});
const plan = (vault: string, regions: object) => ({
  plans: {
    daily: {
      regions,
      rules: { r: { target_backup_vault_name: { '@@assign': vault } } },
      selections: {
        tags: {
          cost: {
            iam_role_arn: { '@@assign': 'arn:aws:iam::$account:role/Backup' },
            tag_key: { '@@assign': 'cost' },
            tag_value: { '@@assign': ['high'] },
          },
        },
      },
    },
  },
});
const team = (tag_value: object) => ({ tags: { Team: { tag_value } } });
const closed = { '@@operators_allowed_for_child_policies': ['@@none'] };

/** Documents that meet in the same settings. The first two of tag policies are invalid together, and the last of backup policies alone. */
const DOCUMENTS = {
  TAG_POLICY: [
    required(0),
    required(30),
    team({ '@@append': ['Red'] }),
    team({ '@@assign': ['Blue', 'Green'] }),
    team({ '@@assign': ['Gold'], ...closed }),
    team({ '@@remove': ['Blue'] }),
  ],
  BACKUP_POLICY: [
    plan('one', { '@@assign': ['us-east-1'] }),
    plan('two', { '@@append': ['eu-north-1'] }),
    { plans: { daily: { regions: { '@@remove': ['us-east-1'] } } } },
    { plans: { weekly: { regions: { '@@assign': ['us-west-2'] } } } },
  ],
  AISERVICES_OPT_OUT_POLICY: [
    { services: { default: { opt_out_policy: { '@@assign': 'optOut' } } } },
    { services: { default: { opt_out_policy: { '@@assign': 'optIn', ...closed } } } },
    { services: { polly: { opt_out_policy: { '@@assign': 'optIn' } } } },
  ],
  SECURITYHUB_POLICY: [
    { securityhub: { enable_in_regions: { '@@assign': ['us-east-1'] }, disable_in_regions: { '@@assign': ['us-west-2'] } } },
    { securityhub: { enable_in_regions: { '@@append': ['eu-central-1'] }, disable_in_regions: { '@@remove': ['us-west-2'] } } },
  ],
} as const satisfies Partial<Record<(typeof DECLARATIVE_POLICY_TYPES)[number], readonly object[]>>;

type Type = keyof typeof DOCUMENTS;
export const TESTED_TYPES = DECLARATIVE_POLICY_TYPES.filter((type): type is Type => type in DOCUMENTS);

/** The texts of all documents. Each is the text of one policy at first. */
const TEXTS = TESTED_TYPES.flatMap((type) => DOCUMENTS[type].map((document) => ({ type, text: JSON.stringify(document) })));

const policy = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 0, 1, 9) },
  { weight: 2, arbitrary: fc.nat({ max: TEXTS.length - 1 }) },
);
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('attach' as const), node: fc.nat({ max: 5 }), policy }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('detach' as const), which: fc.nat({ max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('edit' as const), policy, text: fc.nat({ max: 5 }) }) },
  // A policy that is attached again becomes the last one of its node.
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('again' as const), which: fc.nat({ max: 9 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('move' as const), to: fc.nat({ max: 2 }) }) },
);
/** A change to the policies, their attachments or the place of an account. */
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

/** Changes that make the effective tag policy of the member invalid, and the effective backup policies below the outer OU. */
export const INVALID: readonly Act[] = [
  { kind: 'attach', node: 3, policy: 0 },
  { kind: 'attach', node: 0, policy: 2 },
  { kind: 'attach', node: 0, policy: 1 },
  { kind: 'attach', node: 1, policy: 9 },
  { kind: 'move', to: 2 },
];

/** Random changes. Some of them are not possible when their turn comes, and do nothing. */
export const acts = fc.array(act, { minLength: 6, maxLength: 16 });

/** An organization with policies of several declarative types, an OU in an OU, and a member. */
export type DeclarativeOrganization = {
  root: Actor;
  rootId: string;
  /** The ids of the root, OUs and accounts, by name. */
  nodes: ReadonlyMap<string, string>;
  make(acts: readonly Act[]): Promise<void>;
};

export async function declarativeOrganization(world: TestWorld, name: string): Promise<DeclarativeOrganization> {
  const root = await world.account(name);
  const { rootId, unit } = await organizationOf(world, root);
  const outer = await unit('outer');
  const inner = await unit('inner', outer);
  const member = await memberOf(root, `${name}-member`);
  for (const PolicyType of TESTED_TYPES) await root.run(EnablePolicyType, { RootId: rootId, PolicyType });
  const policies = new Map<number, string>();
  /** Creates a policy when it is needed first. */
  const policyOf = async (at: number): Promise<string> => {
    const { type, text } = TEXTS[at] ?? { type: 'TAG_POLICY', text: '' };
    const input = { Name: `policy ${at}`, Description: '', Type: type, Content: text } as const;
    const id = policies.get(at) ?? (await root.run(CreatePolicy, input)).Policy.PolicySummary.Id;
    policies.set(at, id);
    return id;
  };
  const parents = [rootId, outer, inner];
  const places = [...parents, member, root.accountId, member];
  const attached = new Map<string, { TargetId: string; PolicyId: string }>();
  let parent = rootId;
  const one = async (step: Act): Promise<void> => {
    if (step.kind === 'move') {
      const to = parents[step.to] ?? rootId;
      if (to !== parent) await root.run(MoveAccount, { AccountId: member, SourceParentId: parent, DestinationParentId: to });
      parent = to;
    } else if (step.kind === 'edit') {
      const texts = TEXTS.filter(({ type }) => type === TEXTS[step.policy]?.type);
      const Content = texts[step.text % texts.length]?.text ?? '';
      await root.run(UpdatePolicy, { PolicyId: await policyOf(step.policy), Content });
    } else if (step.kind === 'attach') {
      const pair = { TargetId: places[step.node] ?? rootId, PolicyId: await policyOf(step.policy) };
      const key = JSON.stringify(pair);
      if (!attached.has(key)) await root.run(AttachPolicy, pair);
      attached.set(key, pair);
    } else {
      const [key, pair] = [...attached][step.which % Math.max(1, attached.size)] ?? [];
      if (key === undefined || pair === undefined) return;
      await root.run(DetachPolicy, pair);
      if (step.kind === 'again') await root.run(AttachPolicy, pair);
      else attached.delete(key);
    }
  };
  return {
    ...{ root, rootId },
    nodes: new Map([
      ['root', rootId],
      ['outer', outer],
      ['inner', inner],
      ['member', member],
      ['management', root.accountId],
    ]),
    make: async (all) => {
      for (const step of all) await one(step);
    },
  };
}

/** The effective policy of a node as it is resolved, and the document in force, which differs for an account with an invalid one. */
type Resolved = { resolved: string; inForce: string; invalid: boolean };

/** Returns the effective policies by node and type. */
export async function effectivePolicies(root: Actor, nodes: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, Resolved>> {
  const found = new Map<string, Resolved>();
  for (const [name, NodeId] of nodes) {
    for (const PolicyType of TESTED_TYPES) {
      const { Content, Invalid } = await root.run(GetNodeEffectivePolicy, { NodeId, PolicyType });
      const inForce = Invalid?.InForce ?? Content;
      found.set(`${name} ${PolicyType}`, { resolved: Content, inForce, invalid: Invalid !== null });
    }
  }
  return found;
}
