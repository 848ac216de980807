import { randomBytes } from 'node:crypto';
import { requestTagContext } from '../../core/authorization/context';
import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { decodeToken, toPage } from '../../core/paginate';
import { deleteTagsOf, putTags } from '../../core/tags';
import { giveWay } from '../../core/work/bulk';
import { costsOf } from '../cost-explorer/read-costs';
import { budgetCheck, budgetOperation } from './budget-operation';
import { adjustedFrom, limitOf, requireDefinition } from './definition';
import type { Definition } from './documents';
import { invalidParameter, invalidToken, noSuchBudget } from './errors';
import { judgeAnew } from './judged';
import { MOST_BUDGETS, MOST_PERIODS } from './limits';
import { requireNotification } from './notifications';
import { type Period, periodsBefore } from './period';
import { type Budget, findTagged, isUnderWay, toBudget } from './rows';
import {
  CreateBudgetInput,
  DeleteBudgetInput,
  DescribeBudgetInput,
  DescribeBudgetPerformanceHistoryInput,
  DescribeBudgetsInput,
  UpdateBudgetInput,
} from './schema';
import { sumOf } from './spend';
import { type Status, statusesOf } from './status';
import { requireTags } from './tags';
import { written } from './written';

/** Creates a budget with its notifications. */
export const CreateBudget = budgetOperation({
  name: 'CreateBudget',
  action: 'budgets:ModifyBudget',
  access: 'Write',
  input: CreateBudgetInput,
  checks: ({ AccountId, Budget: { BudgetName }, ResourceTags = [] }, scope) => {
    const named = { AccountId, BudgetName };
    const context = requestTagContext(ResourceTags);
    const modify = { ...budgetCheck('ModifyBudget', named, scope), context };
    return ResourceTags.length === 0 ? [modify] : [modify, { ...budgetCheck('TagResource', named, scope), context }];
  },
  run: async ({ Budget: given, NotificationsWithSubscribers = [], ResourceTags = [] }, scope) => {
    const { db, accountId, now } = scope;
    const { BudgetName: name } = given;
    if (await db.budget.findUnique({ where: { accountId_name: { accountId, name } }, select: { id: true } }))
      throw new AwsError(
        'DuplicateRecordException',
        `Error creating budget: ${name} - the budget already exists.`,
        {},
        { member: 'Budget' },
      );
    if ((await db.budget.count({ where: { accountId } })) >= MOST_BUDGETS)
      throw new AwsError('CreationLimitExceededException', `An account can have at most ${MOST_BUDGETS} budgets.`);
    const definition = await requireDefinition(given, scope, await costsOf(scope));
    const notifications: Budget['notifications'] = [];
    for (const { Notification, Subscribers } of NotificationsWithSubscribers)
      notifications.push(requireNotification(definition, notifications, Notification, Subscribers));
    requireTags([], ResourceTags);
    const id = `budget-${randomBytes(10).toString('hex')}`;
    const texts = { definition: JSON.stringify(definition), notifications: JSON.stringify(notifications) };
    await db.budget.create({ data: { id, accountId, name, ...texts, updatedAt: now } });
    await putTags(db, { id, accountId }, ResourceTags, (a, b) => a === b);
    await judgeAnew(scope);
    return {};
  },
  touches: () => ({}),
});

/** Changes a budget except its name and notifications. */
export const UpdateBudget = budgetOperation({
  name: 'UpdateBudget',
  action: 'budgets:ModifyBudget',
  access: 'Write',
  input: UpdateBudgetInput,
  target: ({ AccountId, NewBudget: { BudgetName } }, scope) => findTagged(scope, { AccountId, BudgetName }),
  checks: ({ AccountId, NewBudget: { BudgetName } }, scope, found) => [
    budgetCheck('ModifyBudget', { AccountId, BudgetName }, scope, found?.tags),
  ],
  run: async ({ NewBudget: given }, scope, found) => {
    if (!found) throw noSuchBudget(given.BudgetName);
    const { db, now } = scope;
    const definition = await requireDefinition(startedWhen(given, found.budget.definition), scope, await costsOf(scope));
    for (const notification of found.budget.notifications)
      requireNotification(definition, [], notification, notification.Subscribers);
    await db.budget.update({
      where: { id: found.budget.id },
      data: { definition: JSON.stringify(definition), updatedAt: now },
    });
    await judgeAnew(scope);
    return {};
  },
  touches: () => ({}),
});

