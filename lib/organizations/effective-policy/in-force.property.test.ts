import { effectivePolicy, readDeclarativePolicy } from '@gatehouse/policy/organization';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireAccountFacts } from '../../core/account-facts';
import { policyInForce } from '../../core/declarative-policies/in-force';
import { createTestWorld, type TestWorld } from '../../core/test-world';
import { MoveAccount } from '../account/operations';
import { AttachPolicy, DetachPolicy } from '../attachment/operations';
import { CreatePolicy, UpdatePolicy } from '../policy/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { memberOf, organizationOf } from '../test-organization';
import {
  DescribeEffectivePolicy,
  ListAccountsWithInvalidEffectivePolicy,
  ListEffectivePolicyValidationErrors,
} from './operations';

const TYPE = 'TAG_POLICY';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

/** Required tags for instances: more than 50 of them make an effective policy invalid, so two of these documents do. */
const required = (from: number) =>
  JSON.stringify({
    tags: Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [`k${from + at}`, { report_required_tag_for: { '@@assign': ['ec2:instance'] } }]),
    ),
  });
const CONTENTS = [
  required(0),
  required(30),
  '{"tags":{}}',
  '{"tags":{"Team":{"tag_value":{"@@append":["Red"]}}}}',
  '{"tags":{"Team":{"tag_value":{"@@assign":["Blue"]}}}}',
];

const place = fc.nat({ max: 3 });
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('attach' as const), at: place, policy: fc.nat({ max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('detach' as const), at: place, policy: fc.nat({ max: 2 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('update' as const),
      policy: fc.nat({ max: 2 }),
      content: fc.constantFrom(0, 1, 0, 1, 2, 3, 4),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), at: fc.nat({ max: 1 }) }) },
);

let number = 0;
const seen = { valid: 0, invalid: 0, restored: 0 };

it('the last valid document stays in force through every change of policies and places', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 10 }), async (acts) => {
      const db = world.database.reader;
      const root = await world.account(`in-force-${++number}`);
      const { rootId, unit } = await organizationOf(world, root);
      await root.run(EnablePolicyType, { RootId: rootId, PolicyType: TYPE });
      const parents = [rootId, await unit('unit', rootId)] as const;
      const account = await memberOf(root, `in-force-${number}-member`);
      const nodes = [...parents, account, root.accountId];
      const nodeNames = ['Root', 'unit', `in-force-${number}-member`, `in-force-${number}`];
      const contents = [0, 1, 3].map((at) => CONTENTS[at] ?? '');
      const ids: string[] = [];
      for (const [at, Content] of contents.entries()) {
        const { Policy } = await root.run(CreatePolicy, { Name: `policy-${at}`, Description: '', Type: TYPE, Content });
        ids.push(Policy.PolicySummary.Id);
      }
      // One of the two documents that are invalid together is there from the start.
      await root.run(AttachPolicy, { PolicyId: ids[0] ?? '', TargetId: rootId });
      const attached = [{ node: rootId, policy: 0 }];
      let parent: string = rootId;
      const inForce = new Map<string, string>();
      const invalid = new Set<string>();

      for (const one of [{ kind: 'none' as const }, ...acts]) {
        if (one.kind === 'none') {
          // The state before the first act.
        } else if (one.kind === 'move') {
          const to = parents[one.at] ?? rootId;
          if (to === parent) continue;
          await root.run(MoveAccount, { AccountId: account, SourceParentId: parent, DestinationParentId: to });
          parent = to;
        } else if (one.kind === 'update') {
          const Content = CONTENTS[one.content] ?? '';
          contents[one.policy] = Content;
          await root.run(UpdatePolicy, { PolicyId: ids[one.policy] ?? '', Content });
        } else {
          const node = nodes[one.at] ?? rootId;
          const at = attached.findIndex((pair) => pair.node === node && pair.policy === one.policy);
          if ((one.kind === 'attach') !== at < 0) continue;
          const call = { TargetId: node, PolicyId: ids[one.policy] ?? '' };
          if (one.kind === 'attach') {
            await root.run(AttachPolicy, call);
            attached.push({ node, policy: one.policy });
          } else {
            await root.run(DetachPolicy, call);
            attached.splice(at, 1);
          }
        }
        for (const [id, chain] of [
          [account, [...new Set([rootId, parent]), account]],
          [root.accountId, [rootId, root.accountId]],
        ] as const) {
          const computed = effectivePolicy(
            TYPE,
            chain.map((node) => ({
              id: node,
              policies: attached.flatMap((pair) => {
                const read = readDeclarativePolicy(TYPE, contents[pair.policy] ?? '');
                return pair.node === node && read.ok ? [{ id: ids[pair.policy] ?? '', policy: read.policy }] : [];
              }),
            })),
          );
          const isInvalid = computed.problems.length > 0;
          seen[isInvalid ? 'invalid' : invalid.has(id) ? 'restored' : 'valid']++;
          if (isInvalid) invalid.add(id);
          else {
            invalid.delete(id);
            inForce.set(id, computed.content);
          }
          const { EffectivePolicy } = await root.run(DescribeEffectivePolicy, { PolicyType: TYPE, TargetId: id });
          expect(EffectivePolicy.PolicyContent).toBe(inForce.get(id));
          const policy = await policyInForce(db, await requireAccountFacts(db, id), TYPE);
          expect(JSON.stringify(policy?.document)).toBe(inForce.get(id));
          for (const { path, setBy } of computed.settings) {
            const origin = setBy && {
              policyType: TYPE,
              policyId: setBy.policy,
              policyName: `policy-${ids.indexOf(setBy.policy)}`,
              nodeId: setBy.node,
              nodeName: nodeNames[nodes.indexOf(setBy.node)],
            };
            expect(policy?.originOf(path)).toEqual(isInvalid && inForce.get(id) !== computed.content ? null : origin);
          }
          const errors = await root.run(ListEffectivePolicyValidationErrors, { PolicyType: TYPE, AccountId: id });
          expect(errors.EffectivePolicyValidationErrors.length > 0).toBe(isInvalid);
        }
        const { Accounts } = await root.run(ListAccountsWithInvalidEffectivePolicy, { PolicyType: TYPE });
        expect(Accounts.map(({ Id }) => Id).sort()).toEqual([...invalid].sort());
      }
    }),
    { numRuns: 30 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
});
