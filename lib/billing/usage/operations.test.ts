import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import type { OrganizationWorld } from '../../organizations/test-organization';
import { keepBills } from '../bill/issue/keep';
import { IssueBill } from '../bill/issue/operations';
import { GetBill, ListBillLines } from '../bill/operations';
import { GetCostAndUsage } from '../cost-explorer/operations';
import { PutPriceList } from '../price-list/operations';
import { createBillingWorld, day } from '../test-billing';
import { GenerateUsage } from './generate-operations';
import { AppendUsageImport, BeginUsageImport, FinishUsageImport } from './import-operations';
import { DeleteUsageBatch, ListUsageBatches, PutUsage } from './operations';
import { MOST_WAITING_PARTS } from './schema';

const Month = '2026-03';
let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld(day(31)));
});
afterEach(() => world.close());

const HEADER =
  'line_item_usage_account_id,line_item_line_item_type,line_item_product_code,line_item_usage_type,line_item_operation,line_item_usage_start_date,line_item_usage_end_date,line_item_usage_amount,product_region_code';
const line = (accountId: string, terabytes: number, kind = 'Usage') =>
  `${accountId},${kind},AWSDataTransfer,DataTransfer-Out-Bytes,,${Month}-05T00:00:00Z,${Month}-06T00:00:00Z,${terabytes * 1024},us-east-1`;
const report = (...lines: string[]) => [HEADER, ...lines].join('\n');

async function upload(actor: Actor, text: string | Uint8Array, parts = 2): Promise<{ BatchId: string; Parts: number }> {
  const { BatchId } = await actor.run(BeginUsageImport, { Name: 'march.csv' });
  const bytes = Buffer.from(text);
  const size = Math.ceil(bytes.length / parts);
  // The last part comes first, because parts may arrive in any order.
  for (let Part = parts - 1; Part >= 0; Part--) {
    const Data = bytes.subarray(Part * size, (Part + 1) * size).toString('base64');
    await actor.run(AppendUsageImport, { BatchId, Part, Data });
  }
  return { BatchId, Parts: parts };
}
const blocks = () => world.database.reader.usageBlock.count();
const parts = () => world.database.reader.usageImportPart.count();

describe('a refund', () => {
  const refund = { Service: 'AmazonS3', Start: day(5), Refund: '12.5' };

  it('is a separate bill line of its account and is deleted with its batch', async () => {
    const { Batch } = await bob.run(PutUsage, { Rows: [{ ...refund, AccountId: susan.accountId }] });
    const bill = await bob.run(GetBill, { Month });
    expect(bill.Total).toBe('-12.5');
    expect(bill.ByRecordType).toEqual([{ RecordType: 'Refund', Amount: '-12.5' }]);
    expect((await susan.run(GetBill, { Month })).Total).toBe('-12.5');
    const { Lines } = await bob.run(ListBillLines, { Month, Service: 'AmazonS3' });
    expect(Lines).toMatchObject([{ RecordType: 'Refund', Unblended: '-12.5' }]);
    const days = { TimePeriod: { Start: '2026-03-01', End: '2026-04-01' }, Granularity: 'MONTHLY' as const };
    const GroupBy = [{ Type: 'DIMENSION' as const, Key: 'RECORD_TYPE' }];
    const { ResultsByTime } = await bob.run(GetCostAndUsage, { ...days, Metrics: ['UnblendedCost'], GroupBy });
    expect(ResultsByTime[0]?.Groups).toEqual([
      { Keys: ['Refund'], Metrics: { UnblendedCost: { Amount: '-12.5', Unit: 'USD' } } },
    ]);
    await bob.run(DeleteUsageBatch, { BatchId: Batch.BatchId });
    expect((await bob.run(GetBill, { Month })).Total).toBe('0');
  });

  it.each([
    ['an amount of zero', { Refund: '0' }, 'Rows[0].Refund is not an amount above zero.'],
    ['a quantity in addition', { Quantity: '1' }, 'Rows[0] needs a Quantity, or a Refund.'],
    ['more than 9 decimals', { Refund: '0.0000000001' }, 'Rows[0].Refund has more than 9 decimals.'],
    [
      'a quantity instead of an amount, without a usage type',
      { Refund: undefined, Quantity: '1' },
      'Rows[0] needs a UsageType and a Region. Only refunds can be without them.',
    ],
  ])('is refused with %s', async (_, more, sentence) => {
    const error = await bob.fails(PutUsage, { Rows: [{ ...refund, ...more }] });
    expect([error.shape, error.message]).toEqual(['ValidationError', sentence]);
  });
});

