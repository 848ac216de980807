import { afterAll, expect, it } from 'vitest';
import { GetBill } from '../../billing/bill/operations';
import { GetPriceList, ListPriceListVersions, PutPriceList } from '../../billing/price-list/operations';
import { createOrganizationWorld } from '../../organizations/test-organization';
import { runAs } from '../testing/run-as';
import { loadBillingExample } from './billing-example';

const world = await createOrganizationWorld();
afterAll(() => world.close());

it('creates the guide’s bill for the payer and a member, adds its prices once, and denies members', async () => {
  const { management } = world;
  const members = [await world.member('one'), await world.member('two'), await world.member('three')];
  // The accounts joined at the same time, so their ids decide the order.
  members.sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  const [one = '', two = '', three = ''] = members.map(({ accountId }) => accountId);
  const month = '2030-01';
  const run = runAs(world, management);

  expect(await loadBillingExample(run, { month, transfer: [management.accountId, one] })).toEqual({
    ok: true,
    data: { Month: month },
  });
  expect((await management.run(GetBill, { Month: month })).Shown).toBe('2007.04');
  await loadBillingExample(run, { month, storage: [one, two, three] });
  expect((await management.run(GetBill, { Month: month })).Shown).toBe('8727.04');
  expect(await members[1]?.run(GetBill, { Month: month })).toMatchObject({ View: 'member', Shown: '2500.00' });
  // One version is the guide's. The other restores the earlier prices for later months.
  expect((await management.run(ListPriceListVersions, {})).Versions).toHaveLength(2);
  expect(await loadBillingExample(runAs(world, members[0] ?? management), { month, transfer: [one, two] })).toMatchObject({
    ok: false,
    error: { code: 'AccessDenied' },
  });
});

it('creates the guide’s bill with current list prices', async () => {
  const { management } = world;
  const members = [await world.member('first'), await world.member('second'), await world.member('third')];
  const [one = '', two = '', three = ''] = members.map(({ accountId }) => accountId);
  await loadBillingExample(runAs(world, management), { month: '2030-02', listPrice: [one, two, three] });
  const bill = await management.run(GetBill, { Month: '2030-02' });
  expect([bill.Shown, bill.PriceList.Name]).toEqual(['1402.88', 'Current list prices (sample)']);
});

it('buys the guide’s reservations and applies its credits', async () => {
  const { management } = world;
  const [one, two] = [await world.member('owner'), await world.member('other')];
  const run = runAs(world, management);
  // In a month of 30 days, three reservations cover 2,160 hours.
  await loadBillingExample(run, { month: '2030-04', reservations: [one.accountId, two.accountId] });
  const bill = await management.run(GetBill, { Month: '2030-04' });
  const usage = bill.Services[0]?.Regions.flatMap(({ Usage }) => Usage) ?? [];
  expect(usage).toMatchObject([{ Quantity: '2880', Discounted: '2160', Amount: '16.56' }]);
  expect(bill.ByRecordType).toContainEqual({ RecordType: 'Fee', Amount: '344' });
  const alone = await world.account('jorge');
  await loadBillingExample(runAs(world, alone), { month: '2030-04', credits: alone.accountId });
  const { Services } = await alone.run(GetBill, { Month: '2030-04' });
  expect(Services.map(({ Service, Shown }) => [Service, Shown])).toEqual([
    ['AmazonEC2', '85.00'],
    ['AmazonS3', '50.00'],
  ]);
});

it('sets its prices only for its month, regardless of later price lists', async () => {
  const world = await createOrganizationWorld();
  const [payer, one] = [world.management, (await world.member('one')).accountId];
  const hashOf = async (Month: string) => (await payer.run(GetPriceList, { Month })).Hash;
  await payer.run(PutPriceList, { Preset: 'current' });
  await payer.run(PutPriceList, { Preset: 'documentation', Effective: '2026-07' });
  await payer.run(PutPriceList, { Preset: 'current', Effective: '2026-09' });
  const months = ['2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-12'];
  const before = await Promise.all(months.map(hashOf));
  await loadBillingExample(runAs(world, payer), { month: '2026-04', transfer: [payer.accountId, one] });
  const example = (await payer.run(GetPriceList, { Preset: 'documentation' })).Hash;
  expect(await Promise.all(months.map(hashOf))).toEqual(before.map((hash, at) => (at === 1 ? example : hash)));
  await world.close();
});
