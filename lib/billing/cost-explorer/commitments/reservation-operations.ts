import { divideHalfEven, EXACT_PER_NANO_USD, formatDecimal, NANO, sizeOf } from '@gatehouse/bill';
import { rate, units, usd } from '@gatehouse/bill/money';
import type { Scope } from '../../../core/operation';
import { zip } from '../../../core/text/lists';
import { giveWay } from '../../../core/work/bulk';
import { type AccountLine, accountNames, type HeldReservation } from '../../bill/rows';
import { billingOperation } from '../../billing-operation';
import { instanceTypeOf } from '../dimensions';
import { invalid } from '../invalid';
import { findMetric } from '../metrics';
import { placeOf, tokenOf } from '../place';
import { addMonth, costsOf } from '../read-costs';
import { GetReservationCoverageInput, GetReservationUtilizationInput } from '../schema';
import type { Tally } from '../tally';
import { partsOf, type TimePeriod } from '../time-period';
import { isMeant, readerOf, simpleFilter } from './advance-filter';
import { COVERED_BY_RESERVATION, isForReservations } from './advance-lines';
import { type AdvanceSums, advancesIn, type Numbers, percentage, share, sortedBy, stepOf, unavailable } from './advances';

const COMPUTE = 'Amazon Elastic Compute Cloud - Compute';
const FILTERS = ['AZ', 'INSTANCE_TYPE', 'LINKED_ACCOUNT', 'PLATFORM', 'REGION', 'SERVICE', 'TENANCY'];
const check = (action: string) => () => [{ action, resource: '*' }];

type Filter = Parameters<typeof simpleFilter>[0];

/**
 * Returns the filter. As in AWS, it has one service, by default EC2's instances.
 * @throws AwsError ValidationException
 */
function filterOf(filter: Filter, names: readonly string[], withTags: boolean) {
  const asked = simpleFilter(filter, names, withTags);
  const services = asked.dimensions.get('SERVICE') ?? new Set([COMPUTE]);
  if (services.size > 1)
    throw invalid('Values are invalid. The number of values for Service Filter should not exceed 1', 'Filter');
  return { ...asked, dimensions: new Map([...asked.dimensions, ['SERVICE', services]]) };
}

/**
 * The sums of reservations: hours in billionths, normalized units in quarters of billionths, and unrounded money in 1e-21
 * dollars.
 */
type ReservedSums = AdvanceSums & {
  purchased: bigint;
  purchasedUnits: bigint;
  usedUnits: bigint;
  /** The exact on-demand cost of the unused hours. */
  unusedOnDemand: bigint;
};

const NOTHING: ReservedSums = {
  hours: 0,
  used: 0n,
  onDemand: 0n,
  upfront: 0n,
  recurring: 0n,
  unusedFee: 0n,
  purchased: 0n,
  purchasedUnits: 0n,
  usedUnits: 0n,
  unusedOnDemand: 0n,
};

function sumsOf({ count, usageType, onDemandRate }: HeldReservation, sums: AdvanceSums): ReservedSums {
  const purchased = BigInt(count) * BigInt(sums.hours) * 10n ** BigInt(NANO);
  const quarters = sizeOf(usageType).quarters ?? 0n;
  const unused = purchased - sums.used;
  return {
    ...sums,
    purchased,
    purchasedUnits: purchased * quarters,
    usedUnits: sums.used * quarters,
    // Without an on-demand price, the fee is used: nothing would have been saved.
    unusedOnDemand: onDemandRate === null ? sums.unusedFee * EXACT_PER_NANO_USD : unused * onDemandRate,
  };
}

function plus(a: ReservedSums, b: ReservedSums): ReservedSums {
  const sums = Object.entries(a).map(([name, value]) => {
    const other = b[name as keyof ReservedSums];
    return [name, typeof value === 'bigint' ? value + BigInt(other) : value + Number(other)];
  });
  return Object.fromEntries(sums) as ReservedSums;
}

