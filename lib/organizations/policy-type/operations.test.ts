import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AttachPolicy, ListPoliciesForTarget, ListTargetsForPolicy } from '../attachment/operations';
import { CreatePolicy, DescribePolicy } from '../policy/operations';
import type { PolicyType } from '../shapes';
import { createOrganizationWorld, type OrganizationWorld, policyText } from '../test-organization';
import { DisablePolicyType, EnablePolicyType } from './operations';

const SCP = 'SERVICE_CONTROL_POLICY';
const RCP = 'RESOURCE_CONTROL_POLICY';

let world: OrganizationWorld;
beforeEach(async () => {
  world = await createOrganizationWorld();
});
afterEach(() => world.close());

describe('EnablePolicyType', () => {
  it('attaches the default policy to the root, every OU and every account', async () => {
    const unit = await world.unit('Sandbox');
    const member = await world.member('dev');
    const everywhere = [world.rootId, unit, member.accountId, world.management.accountId].sort();
    for (const [PolicyType, PolicyId] of [
      [SCP, 'p-FullAWSAccess'],
      [RCP, 'p-RCPFullAWSAccess'],
    ] as const) {
      const { Root } = await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType });
      expect(Root).toMatchObject({
        Id: world.rootId,
        PolicyTypes: expect.arrayContaining([{ Type: PolicyType, Status: 'ENABLED' }]),
      });
      const { Targets } = await world.management.run(ListTargetsForPolicy, { PolicyId });
      expect(Targets.map(({ TargetId }) => TargetId).sort()).toEqual(everywhere);
    }
  });

  it('refuses enabled types, a missing root and organizations without all features', async () => {
    const enable = async (PolicyType: PolicyType, RootId = world.rootId) =>
      (await world.management.fails(EnablePolicyType, { RootId, PolicyType })).shape;
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: SCP });
    expect(await enable(SCP)).toBe('PolicyTypeAlreadyEnabledException');
    expect(await enable(SCP, 'r-zzzz')).toBe('RootNotFoundException');
    const billing = await createOrganizationWorld('CONSOLIDATED_BILLING');
    const error = await billing.management.fails(EnablePolicyType, { RootId: billing.rootId, PolicyType: SCP });
    await billing.close();
    expect(error.shape).toBe('PolicyTypeNotAvailableForOrganizationException');
  });
});

describe('DisablePolicyType', () => {
  it('detaches all policies of the type and keeps them; enabling attaches only the default policy again', async () => {
    const { management, rootId } = world;
    for (const PolicyType of [SCP, RCP] as const) await management.run(EnablePolicyType, { RootId: rootId, PolicyType });
    const Content = policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
    const { Policy } = await management.run(CreatePolicy, { Name: 'no-s3', Description: '', Type: SCP, Content });
    const PolicyId = Policy.PolicySummary.Id;
    await management.run(AttachPolicy, { PolicyId, TargetId: rootId });
    const { Root } = await management.run(DisablePolicyType, { RootId: rootId, PolicyType: SCP });
    expect(Root.PolicyTypes).toEqual([{ Type: RCP, Status: 'ENABLED' }]);
    const on = async (Filter: typeof SCP | typeof RCP) =>
      (await management.run(ListPoliciesForTarget, { TargetId: rootId, Filter })).Policies.map(({ Id }) => Id);
    expect([await on(SCP), await on(RCP)]).toEqual([[], ['p-RCPFullAWSAccess']]);
    expect((await management.run(DescribePolicy, { PolicyId })).Policy.PolicySummary.Name).toBe('no-s3');
    await management.run(EnablePolicyType, { RootId: rootId, PolicyType: SCP });
    expect(await on(SCP)).toEqual(['p-FullAWSAccess']);
  });

  it('refuses a type that is not enabled and a missing root', async () => {
    const { management, rootId } = world;
    expect((await management.fails(DisablePolicyType, { RootId: rootId, PolicyType: SCP })).shape).toBe(
      'PolicyTypeNotEnabledException',
    );
    expect((await management.fails(DisablePolicyType, { RootId: 'r-zzzz', PolicyType: SCP })).shape).toBe(
      'RootNotFoundException',
    );
  });
});
