import { createHash } from 'node:crypto';
import { usd } from '@gatehouse/bill/money';
import { AwsError } from '../../../core/errors';
import type { Scope } from '../../../core/operation';
import { accountNames } from '../../bill/rows';
import { billingOperation } from '../../billing-operation';
import { invalid } from '../invalid';
import { placeOf, tokenOf } from '../place';
import { GetAnomaliesInput, GetAnomalyMonitorsInput, ListCostAnomaliesInput } from '../schema';
import { type CostAnomaly, findAnomalies } from './anomalies';

const DAY_MS = 86_400_000;
/** AWS's name of an account's default monitor. */
const MONITOR_NAME = 'Default-Services-Monitor';
const MOST_LISTED = 200;

/** Returns the ARN of an account's only monitor, which covers each service of each account. */
function monitorArn({ partition, accountId }: Scope): string {
  const hash = createHash('sha256').update(`anomalymonitor/${accountId}`).digest('hex');
  const id = [hash.slice(0, 8), hash.slice(8, 12), `4${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`, hash.slice(20, 32)];
  return `arn:${partition}:ce::${accountId}:anomalymonitor/${id.join('-')}`;
}

const monitorCheck = (action: string) => (_: unknown, scope: Scope) => [{ action, resource: monitorArn(scope) }];

/**
 * Refuses other monitors.
 * @throws AwsError UnknownMonitorException
 */
function requireMonitor(scope: Scope, arn: string | undefined): void {
  if (arn === undefined || arn === monitorArn(scope)) return;
  // The message of the AWS SDK's model.
  throw new AwsError('UnknownMonitorException', 'The cost anomaly monitor does not exist for the account.');
}

const dateOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
const firstOf = ({ days }: CostAnomaly) => days[0]?.day ?? 0;
const lastOf = ({ days }: CostAnomaly) => days.at(-1)?.day ?? 0;

/** Returns dollars as a floating-point number, as AWS's shape requires. Such numbers are for display, not for sums. */
const dollars = (amount: bigint) => Number(usd(amount));

/** Returns the share of an amount beyond the expectation, from 0 to 1. AWS does not document its score. */
function score(actual: bigint, expected: bigint): number {
  return actual <= expected ? 0 : Number(((actual - expected) * 10_000n) / actual) / 10_000;
}

const beyond = ({ actual, expected }: { actual: bigint; expected: bigint }) => actual - expected;

/** Lists cost anomalies in AWS's shape. A member sees its own. */
export const GetAnomalies = billingOperation(
  {
    service: 'ce',
    name: 'GetAnomalies',
    access: 'Read',
    input: GetAnomaliesInput,
    checks: monitorCheck('ce:GetAnomalies'),
    run: async ({ NextPageToken, MaxResults, ...input }, scope) => {
      const { MonitorArn, DateInterval, Feedback, TotalImpact } = input;
      requireMonitor(scope, MonitorArn);
      const [from, until] = [
        dayOf(DateInterval.StartDate),
        DateInterval.EndDate === undefined ? null : dayOf(DateInterval.EndDate),
      ];
      if (until !== null && until < from) throw invalid('StartDate should be before EndDate', 'DateInterval');
      const pages = { operation: 'GetAnomalies', accountId: scope.accountId, input };
      const { skipped } = placeOf(pages, NextPageToken);
      const { anomalies } = await findAnomalies(scope);
      const meets = impactFilter(TotalImpact);
      // Feedback does not exist here, so no anomaly has any.
      const found = Feedback
        ? []
        : anomalies.filter(
            (each) => lastOf(each) >= from && (until === null || firstOf(each) <= until) && meets(dollars(beyond(each))),
          );
      const page = found.slice(skipped, skipped + MaxResults);
      const names = await accountNames(
        scope,
        page.map(({ accountId }) => accountId),
      );
      const end = skipped + page.length;
      return {
        Anomalies: page.map((anomaly) => anomalyShape(anomaly, monitorArn(scope), names)),
        NextPageToken: end < found.length ? tokenOf(pages, { start: '', skipped: end }) : undefined,
      };
    },
  },
  { isOpenPage: () => true },
);

function anomalyShape(anomaly: CostAnomaly, MonitorArn: string, names: ReadonlyMap<string, string>) {
  const { id, accountId, service, days, actual, expected, causes } = anomaly;
  const last = days.at(-1);
  return {
    AnomalyId: id,
    AnomalyStartDate: `${dateOf(firstOf(anomaly))}T00:00:00Z`,
    AnomalyEndDate: `${dateOf(lastOf(anomaly))}T00:00:00Z`,
    DimensionValue: service,
    RootCauses: causes.map(({ region, usageType, amount }) => ({
      Service: service,
      Region: region,
      LinkedAccount: accountId,
      LinkedAccountName: names.get(accountId),
      UsageType: usageType,
      Impact: { Contribution: dollars(amount) },
    })),
    AnomalyScore: {
      MaxScore: Math.max(...days.map((day) => score(day.actual, day.expected))),
      CurrentScore: last ? score(last.actual, last.expected) : 0,
    },
    Impact: {
      MaxImpact: Math.max(...days.map((day) => dollars(beyond(day)))),
      TotalImpact: dollars(actual - expected),
      TotalActualSpend: dollars(actual),
      TotalExpectedSpend: dollars(expected),
      // AWS leaves it out if nothing was expected.
      TotalImpactPercentage: expected > 0n ? Number(((actual - expected) * 10_000n) / expected) / 100 : undefined,
    },
    MonitorArn,
  };
}

