import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../core/operation';
import type { Actor } from '../../core/test-world';
import { SearchEvents } from '../../events/operations';
import { UpdateIAMAccessPreference } from '../../iam/root-user/operations';
import { MoveAccount } from '../../organizations/account/operations';
import { type OrganizationWorld, userWith } from '../../organizations/test-organization';
import { UpdateCostAllocationTagsStatus } from '../cost-allocation-tag/operations';
import { GetCostAndUsage, GetCostCategories } from '../cost-explorer/operations';
import { createBillingWorld } from '../test-billing';
import { putTransfer } from '../test-usage';
import { PutUsage } from '../usage/operations';
import { GetCostCategoryCosts, PreviewCostCategory } from './costs-operations';
import {
  CreateCostCategoryDefinition,
  DeleteCostCategoryDefinition,
  DescribeCostCategoryDefinition,
  ListCostCategoryDefinitions,
  UpdateCostCategoryDefinition,
} from './operations';

type Definition = InputOf<typeof CreateCostCategoryDefinition>;
type Rule = Definition['Rules'][number];
const RuleVersion = 'CostCategoryExpression.v1' as const;
const TimePeriod = { Start: '2026-03-01', End: '2026-04-01' };
const asked = { TimePeriod, Granularity: 'MONTHLY' as const, Metrics: ['UsageQuantity'] };

let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld());
  await putTransfer(bob, '2026-03', { [bob.accountId]: 8, [susan.accountId]: 4 });
});
afterEach(() => world.close());

const rule = (Value: string, Rule: Rule['Rule']): Rule => ({ Value, Rule });
const of = (Key: string, ...Values: string[]) => ({ Dimensions: { Key, Values } });
const create = (Name: string, Rules: Rule[], more: Partial<Definition> = {}) =>
  bob.run(CreateCostCategoryDefinition, { Name, RuleVersion, Rules, ...more });
const fails = async (Rules: Rule[], more: Partial<Definition> = {}) =>
  (await bob.fails(CreateCostCategoryDefinition, { Name: 'Team', RuleVersion, Rules, ...more })).message;

/** Returns the quantity for each value of a cost category. */
async function sorted(Key: string, more: object = {}) {
  const answer = await bob.run(GetCostAndUsage, { ...asked, GroupBy: [{ Type: 'COST_CATEGORY', Key }], ...more });
  return Object.fromEntries(
    answer.ResultsByTime.flatMap(({ Groups }) => Groups.map(({ Keys, Metrics }) => [Keys[0], Metrics.UsageQuantity?.Amount])),
  );
}

