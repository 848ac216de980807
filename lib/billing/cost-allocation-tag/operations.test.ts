import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import type { OrganizationWorld } from '../../organizations/test-organization';
import { CreateCostCategoryDefinition } from '../cost-category/operations';
import { GetCostAndUsage, GetTags } from '../cost-explorer/operations';
import { createBillingWorld } from '../test-billing';
import { PutUsage } from '../usage/operations';
import { GetCostAllocationCoverage, ListCostAllocationTags, UpdateCostAllocationTagsStatus } from './operations';

const TimePeriod = { Start: '2026-03-01', End: '2026-04-01' };
let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld());
  const usage = (AccountId: string, Quantity: string, Tags?: Record<string, string>, Month = '2026-03') => ({
    AccountId,
    Service: 'AWSDataTransfer',
    UsageType: 'DataTransfer-Out-Bytes',
    Region: 'us-east-1',
    Month,
    Quantity,
    ...(Tags && { Tags }),
  });
  await bob.run(PutUsage, {
    Rows: [
      usage(bob.accountId, '100', { team: 'blue', stage: 'test' }),
      usage(susan.accountId, '200', { team: 'red' }),
      usage(susan.accountId, '100'),
      usage(bob.accountId, '100', { old: 'x', 'aws:createdBy': 'root' }, '2026-02'),
    ],
  });
});
afterEach(() => world.close());

const put = (actor: Actor, Status: 'Active' | 'Inactive', ...keys: string[]) =>
  actor.run(UpdateCostAllocationTagsStatus, { CostAllocationTagsStatus: keys.map((TagKey) => ({ TagKey, Status })) });

it('a tag appears in costs only while it is activated', async () => {
  const tags = async () => (await bob.run(GetTags, { TimePeriod })).Tags;
  const GroupBy = [{ Type: 'TAG' as const, Key: 'team' }];
  const grouped = async (more: object = {}) => {
    const asked = { TimePeriod, Granularity: 'MONTHLY' as const, Metrics: ['UsageQuantity'], GroupBy, ...more };
    const { ResultsByTime } = await bob.run(GetCostAndUsage, asked);
    return Object.fromEntries(
      (ResultsByTime[0]?.Groups ?? []).map(({ Keys, Metrics }) => [Keys[0], Metrics.UsageQuantity?.Amount]),
    );
  };
  expect([await tags(), await grouped()]).toEqual([[], { team$: '400' }]);
  const Filter = { Tags: { Key: 'team', Values: ['blue'] } };
  const absent = { Tags: { Key: 'team', MatchOptions: ['ABSENT' as const] } };
  expect([await grouped({ Filter }), await grouped({ Filter: absent })]).toEqual([{}, { team$: '400' }]);
  expect(await put(bob, 'Active', 'team')).toEqual({ Errors: [] });
  expect([await tags(), await grouped()]).toEqual([['team'], { team$: '100', team$blue: '100', team$red: '200' }]);
  expect([await grouped({ Filter }), await grouped({ Filter: absent })]).toEqual([{ team$blue: '100' }, { team$: '100' }]);
  // A member sees its own costs by the tags that its management account activated.
  expect((await susan.run(GetTags, { TimePeriod, TagKey: 'team' })).Tags).toEqual(['', 'red']);
  await put(bob, 'Inactive', 'team');
  expect(await tags()).toEqual([]);
});

it('ListCostAllocationTags returns keys with the dates of last use and update, in pages', async () => {
  await put(bob, 'Active', 'team', 'old');
  const list = async (more: object = {}) => (await bob.run(ListCostAllocationTags, more)).CostAllocationTags;
  const LastUpdatedDate = '2026-03-01T12:00:00Z';
  expect(await list()).toEqual([
    { TagKey: 'aws:createdBy', Type: 'AWSGenerated', Status: 'Inactive', LastUsedDate: '2026-02-01T00:00:00Z' },
    { TagKey: 'old', Type: 'UserDefined', Status: 'Active', LastUpdatedDate, LastUsedDate: '2026-02-01T00:00:00Z' },
    { TagKey: 'stage', Type: 'UserDefined', Status: 'Inactive', LastUsedDate: '2026-03-01T00:00:00Z' },
    { TagKey: 'team', Type: 'UserDefined', Status: 'Active', LastUpdatedDate, LastUsedDate: '2026-03-01T00:00:00Z' },
  ]);
  const keys = async (more: object) => (await list(more)).map(({ TagKey }) => TagKey);
  expect(await keys({ Status: 'Active' })).toEqual(['old', 'team']);
  expect(await keys({ Type: 'AWSGenerated' })).toEqual(['aws:createdBy']);
  expect(await keys({ TagKeys: ['team', 'none'] })).toEqual(['team']);
  const first = await bob.run(ListCostAllocationTags, { MaxResults: 3 });
  expect(await keys({ MaxResults: 3, NextToken: first.NextToken ?? '' })).toEqual(['team']);
  expect((await bob.fails(ListCostAllocationTags, { NextToken: 'x' })).shape).toBe('InvalidNextTokenException');
});

it('UpdateCostAllocationTagsStatus refuses unknown keys and member accounts with the messages of AWS', async () => {
  const entry = {
    CostAllocationTagsStatus: [
      { TagKey: 'none', Status: 'Active' as const },
      { TagKey: 'team', Status: 'Active' as const },
    ],
  };
  const unknown = await bob.fails(UpdateCostAllocationTagsStatus, entry);
  expect([unknown.shape, unknown.message]).toEqual([
    'ValidationException',
    'Failed to update Cost Allocation Tag: Tag keys not found: none',
  ]);
  expect((await bob.run(GetTags, { TimePeriod })).Tags).toEqual([]);
  expect((await susan.fails(UpdateCostAllocationTagsStatus, entry)).message).toBe(
    "Failed to update Cost Allocation Tag: Linked account doesn't have access to cost allocation tags.",
  );
  expect((await susan.fails(ListCostAllocationTags, {})).message).toBe(
    "Failed to list Cost Allocation Tags: Linked account doesn't have access to cost allocation tags.",
  );
});

it('GetCostAllocationCoverage returns the share of a month that each tag and cost category covers', async () => {
  await put(bob, 'Active', 'stage');
  const Rule = { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [susan.accountId] } };
  await bob.run(CreateCostCategoryDefinition, {
    Name: 'Unit',
    RuleVersion: 'CostCategoryExpression.v1',
    Rules: [{ Value: 'x', Rule }],
  });
  const coverage = await bob.run(GetCostAllocationCoverage, {});
  expect(coverage).toMatchObject({ Month: '2026-03', Total: '68', Tagged: '17', Estimated: true });
  expect(coverage.Tags.map(({ TagKey, Status, Amount, Values }) => [TagKey, Status, Amount, Values])).toEqual([
    ['aws:createdBy', 'Inactive', '0', 0],
    ['old', 'Inactive', '0', 0],
    ['stage', 'Active', '17', 1],
    ['team', 'Inactive', '50.999999993', 2],
  ]);
  expect(coverage.CostCategories).toEqual([{ Name: 'Unit', Amount: expect.stringMatching(/^5\d/), Values: 1 }]);
  expect((await susan.fails(GetCostAllocationCoverage, {})).shape).toBe('AccessDenied');
});
