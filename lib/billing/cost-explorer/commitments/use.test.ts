import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../core/operation';
import type { Actor } from '../../../core/test-world';
import type { OrganizationWorld } from '../../../organizations/test-organization';
import { PutReservation, PutSavingsPlan } from '../../benefit/operations';
import { UpdateBillingPreferences } from '../../preferences/operations';
import { PutPriceList } from '../../price-list/operations';
import { createBillingWorld } from '../../test-billing';
import { PutUsage } from '../../usage/operations';
import { GetAdvanceShares, GetAdvanceUse } from './use-operations';

const Month = '2026-04';
const Start = new Date('2026-03-01T00:00:00Z');
let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld(new Date('2026-04-20T00:00:00Z')));
  await bob.run(PutPriceList, { Preset: 'current' });
});
afterEach(() => world.close());

const used = (AccountId: string, size: string, Quantity: string, more: object = {}) => ({
  AccountId,
  Service: 'AmazonEC2',
  UsageType: `BoxUsage:t3.${size}`,
  Region: 'us-east-1',
  Operation: 'RunInstances',
  Month,
  Quantity,
  ...more,
});
const reserved = { UsageType: 'BoxUsage:t3.small', Region: 'us-east-1', Payment: 'No Upfront', Start } as const;
const reserve = (more: Partial<InputOf<typeof PutReservation>>) => susan.run(PutReservation, { ...reserved, Count: 1, ...more });
const missed = async (Id: string) =>
  (await bob.run(GetAdvanceShares, { Id, Month })).Missed.map(
    ({ AccountId, UsageType, Quantity, Reasons }) =>
      `${AccountId === bob.accountId ? 'bob' : 'susan'} ${UsageType.split('.')[1]} ${Quantity} ${Reasons.join('+')}`,
  );

describe('GetAdvanceShares for a reservation', () => {
  it('returns the usage of the owner first and then of others, in hours of its size', async () => {
    await bob.run(PutUsage, { Rows: [used(susan.accountId, 'micro', '720'), used(bob.accountId, 'small', '720')] });
    const { Id } = await reserve({ SizeFlexible: true });
    const { Use, Shares, Missed } = await bob.run(GetAdvanceShares, { Id, Month });
    expect(Use).toMatchObject({ Available: '720', Used: '720', Unused: '0', PerMille: 1000, Fee: '9.36' });
    expect(Shares).toMatchObject([
      { Name: 'susan', IsOwner: true, Used: '360', PerMille: 500, Usage: [{ UsageType: 'BoxUsage:t3.micro', Quantity: '720' }] },
      { IsOwner: false, Used: '360', OnDemand: '7.488', Usage: [{ UsageType: 'BoxUsage:t3.small', Quantity: '360' }] },
    ]);
    expect(Missed).toMatchObject([{ Quantity: '360', Cost: '7.488', Reasons: ['USED_UP'] }]);
    // Susan sees how much other accounts used, but not which ones.
    const own = await susan.run(GetAdvanceShares, { Id, Month });
    expect(own.Use).toEqual(Use);
    expect(own.Shares).toMatchObject([{ Used: '360' }, { IsOwner: false, Used: '360', PerMille: 500 }]);
    expect(JSON.stringify(own)).not.toContain(bob.accountId);
    const stranger = await world.account('stranger');
    expect((await stranger.fails(GetAdvanceShares, { Id })).shape).toBe('NoSuchEntityException');
    expect((await bob.run(GetAdvanceShares, { Id, Month: '2026-02' })).Use).toBeUndefined();
  });

  it('returns the reasons why on-demand usage was not covered', async () => {
    const Rows = [used(bob.accountId, 'small', '720', { Zone: 'use1-az1' }), used(bob.accountId, 'micro', '720')];
    await bob.run(PutUsage, { Rows });
    const sized = await reserve({});
    expect(await missed(sized.Id)).toEqual(['bob micro 720 SIZE']);
    const zonal = await reserve({ Zone: 'use1-az2' });
    expect((await missed(zonal.Id)).sort()).toEqual(['bob micro 720 SIZE+ZONE']);
    const share = (more: object) =>
      bob.run(UpdateBillingPreferences, { DiscountSharing: 'organization', CreditSharing: true, ...more });
    await share({ DiscountsOff: [susan.accountId] });
    expect((await missed(sized.Id)).sort()).toEqual(['bob micro 720 SIZE+OWNER_OFF', 'bob small 720 OWNER_OFF']);
    await share({ DiscountsOff: [bob.accountId] });
    expect(await missed(sized.Id)).toContain('bob small 720 ACCOUNT_OFF');
    await share({ DiscountSharing: 'restricted', Groups: [{ Name: 'one', AccountIds: [susan.accountId] }] });
    expect(await missed(sized.Id)).toContain('bob small 720 GROUP');
  });
});

