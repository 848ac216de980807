import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GetAuthorizationDetails } from '../../events/operations';
import { CreateQueue, TagQueue } from '../../resources/sqs/operations';
import { MoveAccount } from '../account/operations';
import { AttachPolicy, DetachPolicy } from '../attachment/operations';
import { CreatePolicy, UpdatePolicy } from '../policy/operations';
import { DisablePolicyType } from '../policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld, userWith } from '../test-organization';
import { enablePolicyType } from '../test-tables';

let world: OrganizationWorld;
beforeEach(async () => {
  world = await createOrganizationWorld();
  await enablePolicyType(world.management, 'TAG_POLICY');
});
afterEach(() => world.close());

const contentOf = (values: readonly string[]) =>
  JSON.stringify({
    tags: {
      Team: {
        tag_key: { '@@assign': 'Team' },
        tag_value: { '@@assign': values },
        enforced_for: { '@@assign': ['sqs:ALL_SUPPORTED'] },
      },
    },
  });
async function policyWith(values: readonly string[], targetId: string): Promise<string> {
  const given = { Name: `allow-${values.join('-')}`, Description: '', Type: 'TAG_POLICY', Content: contentOf(values) } as const;
  const { Policy } = await world.management.run(CreatePolicy, given);
  const PolicyId = Policy.PolicySummary.Id;
  await world.management.run(AttachPolicy, { PolicyId, TargetId: targetId });
  return PolicyId;
}
let made = 0;
const queueWith = (tags: Record<string, string>) => ({ QueueName: `queue-${++made}`, tags });
const SENTENCE = "The tag policy does not allow the specified value for the following tag key: 'Team'.";

describe('an enforced tag policy', () => {
  it('counts with the next call after each change of policies, attachments, places and types', async () => {
    const member = await world.member('member');
    const unit = await world.unit('Workloads');
    const refused = async (Team: string) => {
      const error = await member.run(CreateQueue, queueWith({ Team })).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (error !== null) expect(error).toMatchObject({ refusal: { policyType: 'TAG_POLICY' } });
      return error !== null;
    };
    expect(await refused('Blue')).toBe(false);
    const PolicyId = await policyWith(['Red'], unit);
    expect(await refused('Blue')).toBe(false);
    const move = { AccountId: member.accountId, SourceParentId: world.rootId, DestinationParentId: unit };
    await world.management.run(MoveAccount, move);
    expect([await refused('Blue'), await refused('Red')]).toEqual([true, false]);
    await world.management.run(UpdatePolicy, { PolicyId, Content: contentOf(['Blue']) });
    expect([await refused('Blue'), await refused('Red')]).toEqual([false, true]);
    await world.management.run(DetachPolicy, { PolicyId, TargetId: unit });
    expect(await refused('Red')).toBe(false);
    await world.management.run(AttachPolicy, { PolicyId, TargetId: member.accountId });
    expect(await refused('Red')).toBe(true);
    await world.management.run(DisablePolicyType, { RootId: world.rootId, PolicyType: 'TAG_POLICY' });
    expect(await refused('Red')).toBe(false);
  });

  it('binds the management account, and lets other keys, calls without tags and other types pass', async () => {
    await policyWith(['Red'], world.rootId);
    const { management } = world;
    expect((await management.fails(CreateQueue, queueWith({ Team: 'Blue' }))).message).toBe(SENTENCE);
    expect((await management.fails(CreateQueue, queueWith({ TEAM: 'Red' }))).message).toContain("'TEAM'");
    const { QueueUrl } = await management.run(CreateQueue, queueWith({ Team: 'Red', Stage: 'Blue' }));
    await management.run(CreateQueue, queueWith({}));
    expect((await management.fails(TagQueue, { QueueUrl, Tags: { Team: 'Blue' } })).shape).toBe('InvalidParameterValue');
    await management.run(TagQueue, { QueueUrl, Tags: { Stage: 'Green' } });
  });

  it('counts after authorization', async () => {
    await policyWith(['Red'], world.rootId);
    const nobody = await userWith(world, world.management, 'nobody');
    expect((await nobody.fails(CreateQueue, queueWith({ Team: 'Blue' }))).shape).toBe('AccessDenied');
  });

  it('explains a refusal by its rule, policy and node, in the event and to the caller', async () => {
    const member = await world.member('member');
    const PolicyId = await policyWith(['Red'], world.rootId);
    const error = await member.fails(CreateQueue, queueWith({ Team: 'Blue' }));
    const { evaluation } = error;
    expect(evaluation?.accountId).toBe(member.accountId);
    const details = await member.run(GetAuthorizationDetails, { AuthorizationId: evaluation?.authorizationId ?? '' });
    expect(details.Refusal).toEqual({
      AccountId: member.accountId,
      PolicyType: 'TAG_POLICY',
      Tag: {
        ResourceType: 'sqs:queue',
        Rule: 'team',
        Key: 'Team',
        Value: 'Blue',
        Reason: 'VALUE',
        Compliant: { Key: 'Team', Values: ['Red'] },
      },
      Source: { policyType: 'TAG_POLICY', policyId: PolicyId, policyName: 'allow-Red', nodeId: world.rootId, nodeName: 'Root' },
      PolicyReadable: false,
    });
    expect(details.Evaluations[0]?.explanation.decision).toBe('Allowed');
    expect(details.Event).toMatchObject({ outcome: 'Failed', errorCode: 'InvalidParameterValue' });
    expect(details.Event?.errorMessage).toBe(
      `${SENTENCE} Rule: team. Tag policy: ${PolicyId} (allow-Red), attached to ${world.rootId} (Root).`,
    );
    const limited = await userWith(world, member, 'limited', [
      { Effect: 'Allow', Action: ['iam:TroubleshootAccess'], Resource: '*' },
    ]);
    const seen = await limited.run(GetAuthorizationDetails, { AuthorizationId: evaluation?.authorizationId ?? '' });
    expect(seen.Refusal?.Tag?.Compliant).toBeUndefined();
  });

  it('is readable by the management account on the page of its own refusal', async () => {
    await policyWith(['Red'], world.rootId);
    const error = await world.management.fails(CreateQueue, queueWith({ Team: 'Blue' }));
    const given = { AuthorizationId: error.evaluation?.authorizationId ?? '' };
    expect((await world.management.run(GetAuthorizationDetails, given)).Refusal?.PolicyReadable).toBe(true);
  });
});