// A quarter of a billionth has two more decimals.
const inUnits = (quarters: bigint) => formatDecimal(quarters * 25n, NANO + 2);

/**
 * Returns AWS's shape. `NetRISavings` is the saving after all fees; the savings of used and unused hours make up the potential
 * ones.
 */
function aggregates(sums: ReservedSums) {
  const { purchased, used, purchasedUnits, usedUnits, onDemand, upfront, recurring, unusedFee } = sums;
  const fee = upfront + recurring;
  const unusedOnDemand = divideHalfEven(sums.unusedOnDemand, EXACT_PER_NANO_USD);
  const realized = onDemand - (fee - unusedFee);
  const unrealized = unusedOnDemand - unusedFee;
  return {
    UtilizationPercentage: percentage(used, purchased),
    UtilizationPercentageInUnits: percentage(usedUnits, purchasedUnits),
    PurchasedHours: units(purchased),
    PurchasedUnits: inUnits(purchasedUnits),
    TotalActualHours: units(used),
    TotalActualUnits: inUnits(usedUnits),
    UnusedHours: units(purchased - used),
    UnusedUnits: inUnits(purchasedUnits - usedUnits),
    OnDemandCostOfRIHoursUsed: usd(onDemand),
    NetRISavings: usd(onDemand - fee),
    TotalPotentialRISavings: usd(realized + unrealized),
    AmortizedUpfrontFee: usd(upfront),
    AmortizedRecurringFee: usd(recurring),
    TotalAmortizedFee: usd(fee),
    RICostForUnusedHours: usd(unusedFee),
    RealizedSavings: usd(realized),
    UnrealizedSavings: usd(unrealized),
  };
}

const NUMBERS: Numbers<ReservedSums> = {
  UtilizationPercentage: ({ used, purchased }) => share(used, purchased),
  UtilizationPercentageInUnits: ({ usedUnits, purchasedUnits }) => share(usedUnits, purchasedUnits),
  PurchasedHours: ({ purchased }) => purchased,
  PurchasedUnits: ({ purchasedUnits }) => purchasedUnits,
  TotalActualHours: ({ used }) => used,
  TotalActualUnits: ({ usedUnits }) => usedUnits,
  UnusedHours: ({ purchased, used }) => purchased - used,
  UnusedUnits: ({ purchasedUnits, usedUnits }) => purchasedUnits - usedUnits,
  OnDemandCostOfRIHoursUsed: ({ onDemand }) => onDemand,
  NetRISavings: ({ onDemand, upfront, recurring }) => onDemand - upfront - recurring,
  TotalPotentialRISavings: ({ onDemand, upfront, recurring, unusedOnDemand }) =>
    (onDemand - upfront - recurring) * EXACT_PER_NANO_USD + unusedOnDemand,
  AmortizedUpfrontFee: ({ upfront }) => upfront,
  AmortizedRecurringFee: ({ recurring }) => recurring,
  TotalAmortizedFee: ({ upfront, recurring }) => upfront + recurring,
  RICostForUnusedHours: ({ unusedFee }) => unusedFee,
  RealizedSavings: ({ onDemand, upfront, recurring, unusedFee }) => onDemand - upfront - recurring + unusedFee,
  UnrealizedSavings: ({ unusedOnDemand, unusedFee }) => unusedOnDemand - unusedFee * EXACT_PER_NANO_USD,
};

type UtilizationTime = { period: TimePeriod; groups: { what: HeldReservation; sums: ReservedSums }[]; total: ReservedSums };

