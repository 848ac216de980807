import { usd } from '@gatehouse/bill/money';
import type { Scope } from '../../../core/operation';
import { zip } from '../../../core/text/lists';
import { giveWay } from '../../../core/work/bulk';
import { accountNames, type HeldPlan } from '../../bill/rows';
import { billingOperation } from '../../billing-operation';
import { invalid } from '../invalid';
import { findMetric } from '../metrics';
import { placeOf, tokenOf } from '../place';
import { addMonth, costsOf } from '../read-costs';
import { GetSavingsPlansCoverageInput, GetSavingsPlansUtilizationDetailsInput, GetSavingsPlansUtilizationInput } from '../schema';
import type { Tally } from '../tally';
import { partsOf, type TimePeriod } from '../time-period';
import { isMeant, readerOf, simpleFilter } from './advance-filter';
import { COVERED_BY_PLAN, isForPlans } from './advance-lines';
import { type AdvanceSums, added, advancesIn, type Numbers, percentage, share, sortedBy, stepOf, unavailable } from './advances';

const check = (action: string) => () => [{ action, resource: '*' }];

// Source: the AWS SDK's SupportedSavingsPlansType, and the values in utilization details.
const TYPES = {
  Compute: ['COMPUTE_SP', 'ComputeSavingsPlans'],
  EC2Instance: ['EC2_INSTANCE_SP', 'EC2InstanceSavingsPlans'],
  SageMaker: ['SAGEMAKER_SP', 'SageMakerSavingsPlans'],
  Database: ['DATABASE_SP', 'DatabaseSavingsPlans'],
} as const;

const DETAIL_FILTERS = ['LINKED_ACCOUNT', 'SAVINGS_PLAN_ARN', 'REGION', 'PAYMENT_OPTION', 'INSTANCE_TYPE_FAMILY'];
const UTILIZATION_FILTERS = [...DETAIL_FILTERS, 'SAVINGS_PLANS_TYPE'];

const arnOf = ({ partition }: Scope, { accountId, id }: HeldPlan) =>
  `arn:${partition}:savingsplans::${accountId}:savingsplan/${id}`;

function paymentOf({ upfront, hourlyFee }: HeldPlan): string {
  if (upfront === 0n) return 'No Upfront';
  return hourlyFee === 0n ? 'All Upfront' : 'Partial Upfront';
}

/** Returns a plan's values in each dimension. A filter matches any of several. */
function valuesOf(scope: Scope, plan: HeldPlan): Readonly<Record<string, readonly string[]>> {
  return {
    LINKED_ACCOUNT: [plan.accountId],
    SAVINGS_PLAN_ARN: [arnOf(scope, plan)],
    SAVINGS_PLANS_TYPE: TYPES[plan.kind],
    REGION: [plan.region ?? 'Any'],
    PAYMENT_OPTION: [paymentOf(plan)],
    INSTANCE_TYPE_FAMILY: [plan.family ?? 'Any'],
  };
}

/**
 * Returns a plan's values in a dimension.
 * @throws AwsError ValidationException for other dimensions
 */
export function valuesOfPlan(scope: Scope, name: string, plan: HeldPlan): readonly string[] {
  if (!UTILIZATION_FILTERS.includes(name))
    throw invalid(`${name} is not a dimension of Savings Plans; it can be one of ${UTILIZATION_FILTERS.join(', ')}`, 'Dimension');
  // Filters accept both names of a type. Answers have the one from AWS's lists.
  return (valuesOf(scope, plan)[name] ?? []).slice(-1);
}

type Filter = Parameters<typeof simpleFilter>[0];

function plansOf(scope: Scope, filter: Filter, names: readonly string[]): (plan: HeldPlan) => boolean {
  const { dimensions } = simpleFilter(filter, names);
  return (plan) => {
    const own = valuesOf(scope, plan);
    return [...dimensions].every(([name, values]) => own[name]?.some((value) => values.has(value)));
  };
}

/** The sums of plans. */
type PlanSums = AdvanceSums & { commitment: bigint };
const NOTHING: PlanSums = { hours: 0, used: 0n, onDemand: 0n, upfront: 0n, recurring: 0n, unusedFee: 0n, commitment: 0n };

