import { randomUUID } from 'node:crypto';
import { requestTagContext } from '../../core/authorization/context';
import { AwsError } from '../../core/errors';
import type { Check, Scope } from '../../core/operation';
import { decodeToken, toPage } from '../../core/paginate';
import { deleteTagsOf, putTags, readTags, type TagPair } from '../../core/tags';
import { oneOf } from '../../core/text/lists';
import { entityCheck } from '../../iam/entity';
import { findPolicy } from '../../organizations/policy/rows';
import { budgetActionArn } from './arns';
import { budgetCheck, budgetOperation } from './budget-operation';
import type { Happened } from './documents';
import { invalidParameter, invalidToken, noSuchBudget } from './errors';
import { findExecutionRole, readRoleArn, trustsBudgets } from './execution-role';
import { judgeAnew } from './judged';
import { MOST_ACTIONS } from './limits';
import { requireSubscribers } from './notifications';
import {
  ACTION_STATUSES,
  type ActionStatus,
  type Budget,
  type BudgetAction,
  findBudget,
  findTagged,
  isUnderWay,
  saveAction,
  toAction,
} from './rows';
import {
  type ActionDocument,
  BudgetActionInput,
  CreateBudgetActionInput,
  DescribeBudgetActionHistoriesInput,
  DescribeBudgetActionsForAccountInput,
  DescribeBudgetActionsForBudgetInput,
  ExecuteBudgetActionInput,
  UpdateBudgetActionInput,
} from './schema';
import { requireTags } from './tags';

type Named = { AccountId: string; BudgetName: string };
type Found = { budget: Budget; action: BudgetAction; tags: TagPair[] } | null;

async function findAction(
  { db, accountId }: Scope,
  { AccountId, BudgetName, ActionId }: Named & { ActionId: string },
): Promise<Found> {
  const budget = AccountId === accountId ? await findBudget(db, accountId, BudgetName) : null;
  const row = budget && (await db.budgetAction.findFirst({ where: { id: ActionId, budgetId: budget.id } }));
  return budget && row && { budget, action: toAction(row), tags: await readTags(db, row.id) };
}

function actionCheck(
  name: string,
  { AccountId, BudgetName }: Named,
  actionId: string,
  scope: Scope,
  tags: readonly TagPair[] = [],
): Check {
  return {
    action: `budgets:${name}`,
    resource: budgetActionArn(scope.partition, AccountId, BudgetName, actionId),
    ...(AccountId !== scope.accountId && { resourceAccount: AccountId }),
    ...(tags.length > 0 && { resourceTags: tags }),
  };
}

/** Returns the check of passing an action's role to Budgets, as in AWS. */
async function passRoleCheck(scope: Scope, arn: string): Promise<Check[]> {
  const role = await findExecutionRole(scope.db, scope.accountId, arn);
  return entityCheck('iam:PassRole', scope, 'Role', role, readRoleArn(arn).name, {
    'iam:PassedToService': 'budgets.amazonaws.com',
  });
}

function requireAction(found: Found, { BudgetName, ActionId }: { BudgetName: string; ActionId: string }) {
  if (!found)
    throw new AwsError(
      'NotFoundException',
      `Unable to get action ${ActionId} of budget ${BudgetName} - the action doesn't exist.`,
    );
  return found;
}

/**
 * Refuses an action in progress.
 * @throws AwsError ResourceLockedException
 */
function requireStill({ status }: BudgetAction): void {
  if (isUnderWay(status)) throw new AwsError('ResourceLockedException', 'The action is in progress. Try again later.');
}

/**
 * Refuses an action that could never run.
 * @throws AwsError InvalidParameterException
 */