/** Returns the utilization and savings of reservations by day or month, or for each. A member sees its own. */
export const GetReservationUtilization = billingOperation({
  service: 'ce',
  name: 'GetReservationUtilization',
  access: 'Read',
  input: GetReservationUtilizationInput,
  checks: check('ce:GetReservationUtilization'),
  run: async ({ NextPageToken, MaxResults, ...input }, scope) => {
    const { GroupBy = [], SortBy } = input;
    for (const { Type = 'DIMENSION', Key } of GroupBy)
      if (GroupBy.length > 1 || Type !== 'DIMENSION' || Key !== 'SUBSCRIPTION_ID')
        throw invalid('The utilization of reservations can only be grouped by SUBSCRIPTION_ID', 'GroupBy');
    const grouped = GroupBy.length > 0;
    const filter = filterOf(input.Filter, [...FILTERS, 'SCOPE'], false);
    const { skipped, pages } = pageOf(scope, 'GetReservationUtilization', input, NextPageToken);
    const asked = { TimePeriod: input.TimePeriod, step: stepOf(input, grouped) };
    const times = await advancesIn(scope, 'reservations', asked, (what) => isReservation(filter, what));
    const found: UtilizationTime[] = [];
    for (const { period, found: all } of times) {
      const groups = [...all.values()].map(({ what, sums }) => ({ what, sums: sumsOf(what, sums) }));
      found.push({ period, groups, total: groups.reduce((sum, group) => plus(sum, group.sums), NOTHING) });
      await giveWay();
    }
    const total = found.reduce((sum, time) => plus(sum, time.total), NOTHING);
    const end = skipped + MaxResults;
    if (!grouped) {
      const sorted = sortedBy(found, SortBy, NUMBERS, ({ total: sums }) => sums);
      return {
        UtilizationsByTime: sorted
          .slice(skipped, end)
          .map(({ period, total: sums }) => ({ TimePeriod: period, Groups: [], Total: aggregates(sums) })),
        Total: aggregates(total),
        NextPageToken: end < sorted.length ? tokenOf(pages, { start: '', skipped: end }) : undefined,
      };
    }
    const [whole] = found;
    const ordered = [...(whole?.groups ?? [])].sort((a, b) => (a.what.id < b.what.id ? -1 : 1));
    const sorted = sortedBy(ordered, SortBy, NUMBERS, ({ sums }) => sums);
    const page = sorted.slice(skipped, end);
    const names = await accountNames(
      scope,
      page.map(({ what }) => what.accountId),
    );
    return {
      UtilizationsByTime: whole
        ? [
            {
              TimePeriod: whole.period,
              Groups: page.map(({ what, sums }) => ({
                Key: 'SUBSCRIPTION_ID',
                Value: what.id,
                Attributes: attributesOf(scope, what, names.get(what.accountId)),
                Utilization: aggregates(sums),
              })),
              Total: aggregates(whole.total),
            },
          ]
        : [],
      Total: aggregates(total),
      NextPageToken: end < sorted.length ? tokenOf(pages, { start: '', skipped: end }) : undefined,
    };
  },
});

function pageOf(scope: Scope, operation: string, input: object, token: string | undefined) {
  const pages = { operation, accountId: scope.accountId, input };
  return { pages, skipped: placeOf(pages, token).skipped };
}

const scopeWord = ({ zone }: HeldReservation) => (zone === null ? 'Region' : 'Availability Zone');

/** Returns a line like those that a reservation covers. */
function lineLike({ service, usageType, region, operation, zone }: HeldReservation) {
  return {
    day: 1,
    recordType: 'DiscountedUsage' as const,
    service,
    usageType,
    region,
    operation: operation ?? '',
    ...(zone !== null && { zone }),
    quantity: 0n,
    unblended: 0n,
    blended: 0n,
    amortized: 0n,
  };
}

/** Source: `Context` of GetDimensionValues in the AWS SDK's model, as far as values exist here. */
const DIMENSIONS: ReadonlySet<string> = new Set([...FILTERS, 'SCOPE'].filter((name) => name !== 'SERVICE'));

/**
 * Returns a reservation's value in a dimension.
 * @throws AwsError ValidationException for other dimensions
 */