const sumsOf = ({ commitment }: HeldPlan, sums: AdvanceSums): PlanSums => ({
  ...sums,
  commitment: commitment * BigInt(sums.hours),
});
const plus = (a: PlanSums, b: PlanSums): PlanSums => ({ ...added(a, b), commitment: a.commitment + b.commitment });

/** Returns AWS's shape. Net savings are the on-demand cost minus the whole commitment, used or not. */
function aggregates({ commitment, used, onDemand, upfront, recurring }: PlanSums) {
  return {
    Utilization: {
      TotalCommitment: usd(commitment),
      UsedCommitment: usd(used),
      UnusedCommitment: usd(commitment - used),
      UtilizationPercentage: percentage(used, commitment),
    },
    Savings: { NetSavings: usd(onDemand - upfront - recurring), OnDemandCostEquivalent: usd(onDemand) },
    AmortizedCommitment: {
      AmortizedRecurringCommitment: usd(recurring),
      AmortizedUpfrontCommitment: usd(upfront),
      TotalAmortizedCommitment: usd(upfront + recurring),
    },
  };
}

const NUMBERS: Numbers<PlanSums> = {
  UtilizationPercentage: ({ used, commitment }) => share(used, commitment),
  TotalCommitment: ({ commitment }) => commitment,
  UsedCommitment: ({ used }) => used,
  UnusedCommitment: ({ commitment, used }) => commitment - used,
  NetSavings: ({ onDemand, upfront, recurring }) => onDemand - upfront - recurring,
};
const DETAIL_NUMBERS: Numbers<PlanSums> = {
  ...NUMBERS,
  AmortizedRecurringCommitment: ({ recurring }) => recurring,
  AmortizedUpfrontCommitment: ({ upfront }) => upfront,
};

/** Returns the utilization and savings of Savings Plans by day or month. A member sees its own. */
export const GetSavingsPlansUtilization = billingOperation({
  service: 'ce',
  name: 'GetSavingsPlansUtilization',
  access: 'Read',
  input: GetSavingsPlansUtilizationInput,
  checks: check('ce:GetSavingsPlansUtilization'),
  run: async (input, scope) => {
    const asked = { TimePeriod: input.TimePeriod, step: stepOf(input, false) };
    const times = await advancesIn(scope, 'savingsPlans', asked, plansOf(scope, input.Filter, UTILIZATION_FILTERS));
    const rows: { period: TimePeriod; sums: PlanSums }[] = [];
    for (const { period, found } of times) {
      rows.push({ period, sums: [...found.values()].reduce((sum, { what, sums }) => plus(sum, sumsOf(what, sums)), NOTHING) });
      await giveWay();
    }
    const sorted = sortedBy(rows, input.SortBy, NUMBERS, ({ sums }) => sums);
    return {
      SavingsPlansUtilizationsByTime: sorted.map(({ period, sums }) => ({ TimePeriod: period, ...aggregates(sums) })),
      Total: aggregates(rows.reduce((sum, { sums }) => plus(sum, sums), NOTHING)),
    };
  },
});

type DataType = 'ATTRIBUTES' | 'UTILIZATION' | 'AMORTIZED_COMMITMENT' | 'SAVINGS';