/** Keeps the existing times of a budget if no times are given. */
function startedWhen<Given extends { TimePeriod?: { Start?: Date; End?: Date } }>(
  given: Given,
  { Start, End }: Definition,
): Given {
  return {
    ...given,
    TimePeriod: { Start: given.TimePeriod?.Start ?? new Date(Start), End: given.TimePeriod?.End ?? new Date(End) },
  };
}

export const DeleteBudget = budgetOperation({
  name: 'DeleteBudget',
  action: 'budgets:ModifyBudget',
  access: 'Write',
  input: DeleteBudgetInput,
  target: (input, scope) => findTagged(scope, input),
  checks: (input, scope, found) => [budgetCheck('ModifyBudget', input, scope, found?.tags)],
  run: async ({ BudgetName }, { db }, found) => {
    if (!found) throw noSuchBudget(BudgetName);
    const actions = await db.budgetAction.findMany({ where: { budgetId: found.budget.id }, select: { id: true, status: true } });
    // Deleting the budget would lose the record of what the action did.
    if (actions.some(({ status }) => isUnderWay(status)))
      throw invalidParameter(`An action of the budget ${BudgetName} is in progress. Try again later.`);
    await deleteTagsOf(db, [found.budget.id, ...actions.map(({ id }) => id)]);
    await db.budget.delete({ where: { id: found.budget.id } });
    return {};
  },
  touches: () => ({}),
});

/** Returns a budget with its current amounts. */
export const DescribeBudget = budgetOperation({
  name: 'DescribeBudget',
  access: 'Read',
  input: DescribeBudgetInput,
  target: (input, scope) => findTagged(scope, input),
  checks: (input, scope, found) => [budgetCheck('ViewBudget', input, scope, found?.tags)],
  run: async ({ BudgetName, ShowFilterExpression = false }, scope, found) => {
    if (!found) throw noSuchBudget(BudgetName);
    const [shown] = await described(scope, [found.budget], ShowFilterExpression);
    return { Budget: shown };
  },
});

/** Lists the budgets of an account by name, with their current amounts. */
export const DescribeBudgets = budgetOperation({
  name: 'DescribeBudgets',
  access: 'Read',
  input: DescribeBudgetsInput,
  checks: ({ AccountId }, scope) => [budgetCheck('ViewBudget', { AccountId, BudgetName: '*' }, scope)],
  run: async ({ MaxResults, NextToken, ShowFilterExpression = false }, scope) => {
    const { items, next } = await pageOfBudgets(scope, 'DescribeBudgets', MaxResults, NextToken);
    return { Budgets: await described(scope, items, ShowFilterExpression), NextToken: next };
  },
});

/**
 * Returns a page of an account's budgets by name.
 * @throws AwsError InvalidNextTokenException
 */
export async function pageOfBudgets(
  { db, accountId }: Scope,
  operation: string,
  most: number,
  token: string | undefined,
): Promise<{ items: Budget[]; next: string | undefined }> {
  const list = `${operation}:${accountId}`;
  const after = token === undefined ? undefined : decodeToken(list, token);
  if (after === null) throw invalidToken();
  const rows = await db.budget.findMany({
    where: { accountId, ...(after !== undefined && { name: { gt: after } }) },
    orderBy: { name: 'asc' },
    take: most + 1,
  });
  return toPage(rows.map(toBudget), most, list, ({ name }) => name);
}

/** Returns budgets in AWS's shape. */
async function described(scope: Scope, budgets: readonly Budget[], asExpression: boolean) {
  const { of } = await statusesOf(scope, budgets);
  const shapes: ReturnType<typeof toShape>[] = [];
  for (const budget of budgets) {
    await giveWay();
    const status = of.get(budget.id);
    shapes.push(toShape(budget, status instanceof AwsError ? undefined : status, asExpression));
  }
  return shapes;
}

