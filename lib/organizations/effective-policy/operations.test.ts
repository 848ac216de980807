import { POLICY_TYPES as FACTS } from '@gatehouse/policy/organization';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, TEST_NOW } from '../../core/test-world';
import { recordedEvents } from '../../core/testing/recorded-events';
import { MoveAccount } from '../account/operations';
import { AttachPolicy, DetachPolicy, ListPoliciesForTarget, ListTargetsForPolicy } from '../attachment/operations';
import { CreatePolicy, DeletePolicy, DescribePolicy, ListPolicies, UpdatePolicy } from '../policy/operations';
import { DisablePolicyType, EnablePolicyType } from '../policy-type/operations';
import { POLICY_TYPES, type PolicyType } from '../shapes';
import { ListTagsForResource, TagResource } from '../tag/operations';
import { createOrganizationWorld, type OrganizationWorld, userWith } from '../test-organization';
import {
  DescribeEffectivePolicy,
  ListAccountsWithInvalidEffectivePolicy,
  ListEffectivePolicyValidationErrors,
} from './operations';

const TAG = 'TAG_POLICY';
const BACKUP = 'BACKUP_POLICY';
const DECLARATIVE = POLICY_TYPES.filter((type) => type in FACTS) as (keyof typeof FACTS)[];

/** The smallest accepted document of each type with a documented syntax. */
const SMALLEST: Partial<Record<PolicyType, string>> = {
  TAG_POLICY: '{"tags":{}}',
  BACKUP_POLICY: '{"plans":{}}',
  AISERVICES_OPT_OUT_POLICY: '{"services":{}}',
};

let world: OrganizationWorld;
let root: Actor;
let rootId: string;
beforeEach(async () => {
  world = await createOrganizationWorld();
  ({ management: root, rootId } = world);
});
afterEach(() => world.close());

const enable = (PolicyType: PolicyType) => root.run(EnablePolicyType, { RootId: rootId, PolicyType });
const tags = (setting: object, key = 'Team') => JSON.stringify({ tags: { [key]: { tag_value: setting } } });
const assign = (...values: string[]) => ({ '@@assign': values });
const append = (...values: string[]) => ({ '@@append': values });

async function create(Name: string, Content: string, Type: PolicyType = TAG): Promise<string> {
  const { Policy } = await root.run(CreatePolicy, { Name, Description: '', Type, Content });
  return Policy.PolicySummary.Id;
}

async function attach(TargetId: string, Name: string, Content: string, Type: PolicyType = TAG): Promise<string> {
  const PolicyId = await create(Name, Content, Type);
  await root.run(AttachPolicy, { PolicyId, TargetId });
  return PolicyId;
}

async function effective(TargetId: string | undefined, by = root, PolicyType: PolicyType = TAG) {
  const { EffectivePolicy } = await by.run(DescribeEffectivePolicy, { PolicyType, TargetId });
  return JSON.parse(EffectivePolicy.PolicyContent);
}
const valuesOf = async (account: string) => (await effective(account)).tags?.team.tag_value;

/** A tag policy that requires some tags for instances. More than 50 in all are invalid. */
const required = (from: number, count: number) =>
  JSON.stringify({
    tags: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`k${from + index}`, { report_required_tag_for: assign('ec2:instance') }]),
    ),
  });

it('a new name of a policy leaves the time of the effective policy, and a new content changes it', async () => {
  await enable(TAG);
  const PolicyId = await attach(rootId, 'one', tags(assign('a')));
  const at = (hours: number) => root.with({ now: new Date(TEST_NOW.getTime() + hours * 3_600_000) });
  const updated = async () => (await root.run(DescribeEffectivePolicy, { PolicyType: TAG })).EffectivePolicy.LastUpdatedTimestamp;
  const before = await updated();
  await at(1).run(UpdatePolicy, { PolicyId, Name: 'two' });
  expect(await updated()).toEqual(before);
  await at(2).run(UpdatePolicy, { PolicyId, Content: tags(assign('b')) });
  expect((await updated()).getTime() - TEST_NOW.getTime()).toBe(2 * 3_600_000);
});