export function valueOfReservation(name: string, what: HeldReservation): string {
  if (!DIMENSIONS.has(name))
    throw invalid(`${name} is not a dimension of reservations; it can be one of ${[...DIMENSIONS].join(', ')}`, 'Dimension');
  return name === 'SCOPE' ? scopeWord(what) : readerOf(name)(lineLike(what), what.accountId);
}

function isReservation({ dimensions, tags }: ReturnType<typeof filterOf>, what: HeldReservation): boolean {
  const { SCOPE, ...lines } = Object.fromEntries(dimensions);
  if (SCOPE && !SCOPE.has(scopeWord(what))) return false;
  return isMeant({ dimensions: new Map(Object.entries(lines)), tags }, lineLike(what), what.accountId);
}

/** Returns AWS's attributes of a reservation. */
function attributesOf({ partition }: Scope, what: HeldReservation, name: string | undefined): Record<string, string> {
  const { id, accountId, usageType, region, zone, count, from, until, upfront, recurring } = what;
  const line = lineLike(what);
  const hourly = recurring.every === 'hour' ? rate(recurring.rate) : undefined;
  const isRecurring = recurring.every === 'hour' ? recurring.rate > 0n : recurring.fee > 0n;
  return {
    accountId,
    ...(name !== undefined && { accountName: name }),
    subscriptionId: id,
    leaseId: id,
    reservationARN: `arn:${partition}:ec2:${region}:${accountId}:reserved-instances/${id}`,
    subscriptionType: upfront === 0n && isRecurring ? 'No Upfront' : isRecurring ? 'Partial Upfront' : 'All Upfront',
    offeringType: 'STANDARD',
    service: readerOf('SERVICE')(line, accountId),
    instanceType: instanceTypeOf(usageType) ?? usageType,
    platform: readerOf('PLATFORM')(line, accountId),
    tenancy: readerOf('TENANCY')(line, accountId),
    region,
    scope: scopeWord(what),
    ...(zone !== null && { availabilityZone: zone }),
    sizeFlexibility: what.sizeFlexible ? 'FlexRI' : 'NonFlexRI',
    numberOfInstances: String(count),
    startDateTime: new Date(from).toISOString(),
    endDateTime: new Date(until).toISOString(),
    upfrontFee: usd(upfront),
    ...(hourly !== undefined && { hourlyRecurringFee: hourly }),
  };
}

const COVERAGE_GROUPS = ['AZ', 'INSTANCE_TYPE', 'LINKED_ACCOUNT', 'PLATFORM', 'REGION', 'TENANCY'];
const MEASURES = { Hour: 'CoverageHours', Unit: 'CoverageNormalizedUnits', Cost: 'CoverageCost' } as const;

/** Instance hours and normalized units by what paid for them, and the on-demand cost. */
type Covered = { onDemand: bigint; reserved: bigint; onDemandUnits: bigint; reservedUnits: bigint; cost: bigint };
const NONE: Covered = { onDemand: 0n, reserved: 0n, onDemandUnits: 0n, reservedUnits: 0n, cost: 0n };

const METRICS = ['UsageQuantity', 'NormalizedUsageAmount', 'UnblendedCost'].flatMap((name) => findMetric(name) ?? []);

/**
 * Returns the coverage by reservations in hours, units and on-demand cost. Usage covered by Savings Plans does not count. A
 * member sees its own.
 */
