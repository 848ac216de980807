import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyOperation, InputOf } from '../core/operation';
import { PRESETS, setQuotas } from '../core/quotas';
import { watchReads } from '../core/testing/watch-reads';
import {
  FindOrganizationNodes,
  GetOrganizationNode,
  GetTreeBranch,
  ListAccountOverviews,
  ListChildOverviews,
  ListTargetOverviews,
} from './overview/operations';
import { ListPoliciesOfTargets, ListPolicyOverviews } from './overview/policies';
import { createCrowdOfAccounts } from './test-crowd';
import { createOrganizationWorld, type OrganizationWorld } from './test-organization';

const ACCOUNTS = 1_000;
const UNITS = 100;

let world: OrganizationWorld;
beforeAll(async () => {
  setQuotas(PRESETS.large);
  world = await createOrganizationWorld();
  await createCrowdOfAccounts(world.database, world.organizationId, { accounts: ACCOUNTS, units: UNITS });
}, 120_000);
afterAll(async () => {
  setQuotas(null);
  await world.close();
});

describe('an organization with 1,000 accounts', () => {
  const rootId = () => world.rootId;
  it.each<[AnyOperation, () => object]>([
    [GetOrganizationNode, () => ({})],
    [GetTreeBranch, () => ({})],
    [GetTreeBranch, () => ({ ParentId: 'ou-crowd-00000007' })],
    [FindOrganizationNodes, () => ({ Filters: ['account'], PageSize: 100 })],
    [ListAccountOverviews, () => ({ PageSize: 100 })],
    [ListAccountOverviews, () => ({ Sort: '-principals', Filters: ['place: unit 00'] })],
    [ListChildOverviews, () => ({ ParentId: rootId() })],
    [ListTargetOverviews, () => ({ PolicyId: 'p-FullAWSAccess', PageSize: 100 })],
    [ListPolicyOverviews, () => ({})],
    [ListPoliciesOfTargets, () => ({ TargetIds: [rootId(), 'ou-crowd-00000007', '900000000007'] })],
  ])('is read by $name in pages, with few queries and few rows at a time', async (operation, input) => {
    let answer: unknown;
    const { queries, rowsInTurn } = await watchReads(world, world.management, async (actor) => {
      answer = await actor.run(operation, input() as InputOf<AnyOperation>);
    });
    const size = JSON.stringify(answer).length;
    expect(size).toBeLessThan(65_000);
    // Each query reads a few hundred accounts.
    expect(queries).toBeLessThan(40);
    expect(rowsInTurn).toBeLessThanOrEqual(1_500);
  });
});
