import {
  DataUnavailableException,
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandInput,
  GetCostForecastCommand,
  GetDimensionValuesCommand,
  GetReservationCoverageCommand,
  GetReservationUtilizationCommand,
  GetSavingsPlansCoverageCommand,
  GetSavingsPlansUtilizationCommand,
  GetSavingsPlansUtilizationDetailsCommand,
  GetTagsCommand,
  GetUsageForecastCommand,
  InvalidNextTokenException,
  ResourceNotFoundException,
  UnresolvableUsageUnitException,
} from '@aws-sdk/client-cost-explorer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PutReservation, PutSavingsPlan } from '../../billing/benefit/operations';
import { PutPriceList } from '../../billing/price-list/operations';
import { putTransfer } from '../../billing/test-usage';
import { PutUsage } from '../../billing/usage/operations';
import { CreateUser } from '../../iam/user/operations';
import { memberOf, organizationOf } from '../../organizations/test-organization';
import { createTestApi, type Keys, type TestApi } from '../testing/api';

// Calls Cost Explorer with the SDK's own client. The tests in lib/billing/cost-explorer check the answers of the operations.

let api: TestApi;
let payer: Keys & { actor: Awaited<ReturnType<TestApi['rootKeys']>>['actor'] };
let member: Keys & { accountId: string };
let question: GetCostAndUsageCommandInput;

beforeAll(async () => {
  api = await createTestApi();
  payer = await api.rootKeys();
  const actor = payer.actor.with({ now: new Date() });
  await organizationOf(api, actor);
  const accountId = await memberOf(actor, 'member');
  member = { ...(await api.keys({ accountId })), accountId };
  const month = new Date().toISOString().slice(0, 7);
  await actor.run(PutPriceList, { Preset: 'documentation' });
  await putTransfer(actor, month, { [actor.accountId]: 8, [accountId]: 4 });
  const [year = 0, number = 0] = month.split('-').map(Number);
  const End = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
  question = { TimePeriod: { Start: `${month}-01`, End }, Granularity: 'MONTHLY', Metrics: ['UnblendedCost', 'UsageQuantity'] };
});
afterAll(() => api.close());

const costExplorer = (keys: Keys) => api.clients(keys).ce;

it('returns the costs of all accounts to the payer, and a member’s own costs to the member', async () => {
  const GroupBy = [{ Type: 'DIMENSION' as const, Key: 'LINKED_ACCOUNT' }];
  const whole = await costExplorer(payer).send(new GetCostAndUsageCommand(question));
  expect(whole.ResultsByTime).toEqual([
    {
      TimePeriod: question.TimePeriod,
      Total: { UnblendedCost: { Amount: '2007.04', Unit: 'USD' }, UsageQuantity: { Amount: '12288', Unit: 'GB' } },
      Groups: [],
      Estimated: true,
    },
  ]);
  const grouped = await costExplorer(payer).send(new GetCostAndUsageCommand({ ...question, GroupBy }));
  expect(grouped.GroupDefinitions).toEqual(GroupBy);
  expect(grouped.ResultsByTime?.[0]?.Groups).toHaveLength(2);
  const own = await costExplorer(member).send(new GetCostAndUsageCommand({ ...question, GroupBy }));
  expect(own.ResultsByTime?.[0]?.Groups?.map(({ Keys }) => Keys)).toEqual([[member.accountId]]);
  expect(JSON.stringify(own)).not.toContain(payer.actor.accountId);
});

it('accepts nested filters, and refuses filters that are nested too deeply', async () => {
  const mine = { Dimensions: { Key: 'LINKED_ACCOUNT' as const, Values: [member.accountId] } };
  const Filter = {
    And: [{ Not: mine }, { Or: [{ Dimensions: { Key: 'SERVICE' as const, Values: ['AWS Data Transfer'] } }, mine] }],
  };
  const { ResultsByTime } = await costExplorer(payer).send(new GetCostAndUsageCommand({ ...question, Filter }));
  expect(ResultsByTime?.[0]?.Total?.UsageQuantity?.Amount).toBe('8192');
  let deep: NonNullable<GetCostAndUsageCommandInput['Filter']> = mine;
  for (let level = 0; level < 200; level++) deep = { Not: deep };
  const refused = costExplorer(payer).send(new GetCostAndUsageCommand({ ...question, Filter: deep }));
  await expect(refused).rejects.toMatchObject({ name: 'SerializationException', $metadata: { httpStatusCode: 400 } });
});

it('lists dimension values and tags', async () => {
  const { TimePeriod } = question;
  const values = await costExplorer(payer).send(new GetDimensionValuesCommand({ TimePeriod, Dimension: 'SERVICE' }));
  expect(values).toMatchObject({
    DimensionValues: [{ Value: 'AWS Data Transfer', Attributes: {} }],
    ReturnSize: 1,
    TotalSize: 1,
  });
  const tags = await costExplorer(payer).send(new GetTagsCommand({ TimePeriod }));
  expect(tags).toMatchObject({ Tags: [], ReturnSize: 0, TotalSize: 0 });
});