export const GetReservationCoverage = billingOperation({
  service: 'ce',
  name: 'GetReservationCoverage',
  access: 'Read',
  input: GetReservationCoverageInput,
  checks: check('ce:GetReservationCoverage'),
  run: async ({ NextPageToken, MaxResults, ...input }, scope) => {
    const { GroupBy = [], SortBy, Metrics } = input;
    const keys = GroupBy.map(({ Type = 'DIMENSION', Key = '' }) => {
      if (Type !== 'DIMENSION' || !COVERAGE_GROUPS.includes(Key))
        throw invalid(`Coverage can be grouped by ${COVERAGE_GROUPS.join(', ')}, not ${Key}`, 'GroupBy');
      return Key;
    });
    const other = Metrics?.find((name) => !Object.hasOwn(MEASURES, name));
    if (other !== undefined)
      throw invalid(`${other} is not a metric of coverage; it can be one of ${Object.keys(MEASURES).join(', ')}`, 'Metrics');
    const filter = filterOf(input.Filter, FILTERS, true);
    const { skipped, pages } = pageOf(scope, 'GetReservationCoverage', input, NextPageToken);
    const step = stepOf(input, keys.length > 0);
    const times = await coverageIn(scope, input.TimePeriod, step, filter, keys);
    const total = sumOf(times.flatMap(({ groups }) => [...groups.values()]));
    const coverage = (covered: Covered) => coverageAnswer(covered, Metrics);
    const end = skipped + MaxResults;
    if (keys.length === 0) {
      const rows = times.map(({ period, groups }) => ({ period, covered: sumOf([...groups.values()]) }));
      const sorted = sortedBy(rows, SortBy, COVERAGE_NUMBERS, ({ period, covered }) => ({ ...covered, start: period.Start }));
      return {
        CoveragesByTime: sorted
          .slice(skipped, end)
          .map(({ period, covered }) => ({ TimePeriod: period, Groups: [], Total: coverage(covered) })),
        Total: coverage(total),
        NextPageToken: end < sorted.length ? tokenOf(pages, { start: '', skipped: end }) : undefined,
      };
    }
    const [whole] = times;
    const rows = [...(whole?.groups ?? [])].map(([key, covered]) => ({ key, covered }));
    rows.sort((a, b) => (a.key < b.key ? -1 : 1));
    const sorted = sortedBy(rows, SortBy, COVERAGE_NUMBERS, ({ covered }) => ({ ...covered, start: '' }));
    return {
      CoveragesByTime: whole
        ? [
            {
              TimePeriod: whole.period,
              Groups: sorted.slice(skipped, end).map(({ key, covered }) => ({
                Attributes: Object.fromEntries(
                  zip(keys, key.split(BETWEEN)).map(([name, value]) => [attributeName(name), value]),
                ),
                Coverage: coverage(covered),
              })),
              Total: coverage(total),
            },
          ]
        : [],
      Total: coverage(total),
      NextPageToken: end < sorted.length ? tokenOf(pages, { start: '', skipped: end }) : undefined,
    };
  },
});

// A character that no name contains.
const BETWEEN = '\u0000';