it('GetAdvanceUse returns the daily utilization of reservations and the coverage of usage', async () => {
  await bob.run(PutUsage, { Rows: [used(susan.accountId, 'small', '360'), used(bob.accountId, 'small', '720')] });
  const { Id } = await reserve({});
  const whole = await bob.run(GetAdvanceUse, { Kind: 'reservations', Month, Ids: [Id, 'other'] });
  expect(whole).toMatchObject({
    View: 'payer',
    Status: 'PENDING',
    Count: 1,
    Total: { Available: '720', Used: '720', OnDemand: '14.976', Fee: '9.36', Saved: '5.616' },
    Coverage: { Covered: '720', OnDemand: '360', PerMille: 667, OnDemandCost: '7.488' },
  });
  expect(whole.Rows.map((row) => [row.Id, row.Days.length])).toEqual([[Id, 30]]);
  expect(whole.Coverage?.Days[0]).toEqual({ Day: 1, PerMille: 667 });
  const own = await susan.run(GetAdvanceUse, { Kind: 'reservations', Month });
  expect(own).toMatchObject({ View: 'member', Count: 1, Total: whole.Total, Coverage: { Covered: '360', ByOthers: '0' } });
  expect(await bob.run(GetAdvanceUse, { Kind: 'savingsPlans', Month })).toMatchObject({
    Count: 0,
    Total: { PerMille: null },
    Coverage: { Covered: '0', PerMille: 0 },
  });
});

it('GetAdvanceUse returns the coverage by reservations of others to a member only as a sum', async () => {
  await bob.run(PutUsage, { Rows: [used(susan.accountId, 'small', '720')] });
  const { Id } = await bob.run(PutReservation, { ...reserved, Count: 1 });
  const own = await susan.run(GetAdvanceUse, { Kind: 'reservations', Month, Ids: [Id] });
  expect(own).toMatchObject({ Count: 0, Rows: [], Coverage: { Covered: '720', ByOthers: '720' } });
  expect((await susan.fails(GetAdvanceShares, { Id })).shape).toBe('NoSuchEntityException');
});

it('GetAdvanceShares returns the use of a Savings Plan in dollars, and usage outside its scope', async () => {
  await bob.run(PutUsage, {
    Rows: [used(susan.accountId, 'small', '720'), used(bob.accountId, '', '720', { UsageType: 'BoxUsage:m5.large' })],
  });
  const plan = { Kind: 'EC2Instance', Family: 't3', Region: 'us-east-1', Payment: 'No Upfront', Start } as const;
  const { Id } = await susan.run(PutSavingsPlan, { ...plan, Commitment: '0.02' });
  const { Use, Shares, Missed } = await bob.run(GetAdvanceShares, { Id, Month });
  expect(Use).toMatchObject({ Available: '14.4', Used: '9.43488', Fee: '14.4' });
  expect(Shares).toMatchObject([{ IsOwner: true, Used: '9.43488', OnDemand: '14.976' }]);
  expect(Missed).toMatchObject([{ UsageType: 'BoxUsage:m5.large', Reasons: ['SCOPE'] }]);
});