describe('declarative policy types', () => {
  it.each(DECLARATIVE)('%s is enabled without attaching anything, and is disabled', async (PolicyType) => {
    const { Root } = await enable(PolicyType);
    expect(Root.PolicyTypes).toEqual([{ Type: PolicyType, Status: 'ENABLED' }]);
    expect((await root.run(ListPolicies, { Filter: PolicyType })).Policies).toEqual([]);
    expect((await root.run(ListPoliciesForTarget, { TargetId: rootId, Filter: PolicyType })).Policies).toEqual([]);
    expect(await effective(undefined, root, PolicyType)).toEqual({});
    await root.run(DisablePolicyType, { RootId: rootId, PolicyType });
    expect((await root.fails(DescribeEffectivePolicy, { PolicyType })).shape).toBe('EffectivePolicyNotFoundException');
  });

  it.each(Object.entries(SMALLEST))('%s policies are stored as they were sent', async (type, content) => {
    const Type = type as PolicyType;
    const Content = `\n ${content}\t`;
    const PolicyId = await create('one', Content, Type);
    const { Policy } = await root.run(DescribePolicy, { PolicyId });
    expect(Policy).toMatchObject({ Content, PolicySummary: { Type, AwsManaged: false } });
    expect(Policy.PolicySummary.Arn).toBe(
      `arn:aws:organizations::${root.accountId}:policy/${world.organizationId}/${type.toLowerCase()}/${PolicyId}`,
    );
    await root.run(TagResource, { ResourceId: PolicyId, Tags: [{ Key: 'a', Value: 'b' }] });
    expect((await root.run(ListTagsForResource, { ResourceId: PolicyId })).Tags).toEqual([{ Key: 'a', Value: 'b' }]);
    const refused = await root.fails(AttachPolicy, { PolicyId, TargetId: rootId });
    expect(refused.shape).toBe('PolicyTypeNotEnabledException');
    await root.run(DeletePolicy, { PolicyId });
  });

  it('are not available with consolidated billing', async () => {
    const billing = await createOrganizationWorld('CONSOLIDATED_BILLING');
    const error = await billing.management.fails(EnablePolicyType, { RootId: billing.rootId, PolicyType: TAG });
    await billing.close();
    expect(error.shape).toBe('PolicyTypeNotAvailableForOrganizationException');
  });

  it('refuse documents that do not meet the syntax, with the line', async () => {
    const PolicyId = await create('good', tags(assign('Red')));
    for (const Content of ['{', '{}', '{"tags":{"Team":{"nothing":{}}}}', '{"Version":"2012-10-17","Statement":[]}']) {
      for (const error of [
        await root.fails(CreatePolicy, { Name: 'bad', Description: '', Type: TAG, Content }),
        await root.fails(UpdatePolicy, { PolicyId, Content }),
      ]) {
        expect(error.shape).toBe('MalformedPolicyDocumentException');
        expect(error.message).toMatch(
          /^The provided policy document does not meet the requirements of the specified policy type\. Line 1: .+\.$/,
        );
      }
    }
    expect((await root.run(DescribePolicy, { PolicyId })).Policy.Content).toBe(tags(assign('Red')));
  });

  it('have quotas of characters and attachments', async () => {
    const Type = 'AISERVICES_OPT_OUT_POLICY';
    const Content = '{"services":{}}';
    await enable(Type);
    await create('whole', Content.padEnd(2500), Type);
    const long = await root.fails(CreatePolicy, { Name: 'long', Description: '', Type, Content: Content.padEnd(2501) });
    expect(long).toMatchObject({
      shape: 'ConstraintViolationException',
      members: { Reason: 'POLICY_CONTENT_LIMIT_EXCEEDED' },
      message: 'You have exceeded the maximum policy size. The quota is 2,500.',
    });
    for (let number = 0; number < 5; number++) await attach(rootId, `p${number}`, Content, Type);
    const sixth = await root.fails(AttachPolicy, { PolicyId: await create('sixth', Content, Type), TargetId: rootId });
    expect(sixth.members).toMatchObject({ Reason: 'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED' });
  });

  it('let the last policy be detached, and are detached everywhere when the type is disabled', async () => {
    await enable(TAG);
    const PolicyId = await attach(rootId, 'one', tags(assign('Red')));
    await root.run(DetachPolicy, { PolicyId, TargetId: rootId });
    expect(await effective(root.accountId)).toEqual({});
    await root.run(AttachPolicy, { PolicyId, TargetId: rootId });
    await root.run(AttachPolicy, { PolicyId, TargetId: root.accountId });
    await root.run(DisablePolicyType, { RootId: rootId, PolicyType: TAG });
    expect((await root.run(ListTargetsForPolicy, { PolicyId })).Targets).toEqual([]);
    await enable(TAG);
    expect(await effective(root.accountId)).toEqual({});
  });
});

