import { paths } from '../../lib/console/paths';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { openAccount } from '../session';

test('an account sets where session tokens of the global endpoint are valid', async ({ page }) => {
  await openAccount(page);
  await page.goto(paths.accountSettings);
  const panel = page.locator('dl').filter({ hasText: 'Session tokens of the global endpoint' });
  await expect(panel).toContainText('Valid only in Regions that are on by default');
  await page.getByRole('button', { name: 'Change session tokens' }).click();
  const dialog = page.getByRole('dialog', { name: 'Session tokens of the global endpoint' });
  await dialog.getByRole('radio', { name: /^Valid in all Regions/ }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Session tokens of the global endpoint were changed.')).toBeVisible();
  await page.reload();
  await expect(panel).not.toContainText('Valid only in Regions');
  await page.getByText('Endpoints (37)').click();
  const endpoints = page.getByRole('table', { name: 'STS endpoints' });
  await expect(endpoints.getByRole('row', { name: 'US East (N. Virginia) Active us-east-1' })).toBeVisible();
});
