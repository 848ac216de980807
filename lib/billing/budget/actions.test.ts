import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ListOutboxMessages } from '../../account/outbox-operations';
import type { Actor } from '../../core/test-world';
import { AttachUserPolicy, ListAttachedUserPolicies } from '../../iam/attachment/operations';
import { PutRolePolicy } from '../../iam/inline-policy/operations';
import { CreatePolicy as CreateManagedPolicy } from '../../iam/policy/operations';
import { CreateRole, UpdateAssumeRolePolicy } from '../../iam/role/operations';
import { UpdateIAMAccessPreference } from '../../iam/root-user/operations';
import { CreateUser, ListUsers } from '../../iam/user/operations';
import { AttachPolicy, ListPoliciesForTarget } from '../../organizations/attachment/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { type OrganizationWorld, policyText, userWith } from '../../organizations/test-organization';
import { DescribeInstances } from '../../resources/ec2/describe-operations';
import { StopInstances } from '../../resources/ec2/instance-operations';
import { imagesIn } from '../../resources/ec2/resource';
import { RunInstances } from '../../resources/ec2/run-operations';
import { createBillingWorld } from '../test-billing';
import { putTransfer } from '../test-usage';
import {
  CreateBudgetAction,
  DeleteBudgetAction,
  DescribeBudgetAction,
  DescribeBudgetActionHistories,
  DescribeBudgetActionsForAccount,
  DescribeBudgetActionsForBudget,
  ExecuteBudgetAction,
  UpdateBudgetAction,
} from './action-operations';
import { carryOutActions } from './carry-out';
import { judgeBudgets } from './judge';
import { CreateBudget, DeleteBudget } from './operations';
import { ListTagsForResource, TagResource } from './tag-operations';

const now = new Date('2026-03-20T12:00:00Z');
const april = new Date('2026-04-02T12:00:00Z');
let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
let PolicyId: string;
let ExecutionRoleArn: string;

const trust = (Service: string) => policyText({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });

beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld(now));
  await bob.run(EnablePolicyType, { RootId: world.rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const { Policy } = await bob.run(CreatePolicy, {
    Name: 'no-iam',
    Description: '',
    Type: 'SERVICE_CONTROL_POLICY',
    Content: policyText({ Effect: 'Deny', Action: 'iam:*', Resource: '*' }),
  });
  PolicyId = Policy.PolicySummary?.Id;
  ExecutionRoleArn = await roleFor(bob);
  await bob.run(CreateBudget, {
    AccountId: bob.accountId,
    Budget: { BudgetName: 'all', BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: '1000', Unit: 'USD' } },
  });
});
afterEach(() => world.close());

async function roleFor(actor: Actor, RoleName = 'budgets'): Promise<string> {
  const { Role } = await actor.run(CreateRole, { RoleName, AssumeRolePolicyDocument: trust('budgets.amazonaws.com') });
  const Action = ['organizations:AttachPolicy', 'organizations:DetachPolicy', 'iam:AttachUserPolicy', 'iam:DetachUserPolicy'];
  const PolicyDocument = policyText({ Effect: 'Allow', Action, Resource: '*' });
  await actor.run(PutRolePolicy, { RoleName, PolicyName: 'apply', PolicyDocument });
  return Role.Arn;
}

const named = () => ({ AccountId: bob.accountId, BudgetName: 'all' });
type Given = Parameters<typeof CreateBudgetAction.run>[0];
const given = (more: Partial<Given> = {}): Given => ({
  ...named(),
  NotificationType: 'ACTUAL',
  ActionType: 'APPLY_SCP_POLICY',
  ActionThreshold: { ActionThresholdValue: 80, ActionThresholdType: 'PERCENTAGE' },
  Definition: { ScpActionDefinition: { PolicyId, TargetIds: [susan.accountId] } },
  ExecutionRoleArn,
  ApprovalModel: 'AUTOMATIC',
  Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'a@example.com' }],
  ...more,
});
const create = async (more: Partial<Given> = {}) => ({
  ...named(),
  ActionId: (await bob.run(CreateBudgetAction, given(more))).ActionId,
});
const look = async (time = now) => {
  await judgeBudgets(world.database, time);
  await carryOutActions(world.database, time);
};
const statusOf = async (action: Parameters<typeof DescribeBudgetAction.run>[0]) =>
  (await bob.run(DescribeBudgetAction, action)).Action.Status;
