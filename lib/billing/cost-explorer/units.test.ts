import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { LeaveOrganization, MoveAccount } from '../../organizations/account/operations';
import type { OrganizationWorld } from '../../organizations/test-organization';
import { createBillingWorld, day } from '../test-billing';
import { putTransfer } from '../test-usage';
import { LEFT_ORGANIZATION } from './limits';
import { GetCostAndUsage, GetDimensionValues } from './operations';
import { placesOf } from './places';

const TimePeriod = { Start: '2026-03-01', End: '2026-04-01' };
const asked = { TimePeriod, Granularity: 'MONTHLY' as const, Metrics: ['UsageQuantity'] };
const GroupBy = [{ Type: 'DIMENSION' as const, Key: 'ORGANIZATIONAL_UNIT' }];

let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld());
});
afterEach(() => world.close());

it('costs are grouped by the OU of their account and filtered by any OU above it in the current tree', async () => {
  const workloads = await world.unit('Workloads');
  const production = await world.unit('Production', workloads);
  const sandbox = await world.unit('Sandbox');
  const [payments, toys] = [await world.member('payments'), await world.member('toys')];
  const move = (account: Actor, to: string) =>
    bob.run(MoveAccount, { AccountId: account.accountId, SourceParentId: world.rootId, DestinationParentId: to });
  await move(payments, production);
  await move(toys, sandbox);
  await putTransfer(bob, '2026-03', { [bob.accountId]: 8, [susan.accountId]: 4, [payments.accountId]: 2, [toys.accountId]: 1 });
  await susan.with({ now: day(10) }).run(LeaveOrganization, {});

  const later = bob.with({ now: day(20) });
  const { ResultsByTime, DimensionValueAttributes } = await later.run(GetCostAndUsage, { ...asked, GroupBy });
  const groups = ResultsByTime[0]?.Groups.map(({ Keys, Metrics }) => [Keys[0], Number(Metrics.UsageQuantity?.Amount)]);
  expect(Object.fromEntries(groups ?? [])).toEqual({
    [world.rootId]: 8192,
    [production]: 2048,
    [sandbox]: 1024,
    // The account left during the month, so it has part of its 4 TB over 31 days.
    [LEFT_ORGANIZATION]: expect.closeTo((4096 / 31) * 10.5, 6),
  });
  expect(DimensionValueAttributes).toContainEqual({ Value: production, Attributes: { description: 'Workloads / Production' } });
  expect(DimensionValueAttributes).toContainEqual({ Value: LEFT_ORGANIZATION, Attributes: {} });

  const sum = async (...Values: string[]) => {
    const Filter = { Dimensions: { Key: 'ORGANIZATIONAL_UNIT', Values } };
    const answer = await later.run(GetCostAndUsage, { ...asked, Filter });
    return Number(answer.ResultsByTime[0]?.Total.UsageQuantity?.Amount);
  };
  expect(await sum(workloads)).toBe(2048);
  expect(await sum(workloads, sandbox)).toBe(3072);
  expect(await sum(world.rootId)).toBe(11_264);
  expect(await sum(LEFT_ORGANIZATION)).toBeCloseTo((4096 / 31) * 10.5, 6);
  expect(await sum('ou-none-nothing1')).toBe(0);

  const listed = await later.run(GetDimensionValues, { TimePeriod, Dimension: 'ORGANIZATIONAL_UNIT' });
  expect(listed.DimensionValues.map(({ Value }) => Value).sort()).toEqual(
    [LEFT_ORGANIZATION, production, sandbox, world.rootId].sort(),
  );
});

it('costs by OU are available to the management account only', async () => {
  const refused = await susan.fails(GetCostAndUsage, { ...asked, GroupBy });
  expect([refused.shape, refused.message]).toEqual([
    'AccessDenied',
    'Only the management account of the organization can view costs by organizational unit.',
  ]);
  const Filter = { Not: { Dimensions: { Key: 'ORGANIZATIONAL_UNIT', Values: [world.rootId] } } };
  expect((await susan.fails(GetCostAndUsage, { ...asked, Filter })).shape).toBe('AccessDenied');
  const alone = await world.account('alone');
  expect((await alone.fails(GetCostAndUsage, { ...asked, GroupBy })).shape).toBe('ValidationException');
});

it('placesOf finds the OUs above accounts at any depth', () => {
  const units = Array.from({ length: 5 }, (_, at) => ({
    id: `ou-${at}`,
    parentId: at === 0 ? 'r' : `ou-${at - 1}`,
    name: `n${at}`,
  }));
  const places = placesOf({ id: 'r', name: 'Root' }, units, [
    { id: '1', parentId: 'ou-4' },
    { id: '2', parentId: 'r' },
  ]);
  expect(['r', 'ou-0', 'ou-4'].map((unit) => [...(places.accountsBelow(unit) ?? [])])).toEqual([['1', '2'], ['1'], ['1']]);
  expect([places.nameOf('r'), places.nameOf('ou-2'), places.nameOf('ou-9')]).toEqual(['Root', 'n0 / n1 / n2', undefined]);
  expect(places.accountsBelow('ou-9')).toBeUndefined();
});
