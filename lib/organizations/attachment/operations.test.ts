import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PRESETS, setQuotas } from '../../core/quotas';
import { CreatePolicy } from '../policy/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText, userWith } from '../test-organization';
import { AttachPolicy, DetachPolicy, ListPoliciesForTarget, ListTargetsForPolicy } from './operations';

const SCP = 'SERVICE_CONTROL_POLICY';
const RCP = 'RESOURCE_CONTROL_POLICY';
const MISSING_POLICY = 'p-00000000';
const MISSING_TARGET = 'ou-zzzz-00000000';

let world: OrganizationWorld;
let unit: string;
beforeEach(async () => {
  world = await createOrganizationWorld();
  unit = await world.unit('Sandbox');
  for (const PolicyType of [SCP, RCP] as const)
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType });
});
afterEach(async () => {
  setQuotas(null);
  await world.close();
});

async function policy(Name: string, Type: typeof SCP | typeof RCP = SCP): Promise<string> {
  const Content = policyText({ Effect: 'Deny', ...(Type === RCP ? { Principal: '*' } : {}), Action: 's3:*', Resource: '*' });
  const { Policy } = await world.management.run(CreatePolicy, { Name, Description: '', Type, Content });
  return Policy.PolicySummary.Id;
}
const idsOn = async (TargetId: string, Filter: typeof SCP | typeof RCP = SCP) =>
  (await world.management.run(ListPoliciesForTarget, { TargetId, Filter })).Policies.map(({ Id }) => Id);

describe('AttachPolicy', () => {
  it('attaches to a root, an OU and an account, which ListTargetsForPolicy lists with their types', async () => {
    const PolicyId = await policy('no-s3');
    const member = await world.member('dev');
    for (const TargetId of [world.rootId, unit, member.accountId])
      await world.management.run(AttachPolicy, { PolicyId, TargetId });
    const { Targets } = await world.management.run(ListTargetsForPolicy, { PolicyId });
    const arn = (rest: string) => `arn:aws:organizations::${world.management.accountId}:${rest}`;
    expect(Targets).toHaveLength(3);
    expect(Targets).toEqual(
      expect.arrayContaining([
        { TargetId: world.rootId, Arn: arn(`root/${world.organizationId}/${world.rootId}`), Name: 'Root', Type: 'ROOT' },
        { TargetId: unit, Arn: arn(`ou/${world.organizationId}/${unit}`), Name: 'Sandbox', Type: 'ORGANIZATIONAL_UNIT' },
        {
          TargetId: member.accountId,
          Arn: arn(`account/${world.organizationId}/${member.accountId}`),
          Name: 'dev',
          Type: 'ACCOUNT',
        },
      ]),
    );
  });

  it('refuses attached policies, missing policies and targets, and policy types that are not enabled', async () => {
    const PolicyId = await policy('no-s3');
    await world.management.run(AttachPolicy, { PolicyId, TargetId: unit });
    const attach = async (given: object) =>
      (await world.management.fails(AttachPolicy, { PolicyId, TargetId: unit, ...given })).shape;
    expect(await attach({})).toBe('DuplicatePolicyAttachmentException');
    expect(await attach({ PolicyId: 'p-RCPFullAWSAccess' })).toBe('DuplicatePolicyAttachmentException');
    expect(await attach({ PolicyId: MISSING_POLICY })).toBe('PolicyNotFoundException');
    expect(await attach({ TargetId: MISSING_TARGET })).toBe('TargetNotFoundException');
    expect(await attach({ TargetId: '123456789012' })).toBe('TargetNotFoundException');
    const off = await createOrganizationWorld();
    const error = await off.management.fails(AttachPolicy, { PolicyId: 'p-FullAWSAccess', TargetId: off.rootId });
    await off.close();
    expect([error.shape, error.message]).toEqual([
      'PolicyTypeNotEnabledException',
      'This operation can be performed only for enabled policy types.',
    ]);
  });

  it('allows ten SCPs and five RCPs per target, including the default policies', async () => {
    const attach = async (name: string, Type: typeof SCP | typeof RCP) => ({
      PolicyId: await policy(name, Type),
      TargetId: unit,
    });
    for (const name of 'abcdefghi') await world.management.run(AttachPolicy, await attach(name, SCP));
    for (const name of 'abcd') await world.management.run(AttachPolicy, await attach(name, RCP));
    for (const Type of [SCP, RCP] as const) {
      const error = await world.management.fails(AttachPolicy, await attach('one too many', Type));
      expect([error.shape, error.members.Reason]).toEqual([
        'ConstraintViolationException',
        'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
      ]);
    }
    expect([(await idsOn(unit)).length, (await idsOn(unit, RCP)).length]).toEqual([10, 5]);
  });

  it('allows five SCPs per target under the legacy quotas', async () => {
    setQuotas(PRESETS.legacy);
    for (const name of 'abcd') await world.management.run(AttachPolicy, { PolicyId: await policy(name), TargetId: unit });
    const error = await world.management.fails(AttachPolicy, { PolicyId: await policy('e'), TargetId: unit });
    expect(error.members.Reason).toBe('MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED');
  });

  it('requires permission on policy and target, limited by organizations:PolicyType, as does DetachPolicy', async () => {
    const PolicyId = await policy('no-s3');
    const arn = (rest: string) => `arn:aws:organizations::${world.management.accountId}:${rest}`;
    const needed = [arn(`policy/*/service_control_policy/${PolicyId}`), arn(`ou/*/${unit}`)];
    const condition = (type: string) => ({ Condition: { StringEquals: { 'organizations:PolicyType': type } } });
    const allow = (Resource: string[], type: string) => [
      { Effect: 'Allow', Action: ['organizations:AttachPolicy', 'organizations:DetachPolicy'], Resource, ...condition(type) },
    ];
    const input = { PolicyId, TargetId: unit };
    const refused = [
      await userWith(world, world.management, 'only-policy', allow(needed.slice(0, 1), SCP)),
      await userWith(world, world.management, 'only-target', allow(needed.slice(1), SCP)),
      await userWith(world, world.management, 'other-type', allow(needed, RCP)),
    ];
    for (const user of refused) expect((await user.fails(AttachPolicy, input)).shape).toBe('AccessDenied');
    const user = await userWith(world, world.management, 'both', allow(needed, SCP));
    await user.run(AttachPolicy, input);
    for (const other of refused) expect((await other.fails(DetachPolicy, input)).shape).toBe('AccessDenied');
    await user.run(DetachPolicy, input);
  });
});