describe('DescribeEffectivePolicy', () => {
  it('follows the order of attachment, which detaching and attaching again changes', async () => {
    await enable(TAG);
    const first = await attach(root.accountId, 'first', tags(assign('Red')));
    await attach(root.accountId, 'second', tags(assign('Blue')));
    expect(await valuesOf(root.accountId)).toEqual(['Red']);
    await root.run(UpdatePolicy, { PolicyId: first, Content: tags(assign('Green')) });
    expect(await valuesOf(root.accountId)).toEqual(['Green']);
    await root.run(DetachPolicy, { PolicyId: first, TargetId: root.accountId });
    await root.run(AttachPolicy, { PolicyId: first, TargetId: root.accountId });
    expect(await valuesOf(root.accountId)).toEqual(['Blue']);
  });

  it('inherits from the root and OUs, also by the caller without a target, and follows a move', async () => {
    await enable(TAG);
    const unit = await world.unit('Workloads');
    const member = await world.member('dev');
    await attach(rootId, 'root', tags(assign('Red')));
    await attach(unit, 'unit', tags(append('Blue')));
    expect(await valuesOf(member.accountId)).toEqual(['Red']);
    await root.run(MoveAccount, { AccountId: member.accountId, SourceParentId: rootId, DestinationParentId: unit });
    expect(await valuesOf(member.accountId)).toEqual(['Red', 'Blue']);
    expect(await effective(undefined, member)).toEqual(await effective(member.accountId));
    expect(await effective(member.accountId, member)).toEqual(await effective(member.accountId));
    const other = await member.fails(DescribeEffectivePolicy, { PolicyType: TAG, TargetId: root.accountId });
    expect(other).toMatchObject({
      shape: 'AccessDeniedException',
      message: "You don't have permissions to access this resource.",
    });
    const nobody = await userWith(world, member, 'nobody');
    expect((await nobody.fails(DescribeEffectivePolicy, { PolicyType: TAG })).shape).toBe('AccessDenied');
  });

  it('takes the time of the last change that concerns the account', async () => {
    const at = (minute: number) => root.with({ now: new Date(TEST_NOW.getTime() + minute * 60_000) });
    const member = await world.member('dev');
    await at(1).run(EnablePolicyType, { RootId: rootId, PolicyType: TAG });
    const time = async (TargetId: string) => {
      const { EffectivePolicy } = await at(99).run(DescribeEffectivePolicy, { PolicyType: TAG, TargetId });
      return (EffectivePolicy.LastUpdatedTimestamp.getTime() - TEST_NOW.getTime()) / 60_000;
    };
    const PolicyId = await create('one', tags(assign('Red')));
    await at(2).run(AttachPolicy, { PolicyId, TargetId: member.accountId });
    expect([await time(member.accountId), await time(root.accountId)]).toEqual([2, 1]);
    await at(3).run(UpdatePolicy, { PolicyId, Description: 'Colours' });
    await at(4).run(DetachPolicy, { PolicyId, TargetId: member.accountId });
    expect([await time(member.accountId), await time(root.accountId)]).toEqual([4, 1]);
  });
});