async function requireDocument(scope: Scope, budget: Budget, document: ActionDocument): Promise<void> {
  const { ActionType, Definition, NotificationType, ExecutionRoleArn } = document;
  const { IamActionDefinition: iam, ScpActionDefinition: scp, SsmActionDefinition: ssm } = Definition;
  const given = [iam, scp, ssm].filter((each) => each !== undefined).length;
  const own = { APPLY_IAM_POLICY: iam, APPLY_SCP_POLICY: scp, RUN_SSM_DOCUMENTS: ssm }[ActionType];
  if (given !== 1 || !own)
    throw invalidParameter(`An action of type ${ActionType} must have only the definition of this type.`, 'Definition');
  if (iam && !iam.Users && !iam.Groups && !iam.Roles)
    throw invalidParameter('An action must have at least one user, group or role.', 'Definition');
  if (ssm?.ActionSubType === 'STOP_RDS_INSTANCES')
    throw invalidParameter('Gatehouse has no RDS instances for an action to stop.', 'Definition');
  if (scp && scope.account.organization?.managementAccountId !== scope.accountId)
    throw invalidParameter('Only the management account of an organization can have actions that apply SCPs.', 'ActionType');
  if (scp) await requireServiceControlPolicy(scope, scp.PolicyId);
  if (budget.definition.TimeUnit === 'DAILY' && NotificationType === 'FORECASTED')
    throw invalidParameter('A DAILY budget has no FORECASTED actions.', 'NotificationType');
  requireSubscribers([], document.Subscribers);
  const role = await findExecutionRole(scope.db, scope.accountId, ExecutionRoleArn);
  if (!role)
    throw invalidParameter(`The role ${ExecutionRoleArn} does not exist in account ${scope.accountId}.`, 'ExecutionRoleArn');
  const asked = { arn: ExecutionRoleArn, budgetName: budget.name, now: scope.now };
  if (!(await trustsBudgets(scope.db, scope.account, role, asked)))
    throw invalidParameter(
      `The trust policy of ${ExecutionRoleArn} does not allow budgets.amazonaws.com to assume the role.`,
      'ExecutionRoleArn',
    );
}

/**
 * Refuses a policy that is not an SCP of the organization. AWS documents SCPs only, so RCPs are refused too.
 * @throws AwsError InvalidParameterException
 */
async function requireServiceControlPolicy(scope: Scope, policyId: string): Promise<void> {
  const { organization } = scope.account;
  const policy = organization && (await findPolicy({ ...scope, organization }, policyId));
  if (policy?.type !== 'SERVICE_CONTROL_POLICY')
    throw invalidParameter(`The policy ${policyId} is not a service control policy of the organization.`, 'Definition');
}

function shapeOf({ id, document, status }: BudgetAction, BudgetName: string) {
  const { NotificationType, ActionType, ActionThreshold, Definition, ExecutionRoleArn, ApprovalModel, Subscribers } = document;
  return {
    ActionId: id,
    BudgetName,
    NotificationType,
    ActionType,
    ActionThreshold,
    Definition,
    ExecutionRoleArn,
    ApprovalModel,
    Status: status,
    Subscribers,
  };
}

/** Creates a budget action that runs when a threshold is crossed. */
export const CreateBudgetAction = budgetOperation({
  name: 'CreateBudgetAction',
  access: 'Write',
  input: CreateBudgetActionInput,
  target: (input, scope) => findTagged(scope, input),
  checks: async ({ ResourceTags = [], ...input }, scope) => {
    const context = requestTagContext(ResourceTags);
    const about = (name: string) => ({ ...actionCheck(name, input, '*', scope), context });
    return [
      about('CreateBudgetAction'),
      ...(ResourceTags.length > 0 ? [about('TagResource')] : []),
      ...(await passRoleCheck(scope, input.ExecutionRoleArn)),
    ];
  },
  run: async ({ AccountId, BudgetName, ResourceTags = [], ...document }, scope, found) => {
    if (!found) throw noSuchBudget(BudgetName);
    const { db, accountId, now } = scope;
    const { budget } = found;
    await requireDocument(scope, budget, document);
    requireTags([], ResourceTags);
    const present = await db.budgetAction.findMany({ where: { budgetId: budget.id }, select: { document: true } });
    if (present.length >= MOST_ACTIONS)
      throw new AwsError('CreationLimitExceededException', `A budget can have at most ${MOST_ACTIONS} actions.`);
    if (present.some((each) => sameAction(JSON.parse(each.document), document)))
      throw new AwsError('DuplicateRecordException', 'The budget already has an action with this threshold and definition.');
    const id = randomUUID();
    const first: Happened = {
      at: now.toISOString(),
      status: 'STANDBY',
      eventType: 'CREATE_ACTION',
      message: 'The action was created.',
      document,
    };
    await db.budgetAction.create({
      data: {
        id,
        accountId,
        budgetId: budget.id,
        document: JSON.stringify(document),
        status: 'STANDBY',
        applied: '[]',
        history: JSON.stringify([first]),
      },
    });
    await putTags(db, { id, accountId }, ResourceTags, (a, b) => a === b);
    await judgeAnew(scope);
    return { AccountId, BudgetName, ActionId: id };
  },
  touches: () => ({}),
});

function sameAction(a: ActionDocument, b: ActionDocument): boolean {
  const essence = ({ NotificationType, ActionType, ActionThreshold, Definition }: ActionDocument) =>
    JSON.stringify([NotificationType, ActionType, ActionThreshold, Definition]);
  return essence(a) === essence(b);
}