describe('DetachPolicy', () => {
  it('detaches FullAWSAccess when another SCP is attached', async () => {
    const PolicyId = await policy('allow-list');
    await world.management.run(AttachPolicy, { PolicyId, TargetId: unit });
    await world.management.run(DetachPolicy, { PolicyId: 'p-FullAWSAccess', TargetId: unit });
    expect(await idsOn(unit)).toEqual([PolicyId]);
  });

  it('refuses to detach the last SCP and RCPFullAWSAccess', async () => {
    const last = await world.management.fails(DetachPolicy, { PolicyId: 'p-FullAWSAccess', TargetId: unit });
    expect([last.shape, last.members.Reason]).toEqual([
      'ConstraintViolationException',
      'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
    ]);
    await world.management.run(AttachPolicy, { PolicyId: await policy('perimeter', RCP), TargetId: unit });
    const rcp = await world.management.fails(DetachPolicy, { PolicyId: 'p-RCPFullAWSAccess', TargetId: unit });
    expect([rcp.shape, rcp.members.Reason]).toEqual(['InvalidInputException', 'NON_DETACHABLE_POLICY']);
  });

  it('refuses policies that are not attached, and missing policies and targets', async () => {
    const PolicyId = await policy('no-s3');
    const detach = async (given: object) =>
      (await world.management.fails(DetachPolicy, { PolicyId, TargetId: unit, ...given })).shape;
    expect(await detach({})).toBe('PolicyNotAttachedException');
    expect(await detach({ PolicyId: MISSING_POLICY })).toBe('PolicyNotFoundException');
    expect(await detach({ TargetId: MISSING_TARGET })).toBe('TargetNotFoundException');
  });
});

describe('ListPoliciesForTarget and ListTargetsForPolicy', () => {
  it('return direct attachments in pages, without inherited policies', async () => {
    const onRoot = await policy('on-root');
    await world.management.run(AttachPolicy, { PolicyId: onRoot, TargetId: world.rootId });
    const own = [await policy('a'), await policy('b')];
    for (const PolicyId of own) await world.management.run(AttachPolicy, { PolicyId, TargetId: unit });
    const first = await world.management.run(ListPoliciesForTarget, { TargetId: unit, Filter: SCP, MaxResults: 2 });
    const second = await world.management.run(ListPoliciesForTarget, { TargetId: unit, Filter: SCP, NextToken: first.NextToken });
    const seen = [...first.Policies, ...second.Policies].map(({ Id }) => Id);
    expect(seen.sort()).toEqual(['p-FullAWSAccess', ...own].sort());
    expect(second.NextToken).toBeUndefined();
    const { Targets, NextToken } = await world.management.run(ListTargetsForPolicy, {
      PolicyId: 'p-FullAWSAccess',
      MaxResults: 2,
    });
    const rest = await world.management.run(ListTargetsForPolicy, { PolicyId: 'p-FullAWSAccess', MaxResults: 2, NextToken });
    const targets = [...Targets, ...rest.Targets].map(({ TargetId }) => TargetId);
    expect(targets.sort()).toEqual([world.rootId, unit, world.management.accountId].sort());
  });

  it('refuse missing targets and policies', async () => {
    const { management } = world;
    expect((await management.fails(ListPoliciesForTarget, { TargetId: MISSING_TARGET, Filter: SCP })).shape).toBe(
      'TargetNotFoundException',
    );
    expect((await management.fails(ListTargetsForPolicy, { PolicyId: MISSING_POLICY })).shape).toBe('PolicyNotFoundException');
  });
});