const spend = () => putTransfer(bob, '2026-03', { [susan.accountId]: 8 });

describe('a budget action', () => {
  it('attaches an SCP when its threshold is crossed and detaches it in the next period', async () => {
    const nina = await userWith(world, susan, 'nina', [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }]);
    const action = await create();
    await look();
    expect(await statusOf(action)).toBe('STANDBY');
    await nina.run(ListUsers, {});
    await spend();
    await look();
    expect(await statusOf(action)).toBe('EXECUTION_SUCCESS');
    expect((await nina.fails(ListUsers, {})).message).toContain('with an explicit deny in a service control policy');
    expect((await bob.run(ListOutboxMessages, {})).Messages[0]?.Subject).toBe('AWS Budgets: an action of all was carried out');
    // An action runs only once in a period, even when costs rise again.
    await putTransfer(bob, '2026-03', { [susan.accountId]: 1 });
    await look();
    await look(april);
    expect(await statusOf(action)).toBe('STANDBY');
    await nina.run(ListUsers, {});
    const { ActionHistories } = await bob.run(DescribeBudgetActionHistories, action);
    expect(ActionHistories.map(({ Status, EventType }) => `${Status} ${EventType}`)).toEqual([
      'STANDBY SYSTEM',
      'RESET_IN_PROGRESS SYSTEM',
      'EXECUTION_SUCCESS SYSTEM',
      'EXECUTION_IN_PROGRESS SYSTEM',
      'STANDBY CREATE_ACTION',
    ]);
    const recorded = await world.database.reader.event.findMany({ where: { eventName: 'AttachPolicy', outcome: 'Success' } });
    expect(recorded).toHaveLength(1);
  });

  it('stops instances with its role and, when reversed, starts only those that it stopped', async () => {
    const launch = { ImageId: imagesIn('eu-west-1')[0]?.id ?? '', InstanceType: 't3.micro', MinCount: 2, MaxCount: 2 };
    const there = bob.with({ region: 'eu-west-1' });
    const { Instances } = await there.run(RunInstances, launch);
    const InstanceIds = Instances.map(({ InstanceId }) => InstanceId);
    await there.run(StopInstances, { InstanceIds: InstanceIds.slice(1) });
    const statesAt = async (time: Date) => {
      const { Reservations } = await there.with({ now: time }).run(DescribeInstances, { InstanceIds });
      const states = new Map(Reservations.flatMap((each) => each.Instances).map((each) => [each.InstanceId, each.State.Name]));
      return InstanceIds.map((id) => states.get(id));
    };
    const action = await create({
      ActionType: 'RUN_SSM_DOCUMENTS',
      Definition: { SsmActionDefinition: { ActionSubType: 'STOP_EC2_INSTANCES', Region: 'eu-west-1', InstanceIds } },
    });
    await spend();
    await look();
    expect(await statusOf(action)).toBe('EXECUTION_FAILURE');
    const Condition = { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'ssm.amazonaws.com' } };
    const PolicyDocument = policyText({
      Effect: 'Allow',
      Action: ['ec2:StopInstances', 'ec2:StartInstances'],
      Resource: '*',
      Condition,
    });
    await bob.run(PutRolePolicy, { RoleName: 'budgets', PolicyName: 'stop', PolicyDocument });
    const execute = (ExecutionType: 'RETRY_BUDGET_ACTION' | 'REVERSE_BUDGET_ACTION') =>
      bob.run(ExecuteBudgetAction, { ...action, ExecutionType });
    await execute('RETRY_BUDGET_ACTION');
    expect((await bob.fails(DeleteBudget, named())).message).toContain('is in progress');
    await look();
    expect(await statusOf(action)).toBe('EXECUTION_SUCCESS');
    const later = new Date(now.getTime() + 60_000);
    expect(await statesAt(later)).toEqual(['stopped', 'stopped']);
    await execute('REVERSE_BUDGET_ACTION');
    await look();
    expect(await statusOf(action)).toBe('REVERSE_IN_PROGRESS');
    await look(later);
    expect(await statesAt(new Date(later.getTime() + 60_000))).toEqual(['running', 'stopped']);
  });

  it('waits for approval if it is manual, and can be reversed and reset', async () => {
    const action = await create({ ApprovalModel: 'MANUAL' });
    await spend();
    await look();
    expect(await statusOf(action)).toBe('PENDING');
    const execute = (ExecutionType: 'APPROVE_BUDGET_ACTION') => bob.run(ExecuteBudgetAction, { ...action, ExecutionType });
    await execute('APPROVE_BUDGET_ACTION');
    expect((await bob.fails(DeleteBudgetAction, action)).shape).toBe('ResourceLockedException');
    await look();
    expect(await statusOf(action)).toBe('EXECUTION_SUCCESS');
    const attached = async () =>
      (await bob.run(ListPoliciesForTarget, { TargetId: susan.accountId, Filter: 'SERVICE_CONTROL_POLICY' })).Policies.some(
        ({ Id }) => Id === PolicyId,
      );
    expect(await attached()).toBe(true);
    await execute('REVERSE_BUDGET_ACTION' as never);
    await look();
    expect([await statusOf(action), await attached()]).toEqual(['REVERSE_SUCCESS', false]);
    expect((await bob.fails(ExecuteBudgetAction, { ...action, ExecutionType: 'APPROVE_BUDGET_ACTION' })).shape).toBe(
      'InvalidParameterException',
    );
    await execute('RESET_BUDGET_ACTION' as never);
    await look();
    expect(await statusOf(action)).toBe('PENDING');
  });

  it('fails with the denial if its role lacks permission, and can be retried', async () => {
    const deny = policyText({ Effect: 'Deny', Action: 'organizations:AttachPolicy', Resource: '*' });
    await bob.run(PutRolePolicy, { RoleName: 'budgets', PolicyName: 'deny', PolicyDocument: deny });
    const action = await create();
    await spend();
    await look();
    expect(await statusOf(action)).toBe('EXECUTION_FAILURE');
    const { ActionHistories } = await bob.run(DescribeBudgetActionHistories, action);
    expect(ActionHistories[0]?.ActionHistoryDetails.Message).toContain(
      'is not authorized to perform: organizations:AttachPolicy',
    );
    expect(
      await world.database.reader.event.findFirst({ where: { eventName: 'AttachPolicy', outcome: 'Denied' } }),
    ).not.toBeNull();
    await bob.run(UpdateAssumeRolePolicy, { RoleName: 'budgets', PolicyDocument: trust('ec2.amazonaws.com') });
    await bob.run(ExecuteBudgetAction, { ...action, ExecutionType: 'RETRY_BUDGET_ACTION' });
    await look();
    const again = await bob.run(DescribeBudgetActionHistories, { ...action, MaxResults: 1 });
    expect(again.ActionHistories[0]?.ActionHistoryDetails.Message).toContain(
      'does not allow budgets.amazonaws.com to assume the role',
    );
  });

  it('attaches IAM policies to users, and its reversal keeps attachments from before', async () => {
    const { Policy } = await bob.run(CreateManagedPolicy, {
      PolicyName: 'stop',
      PolicyDocument: policyText({ Effect: 'Deny', Action: '*', Resource: '*' }),
    });
    for (const UserName of ['one', 'two']) await bob.run(CreateUser, { UserName });
    const PolicyArn = Policy.Arn;
    await bob.run(AttachUserPolicy, { UserName: 'two', PolicyArn });
    const Definition = { IamActionDefinition: { PolicyArn, Users: ['one', 'two'] } };
    const action = await create({ ActionType: 'APPLY_IAM_POLICY', Definition });
    await spend();
    await look();
    const of = async (UserName: string) => (await bob.run(ListAttachedUserPolicies, { UserName })).AttachedPolicies.length;
    expect([await of('one'), await of('two')]).toEqual([1, 1]);
    await bob.run(ExecuteBudgetAction, { ...action, ExecutionType: 'REVERSE_BUDGET_ACTION' });
    await look();
    expect([await of('one'), await of('two'), await statusOf(action)]).toEqual([0, 1, 'REVERSE_SUCCESS']);
  });

  it('can be updated, listed, tagged and deleted', async () => {
    const action = await create();
    expect((await bob.fails(CreateBudgetAction, given())).shape).toBe('DuplicateRecordException');
    const { NewAction } = await bob.run(UpdateBudgetAction, { ...action, ApprovalModel: 'MANUAL' });
    expect(NewAction).toMatchObject({ ApprovalModel: 'MANUAL', ActionType: 'APPLY_SCP_POLICY' });
    for (const { Actions } of [
      await bob.run(DescribeBudgetActionsForAccount, { AccountId: bob.accountId }),
      await bob.run(DescribeBudgetActionsForBudget, named()),
    ])
      expect(Actions.map(({ ActionId }) => ActionId)).toEqual([action.ActionId]);
    const ResourceARN = `arn:aws:budgets::${bob.accountId}:budget/all/action/${action.ActionId}`;
    await bob.run(TagResource, { ResourceARN, ResourceTags: [{ Key: 'a', Value: 'b' }] });
    expect((await bob.run(ListTagsForResource, { ResourceARN })).ResourceTags).toHaveLength(1);
    await bob.run(DeleteBudgetAction, action);
    expect((await bob.fails(DescribeBudgetAction, action)).shape).toBe('NotFoundException');
  });

  const refused: readonly (readonly [string, () => Partial<Given>, string])[] = [
    [
      'databases to stop',
      () => ({
        ActionType: 'RUN_SSM_DOCUMENTS',
        Definition: { SsmActionDefinition: { ActionSubType: 'STOP_RDS_INSTANCES', Region: 'us-east-1', InstanceIds: ['db'] } },
      }),
      'Gatehouse has no RDS instances',
    ],
    ['the definition of another type', () => ({ ActionType: 'APPLY_IAM_POLICY' }), 'must have only the definition of this type'],
    [
      'a policy that is no SCP',
      () => ({ Definition: { ScpActionDefinition: { PolicyId: 'p-RCPFullAWSAccess', TargetIds: [susan.accountId] } } }),
      'is not a service control policy of the organization',
    ],
    ['a role that is not there', () => ({ ExecutionRoleArn: `${ExecutionRoleArn}-2` }), 'does not exist in account'],
  ];
  it.each(refused)('is not created with %s', async (_, more, sentence) => {
    const error = await bob.fails(CreateBudgetAction, given(more()));
    expect([error.shape, error.message]).toEqual(['InvalidParameterException', expect.stringContaining(sentence)]);
  });

  it('requires iam:PassRole, a role that trusts AWS Budgets, and the management account for SCPs', async () => {
    await bob.run(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'ALLOW' });
    const maker = await userWith(world, bob, 'maker', [{ Effect: 'Allow', Action: 'budgets:*', Resource: '*' }]);
    expect((await maker.fails(CreateBudgetAction, given())).message).toContain(
      `is not authorized to perform: iam:PassRole on resource: ${ExecutionRoleArn}`,
    );
    await bob.run(UpdateAssumeRolePolicy, { RoleName: 'budgets', PolicyDocument: trust('ec2.amazonaws.com') });
    expect((await bob.fails(CreateBudgetAction, given())).message).toContain(
      'does not allow budgets.amazonaws.com to assume the role',
    );
    const hers = { AccountId: susan.accountId, BudgetName: 'hers' };
    await susan.run(CreateBudget, {
      AccountId: susan.accountId,
      Budget: { BudgetName: 'hers', BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: '1', Unit: 'USD' } },
    });
    const more = { ...hers, ExecutionRoleArn: await roleFor(susan) };
    expect((await susan.fails(CreateBudgetAction, given(more))).message).toContain('Only the management account');
  });

  it('does not detach an SCP that was attached before when it is reversed', async () => {
    await bob.run(AttachPolicy, { PolicyId, TargetId: susan.accountId });
    const action = await create();
    await spend();
    await look();
    await bob.run(ExecuteBudgetAction, { ...action, ExecutionType: 'REVERSE_BUDGET_ACTION' });
    await look();
    const { Policies } = await bob.run(ListPoliciesForTarget, { TargetId: susan.accountId, Filter: 'SERVICE_CONTROL_POLICY' });
    expect(Policies.map(({ Id }) => Id)).toContain(PolicyId);
  });
});