function toShape({ name, definition, updatedAt }: Budget, status: Status | undefined, asExpression: boolean) {
  const { Start, End, CostTypes, CostFilters, FilterExpression, BudgetLimit, PlannedBudgetLimits, AutoAdjustData } = definition;
  const unit = status?.unit ?? BudgetLimit?.Unit ?? 'USD';
  const spend = (amount: bigint) => ({ Amount: written(amount), Unit: unit });
  const forecast = status?.forecast();
  return {
    BudgetName: name,
    BudgetType: definition.BudgetType,
    TimeUnit: definition.TimeUnit,
    TimePeriod: { Start: new Date(Start), End: new Date(End) },
    BudgetLimit: status?.limit === undefined ? BudgetLimit : spend(status.limit),
    PlannedBudgetLimits,
    // AWS: a filter in the new form is returned only in that form, and only on request.
    CostFilters: FilterExpression ? undefined : (CostFilters ?? {}),
    FilterExpression: asExpression ? FilterExpression : undefined,
    Metrics: definition.Metrics,
    CostTypes: definition.BudgetType === 'COST' && !definition.Metrics ? (CostTypes ?? ALL_COSTS) : undefined,
    CalculatedSpend: {
      ActualSpend: spend(status?.actual ?? 0n),
      ...(forecast !== undefined && { ForecastedSpend: spend(forecast) }),
    },
    LastUpdatedTime: updatedAt,
    ...(AutoAdjustData && {
      AutoAdjustData: {
        AutoAdjustType: AutoAdjustData.AutoAdjustType,
        HistoricalOptions: {
          BudgetAdjustmentPeriod: AutoAdjustData.HistoricalOptions?.BudgetAdjustmentPeriod ?? 1,
          LookBackAvailablePeriods: status ? adjustedFrom(definition, status.period, status.series) : 0,
        },
        LastAutoAdjustTime: status && new Date(status.period.start),
      },
    }),
    HealthStatus: status
      ? { Status: 'HEALTHY' as const, LastUpdatedTime: updatedAt }
      : { Status: 'UNHEALTHY' as const, StatusReason: 'FILTER_INVALID' as const, LastUpdatedTime: updatedAt },
  };
}

const ALL_COSTS = {
  IncludeCredit: true,
  IncludeDiscount: true,
  IncludeOtherSubscription: true,
  IncludeRecurring: true,
  IncludeRefund: true,
  IncludeSubscription: true,
  IncludeSupport: true,
  IncludeTax: true,
  IncludeUpfront: true,
  UseAmortized: false,
  UseBlended: false,
};

/** Returns a budget's amounts in past periods and the current one, oldest first, with their limits. */
export const DescribeBudgetPerformanceHistory = budgetOperation({
  name: 'DescribeBudgetPerformanceHistory',
  access: 'Read',
  input: DescribeBudgetPerformanceHistoryInput,
  target: (input, scope) => findTagged(scope, input),
  checks: (input, scope, found) => [budgetCheck('ViewBudget', input, scope, found?.tags)],
  run: async ({ BudgetName, TimePeriod = {}, MaxResults, NextToken }, scope, found) => {
    if (!found) throw noSuchBudget(BudgetName);
    const { definition, name, id } = found.budget;
    const { TimeUnit, BudgetType, CostFilters, CostTypes, FilterExpression, Metrics } = definition;
    const periodsOf = (period: Period) => [...periodsBefore(TimeUnit, period, MOST_PERIODS[TimeUnit]).reverse(), period];
    const { of } = await statusesOf(scope, [found.budget], (_, period) => earliestNeeded(definition, periodsOf(period)));
    const status = of.get(id);
    if (!status || status instanceof AwsError) throw status ?? invalidParameter('The budget cannot be calculated.');
    const spend = (amount: bigint | undefined) => ({ Amount: written(amount ?? 0n), Unit: status.unit });
    const asked = periodsOf(status.period).filter(
      ({ start, end }) =>
        !(TimePeriod.Start && end <= TimePeriod.Start.getTime()) && !(TimePeriod.End && start >= TimePeriod.End.getTime()),
    );
    const list = `DescribeBudgetPerformanceHistory:${id}`;
    const after = NextToken === undefined ? undefined : decodeToken(list, NextToken);
    if (after === null) throw invalidToken();
    const rest = asked.filter(({ start }) => after === undefined || start > Number(after));
    const { items, next } = toPage(rest, MaxResults, list, ({ start }) => String(start));
    return {
      BudgetPerformanceHistory: {
        BudgetName: name,
        BudgetType,
        TimeUnit,
        ...(!FilterExpression && { CostFilters: CostFilters ?? {} }),
        FilterExpression,
        Metrics,
        ...(BudgetType === 'COST' && !Metrics && { CostTypes: CostTypes ?? ALL_COSTS }),
        BudgetedAndActualAmountsList: items.map((period) => ({
          BudgetedAmount: spend(limitOf(definition, period, status.series)),
          ActualAmount: spend(sumOf(status.series, period)),
          TimePeriod: { Start: new Date(period.start), End: new Date(period.end) },
        })),
      },
      NextToken: next,
    };
  },
});

/** The limit of the oldest period may depend on earlier ones. */
function earliestNeeded({ AutoAdjustData, TimeUnit }: Definition, periods: readonly Period[]): number {
  const [oldest] = periods;
  if (!oldest) return 0;
  const count = AutoAdjustData?.HistoricalOptions?.BudgetAdjustmentPeriod ?? 0;
  return periodsBefore(TimeUnit, oldest, count).at(-1)?.start ?? oldest.start;
}