it('forecasts costs and usage from past months', async () => {
  const day = (later: number) => new Date(Date.now() + later * 86_400_000).toISOString().slice(0, 10);
  const asked = { TimePeriod: { Start: day(0), End: day(2) }, Granularity: 'DAILY' as const, PredictionIntervalLevel: 80 };
  const usage = { ...asked, Metric: 'USAGE_QUANTITY' as const };
  const ask = (keys: Keys) => costExplorer(keys).send(new GetCostForecastCommand({ ...asked, Metric: 'UNBLENDED_COST' }));
  // The account has no usage.
  await expect(ask(await api.rootKeys())).rejects.toBeInstanceOf(DataUnavailableException);
  const { actor } = payer;
  const today = new Date();
  const before = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 1)).toISOString().slice(0, 7);
  await putTransfer(actor.with({ now: new Date() }), before, { [actor.accountId]: 8, [member.accountId]: 4 });
  const { Total, ForecastResultsByTime = [] } = await ask(payer);
  expect(Total).toEqual({ Amount: expect.stringMatching(/^\d+\.\d+$/), Unit: 'USD' });
  expect(ForecastResultsByTime.map(({ TimePeriod }) => TimePeriod?.Start)).toEqual([day(0), day(1)]);
  const [first] = ForecastResultsByTime;
  expect(Number(first?.PredictionIntervalLowerBound)).toBeLessThanOrEqual(Number(first?.MeanValue));
  expect(Number(first?.PredictionIntervalUpperBound)).toBeGreaterThanOrEqual(Number(first?.MeanValue));
  expect((await costExplorer(payer).send(new GetUsageForecastCommand(usage))).Total?.Unit).toBe('GB');
  const storage = { Service: 'AmazonS3', UsageType: 'TimedStorage-ByteHrs', Region: 'us-east-1', Quantity: '31' };
  await actor.run(PutUsage, { Rows: [{ AccountId: actor.accountId, Month: before, ...storage }] });
  const mixed = costExplorer(payer).send(new GetUsageForecastCommand(usage));
  await expect(mixed).rejects.toBeInstanceOf(UnresolvableUsageUnitException);
});

it('returns the modeled errors and IAM’s access denied error', async () => {
  const call = (keys: Keys, more: Partial<GetCostAndUsageCommandInput>) =>
    costExplorer(keys).send(new GetCostAndUsageCommand({ ...question, ...more }));
  await expect(call(payer, { NextPageToken: 'none' })).rejects.toBeInstanceOf(InvalidNextTokenException);
  const BillingViewArn = 'arn:aws:billing::111122223333:billingview/custom';
  await expect(call(payer, { BillingViewArn })).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(call(payer, { Metrics: ['Cost'] })).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(call(payer, { Granularity: 'HOURLY' })).rejects.toMatchObject({ name: 'AccessDeniedException' });
  const { User } = await payer.actor.run(CreateUser, { UserName: 'nobody' });
  const keys = await api.keys(payer.actor, User.UserId);
  await expect(call(keys, {})).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('is not authorized to perform: ce:GetCostAndUsage'),
    $metadata: { httpStatusCode: 400 },
  });
});

it('returns reservation and Savings Plans reports to the SDK client', async () => {
  const { TimePeriod } = question;
  const month = question.TimePeriod?.Start?.slice(0, 7) ?? '';
  const unavailable = costExplorer(payer).send(new GetReservationUtilizationCommand({ TimePeriod }));
  await expect(unavailable).rejects.toBeInstanceOf(DataUnavailableException);
  const actor = payer.actor.with({ now: new Date() });
  const UsageType = 'BoxUsage:t2.small';
  const used = { Service: 'AmazonEC2', UsageType, Region: 'us-east-1', Operation: 'RunInstances', Month: month };
  await actor.run(PutUsage, { Rows: [{ ...used, AccountId: member.accountId, Quantity: '744' }] });
  const Start = new Date(`${month}-01T00:00:00Z`);
  const bought = await actor.run(PutReservation, { UsageType, Region: 'us-east-1', Count: 1, Payment: 'All Upfront', Start });
  const ri = await costExplorer(payer).send(
    new GetReservationUtilizationCommand({ TimePeriod, GroupBy: [{ Type: 'DIMENSION', Key: 'SUBSCRIPTION_ID' }] }),
  );
  expect(ri.UtilizationsByTime?.[0]?.Groups).toMatchObject([{ Value: bought.Id, Utilization: { UtilizationPercentage: '100' } }]);
  const covered = await costExplorer(member).send(new GetReservationCoverageCommand({ TimePeriod, Granularity: 'MONTHLY' }));
  expect(Number(covered.Total?.CoverageHours?.CoverageHoursPercentage)).toBeGreaterThan(90);
  await actor.run(PutPriceList, { Preset: 'current' });
  await actor.run(PutSavingsPlan, { Kind: 'Compute', Payment: 'No Upfront', Commitment: '0.01', Start });
  await actor.run(PutUsage, {
    Rows: [{ ...used, UsageType: 'BoxUsage:t3.small', AccountId: member.accountId, Quantity: '744' }],
  });
  const MONTHLY = { TimePeriod, Granularity: 'MONTHLY' as const };
  const plans = await costExplorer(payer).send(new GetSavingsPlansUtilizationCommand(MONTHLY));
  expect(plans.Total?.Utilization?.UtilizationPercentage).toBe('100');
  const details = await costExplorer(payer).send(new GetSavingsPlansUtilizationDetailsCommand({ TimePeriod }));
  expect(details.SavingsPlansUtilizationDetails).toMatchObject([{ Utilization: plans.Total?.Utilization }]);
  const spend = await costExplorer(member).send(new GetSavingsPlansCoverageCommand(MONTHLY));
  expect(Number(spend.SavingsPlansCoverages?.[0]?.Coverage?.SpendCoveredBySavingsPlans)).toBeGreaterThan(0);
});