describe('the value of a cost category', () => {
  it('comes from the first matching rule, an inherited value or the default, in groups and filters', async () => {
    const stored = (AccountId: string, team: string) => ({
      AccountId,
      Service: 'AmazonS3',
      UsageType: 'TimedStorage-ByteHrs',
      Region: 'us-east-1',
      Quantity: '310',
      Month: '2026-03',
      Tags: { team },
    });
    await bob.run(PutUsage, { Rows: [stored(bob.accountId, 'blue'), stored(susan.accountId, 'red')] });
    await create('Team', [
      { Type: 'INHERITED_VALUE', InheritedValue: { DimensionName: 'TAG', DimensionKey: 'team' } },
      rule('Susan', of('LINKED_ACCOUNT', susan.accountId)),
    ]);
    // A tag has an effect only after it is activated.
    expect(await sorted('Team')).toEqual({ Team$: '8502', Team$Susan: '4406' });
    await bob.run(UpdateCostAllocationTagsStatus, { CostAllocationTagsStatus: [{ TagKey: 'team', Status: 'Active' }] });
    expect(await sorted('Team')).toEqual({ Team$: '8192', Team$blue: '310', Team$red: '310', Team$Susan: '4096' });
    await create(
      'Unit',
      [
        rule('storage', {
          And: [
            { CostCategories: { Key: 'Team', Values: ['r', 'b'], MatchOptions: ['STARTS_WITH'] } },
            of('SERVICE_CODE', 'AmazonS3'),
          ],
        }),
        rule('named', { Not: { CostCategories: { Key: 'Team', MatchOptions: ['ABSENT'] } } }),
      ],
      { DefaultValue: 'rest' },
    );
    expect(await sorted('Unit')).toEqual({ Unit$storage: '620', Unit$named: '4096', Unit$rest: '8192' });
    const Filter = { CostCategories: { Key: 'Unit', Values: ['named', 'rest'] } };
    expect(await sorted('Team', { Filter })).toEqual({ Team$: '8192', Team$Susan: '4096' });
    expect(await sorted('Nothing')).toEqual({ Nothing$: '12908' });

    expect((await bob.run(GetCostCategories, { TimePeriod })).CostCategoryNames).toEqual(['Team', 'Unit']);
    const values = await bob.run(GetCostCategories, { TimePeriod, CostCategoryName: 'Unit' });
    expect(values).toMatchObject({ CostCategoryValues: ['named', 'rest', 'storage'], ReturnSize: 3, TotalSize: 3 });
    expect((await susan.run(GetCostCategories, { TimePeriod })).CostCategoryNames).toEqual([]);
  });

  it('can depend on organizational units and account names', async () => {
    const unit = await world.unit('Workloads');
    const move = { AccountId: susan.accountId, SourceParentId: world.rootId, DestinationParentId: unit };
    await bob.run(MoveAccount, move);
    await create('Department', [rule('Workloads', of('ORGANIZATIONAL_UNIT', unit))], { DefaultValue: 'Others' });
    expect(await sorted('Department')).toEqual({ Department$Workloads: '4096', Department$Others: '8192' });
    const Filter = { CostCategories: { Key: 'Department', Values: ['Workloads'] } };
    expect(await sorted('Department', { Filter })).toEqual({ Department$Workloads: '4096' });
    await create('Account', [{ Type: 'INHERITED_VALUE', InheritedValue: { DimensionName: 'LINKED_ACCOUNT_NAME' } }]);
    expect(await sorted('Account')).toEqual({ Account$management: '8192', Account$susan: '4096' });
    const named = { Dimensions: { Key: 'LINKED_ACCOUNT_NAME', Values: ['SUS'], MatchOptions: ['CONTAINS', 'CASE_INSENSITIVE'] } };
    await create('Named', [rule('yes', named as Rule['Rule'])]);
    expect(await sorted('Named')).toEqual({ Named$: '8192', Named$yes: '4096' });
  });

  it('follows each definition from its effective month on', async () => {
    await putTransfer(bob, '2026-02', { [susan.accountId]: 2 });
    const all = of('LINKED_ACCOUNT', bob.accountId, susan.accountId);
    const { CostCategoryArn } = await create('Team', [rule('first', all)], { EffectiveStart: '2026-02-01T00:00:00Z' });
    await bob.run(UpdateCostCategoryDefinition, { CostCategoryArn, RuleVersion, Rules: [rule('second', all)] });
    const both = { TimePeriod: { Start: '2026-01-01', End: '2026-04-01' } };
    expect(await sorted('Team', both)).toEqual({ Team$first: '2048', Team$second: '12288' });
    const on = async (EffectiveOn?: string) => {
      const { CostCategory } = await bob.run(DescribeCostCategoryDefinition, {
        CostCategoryArn,
        ...(EffectiveOn && { EffectiveOn }),
      });
      return [CostCategory.Rules[0]?.Value, CostCategory.EffectiveStart, CostCategory.EffectiveEnd];
    };
    expect(await on()).toEqual(['second', '2026-03-01T00:00:00Z', undefined]);
    expect(await on('2026-02-28T23:59:59Z')).toEqual(['first', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z']);
    const before = { CostCategoryArn, EffectiveOn: '2026-01-01T00:00:00Z' };
    expect((await bob.fails(DescribeCostCategoryDefinition, before)).shape).toBe('ResourceNotFoundException');
    await bob.run(DeleteCostCategoryDefinition, { CostCategoryArn });
    expect(await sorted('Team')).toEqual({ Team$: '12288' });
  });

  it('stays in months before the category was deleted, even if a new category has the same name', async () => {
    await putTransfer(bob, '2026-02', { [susan.accountId]: 2 });
    const all = of('LINKED_ACCOUNT', bob.accountId, susan.accountId);
    const { CostCategoryArn } = await create('Team', [rule('first', all)], { EffectiveStart: '2026-02-01T00:00:00Z' });
    await bob.run(DeleteCostCategoryDefinition, { CostCategoryArn });
    const both = { TimePeriod: { Start: '2026-01-01', End: '2026-04-01' } };
    expect(await sorted('Team', both)).toEqual({ Team$first: '2048', Team$: '12288' });
    const listed = async (given: object) =>
      (await bob.run(ListCostCategoryDefinitions, given)).CostCategoryReferences.map((each) => [each.Name, each.EffectiveEnd]);
    expect(await listed({})).toEqual([]);
    expect(await listed({ EffectiveOn: '2026-02-10T00:00:00Z' })).toEqual([['Team', '2026-03-01T00:00:00Z']]);
    expect((await bob.fails(DeleteCostCategoryDefinition, { CostCategoryArn })).shape).toBe('ResourceNotFoundException');
    await create('Team', [rule('second', all)]);
    expect(await sorted('Team', both)).toEqual({ Team$first: '2048', Team$second: '12288' });
  });
});

it('GetCostCategoryCosts splits shared charges, adds up to the month and returns the amount of each rule', async () => {
  const definition = {
    RuleVersion,
    Rules: [rule('Shared', of('LINKED_ACCOUNT', bob.accountId)), rule('All', of('SERVICE_CODE', 'AWSDataTransfer'))],
    SplitChargeRules: [{ Source: 'Shared', Targets: ['All'], Method: 'EVEN' as const }],
  };
  const { CostCategoryArn } = await bob.run(CreateCostCategoryDefinition, { Name: 'Team', ...definition });
  const costs = await bob.run(GetCostCategoryCosts, { CostCategoryArn });
  expect(costs).toMatchObject({ Month: '2026-03', Total: '2007.04', Estimated: true });
  expect(costs.Values.map(({ Value, After, ShownAfter }) => [Value, After, ShownAfter])).toEqual([
    ['All', '2007.04', '2007.04'],
    ['Shared', '0', '0.00'],
  ]);
  const [shared, all] = costs.Rules;
  expect([shared?.Accounts, all?.Accounts, all?.TakenBefore]).toEqual([1, 1, shared?.Amount]);
  const { RuleVersion: _, ...shown } = definition;
  expect(await bob.run(PreviewCostCategory, shown)).toEqual(costs);
  expect((await bob.fails(PreviewCostCategory, { Rules: [{ Value: 'x' }] })).message).toContain(
    'Value and Rule must not be null',
  );
});

it('CreateCostCategoryDefinition refuses invalid definitions with the messages of AWS', async () => {
  const all = rule('all', of('LINKED_ACCOUNT', bob.accountId));
  await create('Other', [rule('x', of('REGION', 'us-east-1'))]);
  const nested = (Key: string) => rule('n', { CostCategories: { Key, Values: ['x'] } });
  expect(await fails([{ Value: 'x' }])).toBe('Failed to create Cost Category: Invalid Rule: Value and Rule must not be null.');
  const tagged = { Tags: { Key: 'a', Values: ['b'], MatchOptions: ['ABSENT' as const] } };
  expect(await fails([rule('x', tagged)])).toContain('Tags expression must not have values set when ABSENT is provided');
  expect(await fails([rule('x', { ...of('REGION', 'a'), ...tagged })])).toContain('Expression has more than one roots.');
  expect(await fails([rule('x', { Or: [of('REGION', 'a')] })])).toContain('Or expression must have at least 2 operands');
  expect(await fails([rule('x', of('INSTANCE_TYPE', 'a'))])).toContain('cannot use the dimension INSTANCE_TYPE');
  expect(await fails([rule('x', of('ORGANIZATIONAL_UNIT', 'ou-none-none1234'))])).toContain('There is no organizational unit');
  expect(await fails([nested('Nowhere')])).toContain('Cost category Nowhere does not exist');
  expect(await fails([nested('Team')])).toContain('Cost category Team cannot be part of itself');
  const { CostCategoryArn } = await create('Team', [nested('Other')]);
  expect(await fails([all])).toBe('Failed to create Cost Category: Cost category name Team already exists');
  const other = (await bob.run(ListCostCategoryDefinitions, {})).CostCategoryReferences.find(({ Name }) => Name === 'Other');
  const circle = { CostCategoryArn: other?.CostCategoryArn ?? '', RuleVersion, Rules: [nested('Team')] };
  expect((await bob.fails(UpdateCostCategoryDefinition, circle)).message).toContain('Other would be part of itself');
  await bob.run(DeleteCostCategoryDefinition, { CostCategoryArn });
  for (const [EffectiveStart, words] of [
    ['2026-03-02T00:00:00Z', 'must be the first day of a month'],
    ['2025-02-01T00:00:00Z', 'cannot be before the previous twelve months'],
    ['2026-04-01T00:00:00Z', 'or in the future'],
  ] as const)
    expect(await fails([all], { EffectiveStart })).toContain(words);
  const split = (more: object) => ({
    SplitChargeRules: [{ Source: '', Targets: ['all'], Method: 'EVEN' as const, ...more }],
  });
  expect(await fails([all], split({ Source: 'none' }))).toContain('It has no value none');
  expect(await fails([all], split({ Source: 'all' }))).toContain('cannot be both a source and a target');
  const shares = { Method: 'FIXED', Parameters: [{ Type: 'ALLOCATION_PERCENTAGES', Values: ['99'] }] };
  expect(await fails([all], split(shares))).toContain('must add up to 100');
});

it('cost category operations require the payer account and their permissions, and are recorded', async () => {
  await bob.run(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'ALLOW' });
  const definition = { Name: 'Team', RuleVersion, Rules: [rule('x', of('REGION', 'us-east-1'))] };
  expect((await susan.fails(CreateCostCategoryDefinition, definition)).shape).toBe('AccessDenied');
  const reader = await userWith(world, bob, 'reader', [{ Effect: 'Allow', Action: 'ce:List*', Resource: '*' }]);
  expect((await reader.fails(CreateCostCategoryDefinition, definition)).shape).toBe('AccessDenied');
  const { CostCategoryArn } = await bob.run(CreateCostCategoryDefinition, {
    ...definition,
    ResourceTags: [{ Key: 'a', Value: 'b' }],
  });
  expect((await reader.run(ListCostCategoryDefinitions, {})).CostCategoryReferences).toMatchObject([
    { Name: 'Team', NumberOfRules: 1 },
  ]);
  const bySameTag = await userWith(world, bob, 'tagged', [
    { Effect: 'Allow', Action: 'ce:*', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/a': 'b' } } },
  ]);
  await bySameTag.run(DescribeCostCategoryDefinition, { CostCategoryArn });
  expect((await reader.fails(DescribeCostCategoryDefinition, { CostCategoryArn })).shape).toBe('AccessDenied');
  const stranger = await world.account('stranger');
  expect((await stranger.fails(DescribeCostCategoryDefinition, { CostCategoryArn })).shape).toBe('ResourceNotFoundException');
  const { Events } = await bob.run(SearchEvents, { EventName: 'CreateCostCategoryDefinition' });
  expect(Events.length).toBeGreaterThan(0);
});

it('CreateCostCategoryDefinition is limited to 50 cost categories', async () => {
  const Rules = [rule('x', of('REGION', 'us-east-1'))];
  for (let at = 0; at < 50; at++) await create(`Category ${at}`, Rules);
  const error = await bob.fails(CreateCostCategoryDefinition, { Name: 'One more', RuleVersion, Rules });
  expect(error.shape).toBe('ServiceQuotaExceededException');
  const first = await bob.run(ListCostCategoryDefinitions, { MaxResults: 40 });
  const second = await bob.run(ListCostCategoryDefinitions, { MaxResults: 40, NextToken: first.NextToken ?? '' });
  expect([first, second].map(({ CostCategoryReferences }) => CostCategoryReferences.length)).toEqual([40, 10]);
});
