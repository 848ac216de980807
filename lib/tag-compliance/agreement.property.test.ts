import { readTagRules, tagViolations } from '@gatehouse/policy/organization';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AwsError } from '../core/errors';
import type { Actor } from '../core/test-world';
import { DescribeEffectivePolicy } from '../organizations/effective-policy/operations';
import { UpdatePolicy } from '../organizations/policy/operations';
import { createOrganizationWorld, type OrganizationWorld } from '../organizations/test-organization';
import { CreateQueue, TagQueue, UntagQueue } from '../resources/sqs/operations';
import { ListTagCompliance } from './operations';
import { GetResources } from './tagged-resource/operations';
import { tagPolicyFor } from './test-tag-policy';

// Law: the page that tests a tag, the report, the Tagging API and the refusal of a call agree on every tag under every tag policy.

let world: OrganizationWorld;
let member: Actor;
let PolicyId: string;
let kept: string;
let tried: string;
beforeAll(async () => {
  world = await createOrganizationWorld();
  member = await world.member('member');
  kept = (await member.run(CreateQueue, { QueueName: 'kept' })).QueueUrl;
  tried = (await member.run(CreateQueue, { QueueName: 'tried' })).QueueUrl;
  PolicyId = await tagPolicyFor(world.management);
});
afterAll(() => world.close());

const TYPE = 'sqs:queue';
const KEYS = ['Team', 'team', 'TEAM', 'Owner', 'owner'];
const types = fc.subarray([TYPE, 'sqs:ALL_SUPPORTED', 's3:bucket']);
const assign = (value: unknown) => ({ '@@assign': value });
const ruleOf = (...spellings: string[]) =>
  fc.record(
    {
      tag_key: fc.constantFrom(...spellings).map(assign),
      tag_value: fc.subarray(['Red', 'Blue*', '', '*']).map(assign),
      enforced_for: types.map(assign),
      report_required_tag_for: types.map(assign),
    },
    { requiredKeys: [] },
  );
const rules = fc.record({ team: ruleOf('Team', 'team'), owner: ruleOf('Owner', 'owner') }, { requiredKeys: [] });
const tags = fc.uniqueArray(
  fc.record({ Key: fc.constantFrom(...KEYS), Value: fc.constantFrom('Red', 'red', 'Blue', 'Blue-1', '', 'Green') }),
  { selector: ({ Key }) => Key, maxLength: 4 },
);

const write = (content: object) => world.management.run(UpdatePolicy, { PolicyId, Content: JSON.stringify({ tags: content }) });

it('agree', async () => {
  const seen = { refused: 0, reported: 0, compliant: 0, missing: 0 };
  await fc.assert(
    fc.asyncProperty(rules, tags, async (content, given) => {
      await write({});
      for (const QueueUrl of [kept, tried]) await member.run(UntagQueue, { QueueUrl, TagKeys: KEYS });
      const Tags = Object.fromEntries(given.map(({ Key, Value }) => [Key, Value]));
      if (given.length > 0) await member.run(TagQueue, { QueueUrl: kept, Tags });
      await write(content);

      const asked = { PolicyType: 'TAG_POLICY', TargetId: member.accountId } as const;
      const { EffectivePolicy } = await member.run(DescribeEffectivePolicy, asked);
      const shown = tagViolations(readTagRules(JSON.parse(EffectivePolicy.PolicyContent)), TYPE, given);

      const { Rows } = await member.run(ListTagCompliance, { Reach: 'account' });
      const rows = Rows.filter(({ Arn }) => Arn.endsWith(':kept'));
      const wrong = rows.filter(({ Value }) => Value !== undefined);
      const named = (list: readonly { Key: string; Enforced: boolean }[]) =>
        list.map(({ Key, Enforced }) => `${Key} ${Enforced}`).sort();
      expect(named(wrong)).toEqual(named(shown.map(({ key, enforced }) => ({ Key: key, Enforced: enforced }))));

      const { ResourceTagMappingList } = await member.run(GetResources, { IncludeComplianceDetails: true });
      const found = ResourceTagMappingList.find(({ ResourceARN }) => ResourceARN.endsWith(':kept'));
      expect(found?.ComplianceDetails?.ComplianceStatus).toBe(given.length > 0 ? rows.length === 0 : undefined);

      if (given.length > 0) {
        const error = await member.run(TagQueue, { QueueUrl: tried, Tags }).then(
          () => null,
          (thrown: AwsError) => thrown,
        );
        const refused = wrong.filter(({ Enforced }) => Enforced);
        expect(error?.shape ?? null).toBe(refused.length > 0 ? 'InvalidParameterValue' : null);
        if (error) expect(refused.map(({ Key }) => Key)).toContain(error.refusal?.tag?.violation.key);
        seen[refused.length > 0 ? 'refused' : wrong.length > 0 ? 'reported' : 'compliant']++;
      }
      if (rows.length > wrong.length) seen.missing++;
    }),
    { numRuns: 60 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(3);
});
