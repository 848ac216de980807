import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../core/test-world';
import { type OrganizationWorld, userWith } from '../../../organizations/test-organization';
import { UpdateBillingPreferences } from '../../preferences/operations';
import { GetPriceList, PutPriceList } from '../../price-list/operations';
import { createBillingWorld, day } from '../../test-billing';
import { putTransfer } from '../../test-usage';
import { IssueBill } from '../issue/operations';
import { GetBill } from '../operations';
import { PreviewBill } from './operations';

const Month = '2026-03';
let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld(day(35)));
  // Proportional allocation makes the result independent of the order of joining.
  const { Document } = await bob.run(GetPriceList, { Month });
  const list = JSON.parse(Document);
  for (const price of list.prices) price.allocation = 'PROPORTIONAL';
  await bob.run(PutPriceList, { Document: JSON.stringify(list), Effective: '2000-01' });
  await putTransfer(bob, Month, { [bob.accountId]: 8, [susan.accountId]: 4 });
});
afterEach(() => world.close());

const preview = (Changes: Parameters<typeof bob.run<typeof PreviewBill>>[1]['Changes'], more: object = {}) =>
  bob.run(PreviewBill, { Month, Changes, ...more });

describe('PreviewBill', () => {
  it('returns the current bill and writes nothing when there are no changes', async () => {
    const before = await bob.run(GetBill, { Month });
    const same = await preview([]);
    expect(same).toMatchObject({
      Before: '2007.04',
      After: '2007.04',
      Difference: '0',
      ChangedAccounts: 0,
      Reasons: [],
      Charges: [],
    });
    await preview([{ Type: 'USAGE', Factor: '3' }]);
    expect(await bob.run(GetBill, { Month })).toEqual(before);
  });

  it('explains higher costs of the other accounts when an account leaves and volume tiers fill differently', async () => {
    const gone = await preview([{ Type: 'LEAVE', AccountId: susan.accountId }]);
    // Bob alone pays for 8 TB at $174.08. Before, he paid two thirds of $2,007.04.
    expect(gone).toMatchObject({
      Before: '2007.04',
      After: '1392.64',
      Difference: '-614.4',
      AccountCount: 2,
      ChangedAccounts: 2,
    });
    expect(gone.Reasons).toMatchObject([
      {
        Cause: 'USAGE',
        UsageType: 'DataTransfer-Out-Bytes',
        Before: { Quantity: '12288', Amount: '2007.04' },
        After: { Quantity: '8192', Rate: '0.17', Amount: '1392.64' },
      },
    ]);
    const [first, second] = gone.Accounts;
    expect(first).toMatchObject({
      AccountId: susan.accountId,
      Before: '669.013333333',
      After: '0',
      Reasons: [{ Cause: 'USAGE' }],
    });
    expect(first).not.toHaveProperty('ShownAfter');
    expect(second).toMatchObject({ AccountId: bob.accountId, Difference: '54.613333333', Reasons: [{ Cause: 'TIERS' }] });
    const half = await preview([{ Type: 'LEAVE', AccountId: susan.accountId, From: '2026-03-16T12:00:00Z' }]);
    expect(half.Reasons).toMatchObject([{ After: { Quantity: '10240' } }]);
  });

  it('applies several changes in order and names new accounts', async () => {
    const answer = await preview([
      { Type: 'JOIN', Name: 'Twin', Like: susan.accountId },
      { Type: 'USAGE', AccountId: susan.accountId, Factor: '2' },
      { Type: 'USAGE', Service: 'AWSDataTransfer', Factor: '0.5' },
    ]);
    // The usage is 8 TB, 2 × 4 TB and 4 TB, all halved.
    expect(answer.After).toBe('1740.8');
    expect(answer.Accounts.find(({ Name }) => Name === 'Twin')).toMatchObject({
      AccountId: '000000000001',
      ShownAfter: '348.16',
    });
    expect(answer.Accounts.map(({ ShownAfter }) => Number(ShownAfter)).reduce((a, b) => a + b)).toBeCloseTo(1740.8, 6);
    const shop = await preview([{ Type: 'JOIN', Name: 'Shop', Profile: 'web-shop' }]);
    expect(shop.Unpriced).toBeGreaterThan(0);
  });

  it('applies changed preferences and prices, including tax', async () => {
    const taxed = await preview([
      { Type: 'PREFERENCES', DiscountSharing: 'organization', CreditSharing: true, TaxPercent: '10' },
    ]);
    expect(taxed).toMatchObject({ After: '2207.744', Reasons: [], Charges: [{ Cause: 'TAX', Before: '0', After: '200.704' }] });
    const { Document } = await bob.run(GetPriceList, { Month });
    const dearer = await preview([{ Type: 'PRICES', Document: Document.replaceAll('"0.17"', '"0.27"') }]);
    expect(dearer).toMatchObject({ Difference: '1024', Reasons: [{ Cause: 'PRICE', Difference: '1024' }] });
    expect(dearer.Accounts).toMatchObject([{ Reasons: [{ Cause: 'PRICE' }] }, { Reasons: [{ Cause: 'PRICE' }] }]);
  });

  it('charges the fee of a planned reservation to its owner', async () => {
    const bought = await preview([
      {
        Type: 'RESERVATION',
        AccountId: susan.accountId,
        UsageType: 'BoxUsage:t2.small',
        Region: 'us-east-1',
        Count: 1,
        Payment: 'No Upfront',
        Hourly: '0.01',
      },
    ]);
    expect(bought).toMatchObject({ Difference: '7.44', Charges: [{ Cause: 'FEES', After: '7.44' }], ChangedAccounts: 1 });
  });

  it('recalculates an issued month with the prices of its bill', async () => {
    await bob.run(IssueBill, { Month });
    await bob.run(UpdateBillingPreferences, { DiscountSharing: 'organization', CreditSharing: true, TaxPercent: '19' });
    const doubled = await preview([{ Type: 'USAGE', Factor: '2' }]);
    expect(doubled).toMatchObject({ Status: 'ISSUED', Before: '2007.04', After: '3604.48', Issued: undefined });
  });

  it('is available to the payer only, returns accounts in pages and refuses invalid changes', async () => {
    const first = await preview([], { MaxResults: 1 });
    const second = await preview([], { MaxResults: 1, NextToken: first.NextToken });
    expect([...first.Accounts, ...second.Accounts].map(({ AccountId }) => AccountId).sort()).toEqual(
      [bob.accountId, susan.accountId].sort(),
    );
    expect(second.NextToken).toBeUndefined();
    const denied = await susan.fails(PreviewBill, { Month, Changes: [] });
    expect(denied).toMatchObject({ shape: 'AccessDenied' });
    const stranger = await world.account('stranger');
    const fails = async (change: object) => (await bob.fails(PreviewBill, { Month, Changes: [change as never] })).message;
    expect(await fails({ Type: 'LEAVE', AccountId: stranger.accountId })).toContain('not on this bill');
    expect(await fails({ Type: 'JOIN', Name: 'x', Like: stranger.accountId })).toContain('not on this bill');
    expect(await fails({ Type: 'JOIN', Name: 'x' })).toContain('Choose one of the accounts');
    expect(await fails({ Type: 'LEAVE', AccountId: bob.accountId })).toContain('paying account');
    expect(await fails({ Type: 'USAGE', Factor: '-2' })).toContain('regular expression');
    expect(await fails({ Type: 'PRICES', Document: '{}' })).toContain('name: Must be a text.');
    const user = await userWith(world, bob, 'reader');
    expect((await user.fails(PreviewBill, { Month, Changes: [] })).shape).toBe('AccessDenied');
  });
});
