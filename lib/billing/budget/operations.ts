import { randomBytes } from 'node:crypto';
import { giveWay } from '../../core/bulk';
import { requestTagContext } from '../../core/context';
import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { decodeToken, toPage } from '../../core/paginate';
import { putTags } from '../../core/tags';
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

/** Makes a budget, with whom it tells when. */
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

/** Changes all of a budget but its name and whom it tells. */
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

/** A budget that is given no times keeps those that it has. */
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
    // What it has done by then would be known to nobody.
    if (actions.some(({ status }) => isUnderWay(status)))
      throw invalidParameter(`An action of the budget ${BudgetName} is being carried out. Try again when that is over.`);
    await db.tag.deleteMany({ where: { resourceId: { in: [found.budget.id, ...actions.map(({ id }) => id)] } } });
    await db.budget.delete({ where: { id: found.budget.id } });
    return {};
  },
  touches: () => ({}),
});

/** One budget, with what it has come to. */
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

/** The budgets of an account by their names, with what they have come to. */
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

/** A page of an account's budgets, by their names. @throws AwsError InvalidNextTokenException */
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

/** Budgets in AWS's shape. */
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
    // AWS: of filters in the new form only the new form is told, and that only to who asks for it.
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

/** What a budget came to in past periods and in this one, oldest first, beside what it might have come to. */
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
    if (!status || status instanceof AwsError) throw status ?? invalidParameter('The budget cannot be told.');
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

/** A limit of the oldest period may follow from those before it. */
function earliestNeeded({ AutoAdjustData, TimeUnit }: Definition, periods: readonly Period[]): number {
  const [oldest] = periods;
  if (!oldest) return 0;
  const count = AutoAdjustData?.HistoricalOptions?.BudgetAdjustmentPeriod ?? 0;
  return periodsBefore(TimeUnit, oldest, count).at(-1)?.start ?? oldest.start;
}
