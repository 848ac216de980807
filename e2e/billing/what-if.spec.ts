import { randomUUID } from 'node:crypto';
import { paths } from '../../lib/console/paths';
import { expect, test } from '../fixtures';
import { furnishBillingExample, furnishMember, furnishOrganization } from '../furnish';
import { expectFitsPhone, expectGoodPage } from '../good-page';
import { openAccount } from '../session';

test('What if calculates the bill for a leaving account, and the price list editor for a higher price', async ({ page }) => {
  const bob = await openAccount(page);
  await furnishOrganization(page);
  const susan = await furnishMember(page, 'susan', `susan-${randomUUID().slice(0, 8)}@example.com`);
  const month = new Date().toISOString().slice(0, 7);
  await furnishBillingExample(page, { month, transfer: [bob.id, susan] });

  await test.step('the address contains the changes, and the result explains the difference', async () => {
    await expectGoodPage(page, paths.whatIf());
    await page.getByRole('button', { name: 'Add change' }).click();
    await page.getByRole('menuitem', { name: 'An account leaves…' }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: 'Account' }).fill('susan');
    await page.getByRole('option', { name: /susan/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Add change' }).click();
    await expect(page.getByText('$1,392.64').first()).toBeVisible();
    await expect(page.getByRole('table', { name: 'Reasons for the difference' })).toContainText('12,288 → 8,192 GB');
    await expectGoodPage(page, page.url());
    await expectFitsPhone(page);
    await expect(page.getByText(/susan leaves on/).first()).toBeVisible();
    await expect(page.getByText('$1,392.64').first()).toBeVisible();
  });

  await test.step('prices are edited in a form and saved as a new version', async () => {
    await expectGoodPage(page, paths.editPriceList());
    await expectFitsPhone(page);
    await page.getByRole('row').filter({ hasText: 'DataTransfer-Out-Bytes' }).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Edit…' }).click();
    const rate = page.getByRole('textbox', { name: 'Price per unit in dollars, tier 1' });
    await rate.fill('cheap');
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByText('Must be a price in dollars such as "0.023", with at most 12 decimals.')).toBeVisible();
    await rate.fill('0.27');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: 'Review and save' }).click();
    await expect(page.getByRole('dialog').getByText('$3,031.04')).toBeVisible();
    await page.getByRole('button', { name: 'Save price list' }).click();
    await expect(page.getByText(/Price list version \d+ was saved/)).toBeVisible();
    await page.getByRole('combobox', { name: 'Price list to compare with' }).click();
    await page.getByRole('option', { name: /^Version 1/ }).click();
    await expect(page.getByRole('table', { name: 'Different prices' })).toContainText('$0.27 per GB');
  });
});