describe('a usage import in parts', () => {
  it('appears on the bill only after it is finished', async () => {
    const text = report(line(bob.accountId, 8), line(susan.accountId, 4), line(bob.accountId, 1, 'Tax'));
    const given = await upload(bob, gzipSync(text), 3);
    expect((await bob.run(GetBill, { Month })).Total).toBe('0');
    expect((await bob.run(ListUsageBatches, {})).Batches).toMatchObject([{ State: 'OPEN', Name: 'march.csv', Rows: 0 }]);
    // This batch is from an interrupted import.
    const waiting = { id: 'x', batchId: `${given.BatchId}#x`, accountId: bob.accountId, month: Month, pending: true };
    await world.database.reader.usageBlock.create({ data: { ...waiting, rows: 0, data: '' } });
    const done = await bob.run(FinishUsageImport, given);
    expect(await blocks()).toBe(2);
    expect(done).toMatchObject({ Imported: true, Rows: 2, Skipped: { Tax: 1 }, ProblemCount: 0, Others: [], Format: 'CUR 2.0' });
    expect(done.Batch).toMatchObject({ State: 'COMPLETE', Rows: 2, FirstMonth: Month, LastMonth: Month });
    expect((await bob.run(GetBill, { Month })).Total).toBe('2007.04');
    expect((await bob.fails(FinishUsageImport, given)).shape).toBe('ConflictException');
    expect((await bob.fails(AppendUsageImport, { BatchId: given.BatchId, Part: 0, Data: 'AAAA' })).shape).toBe(
      'ConflictException',
    );
    expect(await parts()).toBe(0);
    await bob.run(DeleteUsageBatch, { BatchId: given.BatchId });
    expect((await bob.run(GetBill, { Month })).Total).toBe('0');
    expect(await blocks()).toBe(0);
  });

  it('is refused above 1,500 unfinished parts per account, until some are deleted', async () => {
    const given = await upload(bob, report(line(bob.accountId, 8)), 1);
    const data = Array.from({ length: MOST_WAITING_PARTS - 1 }, (_, at) => ({
      id: `${given.BatchId}/${at + 1}`,
      batchId: given.BatchId,
      number: at + 1,
      data: 'AAAA',
    }));
    await world.database.reader.usageImportPart.createMany({ data });
    await bob.run(AppendUsageImport, { BatchId: given.BatchId, Part: 0, Data: 'AAAA' });
    const { BatchId } = await bob.run(BeginUsageImport, { Name: 'another' });
    const refused = await bob.fails(AppendUsageImport, { BatchId, Part: 0, Data: 'AAAA' });
    expect([refused.shape, refused.message]).toEqual(['LimitExceededException', expect.stringContaining('1500 parts')]);
    await upload(susan, report(line(susan.accountId, 8)), 1);
    await bob.run(DeleteUsageBatch, { BatchId: given.BatchId });
    await bob.run(AppendUsageImport, { BatchId, Part: 0, Data: 'AAAA' });
  });

  it('has at most 1,000 parts of 700,000 characters', async () => {
    const { BatchId, ...limits } = await bob.run(BeginUsageImport, { Name: 'large' });
    expect(limits).toEqual({ MostPartCharacters: 700_000, MostParts: 1_000 });
    await bob.run(AppendUsageImport, { BatchId, Part: 999, Data: 'A'.repeat(700_000) });
    for (const over of [
      { Part: 1_000, Data: 'AAAA' },
      { Part: 0, Data: 'A'.repeat(700_004) },
    ])
      expect((await bob.fails(AppendUsageImport, { BatchId, ...over })).shape).toBe('ValidationError');
    await bob.run(DeleteUsageBatch, { BatchId });
  });

  it('delays the issue of its month by a day after it is finished, whenever it began', async () => {
    const given = await upload(bob.with({ now: day(33) }), report(line(bob.accountId, 8)));
    await bob.with({ now: day(34.5) }).run(FinishUsageImport, given);
    const status = async () => (await bob.run(GetBill, { Month })).Status;
    await keepBills(world.database, day(34.9));
    expect(await status()).toBe('PENDING');
    await keepBills(world.database, day(35.6));
    expect(await status()).toBe('ISSUED');
  });

  it('stores nothing and reports lines with errors, or leaves them out on request', async () => {
    const stranger = await world.account('stranger');
    const wrong = line(susan.accountId, 1).replace('2026-03-06', '2026-03-04');
    const given = await upload(bob, report(line(bob.accountId, 8), wrong, line(stranger.accountId, 3), line('111111111111', 1)));
    const refused = await bob.run(FinishUsageImport, given);
    expect(refused).toMatchObject({
      Imported: false,
      Batch: { State: 'OPEN', Rows: 0 },
      Problems: [{ Line: 3, Column: 'line_item_usage_end_date', Sentence: 'The usage ends before it begins.' }],
      ProblemCount: 1,
    });
    expect(new Map(refused.Others.map(({ AccountId, Rows }) => [AccountId, Rows]))).toEqual(
      new Map([
        [stranger.accountId, 1],
        ['111111111111', 1],
      ]),
    );
    expect(await blocks()).toBe(0);
    const Accounts = [{ Reported: '111111111111', AccountId: susan.accountId }];
    expect(await bob.run(FinishUsageImport, { ...given, LeaveOut: true, Accounts })).toMatchObject({ Imported: true, Rows: 2 });
    expect((await stranger.run(GetBill, { Month })).Total).toBe('0');
    expect((await bob.run(GetBill, { Month })).Services[0]?.Regions[0]?.Usage[0]?.Quantity).toBe(String(9 * 1024));
  });

  it('is refused for an invalid report, a missing part, another account or an issued month', async () => {
    const given = await upload(bob, 'a,b\n1,2\n');
    expect((await bob.fails(FinishUsageImport, given)).message).toContain('Line 1');
    expect((await bob.fails(FinishUsageImport, { ...given, Parts: 3 })).message).toMatch(/Part 2 .* missing|Line 1/);
    for (const step of [() => susan.fails(FinishUsageImport, given), () => susan.fails(DeleteUsageBatch, given)])
      expect((await step()).shape).toBe('NoSuchEntityException');
    const late = await upload(bob, report(line(susan.accountId, 4)));
    await bob.run(IssueBill, { Month });
    expect((await bob.fails(FinishUsageImport, late)).shape).toBe('ConflictException');
    expect((await bob.run(GetBill, { Month })).Total).toBe('0');
    // Unfinished imports are deleted.
    await keepBills(world.database, day(40));
    expect([await blocks(), await parts(), (await bob.run(ListUsageBatches, {})).Batches]).toEqual([0, 0, []]);
  });
});