/** Changes an action. Policies that it has attached and instances that it has stopped stay until it is undone. */
export const UpdateBudgetAction = budgetOperation({
  name: 'UpdateBudgetAction',
  access: 'Write',
  input: UpdateBudgetActionInput,
  target: (input, scope) => findAction(scope, input),
  checks: async (input, scope, found) => [
    actionCheck('UpdateBudgetAction', input, input.ActionId, scope, found?.tags),
    ...(input.ExecutionRoleArn === undefined ? [] : await passRoleCheck(scope, input.ExecutionRoleArn)),
  ],
  run: async ({ AccountId, BudgetName, ActionId, ...changes }, scope, found) => {
    const { budget, action } = requireAction(found, { BudgetName, ActionId });
    requireStill(action);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const document: ActionDocument = { ...action.document, ...given };
    await requireDocument(scope, budget, document);
    const after = { ...action, document };
    await saveAction(scope.db, after, {
      at: scope.now.toISOString(),
      eventType: 'UPDATE_ACTION',
      message: 'The action was changed.',
    });
    await judgeAnew(scope);
    return { AccountId, BudgetName, OldAction: shapeOf(action, BudgetName), NewAction: shapeOf(after, BudgetName) };
  },
  touches: () => ({}),
});

/** Deletes an action. Policies that it has attached and instances that it has stopped stay. */
export const DeleteBudgetAction = budgetOperation({
  name: 'DeleteBudgetAction',
  access: 'Write',
  input: BudgetActionInput,
  target: (input, scope) => findAction(scope, input),
  checks: (input, scope, found) => [actionCheck('DeleteBudgetAction', input, input.ActionId, scope, found?.tags)],
  run: async ({ AccountId, BudgetName, ActionId }, { db }, found) => {
    const { action } = requireAction(found, { BudgetName, ActionId });
    requireStill(action);
    await deleteTagsOf(db, [action.id]);
    await db.budgetAction.delete({ where: { id: action.id } });
    return { AccountId, BudgetName, Action: shapeOf(action, BudgetName) };
  },
  touches: () => ({}),
});

/** The allowed transitions of an action, with the history's message. */
const EXECUTIONS: Readonly<
  Record<string, { from: readonly ActionStatus[]; to: ActionStatus | ((action: BudgetAction) => ActionStatus); message: string }>
> = {
  APPROVE_BUDGET_ACTION: { from: ['PENDING'], to: 'EXECUTION_IN_PROGRESS', message: 'The action was approved.' },
  RETRY_BUDGET_ACTION: {
    from: ['EXECUTION_FAILURE', 'REVERSE_FAILURE', 'RESET_FAILURE'],
    to: ({ status }) => oneOf(ACTION_STATUSES, status.replace('FAILURE', 'IN_PROGRESS')),
    message: 'The action is being retried.',
  },
  REVERSE_BUDGET_ACTION: {
    from: ['EXECUTION_SUCCESS', 'EXECUTION_FAILURE'],
    to: 'REVERSE_IN_PROGRESS',
    message: 'The action will be undone.',
  },
  RESET_BUDGET_ACTION: {
    from: ['REVERSE_SUCCESS', 'PENDING', 'EXECUTION_FAILURE'],
    to: ({ applied }) => (applied.length > 0 ? 'RESET_IN_PROGRESS' : 'STANDBY'),
    message: 'The action will stand by again.',
  },
};

/** Approves, retries, undoes or resets an action. It runs a moment later. */
export const ExecuteBudgetAction = budgetOperation({
  name: 'ExecuteBudgetAction',
  access: 'Write',
  input: ExecuteBudgetActionInput,
  target: (input, scope) => findAction(scope, input),
  checks: (input, scope, found) => [actionCheck('ExecuteBudgetAction', input, input.ActionId, scope, found?.tags)],
  run: async (input, scope, found) => {
    const { action } = requireAction(found, input);
    requireStill(action);
    const execution = EXECUTIONS[input.ExecutionType];
    if (!execution?.from.includes(action.status))
      throw invalidParameter(
        `${input.ExecutionType} is not possible for an action with status ${action.status}.`,
        'ExecutionType',
      );
    const status = typeof execution.to === 'function' ? execution.to(action) : execution.to;
    const period = status === 'STANDBY' ? null : action.period;
    const happened = { at: scope.now.toISOString(), eventType: 'EXECUTE_ACTION', message: execution.message } as const;
    await saveAction(scope.db, { ...action, status, period }, happened);
    if (status === 'STANDBY') await judgeAnew(scope);
    return { AccountId: input.AccountId, BudgetName: input.BudgetName, ActionId: action.id, ExecutionType: input.ExecutionType };
  },
  touches: () => ({}),
});

