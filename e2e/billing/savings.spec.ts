import { monthLater } from '../../app/(console)/billing/_components/months';
import { paths } from '../../lib/console/paths';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import {
  furnishBillingExample,
  furnishConsoleUser,
  furnishJoining,
  furnishLeaving,
  furnishMember,
  furnishOrganization,
} from '../furnish';
import { expectFitsPhone, expectGoodPage } from '../good-page';
import { actAsUser, openAccount } from '../session';

// In a future month, current members count for the whole month.
const month = monthLater(new Date().toISOString().slice(0, 7), 2);

test('consolidated billing saves two accounts the amounts of the AWS guide until one of them leaves', async ({
  page,
  browser,
  baseURL,
}) => {
  const bob = await openAccount(page);
  await furnishOrganization(page);
  await expectGoodPage(page, paths.savings({ month }));
  await expect(page.getByText('No usage with volume pricing')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Add usage' })).toBeVisible();

  const susanPage = await browser.newPage({ baseURL });
  const susan = await openAccount(susanPage);
  await furnishJoining(page, susanPage, susan.id);
  const media = await furnishMember(page, 'media', `media-${bob.id}@example.com`);
  const archive = await furnishMember(page, 'log-archive', `archive-${bob.id}@example.com`);
  await furnishBillingExample(page, { month, transfer: [bob.id, susan.id], storage: [susan.id, media, archive] });

  await expectGoodPage(page, paths.savings({ month }));
  await expectFitsPhone(page);
  await expect(page.getByText('In', { exact: false }).getByText('saved $1,021.92')).toBeVisible();
  const transfer = page.getByRole('figure').filter({ hasText: 'Data transfer out to the internet' });
  await expect(transfer.getByRole('definition')).toHaveText(['$2,088.96', '$2,007.04', '$81.92']);
  await expect(transfer.getByRole('img')).toHaveAccessibleName(/10 TB at \$0\.17 .* 2 TB at \$0\.13/);
  await expect(transfer.getByText('Alone, no account passes 10 TB. Together, 2 of 12 TB are above it')).toBeVisible();
  const accounts = page.getByRole('table', { name: 'Savings by account' });
  await expect(accounts.getByRole('row').last()).toHaveText(/\$9,748\.96.*\$8,727\.04.*\$1,021\.92.*\$8,727\.04.*\$0\.00/);

  await page.getByText('Table', { exact: true }).click();
  const tiers = page.getByRole('table', { name: 'Data transfer out to the internet: tiers and accounts' });
  await expect(tiers.getByRole('row').nth(2)).toHaveText(/above 10 TB.*2 TB.*\$266\.24/);
  await expect(tiers.getByRole('row').nth(3)).toContainText('$2,007.04');
  await expect(tiers.getByRole('row').nth(4)).toContainText('$2,088.96');
  await expectAccessible(page);
  await page.getByRole('combobox', { name: 'Usage types' }).click();
  await page.getByRole('option', { name: /^S3 Standard storage/ }).click();
  await expect(accounts.getByRole('row').last()).toHaveText(/\$7,660\.00.*\$6,720\.00.*\$940\.00/);

  await susanPage.goto(paths.savings({ month }));
  await expect(susanPage.getByText('Only the paying account can view this')).toBeVisible();
  await expect(susanPage.getByRole('link', { name: 'View your bill' })).toBeVisible();
  await furnishLeaving(susanPage);
  await page.reload();
  await expect(transfer.getByRole('definition')).toHaveText(['$1,392.64', '$1,392.64', '$0.00']);
  await susanPage.reload();
  await expect(susanPage.getByText('It is alone on its bill')).toBeVisible();
  await furnishJoining(page, susanPage, susan.id);
  await page.reload();
  await expect(transfer.getByText('$81.92').first()).toBeVisible();
  await susanPage.close();
});

test('a user sees that the root user has not activated IAM access to billing', async ({ page }) => {
  const { id } = await openAccount(page);
  await furnishConsoleUser(page, 'ada', 'Savings-journey-1', 'AdministratorAccess');
  await actAsUser(page, id, 'ada', 'Savings-journey-1');
  await expectGoodPage(page, paths.savings());
  await expect(page.getByRole('link', { name: 'account settings' })).toBeVisible();
});
