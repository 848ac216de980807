import { randomUUID } from 'node:crypto';
import type { Actor } from '../../core/test-world';
import { type Contract, type Names, type Stage, taking } from '../../core/testing/contract';
import { transaction } from '../../db/transaction';
import { CreateRole } from '../../iam/role/operations';
import { policyText } from '../../organizations/test-organization';
import { budgetsOperations as operations } from '../budgets';
import { CreateBudgetAction } from './action-operations';
import { budgetArn } from './arns';
import { MOST_ACTIONS, MOST_BUDGETS } from './limits';
import { CreateBudget } from './operations';
import type { ActionStatus } from './rows';

const budget = (BudgetName: string) => ({
  BudgetName,
  BudgetType: 'COST' as const,
  TimeUnit: 'MONTHLY' as const,
  BudgetLimit: { Amount: '100', Unit: 'USD' },
});
const above = (Threshold: number) => ({
  NotificationType: 'ACTUAL' as const,
  ComparisonOperator: 'GREATER_THAN' as const,
  Threshold,
  ThresholdType: 'PERCENTAGE' as const,
});
const mail = (name: string) => ({ SubscriptionType: 'EMAIL' as const, Address: `${name}@example.com` });
const ACTION = {
  NotificationType: 'ACTUAL' as const,
  ActionType: 'APPLY_IAM_POLICY' as const,
  ActionThreshold: { ActionThresholdValue: 100, ActionThresholdType: 'PERCENTAGE' as const },
  Definition: { IamActionDefinition: { PolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll', Users: ['spender'] } },
  ApprovalModel: 'MANUAL' as const,
  Subscribers: [mail('a')],
};

/** Creates a role that Budgets may assume. */
async function makeRole(root: Actor, RoleName: string): Promise<string> {
  const trust = policyText({ Effect: 'Allow', Principal: { Service: 'budgets.amazonaws.com' }, Action: 'sts:AssumeRole' });
  const { Role } = await root.run(CreateRole, { RoleName, AssumeRolePolicyDocument: trust });
  return Role.Arn;
}

/**
 * Creates a budget with an action in some status.
 * @returns the action's id
 */
async function makeAction({ world, root }: Stage, BudgetName: string, role: string, status: ActionStatus): Promise<string> {
  const { accountId: AccountId } = root;
  const ResourceTags = [{ Key: 'team', Value: 'blue' }];
  const NotificationsWithSubscribers = [{ Notification: above(80), Subscribers: [mail('a')] }];
  await root.run(CreateBudget, { AccountId, Budget: budget(BudgetName), NotificationsWithSubscribers, ResourceTags });
  const { ActionId } = await root.run(CreateBudgetAction, { AccountId, BudgetName, ...ACTION, ExecutionRoleArn: role });
  await transaction(world.database, (tx) => tx.budgetAction.update({ where: { id: ActionId }, data: { status } }));
  return ActionId;
}

/** Makes `crowded` an account with as many budgets as allowed, of which one has the maximum of everything. */
async function crowd({ world, account }: Stage): Promise<Names> {
  const crowded = await account('crowded');
  const { accountId: AccountId } = crowded;
  const full = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((each) => ({
    Notification: above(each),
    Subscribers: Array.from({ length: 10 }, (_, at) => mail(`held-${at}`)),
  }));
  await crowded.run(CreateBudget, { AccountId, Budget: budget('usual'), NotificationsWithSubscribers: full });
  const crowdedRole = await makeRole(crowded, 'budgets');
  const { id, updatedAt, ...row } = await world.database.reader.budget.findFirstOrThrow({ where: { accountId: AccountId } });
  await transaction(world.database, async (tx) => {
    for (let at = 1; at < MOST_BUDGETS; at += 1_000)
      await tx.budget.createMany({
        data: Array.from({ length: Math.min(1_000, MOST_BUDGETS - at) }, (_, more) => ({
          ...row,
          id: `held-${at + more}`,
          name: `held-${at + more}`,
          notifications: '[]',
          updatedAt,
        })),
      });
    const held = { accountId: AccountId, budgetId: id, document: '{}', status: 'STANDBY', applied: '[]', history: '[]' };
    await tx.budgetAction.createMany({ data: Array.from({ length: MOST_ACTIONS }, () => ({ ...held, id: randomUUID() })) });
  });
  return { crowded: AccountId, crowdedRole };
}

const OURS = { AccountId: '<scene.account>', BudgetName: 'monthly' };
const MADE = { ...OURS, ActionId: '<CreateBudgetAction.ActionId>' };
const ARN = 'arn:aws:budgets::<scene.account>:budget/monthly';
const LISTS = taking(operations, 'NextToken');
const TAGGING = taking(operations, 'ResourceARN');
const NAMED = taking(operations, 'BudgetName');
const OF_ACTIONS = taking(operations, 'ActionId');
const manyTags = Array.from({ length: 51 }, (_, at) => ({ Key: `key-${at}`, Value: '' }));
const TOO_MANY_TAGS = 'A budget or an action can have at most 50 tags.';
const CROWDED = { AccountId: '<scene.crowded>' };
const BY_CROWDED = { by: 'crowded' };
const NONE = '00000000-0000-0000-0000-000000000000';

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const { accountId: AccountId } = root;
    const ResourceTags = [{ Key: 'owner', Value: secret }];
    const NotificationsWithSubscribers = [{ Notification: above(80), Subscribers: [mail(secret)] }];
    await root.run(CreateBudget, { AccountId, Budget: budget(name), NotificationsWithSubscribers, ResourceTags });
    const ExecutionRoleArn = await makeRole(root, name);
    const { ActionId } = await root.run(CreateBudgetAction, { AccountId, BudgetName: name, ...ACTION, ExecutionRoleArn });
    return { AccountId, BudgetName: name, ActionId, ExecutionRoleArn, ResourceARN: budgetArn('aws', AccountId, name) };
  },
  also: {
    CreateBudget: ['budgets:TagResource'],
    CreateBudgetAction: ['budgets:TagResource', 'iam:PassRole'],
    UpdateBudgetAction: ['iam:PassRole'],
  },
  furnish: async (stage) => {
    const role = await makeRole(stage.root, 'budgets');
    return { role, pending: await makeAction(stage, 'kept', role, 'PENDING') };
  },
  calls: [
    [
      'CreateBudget',
      {
        AccountId: '<scene.account>',
        Budget: budget('monthly'),
        NotificationsWithSubscribers: [{ Notification: above(80), Subscribers: [mail('a')] }],
        ResourceTags: [{ Key: 'team', Value: 'blue' }],
      },
    ],
    [
      'UpdateBudget',
      { AccountId: '<scene.account>', NewBudget: { ...budget('monthly'), BudgetLimit: { Amount: '5', Unit: 'USD' } } },
    ],
    ['DescribeBudget', OURS],
    ['DescribeBudgets', { AccountId: '<scene.account>', MaxResults: 1 }],
    ['DescribeBudgetPerformanceHistory', OURS],
    ['CreateNotification', { ...OURS, Notification: above(90), Subscribers: [mail('a')] }],
    ['UpdateNotification', { ...OURS, OldNotification: above(90), NewNotification: above(95) }],
    ['DescribeNotificationsForBudget', OURS],
    ['DescribeBudgetNotificationsForAccount', { AccountId: '<scene.account>' }],
    ['CreateSubscriber', { ...OURS, Notification: above(95), Subscriber: mail('b') }],
    ['UpdateSubscriber', { ...OURS, Notification: above(95), OldSubscriber: mail('b'), NewSubscriber: mail('c') }],
    ['DescribeSubscribersForNotification', { ...OURS, Notification: above(95) }],
    ['DeleteSubscriber', { ...OURS, Notification: above(95), Subscriber: mail('c') }],
    ['DeleteNotification', { ...OURS, Notification: above(95) }],
    [
      'CreateBudgetAction',
      { ...OURS, ...ACTION, ExecutionRoleArn: '<scene.role>', ResourceTags: [{ Key: 'team', Value: 'blue' }] },
    ],
    ['UpdateBudgetAction', { ...MADE, ApprovalModel: 'AUTOMATIC' }],
    ['DescribeBudgetAction', MADE],
    ['DescribeBudgetActionHistories', MADE],
    ['DescribeBudgetActionsForAccount', { AccountId: '<scene.account>' }],
    ['DescribeBudgetActionsForBudget', OURS],
    ['DeleteBudgetAction', MADE],
    ['TagResource', { ResourceARN: ARN, ResourceTags: [{ Key: 'new', Value: '1' }] }],
    ['ListTagsForResource', { ResourceARN: ARN }],
    ['UntagResource', { ResourceARN: ARN, ResourceTagKeys: ['new'] }],
    ['DeleteBudget', OURS],
    [
      'ExecuteBudgetAction',
      { AccountId: '<scene.account>', BudgetName: 'kept', ActionId: '<scene.pending>', ExecutionType: 'APPROVE_BUDGET_ACTION' },
    ],
  ],
  errors: {
    furnish: async (stage) => {
      const role = await makeRole(stage.root, 'budgets');
      const names = { role, action: await makeAction(stage, 'usual', role, 'STANDBY') };
      const running = await makeAction(stage, 'running', role, 'EXECUTION_IN_PROGRESS');
      const { accountId } = stage.root;
      return { ...names, running, budget: budgetArn('aws', accountId, 'usual'), ...(await crowd(stage)) };
    },
    usual: {
      AccountId: '<scene.account>',
      BudgetName: 'usual',
      Budget: budget('new'),
      NewBudget: budget('usual'),
      Notification: above(80),
      OldNotification: above(80),
      NewNotification: above(81),
      Subscriber: mail('a'),
      OldSubscriber: mail('a'),
      NewSubscriber: mail('b'),
      ...ACTION,
      ActionId: '<scene.action>',
      ExecutionRoleArn: '<scene.role>',
      ExecutionType: 'APPROVE_BUDGET_ACTION',
      ResourceARN: '<scene.budget>',
      ResourceTags: [{ Key: 'new', Value: '1' }],
      ResourceTagKeys: ['new'],
    },
    failures: {
      AccessDeniedException: [
        [taking(operations, 'AccountId'), { AccountId: '000000000000' }, /is not authorized to perform: budgets:/],
        [TAGGING, { ResourceARN: budgetArn('aws', '000000000000', 'usual') }, /is not authorized to perform: budgets:/],
      ],
      InvalidParameterException: [
        [taking(operations, 'AccountId'), { AccountId: 'nobody' }, /accountId/i],
        [TAGGING, { ResourceARN: 'arn:aws:budgets::<scene.account>:nothing' }, /is not the ARN of a budget\.$/],
        ['CreateBudget', { Budget: { ...budget('new'), BudgetLimit: undefined } }, /^A budget has one of BudgetLimit/],
        ['ExecuteBudgetAction', {}, 'APPROVE_BUDGET_ACTION is not possible for an action with status STANDBY.'],
      ],
      InvalidNextTokenException: [[LISTS, { NextToken: 'none' }, /^The pagination token is invalid\./]],
      NotFoundException: [
        [NAMED, { BudgetName: 'none' }, /none/],
        ['UpdateBudget', { NewBudget: budget('none') }, "Unable to get budget: none - the budget doesn't exist."],
        [OF_ACTIONS, { ActionId: NONE }, `Unable to get action ${NONE} of budget usual - the action doesn't exist.`],
        [TAGGING, { ResourceARN: `${ARN}-none` }, /it doesn't exist\.$/],
        [
          taking(operations, 'Notification', 'CreateNotification'),
          { Notification: above(7) },
          /the notification doesn't exist\.$/,
        ],
        ['DeleteSubscriber', { Subscriber: mail('none') }, /the subscriber doesn't exist\.$/],
        ['UpdateNotification', { OldNotification: above(7) }, /the notification doesn't exist\.$/],
        ['UpdateSubscriber', { OldSubscriber: mail('none') }, /the subscriber doesn't exist\.$/],
      ],
      DuplicateRecordException: [
        ['CreateBudget', { Budget: budget('usual') }, 'Error creating budget: usual - the budget already exists.'],
        ['CreateBudgetAction', {}, 'The budget already has an action with this threshold and definition.'],
        ['CreateNotification', {}, 'The notification already exists.'],
        ['CreateSubscriber', {}, 'The subscriber already exists.'],
        [
          'UpdateNotification',
          { ...CROWDED, OldNotification: above(1), NewNotification: above(2) },
          'The notification already exists.',
          BY_CROWDED,
        ],
        [
          'UpdateSubscriber',
          { ...CROWDED, Notification: above(1), OldSubscriber: mail('held-1'), NewSubscriber: mail('held-2') },
          'The subscriber already exists.',
          BY_CROWDED,
        ],
      ],
      CreationLimitExceededException: [
        ['CreateBudget', CROWDED, `An account can have at most ${MOST_BUDGETS} budgets.`, BY_CROWDED],
        [
          'CreateBudgetAction',
          { ...CROWDED, ExecutionRoleArn: '<scene.crowdedRole>' },
          'A budget can have at most 100 actions.',
          BY_CROWDED,
        ],
        ['CreateNotification', CROWDED, 'A budget can have at most 10 notifications.', BY_CROWDED],
        [
          'CreateSubscriber',
          { ...CROWDED, Notification: above(1) },
          'A notification can have at most 10 subscribers by email and 1 SNS topic.',
          BY_CROWDED,
        ],
      ],
      ServiceQuotaExceededException: [
        ['CreateBudget', { ResourceTags: manyTags }, TOO_MANY_TAGS],
        ['CreateBudgetAction', { ResourceTags: manyTags }, TOO_MANY_TAGS],
        ['TagResource', { ResourceTags: manyTags }, TOO_MANY_TAGS],
      ],
      ResourceLockedException: [
        [
          ['UpdateBudgetAction', 'DeleteBudgetAction', 'ExecuteBudgetAction'],
          { BudgetName: 'running', ActionId: '<scene.running>' },
          'The action is in progress. Try again later.',
        ],
      ],
    },
    unreachable: {
      NotFoundException: [
        ['CreateBudget', 'it names nothing that has to be there'],
        [['DescribeBudgets', 'DescribeBudgetNotificationsForAccount'], 'an account that has no budgets has a list without any'],
      ],
      ServiceQuotaExceededException: [['UpdateBudget', 'it changes nothing that there can be too much of']],
    },
  },
};
