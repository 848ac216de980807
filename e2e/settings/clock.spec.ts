import { paths } from '../../lib/console/paths';
import { expect, test } from '../fixtures';
import { expectFitsPhone, expectGoodPage } from '../good-page';
import { openAccount } from '../session';

test('the clock of an account is advanced, every page shows it, and an expired session is signed out', async ({ page }) => {
  await openAccount(page);
  await expectGoodPage(page, paths.clock);
  await expect(page.getByText('real time', { exact: false }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Advance clock' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Advance clock' }).click();
  const bar = page.getByRole('complementary', { name: 'Clock' });
  await expect(bar).toContainText('The clock of this account is 1 hour ahead');
  await page.goto(paths.users);
  await expect(bar).toBeVisible();
  await expectFitsPhone(page);
  await page.goto(paths.clock);
  await page.getByRole('button', { name: 'Advance clock' }).click();
  await page.getByRole('radio', { name: '90 days' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Advance clock' }).click();
  await expect(page).toHaveURL(/sign-in/);
});