/** Returns the same for each Savings Plan over a whole period. */
export const GetSavingsPlansUtilizationDetails = billingOperation({
  service: 'ce',
  name: 'GetSavingsPlansUtilizationDetails',
  access: 'Read',
  input: GetSavingsPlansUtilizationDetailsInput,
  checks: check('ce:GetSavingsPlansUtilizationDetails'),
  run: async ({ NextToken, MaxResults, ...input }, scope) => {
    const pages = { operation: 'GetSavingsPlansUtilizationDetails', accountId: scope.accountId, input };
    const { skipped } = placeOf(pages, NextToken);
    const asked = { TimePeriod: input.TimePeriod, step: 'WHOLE' as const };
    const [whole] = await advancesIn(scope, 'savingsPlans', asked, plansOf(scope, input.Filter, DETAIL_FILTERS));
    const rows = [...(whole?.found.values() ?? [])].map(({ what, sums }) => ({ plan: what, sums: sumsOf(what, sums) }));
    rows.sort((a, b) => (a.plan.id < b.plan.id ? -1 : 1));
    const sorted = sortedBy(rows, input.SortBy, DETAIL_NUMBERS, ({ sums }) => sums);
    const end = skipped + MaxResults;
    const page = sorted.slice(skipped, end);
    const names = await accountNames(
      scope,
      page.map(({ plan }) => plan.accountId),
    );
    const wants = (type: DataType) => !input.DataType?.length || input.DataType.includes(type);
    return {
      SavingsPlansUtilizationDetails: page.map(({ plan, sums }) => {
        const { Utilization, Savings, AmortizedCommitment } = aggregates(sums);
        return {
          SavingsPlanArn: arnOf(scope, plan),
          ...(wants('ATTRIBUTES') && { Attributes: attributesOf(plan, names.get(plan.accountId)) }),
          ...(wants('UTILIZATION') && { Utilization }),
          ...(wants('SAVINGS') && { Savings }),
          ...(wants('AMORTIZED_COMMITMENT') && { AmortizedCommitment }),
        };
      }),
      Total: aggregates(rows.reduce((sum, { sums }) => plus(sum, sums), NOTHING)),
      TimePeriod: whole?.period ?? input.TimePeriod,
      NextToken: end < sorted.length ? tokenOf(pages, { start: '', skipped: end }) : undefined,
    };
  },
});

function attributesOf(plan: HeldPlan, name: string | undefined): Record<string, string> {
  const years = Math.round((plan.until - plan.from) / (365 * 86_400_000));
  return {
    AccountId: plan.accountId,
    ...(name !== undefined && { AccountName: name }),
    SavingsPlansType: TYPES[plan.kind][1],
    Region: plan.region ?? 'Any',
    InstanceFamily: plan.family ?? 'Any',
    PaymentOption: paymentOf(plan),
    PurchaseTerm: `${years}yr`,
    HourlyCommitment: usd(plan.commitment),
    RecurringHourlyFee: usd(plan.hourlyFee),
    UpfrontFee: usd(plan.upfront),
    StartDateTime: new Date(plan.from).toISOString(),
    EndDateTime: new Date(plan.until).toISOString(),
  };
}

const COVERAGE_GROUPS = ['INSTANCE_FAMILY', 'REGION', 'SERVICE'];
const COVERAGE_FILTERS = [...COVERAGE_GROUPS, 'LINKED_ACCOUNT'];
const COVERAGE_METRIC = 'SpendCoveredBySavingsPlans';
const UNBLENDED = ['UnblendedCost'].flatMap((name) => findMetric(name) ?? []);

/** The on-demand cost of covered usage, and the cost of coverable on-demand usage. */
type Spend = { covered: bigint; onDemand: bigint };

/** Returns the coverage by Savings Plans by day or month, or by instance family, Region or service. A member sees its own. */
export const GetSavingsPlansCoverage = billingOperation({
  service: 'ce',
  name: 'GetSavingsPlansCoverage',
  access: 'Read',
  input: GetSavingsPlansCoverageInput,
  checks: check('ce:GetSavingsPlansCoverage'),
  run: async ({ NextToken, MaxResults, ...input }, scope) => {
    const { GroupBy = [], SortBy, Metrics } = input;
    const keys = GroupBy.map(({ Type = 'DIMENSION', Key = '' }) => {
      if (Type !== 'DIMENSION' || !COVERAGE_GROUPS.includes(Key))
        throw invalid(`Coverage can be grouped by ${COVERAGE_GROUPS.join(', ')}, not ${Key}`, 'GroupBy');
      return Key;
    });
    if (Metrics?.some((name) => name !== COVERAGE_METRIC))
      throw invalid(`The only metric of coverage is ${COVERAGE_METRIC}`, 'Metrics');
    const filter = simpleFilter(input.Filter, COVERAGE_FILTERS);
    const pages = { operation: 'GetSavingsPlansCoverage', accountId: scope.accountId, input };
    const { skipped } = placeOf(pages, NextToken);
    const rows = await spendIn(scope, input.TimePeriod, stepOf(input, keys.length > 0), filter, keys);
    const sorted = sortedBy(rows, SortBy, COVERAGE_NUMBERS, (row) => row);
    const end = skipped + MaxResults;
    return {
      SavingsPlansCoverages: sorted.slice(skipped, end).map(({ period, attributes, spend: { covered, onDemand } }) => ({
        Attributes: attributes,
        Coverage: {
          SpendCoveredBySavingsPlans: usd(covered),
          OnDemandCost: usd(onDemand),
          TotalCost: usd(covered + onDemand),
          CoveragePercentage: percentage(covered, covered + onDemand),
        },
        TimePeriod: period,
      })),
      NextToken: end < sorted.length ? tokenOf(pages, { start: '', skipped: end }) : undefined,
    };
  },
});

