import { contentInForce, effectivePolicy, type PolicyNode, readDeclarativePolicy } from '@gatehouse/policy/organization';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestWorld, type TestWorld } from '../../core/test-world';
import { MoveAccount } from '../account/operations';
import { AttachPolicy, DetachPolicy } from '../attachment/operations';
import { CreatePolicy } from '../policy/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { memberOf, organizationOf } from '../test-organization';
import { GetNodeEffectivePolicy, type NodeEffectivePolicy } from './node-operations';
import { DescribeEffectivePolicy } from './operations';

const TYPE = 'TAG_POLICY';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const values = fc.uniqueArray(fc.constantFrom('Red', 'Green', 'Blue'), { maxLength: 2 });
const setting = fc.record(
  {
    '@@assign': values,
    '@@append': values,
    '@@remove': values,
    '@@operators_allowed_for_child_policies': fc.constantFrom(['@@none'], ['@@append'], ['@@all']),
  },
  { requiredKeys: [] },
);
const text = fc
  .dictionary(fc.constantFrom('Team', 'Stage'), fc.record({ tag_value: setting }), { maxKeys: 2 })
  .map((tags) => JSON.stringify({ tags }));

/** The parents of units and accounts are units before them, or the root. Attachments name any node and policy. */
const tree = fc.record({
  units: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
  accounts: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
  policies: fc.array(text, { minLength: 2, maxLength: 5 }),
  attached: fc.uniqueArray(fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 4 })), { maxLength: 12, selector: String }),
  detached: fc.array(fc.nat({ max: 11 }), { maxLength: 2 }),
});

/** Expects that the settings rebuild the document, and that each source is an operator with the value at a level of the path. */
function expectSources({ Content, Settings, Levels }: NodeEffectivePolicy) {
  const document: Record<string, unknown> = {};
  for (const { Path, List, Values } of Settings) {
    let at = document;
    for (const name of Path.slice(0, -1)) {
      at[name] ??= {};
      at = at[name] as Record<string, unknown>;
    }
    const values = Values.map(({ Value }) => Value);
    at[Path.at(-1) ?? ''] = List ? values : values[0];
    for (const { Value, Source, IsDefault } of Values) {
      expect(Source === null).toBe(IsDefault);
      if (Source === null) continue;
      const policy = Levels.find(({ Id }) => Id === Source.NodeId)?.Policies.find(({ Id }) => Id === Source.PolicyId);
      const operation = policy?.Operations.find((each) => each.Path.join() === Path.join() && each.Operator === Source.Operator);
      expect(operation).toMatchObject({ Ignored: null });
      expect(operation?.Values).toContain(Value);
    }
  }
  expect(document).toEqual(JSON.parse(Content));
}

let number = 0;

it('DescribeEffectivePolicy answers the effective policy of the chain of every account', async () => {
  await fc.assert(
    fc.asyncProperty(tree, async (given) => {
      const name = `tree-${++number}`;
      const root = await world.account(name);
      const { rootId, unit } = await organizationOf(world, root);
      await root.run(EnablePolicyType, { RootId: rootId, PolicyType: TYPE });
      const chains = new Map([[rootId, [rootId]]]);
      const parents = [rootId];
      for (const [index, at] of given.units.entries()) {
        const parent = parents[at % parents.length] ?? rootId;
        const id = await unit(`unit-${index}`, parent);
        chains.set(id, [...(chains.get(parent) ?? []), id]);
        parents.push(id);
      }
      const accounts = [root.accountId];
      chains.set(root.accountId, [rootId, root.accountId]);
      for (const [index, at] of given.accounts.entries()) {
        const parent = parents[at % parents.length] ?? rootId;
        const id = await memberOf(root, `${name}-${index}`);
        if (parent !== rootId)
          await root.run(MoveAccount, { AccountId: id, SourceParentId: rootId, DestinationParentId: parent });
        chains.set(id, [...(chains.get(parent) ?? []), id]);
        accounts.push(id);
      }
      const nodes = [...chains.keys()];
      const policies: { id: string; content: string }[] = [];
      for (const [index, content] of given.policies.entries()) {
        const input = { Name: `policy-${index}`, Description: '', Type: TYPE, Content: content } as const;
        const { Policy } = await root.run(CreatePolicy, input);
        policies.push({ id: Policy.PolicySummary.Id, content });
      }
      const wanted = given.attached.map(([node, policy]) => ({
        TargetId: nodes[node % nodes.length] ?? rootId,
        PolicyId: policies[policy % policies.length]?.id ?? '',
      }));
      const pairs = [...new Map(wanted.map((pair) => [`${pair.TargetId} ${pair.PolicyId}`, pair])).values()];
      for (const pair of pairs) await root.run(AttachPolicy, pair);
      for (const index of given.detached) {
        const [pair] = pairs.splice(index % Math.max(1, pairs.length), 1);
        if (pair) await root.run(DetachPolicy, pair);
      }

      const contents = new Map(policies.map(({ id, content }) => [id, content]));
      const nodeOf = (id: string): PolicyNode => ({
        id,
        policies: pairs.flatMap(({ TargetId, PolicyId }) => {
          const read = readDeclarativePolicy(TYPE, contents.get(PolicyId) ?? '');
          return TargetId === id && read.ok ? [{ id: PolicyId, policy: read.policy }] : [];
        }),
      });
      for (const TargetId of accounts) {
        const { EffectivePolicy } = await root.run(DescribeEffectivePolicy, { PolicyType: TYPE, TargetId });
        const expected = contentInForce(effectivePolicy(TYPE, (chains.get(TargetId) ?? []).map(nodeOf)));
        expect(EffectivePolicy.PolicyContent).toBe(expected);
        const shown = await root.run(GetNodeEffectivePolicy, { NodeId: TargetId, PolicyType: TYPE });
        expect(shown.Invalid?.InForce ?? shown.Content).toBe(expected);
        expectSources(shown);
      }
    }),
    { numRuns: 12 },
  );
});