/** Returns a dimension's name in answers: `INSTANCE_TYPE` as instanceType. */
function attributeName(key: string): string {
  return key.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

type CoverageTime = { period: TimePeriod; groups: Map<string, Covered> };

/** Returns the active tags. As in AWS, only activated tags are part of costs. */
function activeOf(tags: AccountLine['tags'], active: ReadonlySet<string>): AccountLine['tags'] {
  return tags && Object.fromEntries(Object.entries(tags).filter(([key]) => active.has(key)));
}

/**
 * Returns the coverage by period and group.
 * @throws AwsError DataUnavailableException without reservable usage
 */
async function coverageIn(
  scope: Scope,
  period: TimePeriod,
  step: ReturnType<typeof stepOf>,
  filter: ReturnType<typeof filterOf>,
  keys: readonly string[],
): Promise<CoverageTime[]> {
  const costs = await costsOf(scope);
  const accounts = filter.dimensions.get('LINKED_ACCOUNT');
  const byAccount = accounts !== undefined || keys.includes('LINKED_ACCOUNT');
  const readers = keys.map(readerOf);
  const active = await costs.known.activeTags();
  const groupsOf: Parameters<typeof addMonth>[4]['groupsOf'] = (line, accountId) => {
    if (!isForReservations(line) || !isMeant(filter, { ...line, tags: activeOf(line.tags, active) }, accountId)) return [];
    return [[line.recordType, ...readers.map((read) => read(line, accountId))]];
  };
  const times: CoverageTime[] = [];
  for (const part of partsOf(period, step === 'DAILY' ? 'DAILY' : 'MONTHLY', costs.now)) {
    const tally: Tally = new Map();
    const timeOf = step === 'DAILY' ? (day: number) => day : () => part.first;
    const question = { timeOf, groupsOf, byAccount, metrics: METRICS };
    await addMonth(scope, costs, part, accounts && { Accounts: accounts }, question, tally);
    for (const { Start, End, day } of part.times) {
      const whole = step === 'WHOLE' ? times[0] : undefined;
      if (whole) whole.period = { ...whole.period, End };
      const time = whole ?? { period: { Start, End }, groups: new Map() };
      if (!whole) times.push(time);
      for (const { keys: found, sums } of tally.get(day)?.values() ?? []) {
        const [recordType, ...values] = found;
        const [quantity = 0n, normalized = 0n, cost = 0n] = sums;
        const key = values.join(BETWEEN);
        const own = recordType === COVERED_BY_RESERVATION;
        const more: Covered = own
          ? { ...NONE, reserved: quantity, reservedUnits: normalized }
          : { ...NONE, onDemand: quantity, onDemandUnits: normalized, cost };
        time.groups.set(key, sumOf([time.groups.get(key) ?? NONE, more]));
      }
    }
  }
  if (times.every(({ groups }) => groups.size === 0)) throw unavailable();
  return times;
}

function sumOf(all: readonly Covered[]): Covered {
  return all.reduce(
    (a, b) => ({
      onDemand: a.onDemand + b.onDemand,
      reserved: a.reserved + b.reserved,
      onDemandUnits: a.onDemandUnits + b.onDemandUnits,
      reservedUnits: a.reservedUnits + b.reservedUnits,
      cost: a.cost + b.cost,
    }),
    NONE,
  );
}

/** Returns AWS's shape with the requested measures, by default all. */
function coverageAnswer(covered: Covered, metrics: readonly string[] | undefined) {
  const { onDemand, reserved, onDemandUnits, reservedUnits, cost } = covered;
  const wants = (name: keyof typeof MEASURES) => metrics === undefined || metrics.length === 0 || metrics.includes(name);
  return {
    ...(wants('Hour') && {
      CoverageHours: {
        OnDemandHours: units(onDemand),
        ReservedHours: units(reserved),
        TotalRunningHours: units(onDemand + reserved),
        CoverageHoursPercentage: percentage(reserved, onDemand + reserved),
      },
    }),
    ...(wants('Unit') && {
      CoverageNormalizedUnits: {
        OnDemandNormalizedUnits: inUnits(onDemandUnits),
        ReservedNormalizedUnits: inUnits(reservedUnits),
        TotalRunningNormalizedUnits: inUnits(onDemandUnits + reservedUnits),
        CoverageNormalizedUnitsPercentage: percentage(reservedUnits, onDemandUnits + reservedUnits),
      },
    }),
    ...(wants('Cost') && { CoverageCost: { OnDemandCost: usd(cost) } }),
  };
}

const COVERAGE_NUMBERS: Numbers<Covered & { start: string }> = {
  OnDemandCost: ({ cost }) => cost,
  CoverageHoursPercentage: ({ reserved, onDemand }) => share(reserved, reserved + onDemand),
  OnDemandHours: ({ onDemand }) => onDemand,
  ReservedHours: ({ reserved }) => reserved,
  TotalRunningHours: ({ reserved, onDemand }) => reserved + onDemand,
  CoverageNormalizedUnitsPercentage: ({ reservedUnits, onDemandUnits }) => share(reservedUnits, reservedUnits + onDemandUnits),
  OnDemandNormalizedUnits: ({ onDemandUnits }) => onDemandUnits,
  ReservedNormalizedUnits: ({ reservedUnits }) => reservedUnits,
  TotalRunningNormalizedUnits: ({ reservedUnits, onDemandUnits }) => reservedUnits + onDemandUnits,
  Time: ({ start }) => start,
};
