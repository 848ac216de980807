import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { CreateQueue } from '../../resources/sqs/operations';
import { ListTagCompliance } from '../../tag-compliance/operations';
import { AttachPolicy, DetachPolicy } from '../attachment/operations';
import { CreatePolicy } from '../policy/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { HOSTILE_DOCUMENTS } from '../test-hostile-policies';
import { createOrganizationWorld, type OrganizationWorld } from '../test-organization';
import { GetNodeEffectivePolicy } from './node-operations';
import { DescribeEffectivePolicy } from './operations';
import { PreviewDeclarativeChange } from './preview-operations';

const TYPE = 'TAG_POLICY';
const CHARACTERS = 1_000;

let world: OrganizationWorld;
let member: Actor;
beforeAll(async () => {
  world = await createOrganizationWorld();
  member = await world.member('member');
  await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: TYPE });
  // Every name of a member of a prototype is a key with another value in a policy.
  await member.run(CreateQueue, { QueueName: 'queue', tags: { __PROTO__: 'x', Constructor: 'x' } });
});
afterAll(() => world.close());

const namesIn = (content: string): string[] => Object.keys(JSON.parse(content).tags ?? {}).sort();

describe.each(HOSTILE_DOCUMENTS)('tag policies with $name', ({ name, document }) => {
  it('have the same effect in every answer', async () => {
    const { management, rootId } = world;
    const policies: { id: string; target: string }[] = [];
    for (const [index, target] of [rootId, rootId, member.accountId].entries()) {
      const Content = document(CHARACTERS, index);
      const created = { Name: `${name} ${index}`, Description: '', Type: TYPE, Content } as const;
      const { Policy } = await management.run(CreatePolicy, created);
      const { Id: id } = Policy.PolicySummary;
      const Change = { kind: 'attach', policyId: id, targetId: target } as const;
      const before = await management.run(PreviewDeclarativeChange, { Change });
      const effectBefore = await contentOf();
      await management.run(AttachPolicy, { PolicyId: id, TargetId: target });
      const isChanged = (await contentOf()) !== effectBefore;
      const groups = before.Groups.filter(({ Accounts }) => Accounts.some(({ Id }) => Id === member.accountId));
      expect(groups.length).toBe(isChanged ? 1 : 0);
      policies.push({ id, target });
    }
    const { Settings, Content } = await management.run(GetNodeEffectivePolicy, { NodeId: member.accountId, PolicyType: TYPE });
    expect(Content).toBe(await contentOf());
    expect([...new Set(Settings.map(({ Path }) => Path[1] ?? ''))].sort()).toEqual(namesIn(Content));
    const { Rows } = await management.run(ListTagCompliance, { Reach: 'organization', Filters: ['type: sqs:queue'] });
    const rules = namesIn(Content);
    const reported = new Set(Rows.map(({ Key }) => Key.toLowerCase()));
    expect([...reported].sort()).toEqual(['__proto__', 'constructor'].filter((key) => rules.includes(key)));
    expect(Rows.every(({ Source }) => policies.some(({ id }) => id === Source?.policyId))).toBe(true);
    for (const { id, target } of policies) await management.run(DetachPolicy, { PolicyId: id, TargetId: target });
  });
});

async function contentOf(): Promise<string> {
  const { EffectivePolicy } = await member.run(DescribeEffectivePolicy, { PolicyType: TYPE });
  return EffectivePolicy.PolicyContent;
}