export const DescribeBudgetAction = budgetOperation({
  name: 'DescribeBudgetAction',
  access: 'Read',
  input: BudgetActionInput,
  target: (input, scope) => findAction(scope, input),
  checks: (input, scope, found) => [actionCheck('DescribeBudgetAction', input, input.ActionId, scope, found?.tags)],
  run: async ({ AccountId, BudgetName, ActionId }, _scope, found) => {
    const { action } = requireAction(found, { BudgetName, ActionId });
    return { AccountId, BudgetName, Action: shapeOf(action, BudgetName) };
  },
});

/** Lists the history of an action, newest first. */
export const DescribeBudgetActionHistories = budgetOperation({
  name: 'DescribeBudgetActionHistories',
  access: 'Read',
  input: DescribeBudgetActionHistoriesInput,
  target: (input, scope) => findAction(scope, input),
  checks: (input, scope, found) => [actionCheck('DescribeBudgetActionHistories', input, input.ActionId, scope, found?.tags)],
  run: async ({ BudgetName, ActionId, TimePeriod: { Start, End } = {}, MaxResults, NextToken }, _scope, found) => {
    const { action } = requireAction(found, { BudgetName, ActionId });
    const list = `DescribeBudgetActionHistories:${action.id}`;
    const skipped = NextToken === undefined ? '0' : decodeToken(list, NextToken);
    if (skipped === null || !/^\d{1,3}$/.test(skipped)) throw invalidToken();
    const all = action.history
      .toReversed()
      .filter(({ at }) => (!Start || at >= Start.toISOString()) && (!End || at < End.toISOString()))
      .map((happened, at) => ({ happened, at: at + 1 }));
    const { items, next } = toPage(all.slice(Number(skipped)), MaxResults, list, ({ at }) => String(at));
    return {
      ActionHistories: items.map(({ happened: { at, status, eventType, message, document } }) => ({
        Timestamp: new Date(at),
        Status: oneOf(ACTION_STATUSES, status),
        EventType: eventType,
        ActionHistoryDetails: {
          Message: message,
          Action: shapeOf({ ...action, document, status: oneOf(ACTION_STATUSES, status) }, BudgetName),
        },
      })),
      NextToken: next,
    };
  },
});

async function pageOfActions(scope: Scope, list: string, where: { budgetId?: string }, most: number, token: string | undefined) {
  const after = token === undefined ? undefined : decodeToken(list, token);
  if (after === null) throw invalidToken();
  const rows = await scope.db.budgetAction.findMany({
    where: { accountId: scope.accountId, ...where, ...(after !== undefined && { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take: most + 1,
    include: { budget: { select: { name: true } } },
  });
  const { items, next } = toPage(rows, most, list, ({ id }) => id);
  return { Actions: items.map(({ budget, ...row }) => shapeOf(toAction(row), budget.name)), NextToken: next };
}

export const DescribeBudgetActionsForAccount = budgetOperation({
  name: 'DescribeBudgetActionsForAccount',
  access: 'Read',
  input: DescribeBudgetActionsForAccountInput,
  checks: ({ AccountId }, scope) => [
    {
      action: 'budgets:DescribeBudgetActionsForAccount',
      resource: '*',
      ...(AccountId !== scope.accountId && { resourceAccount: AccountId }),
    },
  ],
  run: ({ MaxResults, NextToken }, scope) =>
    pageOfActions(scope, `DescribeBudgetActionsForAccount:${scope.accountId}`, {}, MaxResults, NextToken),
});

export const DescribeBudgetActionsForBudget = budgetOperation({
  name: 'DescribeBudgetActionsForBudget',
  access: 'Read',
  input: DescribeBudgetActionsForBudgetInput,
  target: (input, scope) => findTagged(scope, input),
  checks: (input, scope, found) => [budgetCheck('DescribeBudgetActionsForBudget', input, scope, found?.tags)],
  run: async ({ BudgetName, MaxResults, NextToken }, scope, found) => {
    if (!found) throw noSuchBudget(BudgetName);
    const { id } = found.budget;
    return pageOfActions(scope, `DescribeBudgetActionsForBudget:${id}`, { budgetId: id }, MaxResults, NextToken);
  },
});
