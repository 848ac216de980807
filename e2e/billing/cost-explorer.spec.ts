import { monthLater } from '../../app/(console)/billing/_components/months';
import { paths } from '../../lib/console/paths';
import { expect, test } from '../fixtures';
import { furnishBillingExample, furnishConsoleUser, furnishMember, furnishOrganization } from '../furnish';
import { expectFitsPhone, expectGoodPage } from '../good-page';
import { actAsUser, openAccount } from '../session';

const PASSWORD = 'Explorer-journey-1';
const before = monthLater(new Date().toISOString().slice(0, 7), -1);

test('Cost Explorer groups, filters, forecasts and narrows costs and saves a report', async ({ page }) => {
  const bob = await openAccount(page);
  await expectGoodPage(page, paths.costExplorer());
  await expect(page.getByRole('link', { name: 'Add usage' })).toBeVisible();
  await furnishOrganization(page);
  const susan = await furnishMember(page, 'susan', `susan-${bob.id}@example.com`);
  await furnishBillingExample(page, { month: before, transfer: [bob.id, susan], storage: [susan, bob.id, bob.id] });

  const costs = page.getByRole('table', { name: 'Costs and usage' });
  const row = (name: string) => costs.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
  await test.step('the first view shows costs by service', async () => {
    await expectGoodPage(page, paths.costExplorer());
    await expectFitsPhone(page);
    await expect(row('Total')).toContainText('$8,727.04');
    await expect(row('AWS Data Transfer')).toContainText('$2,007.04');
    await expect(page.getByRole('figure')).toContainText('All amounts are in the table below');
  });

  await test.step('a filter shows one service by account', async () => {
    await page.getByRole('combobox', { name: 'Group by', exact: true }).click();
    await page.getByRole('option', { name: 'Linked account' }).click();
    await expect(row('susan')).toBeVisible();
    await page.getByRole('button', { name: 'Add filter' }).click();
    await page.getByRole('combobox', { name: 'Values' }).click();
    await page.getByRole('option', { name: 'AWS Data Transfer' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
    await expect(row('Total')).toContainText('$2,007.04');
    await page.goBack();
    await expect(row('Total')).toContainText('$8,727.04');
    await page.goForward();
    await expect(row('Total')).toContainText('$2,007.04');
  });

  await test.step('a saved report opens again with its forecast', async () => {
    await page.getByRole('combobox', { name: 'Forecast' }).click();
    await page.getByRole('option', { name: '3 months ahead' }).click();
    await expect(page.getByText(/^Forecast, [A-Z][a-z]+ \d/)).toBeVisible();
    await page.getByRole('button', { name: 'Reports' }).click();
    await page.getByRole('menuitem', { name: 'Save as report…' }).click();
    await page.getByLabel('Name').fill('Transfer by account');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Transfer by account' })).toBeVisible();
    await page.goto(paths.costExplorer());
    await page.getByRole('button', { name: 'Reports' }).click();
    await page.getByRole('menuitem', { name: 'Open report…' }).click();
    await page.getByRole('link', { name: 'Transfer by account' }).click();
    await expect(row('Total')).toContainText('$2,007.04');
    await expect(page.getByText(/^Forecast, [A-Z][a-z]+ \d/)).toBeVisible();
  });

  await test.step('a cell leads down to the lines of a bill', async () => {
    await row('susan').getByRole('button').first().click();
    await expect(row('DataTransfer-Out-Bytes')).toBeVisible();
    await page.getByRole('button', { name: 'Show lines' }).click();
    const lines = page.getByRole('table', { name: 'Bill lines' });
    await expect(lines.getByRole('row').nth(1)).toContainText(susan);
    await lines.getByRole('link').first().click();
    await expect(page.getByText('Total of this account')).toBeVisible();
  });
});

test('Cost Explorer shows a user without access to costs which permission is missing', async ({ page }) => {
  const { id } = await openAccount(page);
  await furnishConsoleUser(page, 'kim', PASSWORD);
  await page.goto(paths.accountSettings);
  await page.getByRole('button', { name: 'Activate IAM access to billing' }).click();
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button', { name: 'Activate' }).click();
  await expect(page.getByText('IAM access to billing is on.')).toBeVisible();
  await actAsUser(page, id, 'kim', PASSWORD);
  await expectGoodPage(page, paths.costExplorer());
  await expect(page.getByText('You don’t have permission to view these costs (ce:GetCostAndUsage).')).toBeVisible();
});
