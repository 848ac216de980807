import { DELEGABLE_ACTIONS, NEVER_DELEGABLE_ACTIONS } from '@gatehouse/policy/validate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { MoveAccount } from '../account/operations';
import { AttachPolicy } from '../attachment/operations';
import { organizationsOperations } from '../index';
import { callersOf } from '../organizations-operation';
import { CreatePolicy, DeletePolicy, ListPolicies } from '../policy/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { ListTagsForResource, TagResource } from '../tag/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText, userWith } from '../test-organization';
import { DeleteResourcePolicy, DescribeResourcePolicy, PutResourcePolicy } from './operations';

const SCP = 'SERVICE_CONTROL_POLICY';
const POLICY = {
  Name: 'no-s3',
  Description: '',
  Type: SCP,
  Content: policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' }),
} as const;

let world: OrganizationWorld;
let member: Actor;
beforeEach(async () => {
  world = await createOrganizationWorld();
  member = await world.member('security');
});
afterEach(() => world.close());

const delegation = (given: object = {}) =>
  policyText({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${member.accountId}:root` },
    Action: ['organizations:List*', 'organizations:CreatePolicy', 'organizations:AttachPolicy', 'organizations:DeletePolicy'],
    Resource: '*',
    ...given,
  });

describe('the delegation policy', () => {
  it('can be created, read unchanged, replaced with the same ID and deleted with its tags', async () => {
    const { management } = world;
    expect((await management.fails(DescribeResourcePolicy, {})).shape).toBe('ResourcePolicyNotFoundException');
    expect((await management.fails(DeleteResourcePolicy, {})).shape).toBe('ResourcePolicyNotFoundException');
    const put = await management.run(PutResourcePolicy, { Content: delegation(), Tags: [{ Key: 'team', Value: 'red' }] });
    const id = put.ResourcePolicy.ResourcePolicySummary.Id;
    expect(put.ResourcePolicy).toEqual({
      ResourcePolicySummary: {
        Id: expect.stringMatching(/^rp-[a-z0-9]{8}$/),
        Arn: `arn:aws:organizations::${management.accountId}:resourcepolicy/${world.organizationId}/${id}`,
      },
      Content: delegation(),
    });
    await management.run(TagResource, { ResourceId: id, Tags: [{ Key: 'cost', Value: '1' }] });
    expect((await management.run(ListTagsForResource, { ResourceId: id })).Tags).toHaveLength(2);
    const Content = delegation({ Action: 'organizations:ListAccounts' });
    const again = await management.run(PutResourcePolicy, { Content });
    expect(again.ResourcePolicy).toEqual({ ...put.ResourcePolicy, Content });
    expect((await management.run(DescribeResourcePolicy, {})).ResourcePolicy).toEqual(again.ResourcePolicy);
    const tagged = await management.fails(PutResourcePolicy, { Content, Tags: [{ Key: 'team', Value: 'blue' }] });
    expect(tagged.members.Reason).toBe('UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED');
    await management.run(DeleteResourcePolicy, {});
    expect(await world.database.reader.tag.count()).toBe(0);
  });

  it('grants a member only actions that both it and the policies of the member allow', async () => {
    const { management, rootId } = world;
    await management.run(EnablePolicyType, { RootId: rootId, PolicyType: SCP });
    expect((await member.fails(CreatePolicy, POLICY)).message).toBe("You don't have permissions to access this resource.");
    await management.run(PutResourcePolicy, { Content: delegation() });
    const { Policy } = await member.run(CreatePolicy, POLICY);
    const PolicyId = Policy.PolicySummary.Id;
    expect(Policy.PolicySummary.Arn).toContain(`::${management.accountId}:policy/${world.organizationId}/`);
    expect((await member.run(ListPolicies, { Filter: SCP })).Policies).toHaveLength(2);
    await member.run(AttachPolicy, { PolicyId, TargetId: rootId });
    const move = { AccountId: member.accountId, SourceParentId: rootId, DestinationParentId: await world.unit('Sandbox') };
    expect((await member.fails(MoveAccount, move)).shape).toBe('AccessDeniedException');

    const reader = await userWith(world, member, 'reader', [{ Effect: 'Allow', Action: 'organizations:List*', Resource: '*' }]);
    expect((await reader.run(ListPolicies, { Filter: SCP })).Policies).toHaveLength(2);
    expect((await reader.fails(DeletePolicy, { PolicyId })).shape).toBe('AccessDenied');
    const other = await world.member('other');
    expect((await other.fails(ListPolicies, { Filter: SCP })).shape).toBe('AccessDeniedException');
    await management.run(DeleteResourcePolicy, {});
    expect((await member.fails(ListPolicies, { Filter: SCP })).shape).toBe('AccessDeniedException');
  });

  it('can be limited to a target and a policy type', async () => {
    const { management, rootId } = world;
    await management.run(EnablePolicyType, { RootId: rootId, PolicyType: SCP });
    const unit = await world.unit('Sandbox');
    const arn = (rest: string) => `arn:aws:organizations::${management.accountId}:${rest}`;
    const Resource = [arn(`ou/*/${unit}`), arn('policy/*/service_control_policy/*')];
    const Condition = { StringEquals: { 'organizations:PolicyType': SCP } };
    await management.run(PutResourcePolicy, { Content: delegation({ Resource, Condition }) });
    const { Policy } = await member.run(CreatePolicy, POLICY);
    const PolicyId = Policy.PolicySummary.Id;
    expect((await member.fails(AttachPolicy, { PolicyId, TargetId: rootId })).shape).toBe('AccessDeniedException');
    await member.run(AttachPolicy, { PolicyId, TargetId: unit });
    const Content = policyText({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' });
    const rcp = await member.fails(CreatePolicy, { ...POLICY, Type: 'RESOURCE_CONTROL_POLICY', Content });
    expect(rcp.shape).toBe('AccessDeniedException');
  });

  it('is refused with the reasons of AWS for invalid content and without all features', async () => {
    const stranger = await world.account('stranger');
    const put = async (Content: string) => (await world.management.fails(PutResourcePolicy, { Content })).members.Reason;
    expect(await put('{')).toBe('INVALID_RESOURCE_POLICY_JSON');
    expect(await put(policyText({ Effect: 'Allow', Action: 'organizations:ListAccounts', Resource: '*' }))).toBe(
      'INVALID_RESOURCE_POLICY_JSON',
    );
    for (const AWS of ['*', stranger.accountId, `arn:aws:iam::${stranger.accountId}:root`, '123456789012']) {
      expect(await put(delegation({ Principal: { AWS } }))).toBe('INVALID_PRINCIPAL');
    }
    expect(await put(delegation({ Principal: { Service: 'config.amazonaws.com' } }))).toBe('INVALID_PRINCIPAL');
    for (const Action of ['organizations:*', '*', 'organizations:CreateAccount', 'organizations:Delete*', 'iam:CreateUser']) {
      expect(await put(delegation({ Action }))).toBe('UNSUPPORTED_ACTION_IN_RESOURCE_POLICY');
    }
    expect(await put(delegation({ Resource: 'arn:aws:s3:::bucket' }))).toBe('UNSUPPORTED_RESOURCE_IN_RESOURCE_POLICY');
    expect(await put('x'.repeat(40_001))).toBe('MAX_LENGTH_EXCEEDED');
    const billing = await createOrganizationWorld('CONSOLIDATED_BILLING');
    const errors = [
      await billing.management.fails(PutResourcePolicy, { Content: delegation() }),
      await billing.management.fails(DescribeResourcePolicy, {}),
      await billing.management.fails(DeleteResourcePolicy, {}),
    ];
    await billing.close();
    for (const { members } of errors) expect(members.Reason).toBe('ORGANIZATION_NOT_IN_ALL_FEATURES_MODE');
  });

  it('can delegate all operations open to members and no others, and every operation is classified as delegable or not', () => {
    const all = Object.values(organizationsOperations);
    const open = all.filter((operation) => ['reader', 'policyDelegate'].includes(callersOf(operation) ?? ''));
    expect(DELEGABLE_ACTIONS).toEqual(expect.arrayContaining(open.map(({ name }) => `organizations:${name}`)));
    const delegated = all.filter(({ name }) => DELEGABLE_ACTIONS.includes(`organizations:${name}`));
    expect(delegated.filter((operation) => callersOf(operation) === 'managementAccount')).toEqual([]);
    const covered = [...DELEGABLE_ACTIONS, ...NEVER_DELEGABLE_ACTIONS].sort();
    expect(covered).toEqual(all.map(({ name }) => `organizations:${name}`).sort());
  });
});
