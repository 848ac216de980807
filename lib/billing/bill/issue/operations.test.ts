import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { moveClock } from '../../../clock/test-clock';
import type { Actor } from '../../../core/test-world';
import { transaction } from '../../../db/transaction';
import type { OrganizationWorld } from '../../../organizations/test-organization';
import { RestoreSnapshot, SaveSnapshot } from '../../../snapshot/operations';
import { GetCostAndUsage } from '../../cost-explorer/operations';
import { UpdateBillingPreferences } from '../../preferences/operations';
import { PutPriceList } from '../../price-list/operations';
import { createBillingWorld, day } from '../../test-billing';
import { putTransfer } from '../../test-usage';
import { DeleteUsageBatch, PutUsage } from '../../usage/operations';
import { GetBill, ListBillLines, ListBills } from '../operations';
import { GetBillSavings } from '../savings/operations';
import { keepBills } from './keep';
import { IssueBill } from './operations';

const Month = '2026-03';
const ROW = { Service: 'AmazonS3', UsageType: 'TimedStorage-ByteHrs', Region: 'us-east-1', Quantity: '1' };
let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld(day(31)));
});
afterEach(() => world.close());

describe('a billing month', () => {
  it('has stored cost sums when issued, and the same costs when a snapshot restores it without them', async () => {
    await putTransfer(bob, Month, { [bob.accountId]: 8, [susan.accountId]: 4 });
    const { Hash } = await bob.run(IssueBill, { Month });
    const { reader } = world.database;
    const stored = await reader.billSection.findMany({ where: { id: { contains: '/sums/' } }, select: { id: true } });
    expect(stored.map(({ id }) => id)).toContain(`${bob.accountId}/${Month}/sums/${Hash}/index`);
    const ask = () =>
      bob.run(GetCostAndUsage, {
        TimePeriod: { Start: `${Month}-01`, End: `${Month}-20` },
        Granularity: 'DAILY',
        Metrics: ['UnblendedCost', 'UsageQuantity'],
        GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
      });
    const before = await ask();
    expect(before.ResultsByTime[0]?.Groups).toHaveLength(1);
    await transaction(world.database, (tx) => tx.billSection.deleteMany({ where: { id: { contains: '/sums/' } } }));
    expect(await ask()).toEqual(before);
  });

  const issued = async () => {
    const { Batch } = await putTransfer(bob, Month, { [bob.accountId]: 8, [susan.accountId]: 4 });
    return { Batch, first: await bob.run(IssueBill, { Month }) };
  };

  it('refuses writes when issued and does not change with prices and preferences', async () => {
    const before = await putTransfer(bob, Month, { [bob.accountId]: 8, [susan.accountId]: 4 });
    const open = [
      await bob.run(GetBill, { Month }),
      await bob.run(ListBillLines, { Month }),
      await bob.run(GetBillSavings, { Month }),
    ];
    const first = await bob.run(IssueBill, { Month });
    expect(first).toMatchObject({ Month, Total: '2007.04', Hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    await bob.run(PutPriceList, { Preset: 'current' });
    await bob.run(UpdateBillingPreferences, { DiscountSharing: 'restricted', CreditSharing: false });
    const now = [
      await bob.run(GetBill, { Month }),
      await bob.run(ListBillLines, { Month }),
      await bob.run(GetBillSavings, { Month }),
    ];
    expect(now).toEqual([
      { ...open[0], Status: 'ISSUED', IssuedAt: first.IssuedAt, Hash: first.Hash },
      open[1],
      { ...open[2], Status: 'ISSUED', IssuedAt: first.IssuedAt },
    ]);
    expect((await susan.run(GetBill, { Month })).Hash).toBeUndefined();
    for (const actor of [bob, susan]) {
      const refused = await actor.fails(PutUsage, { Rows: [{ ...ROW, AccountId: actor.accountId, Month }] });
      expect([refused.shape, refused.message]).toEqual(['ConflictException', expect.stringContaining(`${Month}`)]);
    }
    expect((await bob.fails(DeleteUsageBatch, { BatchId: before.Batch.BatchId })).shape).toBe('ConflictException');
    await putTransfer(bob, '2026-04', { [susan.accountId]: 1 });
    expect(await bob.with({ now: day(40) }).run(IssueBill, { Month })).toEqual(first);
    const { Bills } = await bob.run(ListBills, {});
    expect(Bills.map((bill) => [bill.Month, bill.Status])).toEqual([
      ['2026-04', 'PENDING'],
      [Month, 'ISSUED'],
    ]);
  });

  it('can be issued only after its end and by the payer account', async () => {
    await putTransfer(bob, Month, { [bob.accountId]: 8 });
    expect((await bob.with({ now: day(5) }).fails(IssueBill, { Month })).message).toContain('not over yet');
    expect((await susan.fails(IssueBill, { Month })).shape).toBe('AccessDenied');
  });

  it('is issued on the first read three days after its end, a day after the last usage upload', async () => {
    await putTransfer(bob, Month, { [bob.accountId]: 8, [susan.accountId]: 4 });
    // March ends at day 30.5.
    const status = async (actor: Actor, now: number) => (await actor.with({ now: day(now) }).run(GetBill, { Month })).Status;
    expect(await status(bob, 32)).toBe('PENDING');
    await putTransfer(bob.with({ now: day(33) }), Month, { [susan.accountId]: 1 });
    expect(await status(bob, 33.9)).toBe('PENDING');
    expect(await status(susan, 34.1)).toBe('ISSUED');
    expect((await bob.run(GetBill, { Month })).Hash).toHaveLength(64);
  });

  it('is issued only a day after the payer uploads usage for another account', async () => {
    const late = bob.with({ now: day(60) });
    await putTransfer(late, Month, { [susan.accountId]: 4 });
    expect((await late.run(GetBill, { Month })).Status).toBe('PENDING');
    await putTransfer(late, Month, { [susan.accountId]: 1 });
    expect((await bob.with({ now: day(61.1) }).run(GetBill, { Month })).Status).toBe('ISSUED');
  });

  it('is issued by any kind of read from any account on the bill', async () => {
    await putTransfer(bob, Month, { [bob.accountId]: 8 });
    const ask = {
      TimePeriod: { Start: '2026-03-01', End: '2026-04-01' },
      Granularity: 'MONTHLY' as const,
      Metrics: ['UnblendedCost' as const],
    };
    const { reader } = world.database;
    await susan.with({ now: day(33) }).run(GetCostAndUsage, ask);
    expect(await reader.bill.count()).toBe(0);
    await susan.with({ now: day(36) }).run(GetCostAndUsage, ask);
    expect((await reader.bill.findMany({ select: { month: true } })).map(({ month }) => month)).toEqual([Month]);
    const refused = await bob.with({ now: day(36) }).fails(PutUsage, { Rows: [{ ...ROW, AccountId: bob.accountId, Month }] });
    expect(refused.shape).toBe('ConflictException');
  });

  it('is issued despite a broken bill of another payer, and for an account without billing rows', async () => {
    const { reader } = world.database;
    const other = await world.account('other');
    for (const actor of [bob, other]) await putTransfer(actor, Month, { [actor.accountId]: 1 });
    const broken = bob.accountId < other.accountId ? bob : other;
    const [whole] = [bob, other].filter((actor) => actor !== broken);
    await reader.priceListVersion.deleteMany({ where: { payerId: broken.accountId } });
    await reader.priceListVersion.create({
      data: {
        payerId: broken.accountId,
        number: 9,
        name: 'x',
        effective: '2000-01',
        document: '{',
        createdAt: day(0),
        createdBy: 'x',
      },
    });
    await keepBills(world.database, day(36));
    expect(await whole?.with({ now: day(36) }).run(GetBill, { Month })).toMatchObject({ Status: 'ISSUED' });
    const old = await world.account('old');
    await reader.billingPayer.deleteMany({ where: { accountId: old.accountId } });
    expect((await old.with({ now: day(36) }).run(IssueBill, { Month })).Total).toBe('0');
  });

  it('is issued with its due date when the billing clock is moved forward', async () => {
    const early = world.management.with({ now: day(5) });
    await putTransfer(early, Month, { [bob.accountId]: 8 });
    const BillingDate = new Date('2026-05-05T00:00:00Z');
    const late = early.with(await moveClock(early, BillingDate));
    expect(await late.run(ListBills, {})).toMatchObject({ CurrentMonth: '2026-05', BillingDate });
    const put = { DiscountSharing: 'restricted', CreditSharing: false } as const;
    expect((await late.run(UpdateBillingPreferences, put)).Preferences.Since).toEqual(BillingDate);
    const due = new Date('2026-04-04T00:00:00Z');
    expect(await late.run(GetBill, { Month })).toMatchObject({ Status: 'ISSUED', IssuedAt: due });
    const event = await world.database.reader.event.findFirstOrThrow({ where: { eventName: 'IssueBill' } });
    expect(event).toMatchObject({ accountId: bob.accountId, time: due });
  });

  it('is included in snapshots and is open again after restoring a snapshot from before its issue', async () => {
    await bob.run(SaveSnapshot, { Name: 'before' });
    const { first } = await issued();
    await bob.run(SaveSnapshot, { Name: 'after' });
    await bob.run(RestoreSnapshot, { Name: 'before' });
    expect(await bob.run(GetBill, { Month })).toMatchObject({ Status: 'PENDING', Total: '0' });
    await bob.run(RestoreSnapshot, { Name: 'after' });
    expect(await bob.run(GetBill, { Month })).toMatchObject({ Status: 'ISSUED', Total: '2007.04', Hash: first.Hash });
  });
});