type Row = { period: TimePeriod; attributes: Record<string, string>; spend: Spend };

const COVERAGE_NUMBERS: Numbers<Row> = {
  SpendCoveredBySavingsPlan: ({ spend }) => spend.covered,
  OnDemandCost: ({ spend }) => spend.onDemand,
  CoveragePercentage: ({ spend: { covered, onDemand } }) => share(covered, covered + onDemand),
  TotalCost: ({ spend: { covered, onDemand } }) => covered + onDemand,
  InstanceFamily: ({ attributes: { INSTANCE_FAMILY = '' } }) => INSTANCE_FAMILY,
  Region: ({ attributes: { REGION = '' } }) => REGION,
  Service: ({ attributes: { SERVICE = '' } }) => SERVICE,
};

/**
 * Returns the spend by period and group.
 * @throws AwsError DataUnavailableException without coverable usage
 */
async function spendIn(
  scope: Scope,
  period: TimePeriod,
  step: ReturnType<typeof stepOf>,
  filter: ReturnType<typeof simpleFilter>,
  keys: readonly string[],
): Promise<Row[]> {
  const costs = await costsOf(scope);
  const accounts = filter.dimensions.get('LINKED_ACCOUNT');
  const byAccount = accounts !== undefined;
  const readers = keys.map(readerOf);
  const groupsOf: Parameters<typeof addMonth>[4]['groupsOf'] = (line, accountId) =>
    isForPlans(line) && isMeant(filter, line, accountId)
      ? [[line.recordType, ...readers.map((read) => read(line, accountId))]]
      : [];
  const rows: Row[] = [];
  const whole = new Map<string, Row>();
  let hasData = false;
  for (const part of partsOf(period, step === 'DAILY' ? 'DAILY' : 'MONTHLY', costs.now)) {
    const tally: Tally = new Map();
    const timeOf = step === 'DAILY' ? (day: number) => day : () => part.first;
    const question = { timeOf, groupsOf, byAccount, metrics: UNBLENDED };
    await addMonth(scope, costs, part, accounts && { Accounts: accounts }, question, tally);
    for (const { Start, End, day } of part.times) {
      const own = step === 'WHOLE' ? whole : new Map<string, Row>();
      if (keys.length === 0) own.set('', { period: { Start, End }, attributes: {}, spend: { covered: 0n, onDemand: 0n } });
      for (const { keys: found, sums } of tally.get(day)?.values() ?? []) {
        const [recordType, ...values] = found;
        const key = JSON.stringify(values);
        const attributes = Object.fromEntries(zip(keys, values));
        const row = own.get(keys.length === 0 ? '' : key) ?? { period, attributes, spend: { covered: 0n, onDemand: 0n } };
        row.spend[recordType === COVERED_BY_PLAN ? 'covered' : 'onDemand'] += sums[0] ?? 0n;
        own.set(keys.length === 0 ? '' : key, row);
        hasData = true;
      }
      if (step !== 'WHOLE') rows.push(...own.values());
    }
  }
  if (!hasData) throw unavailable();
  return [...rows, ...[...whole].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)];
}