/**
 * Returns the day of a date.
 * @throws AwsError ValidationException for an invalid date
 */
function dayOf(date: string): number {
  const time = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(time) || dateOf(time / DAY_MS) !== date.slice(0, 10))
    throw invalid(`${date} is not a day; the format of dates is yyyy-MM-dd`, 'DateInterval');
  return time / DAY_MS;
}

type ImpactFilter = (typeof GetAnomaliesInput)['_output']['TotalImpact'];

function impactFilter(filter: ImpactFilter): (impact: number) => boolean {
  if (!filter) return () => true;
  const { NumericOperator, StartValue, EndValue } = filter;
  switch (NumericOperator) {
    case 'EQUAL':
      return (impact) => impact === StartValue;
    case 'GREATER_THAN_OR_EQUAL':
      return (impact) => impact >= StartValue;
    case 'LESS_THAN_OR_EQUAL':
      return (impact) => impact <= StartValue;
    case 'GREATER_THAN':
      return (impact) => impact > StartValue;
    case 'LESS_THAN':
      return (impact) => impact < StartValue;
    case 'BETWEEN':
      if (EndValue === undefined) throw invalid('BETWEEN takes an EndValue', 'TotalImpact');
      return (impact) => impact >= StartValue && impact <= EndValue;
  }
}

/** Returns the default monitor. Others can't be created. */
export const GetAnomalyMonitors = billingOperation(
  {
    service: 'ce',
    name: 'GetAnomalyMonitors',
    access: 'Read',
    input: GetAnomalyMonitorsInput,
    checks: monitorCheck('ce:GetAnomalyMonitors'),
    run: async ({ MonitorArnList = [], NextPageToken, ...input }, scope) => {
      for (const arn of MonitorArnList) requireMonitor(scope, arn);
      // There is only one page, so every token is invalid.
      placeOf({ operation: 'GetAnomalyMonitors', accountId: scope.accountId, input }, NextPageToken);
      const { judged, services } = await findAnomalies(scope);
      const monitor = {
        MonitorArn: monitorArn(scope),
        MonitorName: MONITOR_NAME,
        ...(judged && { LastEvaluatedDate: dateOf(judged.last) }),
        MonitorType: 'DIMENSIONAL',
        MonitorDimension: 'SERVICE',
        DimensionalValueCount: services,
      };
      return { AnomalyMonitors: [monitor] };
    },
  },
  { isOpenPage: () => true },
);

/** An anomaly for the console. Amounts are in dollars as decimal text; days as `2026-11-30`. */
export type CostAnomalyAnswer = {
  Id: string;
  AccountId: string;
  AccountName?: string;
  Service: string;
  First: string;
  Last: string;
  /** True if its last day is the current one. */
  IsGoingOn: boolean;
  Actual: string;
  Expected: string;
  /** The amount beyond the expectation. */
  Impact: string;
  Days: { Date: string; Actual: string; Expected: string }[];
  Causes: { Region: string; UsageType: string; Amount: string }[];
};

export type CostAnomaliesAnswer = {
  Anomalies: CostAnomalyAnswer[];
  Count: number;
  /** The evaluated days; absent if no account has costs for long enough. */
  Judged?: { First: string; Last: string };
  View: 'payer' | 'member';
};

/** Lists cost anomalies for the console, exactly and with every day. If there are too many, the largest are returned. */
export const ListCostAnomalies = billingOperation(
  {
    service: 'gatehouse',
    name: 'ListCostAnomalies',
    access: 'List',
    input: ListCostAnomaliesInput,
    checks: monitorCheck('ce:GetAnomalies'),
    run: async (_, scope): Promise<CostAnomaliesAnswer> => {
      const { anomalies, judged, kind } = await findAnomalies(scope);
      const least = [...anomalies.map(beyond)].sort((a, b) => (a < b ? 1 : -1))[MOST_LISTED - 1] ?? 0n;
      const told = anomalies.filter((each) => beyond(each) >= least).slice(0, MOST_LISTED);
      const names = await accountNames(
        scope,
        told.map(({ accountId }) => accountId),
      );
      return {
        Anomalies: told.map((anomaly) => ({
          Id: anomaly.id,
          AccountId: anomaly.accountId,
          AccountName: names.get(anomaly.accountId),
          Service: anomaly.service,
          First: dateOf(firstOf(anomaly)),
          Last: dateOf(lastOf(anomaly)),
          IsGoingOn: judged !== null && lastOf(anomaly) >= judged.last - 1,
          Actual: usd(anomaly.actual),
          Expected: usd(anomaly.expected),
          Impact: usd(beyond(anomaly)),
          Days: anomaly.days.map(({ day, actual, expected }) => ({
            Date: dateOf(day),
            Actual: usd(actual),
            Expected: usd(expected),
          })),
          Causes: anomaly.causes.map(({ region, usageType, amount }) => ({
            Region: region,
            UsageType: usageType,
            Amount: usd(amount),
          })),
        })),
        Count: anomalies.length,
        ...(judged && { Judged: { First: dateOf(judged.first), Last: dateOf(judged.last) } }),
        View: kind,
      };
    },
  },
  { isOpenPage: () => true },
);
