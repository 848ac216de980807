import { paths } from '../../lib/console/paths';
import { expect, test } from '../fixtures';
import { furnishMember, furnishOrganization, furnishUsage } from '../furnish';
import { expectFitsPhone, expectGoodPage } from '../good-page';
import { openAccount } from '../session';

test('cost allocation tags are activated, and a cost category assigns costs to values', async ({ page }) => {
  test.skip(new Date().getUTCDate() === 1, 'A cost category counts from its month on, which has no costs on its first day.');
  await openAccount(page);
  await furnishOrganization(page);
  const AccountId = await furnishMember(page, 'shop', `shop-${Date.now()}@example.com`);
  const month = new Date().toISOString().slice(0, 7);
  await furnishUsage(page, {
    Name: 'A shop',
    Seed: 'a',
    From: month,
    Until: month,
    Accounts: [{ AccountId, Profile: 'web-shop' }],
  });

  await test.step('tags cover no costs until they are activated', async () => {
    await expectGoodPage(page, paths.costAllocationTags());
    await expect(page.getByText('0.0 %').first()).toBeVisible();
    await page.getByRole('row', { name: /team/ }).getByRole('checkbox').check();
    await page
      .getByRole('row', { name: /project/ })
      .getByRole('checkbox')
      .check();
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Activate', exact: true }).click();
    await expect(page.getByText('The tags were changed.')).toBeVisible();
    await expect(page.getByRole('row', { name: /team/ })).toContainText('Active');
    await expectFitsPhone(page);
  });

  await test.step('a rule shows the costs that it matches while it is edited', async () => {
    await page.goto(paths.costCategories);
    await page.getByRole('link', { name: 'Create cost category' }).first().click();
    await page.getByLabel('Name', { exact: true }).fill('Department');
    await page.getByLabel('Value', { exact: true }).fill('Shops');
    await page.getByRole('combobox', { name: 'Values of condition 1 of rule 1' }).click();
    await page.getByRole('option', { name: /^shop/ }).click();
    await page.keyboard.press('Escape');
    await page.getByLabel(/Default value/).fill('Central');
    await expect(page.getByText(/Catches \$[\d,.]+ of 1 account/)).toBeVisible();
    await page.getByRole('button', { name: 'Create cost category' }).click();
    await expect(page.getByText('Cost category Department was created.')).toBeVisible();
  });

  await test.step('the page of a cost category shows costs by value and links to Cost Explorer', async () => {
    await expectGoodPage(page, paths.costCategory({ name: 'Department' }));
    await expectFitsPhone(page);
    await expect(page.getByRole('table', { name: 'Rules' })).toContainText('Account is shop');
    await page.getByRole('table', { name: 'Costs by value' }).getByRole('link', { name: 'Shops' }).click();
    await expect(page).toHaveURL(/category(:|%3A)Department/);
  });
});
