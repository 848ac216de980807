import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CreatePolicy } from '../policy/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText, userWith } from '../test-organization';
import { DescribeOrganizationalUnit } from '../unit/operations';
import { ListTagsForResource, TagResource, UntagResource } from './operations';

let world: OrganizationWorld;
beforeEach(async () => {
  world = await createOrganizationWorld();
});
afterEach(() => world.close());

const tagsOf = async (ResourceId: string) => (await world.management.run(ListTagsForResource, { ResourceId })).Tags;

describe('tags of organization resources', () => {
  it('can be added to a root, OU, account and policy, replaced by key and removed by key', async () => {
    const Content = policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
    const { Policy } = await world.management.run(CreatePolicy, {
      Name: 'p',
      Description: '',
      Type: 'SERVICE_CONTROL_POLICY',
      Content,
    });
    const resources = [world.rootId, await world.unit('Sandbox'), world.management.accountId, Policy.PolicySummary.Id];
    for (const ResourceId of resources) {
      await world.management.run(TagResource, { ResourceId, Tags: [{ Key: 'team', Value: 'red' }] });
      // AWS: unlike in IAM, these keys are case-sensitive.
      await world.management.run(TagResource, {
        ResourceId,
        Tags: [
          { Key: 'team', Value: 'blue' },
          { Key: 'Team', Value: 'green' },
        ],
      });
      expect(await tagsOf(ResourceId)).toEqual([
        { Key: 'Team', Value: 'green' },
        { Key: 'team', Value: 'blue' },
      ]);
      await world.management.run(UntagResource, { ResourceId, TagKeys: ['team', 'absent'] });
      expect(await tagsOf(ResourceId)).toEqual([{ Key: 'Team', Value: 'green' }]);
    }
  });

  it('are refused with duplicate keys, reserved keys, invalid values, missing targets and over the quota', async () => {
    const { management, rootId: ResourceId } = world;
    const tag = async (Tags: { Key: string; Value: string }[], id = ResourceId) => {
      const error = await management.fails(TagResource, { ResourceId: id, Tags });
      return error.members.Reason ?? error.shape;
    };
    const [a, b] = [
      { Key: 'team', Value: 'red' },
      { Key: 'team', Value: 'blue' },
    ];
    expect(await tag([a, b])).toBe('DUPLICATE_TAG_KEY');
    expect(await tag([{ Key: 'aws:team', Value: 'red' }])).toBe('INVALID_SYSTEM_TAGS_PARAMETER');
    expect(await tag([{ Key: 'team', Value: '<>' }])).toBe('INVALID_PATTERN');
    for (const id of ['ou-zzzz-00000000', 'p-00000000', 'rp-00000000', '123456789012']) {
      expect(await tag([a], id)).toBe('TargetNotFoundException');
    }
    const fifty = Array.from({ length: 50 }, (_, index) => ({ Key: `key-${index}`, Value: '' }));
    await management.run(TagResource, { ResourceId, Tags: fifty });
    expect(await tag([a])).toBe('MAX_TAG_LIMIT_EXCEEDED');
    await management.run(TagResource, { ResourceId, Tags: [{ Key: 'key-7', Value: 'replaced' }] });
  });

  it('are empty for AWS managed policies and cannot be changed', async () => {
    for (const ResourceId of ['p-FullAWSAccess', 'p-RCPFullAWSAccess']) {
      expect(await world.management.run(ListTagsForResource, { ResourceId })).toEqual({ Tags: [] });
      const tagged = await world.management.fails(TagResource, { ResourceId, Tags: [{ Key: 'team', Value: 'red' }] });
      const untagged = await world.management.fails(UntagResource, { ResourceId, TagKeys: ['team'] });
      for (const error of [tagged, untagged]) {
        expect(error).toMatchObject({ shape: 'InvalidInputException', members: { Reason: 'IMMUTABLE_POLICY' } });
      }
    }
  });

  it('are listed in pages', async () => {
    const Tags = Array.from({ length: 30 }, (_, index) => ({ Key: `key-${10 + index}`, Value: '' }));
    await world.management.run(TagResource, { ResourceId: world.rootId, Tags });
    const first = await world.management.run(ListTagsForResource, { ResourceId: world.rootId });
    const second = await world.management.run(ListTagsForResource, { ResourceId: world.rootId, NextToken: first.NextToken });
    expect([...first.Tags, ...second.Tags]).toEqual(Tags);
    expect(second.NextToken).toBeUndefined();
  });

  it('affect authorization as aws:ResourceTag and aws:TagKeys', async () => {
    const red = await world.unit('red');
    const blue = await world.unit('blue');
    await world.management.run(TagResource, { ResourceId: red, Tags: [{ Key: 'team', Value: 'red' }] });
    const user = await userWith(world, world.management, 'maria', [
      {
        Effect: 'Allow',
        Action: 'organizations:DescribeOrganizationalUnit',
        Resource: '*',
        Condition: { StringEquals: { 'aws:ResourceTag/team': 'red' } },
      },
      {
        Effect: 'Allow',
        Action: ['organizations:TagResource', 'organizations:UntagResource'],
        Resource: '*',
        Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['cost'] } },
      },
    ]);
    await user.run(DescribeOrganizationalUnit, { OrganizationalUnitId: red });
    expect((await user.fails(DescribeOrganizationalUnit, { OrganizationalUnitId: blue })).shape).toBe('AccessDenied');
    await user.run(TagResource, { ResourceId: blue, Tags: [{ Key: 'cost', Value: '1' }] });
    await user.run(UntagResource, { ResourceId: blue, TagKeys: ['cost'] });
    expect((await user.fails(UntagResource, { ResourceId: red, TagKeys: ['team'] })).shape).toBe('AccessDenied');
  });
});
