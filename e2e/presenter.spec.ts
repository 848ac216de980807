import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';
import { furnishConsoleUser } from './furnish';
import { actAsUser, openAccount } from './session';

const PASSWORD = 'Journey-admin-1';

test('two personas stand beside each other: one follows the other, repeats its click, and shows no secrets', async ({ page }) => {
  const account = await openAccount(page);
  await furnishConsoleUser(page, 'ana', PASSWORD, 'AdministratorAccess');
  await furnishConsoleUser(page, 'ben', PASSWORD, 'ReadOnlyAccess');
  await actAsUser(page, account.id, 'ana', PASSWORD);
  await page.goto('/present');
  await expect(page.getByRole('button', { name: 'Two personas' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('link', { name: 'Shown: sign in as somebody else' }).click();
  await page.getByLabel('Account ID (12 digits) or account alias').fill(account.id);
  await page.getByLabel('IAM user name').fill('ben');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();

  const left = page.frameLocator('iframe[title^="Left: the console as ana"]');
  const right = page.frameLocator('iframe[title^="Right: the console as ben"]');
  await expect(left.getByRole('heading', { level: 1, name: /ana @/ })).toBeVisible();
  await expect(right.getByRole('heading', { level: 1, name: /ben @/ })).toBeVisible();
  await expect(right.locator('html')).toHaveAttribute('data-hide-secrets', '');
  await expectAccessible(page);

  // Playwright does not find the places of what a frame draws enlarged.
  await page.getByRole('button', { name: 'Large' }).click();
  await left.getByRole('link', { name: 'Simulate calls' }).click();
  await expect(right.getByRole('heading', { level: 1, name: 'Policy simulator' })).toBeVisible();

  await page.getByRole('button', { name: 'Same page' }).click();
  await left.getByRole('banner').getByRole('link', { name: 'Settings' }).click();
  await expect(left.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();
  await expect(right.getByRole('heading', { level: 1, name: 'Policy simulator' })).toBeVisible();
  await page.getByRole('button', { name: 'Repeat on the other side' }).click();
  await expect(right.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();

  await page.keyboard.press('h');
  await expect(left.locator('html')).not.toHaveAttribute('data-hide-secrets', '');
  await page.keyboard.press('b');
  await page.getByRole('button', { name: 'The screen is blank: show it again' }).click();
  await page.getByRole('button', { name: 'QR of this page' }).click();
  await expect(page.getByRole('img', { name: /^QR code of http.*\/settings/ })).toBeVisible();
});