describe('an invalid effective policy', () => {
  it('is never in force: the last valid document stays whole until the policy is valid again', async () => {
    await enable(TAG);
    const member = await world.member('dev');
    await attach(rootId, 'root', required(0, 30));
    const valid = await effective(member.accountId);
    const own = await attach(member.accountId, 'own', required(30, 30));
    expect(await effective(member.accountId)).toEqual(valid);
    await attach(member.accountId, 'more', tags(assign('Red')));
    expect(await effective(member.accountId)).toEqual(valid);

    const asked = { AccountId: member.accountId, PolicyType: TAG } as const;
    const errors = await root.run(ListEffectivePolicyValidationErrors, asked);
    expect(errors).toMatchObject({
      ...asked,
      Path: `${world.organizationId}/${rootId}/${member.accountId}/`,
      EvaluationTimestamp: expect.any(Date),
      EffectivePolicyValidationErrors: [{ ErrorCode: 'ELEMENTS_TOO_MANY', PathToError: 'tags' }],
    });
    expect(errors.EffectivePolicyValidationErrors[0]?.ContributingPolicies).toContain(own);
    const { Accounts } = await root.run(ListAccountsWithInvalidEffectivePolicy, { PolicyType: TAG });
    expect(Accounts.map(({ Id }) => Id)).toEqual([member.accountId]);

    await root.run(UpdatePolicy, { PolicyId: own, Content: required(30, 1) });
    expect(Object.keys((await effective(member.accountId)).tags)).toHaveLength(32);
    const none = await root.run(ListEffectivePolicyValidationErrors, asked);
    expect(none).toEqual({ ...asked, EffectivePolicyValidationErrors: [], NextToken: undefined });
    expect((await root.run(ListAccountsWithInvalidEffectivePolicy, { PolicyType: TAG })).Accounts).toEqual([]);

    const events = await recordedEvents(world.database.reader, { eventName: { startsWith: 'EffectivePolicy' } });
    const details = JSON.stringify({ accountId: member.accountId, policyType: TAG });
    expect(events.map(({ accountId, eventName, requestParameters }) => [accountId, eventName, requestParameters])).toEqual([
      [root.accountId, 'EffectivePolicyInvalid', details],
      [root.accountId, 'EffectivePolicyValid', details],
    ]);
  });

  it('follows moves, joins and disabling, and the accounts come in pages', async () => {
    await enable(TAG);
    const unit = await world.unit('Strict');
    const members = [await world.member('a'), await world.member('b'), await world.member('c')];
    await attach(rootId, 'root', required(0, 30));
    await attach(unit, 'unit', required(30, 30));
    const moves = (SourceParentId: string, DestinationParentId: string) =>
      Promise.all(
        members.map(({ accountId }) => root.run(MoveAccount, { AccountId: accountId, SourceParentId, DestinationParentId })),
      );
    const before = await effective(members[0]?.accountId);
    await moves(rootId, unit);
    expect(await effective(members[0]?.accountId)).toEqual(before);
    const found: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await root.run(ListAccountsWithInvalidEffectivePolicy, { PolicyType: TAG, MaxResults: 2, NextToken });
      found.push(...page.Accounts.map(({ Id }) => Id));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(found).toEqual(members.map(({ accountId }) => accountId).sort());
    await moves(unit, rootId);
    expect((await root.run(ListAccountsWithInvalidEffectivePolicy, { PolicyType: TAG })).Accounts).toEqual([]);

    await attach(rootId, 'more', required(60, 30));
    const joined = await world.member('late');
    expect(await effective(joined.accountId)).toEqual({});
    expect(await effective(root.accountId)).toEqual(before);
    await root.run(DisablePolicyType, { RootId: rootId, PolicyType: TAG });
    await enable(TAG);
    expect((await root.run(ListAccountsWithInvalidEffectivePolicy, { PolicyType: TAG })).Accounts).toEqual([]);
    expect(await effective(root.accountId)).toEqual({});
  });

  it('has its problems in pages', async () => {
    await enable(BACKUP);
    const plan = { regions: assign('eu-west-1') };
    const Content = JSON.stringify({ plans: { daily: plan, weekly: plan } });
    await attach(root.accountId, 'plans', Content, BACKUP);
    expect(await effective(undefined, root, BACKUP)).toEqual({});
    const asked = { AccountId: root.accountId, PolicyType: BACKUP } as const;
    const whole = (await root.run(ListEffectivePolicyValidationErrors, asked)).EffectivePolicyValidationErrors;
    expect(whole.length).toBeGreaterThan(1);
    const found: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const page = await root.run(ListEffectivePolicyValidationErrors, { ...asked, MaxResults: 1, NextToken });
      found.push(...page.EffectivePolicyValidationErrors);
      NextToken = page.NextToken;
    } while (NextToken);
    expect(found).toEqual(whole);
    expect((await root.fails(ListEffectivePolicyValidationErrors, { ...asked, NextToken: '' })).members).toMatchObject({
      Reason: 'INVALID_NEXT_TOKEN',
    });
  });
});
