import { expect, it } from 'vitest';
import { TEST_NOW } from '../../core/test-world';
import { parseCsv } from '../../core/text/csv';
import { createOrganizationWorld } from '../../organizations/test-organization';
import { PutCredit } from '../benefit/operations';
import { ExportBill } from '../bill/export/operations';
import { GetBill } from '../bill/operations';
import { GetCostAndUsage } from '../cost-explorer/operations';
import { createBillingWorld, day } from '../test-billing';
import { putTransfer } from '../test-usage';
import { GetBillingPreferences, ListBilledAccounts, ListBillingPreferences, UpdateBillingPreferences } from './operations';

it('billing preferences belong to the payer account and keep a history', async () => {
  const world = await createOrganizationWorld();
  try {
    const { management } = world;
    const member = await world.member('member');
    const other = await world.member('other');
    const first = (await management.run(GetBillingPreferences, {})).Preferences;
    expect(first).toEqual({
      DiscountSharing: 'organization',
      Groups: [],
      DiscountsOff: [],
      CreditSharing: true,
      CreditsOff: [],
      NewAccounts: { Discounts: true, Credits: true },
      TaxPercent: '0',
    });
    const Groups = [{ Name: 'teams', AccountIds: [member.accountId, other.accountId] }];
    const put = { DiscountSharing: 'prioritized', Groups, CreditSharing: false } as const;
    const { Preferences } = await management.run(UpdateBillingPreferences, put);
    expect(Preferences).toMatchObject({ ...put, Since: TEST_NOW });
    const later = management.with({ now: new Date(TEST_NOW.getTime() + 1) });
    await later.run(UpdateBillingPreferences, { ...put, DiscountsOff: [member.accountId] });
    const { Changes } = await management.run(ListBillingPreferences, {});
    expect(Changes).toMatchObject([
      {
        DifferenceCount: 1,
        Differences: [{ Setting: 'ACCOUNT_DISCOUNTS', AccountId: member.accountId, Before: 'on', After: 'off' }],
      },
      {
        ChangedAt: TEST_NOW,
        DifferenceCount: 4,
        Differences: [{ Setting: 'DISCOUNT_SHARING', After: 'prioritized' }, {}, {}, {}],
      },
    ]);
    const { Changes: newest, NextToken } = await management.run(ListBillingPreferences, { MaxResults: 1, MaxDifferences: 1 });
    expect(newest).toMatchObject([{ DifferenceCount: 1 }]);
    const rest = await management.run(ListBillingPreferences, { MaxResults: 1, MaxDifferences: 1, NextToken });
    expect(rest).toMatchObject({
      Changes: [{ DifferenceCount: 4, Differences: [{ Setting: 'DISCOUNT_SHARING' }] }],
      NextToken: undefined,
    });
    const { Accounts } = await management.run(ListBilledAccounts, {});
    expect(Accounts.map(({ AccountId }) => AccountId)).toEqual([management.accountId, member.accountId, other.accountId]);
    const fails = async (given: object) => (await management.fails(UpdateBillingPreferences, { ...put, ...given })).message;
    expect(await fails({ Groups: [...Groups, { Name: 'more', AccountIds: [member.accountId] }] })).toContain('only one group');
    expect(await fails({ Groups: [{ Name: 'all', AccountIds: [management.accountId] }] })).toContain('cannot be in a group');
    expect(await fails({ Groups: [...Groups, { Name: 'teams', AccountIds: [] }] })).toContain('same name');
    for (const TaxPercent of ['-1', '101', '19.00001', '07', 'x']) expect(await fails({ TaxPercent })).toContain('taxPercent');
    for (const operation of [GetBillingPreferences, ListBillingPreferences, ListBilledAccounts])
      expect((await member.fails(operation, {})).shape).toBe('AccessDenied');
    expect((await member.fails(UpdateBillingPreferences, put)).shape).toBe('AccessDenied');
  } finally {
    await world.close();
  }
});

it('the sharing defaults for new accounts apply to later members until they are changed', async () => {
  const { world, bob, susan } = await createBillingWorld();
  try {
    const put = {
      DiscountSharing: 'organization',
      CreditSharing: true,
      NewAccounts: { Discounts: true, Credits: false },
    } as const;
    // The preferences are set before the members of this world join.
    await bob.with({ now: day(-1) }).run(UpdateBillingPreferences, put);
    const now = bob.with({ now: day(2) });
    const { Preferences } = await now.run(GetBillingPreferences, {});
    expect(Preferences).toMatchObject({ DiscountsOff: [], CreditsOff: [susan.accountId], NewAccounts: put.NewAccounts });
    await putTransfer(now, '2026-03', { [susan.accountId]: 4 });
    await now.run(PutCredit, { Amount: '5000', Expires: day(300), Start: day(0) });
    const total = async () => (await now.run(GetBill, { Month: '2026-03' })).Total;
    expect(await total()).toBe('696.32');
    await now.run(UpdateBillingPreferences, put);
    expect(await total()).toBe('0');
  } finally {
    await world.close();
  }
});

it('tax is charged to each account on the amount after credits, as a separate charge', async () => {
  const { world, bob, susan } = await createBillingWorld(day(2));
  try {
    await putTransfer(bob, '2026-03', { [bob.accountId]: 8, [susan.accountId]: 4 });
    await bob.run(UpdateBillingPreferences, { DiscountSharing: 'organization', CreditSharing: true, TaxPercent: '19' });
    const bill = await bob.run(GetBill, { Month: '2026-03' });
    // The total is $2,007.04 plus 19 percent tax.
    expect(bill.Total).toBe('2388.3776');
    expect(bill.ByRecordType).toContainEqual({ RecordType: 'Tax', Amount: '381.3376' });
    expect(bill.Services[0]?.Regions.flatMap(({ Charges }) => Charges)).toEqual([
      { RecordType: 'Tax', UsageType: 'Tax', Amount: '381.3376' },
    ]);
    const { ResultsByTime } = await bob.run(GetCostAndUsage, {
      TimePeriod: { Start: '2026-03-01', End: '2026-04-01' },
      Granularity: 'MONTHLY',
      Metrics: ['UnblendedCost'],
      GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
    });
    const groups = ResultsByTime[0]?.Groups?.map(({ Keys, Metrics }) => [Keys[0], Metrics.UnblendedCost?.Amount]);
    expect(groups).toEqual([
      ['AWS Data Transfer', '2007.04'],
      ['Tax', '381.3376'],
    ]);
    const { Csv } = await bob.run(ExportBill, { Month: '2026-03' });
    const taxed = parseCsv(Csv).filter((row) => row.line_item_line_item_type === 'Tax');
    expect(taxed.map((row) => Number(row.line_item_unblended_cost)).reduce((a, b) => a + b)).toBeCloseTo(381.3376, 9);
  } finally {
    await world.close();
  }
});
