import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy, UpdatePolicy } from '../../organizations/policy/operations';
import { createOrganizationWorld, type OrganizationWorld } from '../../organizations/test-organization';
import { enablePolicyType } from '../../organizations/test-tables';
import { CreateQueue, TagQueue, UntagQueue } from '../../resources/sqs/operations';
import { ListTagCompliance } from '../../tag-compliance/operations';
import { ListPostureFindings } from '../operations';

// Law: the posture names the accounts of the tag compliance report, with as many resources and the same keys.

let world: OrganizationWorld;
let members: Actor[];
let PolicyId: string;
const urls = new Map<Actor, string[]>();
beforeAll(async () => {
  world = await createOrganizationWorld();
  await enablePolicyType(world.management, 'TAG_POLICY');
  members = [world.management, await world.member('first'), await world.member('second')];
  for (const member of members) {
    const queues: string[] = [];
    for (const QueueName of ['a', 'b']) queues.push((await member.run(CreateQueue, { QueueName })).QueueUrl);
    urls.set(member, queues);
  }
  const given = { Name: 'tags', Description: '', Type: 'TAG_POLICY', Content: '{"tags":{}}' } as const;
  const { Policy } = await world.management.run(CreatePolicy, given);
  PolicyId = Policy.PolicySummary.Id;
  await world.management.run(AttachPolicy, { PolicyId, TargetId: world.rootId });
});
afterAll(() => world.close());

const KEYS = ['Team', 'team', 'Owner'];
const assign = (value: unknown) => ({ '@@assign': value });
const rules = fc.record(
  {
    team: fc.record(
      {
        tag_key: fc.constantFrom('Team', 'team').map(assign),
        tag_value: fc.subarray(['Red', 'Blue*']).map(assign),
        report_required_tag_for: fc.subarray(['sqs:queue', 'iam:instance-profile']).map(assign),
      },
      { requiredKeys: ['tag_key'] },
    ),
    owner: fc.record({
      tag_key: fc.constant(assign('Owner')),
      report_required_tag_for: fc.constant(assign(['sqs:ALL_SUPPORTED', 'organizations:account'])),
    }),
  },
  { requiredKeys: [] },
);
const tags = fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom('Red', 'Blue-1', 'Green'));

async function expectReport(): Promise<void> {
  const { Rows } = await world.management.run(ListTagCompliance, { Reach: 'organization' });
  const asked = { CheckId: 'org-tags-not-compliant', Reach: 'organization', Status: 'ACTIVE' } as const;
  const { Findings } = await world.management.run(ListPostureFindings, asked);
  const expected = members.flatMap(({ accountId }) => {
    const rows = Rows.filter(({ AccountId }) => AccountId === accountId);
    const keys = (isMissing: boolean) => {
      const some = rows.filter(({ Value }) => (Value === undefined) === isMissing).map(({ Key }) => Key);
      return [...new Set(some)].sort().join(', ') || 'none';
    };
    const resources = new Set(rows.map(({ Arn }) => Arn)).size;
    return resources === 0 ? [] : [`${accountId} ${resources} ${keys(true)} / ${keys(false)}`];
  });
  const found = Findings.map(({ Subject, Evidence: [resources, missing, wrong] }) => {
    return `${Subject.id} ${resources?.text} ${missing?.text} / ${wrong?.text}`;
  });
  expect(found.sort()).toEqual(expected.sort());
}

it('the posture and the report of tag compliance agree under every tag policy', async () => {
  await fc.assert(
    fc.asyncProperty(rules, fc.array(tags, { minLength: 6, maxLength: 6 }), async (content, all) => {
      await world.management.run(UpdatePolicy, { PolicyId, Content: JSON.stringify({ tags: content }) });
      let at = 0;
      for (const member of members) {
        for (const QueueUrl of urls.get(member) ?? []) {
          await member.run(UntagQueue, { QueueUrl, TagKeys: KEYS });
          const Tags = all[at++] ?? {};
          if (Object.keys(Tags).length > 0) await member.run(TagQueue, { QueueUrl, Tags });
        }
      }
      await expectReport();
    }),
    { numRuns: 15 },
  );
});