describe('GenerateUsage', () => {
  it('generates the same usage for the same seed, for accounts that the caller pays for, up to now', async () => {
    await bob.run(PutPriceList, { Preset: 'current' });
    const Accounts = [
      { AccountId: bob.accountId, Profile: 'idle-sandbox' },
      { AccountId: susan.accountId, Profile: 'web-shop' },
    ] as const;
    const input = { Seed: 'class', From: Month, Until: '2026-04', Accounts: [...Accounts] };
    const { Batch } = await bob.run(GenerateUsage, input);
    expect(Batch).toMatchObject({ Source: 'generator', FirstMonth: Month, LastMonth: '2026-04' });
    const bill = await bob.run(GetBill, { Month });
    expect(Number(bill.Total)).toBeGreaterThan(10);
    expect(bill.Unpriced).toEqual([]);
    // The clock is at noon of April 1, so no later usage exists.
    const april = await bob.run(ListBillLines, { Month: '2026-04', MaxResults: 1000 });
    expect(new Set(april.Lines.map((each) => each.Date))).toEqual(new Set(['2026-04-01']));
    await bob.run(DeleteUsageBatch, { BatchId: Batch.BatchId });
    await bob.run(GenerateUsage, input);
    expect((await bob.run(GetBill, { Month })).Total).toBe(bill.Total);
    const stranger = await world.account('stranger');
    const others = [{ AccountId: stranger.accountId, Profile: 'web-shop' as const }];
    expect((await bob.fails(GenerateUsage, { ...input, Accounts: others })).shape).toBe('AccessDenied');
    expect((await bob.fails(GenerateUsage, { ...input, Until: '2026-02' })).message).toContain('1 to 24 months');
    await bob.run(IssueBill, { Month });
    expect((await bob.fails(GenerateUsage, input)).shape).toBe('ConflictException');
  });
});
