import { randomUUID } from 'node:crypto';
import { paths } from '../../lib/console/paths';
import { expect, test } from '../fixtures';
import { furnishConsoleUser, furnishMember, furnishOrganization } from '../furnish';
import { expectFitsPhone, expectGoodPage } from '../good-page';
import { actAsUser, openAccount } from '../session';

const PASSWORD = 'Billing-journey-1';

test('the AWS example bill shows totals to the payer, only own charges to a member and denials to others', async ({ page }) => {
  const { id } = await openAccount(page);
  await furnishOrganization(page);
  const susan = await furnishMember(page, 'susan', `susan-${randomUUID().slice(0, 8)}@example.com`);
  await furnishConsoleUser(page, 'ada', PASSWORD, 'AdministratorAccess');
  await furnishConsoleUser(page, 'kim', PASSWORD);

  await test.step('the payer loads the example and opens the parts of the total', async () => {
    await page.goto(paths.bills());
    await page.getByRole('button', { name: 'Load AWS example' }).click();
    await page.getByRole('button', { name: 'Load example' }).click();
    await expect(page.getByText(/The example is loaded into/)).toBeVisible();
    await expectGoodPage(page, paths.bills());
    await expect(page.getByText('$2,007.04').first()).toBeVisible();
    await expectFitsPhone(page);
    await expect(page.getByRole('row', { name: /First 10,240 GB.*\$0\.17 per GB.*\$1,740\.80/ })).toBeVisible();
    await page.getByText('Day by day').click();
    await expect(page.getByRole('table', { name: /day by day/ }).getByRole('row')).not.toHaveCount(1);
    await page.getByRole('tab', { name: 'Charges by account' }).click();
    await page.getByRole('tabpanel').getByRole('link', { name: 'susan' }).click();
    await expect(page.getByText('Total of this account')).toBeVisible();
    await expect(page.getByRole('table', { name: 'Usage of Data transfer' })).toContainText('4,096 GB');
  });

  await test.step('the usage page lists the example, and the price list has its prices', async () => {
    await expectGoodPage(page, paths.usage);
    await expectFitsPhone(page);
    await expect(page.getByRole('cell', { name: 'Examples of the AWS documentation', exact: true })).toBeVisible();
    await expectGoodPage(page, paths.priceList());
    await expectFitsPhone(page);
    await expect(page.getByText('$0.17 per GB')).toBeVisible();
  });

  await test.step('a user without permission sees which permission is missing', async () => {
    await page.goto(paths.accountSettings);
    await page.getByRole('button', { name: 'Activate IAM access to billing' }).click();
    await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button', { name: 'Activate' }).click();
    await expect(page.getByText('IAM access to billing is on.')).toBeVisible();
    await actAsUser(page, id, 'kim', PASSWORD);
    await expectGoodPage(page, paths.bills());
    await expect(page.getByText('You don’t have permission to view this bill (billing:GetBillingDetails).')).toBeVisible();
  });

  await test.step('a member sees its own charges and the account that pays them', async () => {
    await actAsUser(page, id, 'ada', PASSWORD);
    await page.goto(paths.switchRole({ account: susan, roleName: 'OrganizationAccountAccessRole', displayName: 'susan' }));
    await page.getByRole('button', { name: 'Switch role' }).click();
    await page.waitForURL('**/home');
    await expectGoodPage(page, paths.bills());
    await expect(page.getByText(`Account ${id}, the management account of your organization, pays them.`)).toBeVisible();
    await expect(page.getByRole('table', { name: 'Usage of Data transfer' })).toContainText('4,096 GB');
    await expect(page.getByText('$2,007.04')).toHaveCount(0);
    await expect(page.getByRole('tab', { name: 'Charges by account' })).toHaveCount(0);
  });
});
