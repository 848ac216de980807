import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';
import { furnishConsoleUser } from './furnish';
import { actAsUser, openAccount } from './session';

const PASSWORD = 'Journey-admin-1';

test('presenter mode shows two personas side by side, syncs pages, repeats clicks and hides secrets', async ({ page }) => {
  const account = await openAccount(page);
  await furnishConsoleUser(page, 'ana', PASSWORD, 'AdministratorAccess');
  await furnishConsoleUser(page, 'ben', PASSWORD, 'ReadOnlyAccess');
  await actAsUser(page, account.id, 'ana', PASSWORD);
  await page.goto('/present');
  await expect(page.getByRole('button', { name: 'Two personas' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('link', { name: 'Shown: add a persona' }).click();
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

  // Playwright computes wrong positions in enlarged frames.
  await page.getByRole('button', { name: 'Large' }).click();
  await left.getByRole('link', { name: 'Simulate calls' }).click();
  await expect(right.getByRole('heading', { level: 1, name: 'Policy simulator' })).toBeVisible();

  await page.getByRole('button', { name: 'Sync pages' }).click();
  await left.getByRole('banner').getByRole('link', { name: 'Settings' }).click();
  await expect(left.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();
  await expect(right.getByRole('heading', { level: 1, name: 'Policy simulator' })).toBeVisible();
  await page.getByRole('button', { name: 'Repeat on other side' }).click();
  await expect(right.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();

  await page.keyboard.press('h');
  await expect(left.locator('html')).not.toHaveAttribute('data-hide-secrets', '');
  await page.keyboard.press('b');
  await page.getByRole('button', { name: 'Show the blanked screen' }).click();
  await page.getByRole('button', { name: 'Show QR code' }).click();
  await expect(page.getByRole('img', { name: /^QR code of http.*\/settings/ })).toBeVisible();
});

test('the demonstration asks for predictions, explains an unused Allow and shows its call on the wire', async ({ page }) => {
  // The demo gives the instructor no account.
  await page.goto('/class/sign-in');
  await page.getByLabel('Name').fill('Karin Vold');
  await page.getByLabel('Password').fill('Gatehouse-demo-1');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Presenter' }).click();
  await page.getByRole('button', { name: 'Start demonstration' }).click();

  const shown = page.frameLocator('iframe[title^="Shown: the console as admin in practice"]');
  await expect(shown.getByText('What do you expect? Does the request pass this level or stop here?')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Large' }).click();
  await shown.getByRole('button', { name: 'Show', exact: true }).click();
  await shown.getByRole('list', { name: 'Steps of the evaluation' }).getByRole('button').last().click();
  await shown.getByRole('button', { name: 'Show', exact: true }).click();
  await shown.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(shown.getByText(/Allow of AdministratorAccess/)).toBeVisible();
  await shown.getByRole('button', { name: 'Show smallest change' }).click();
  await expect(shown.getByText('RegionLimit').last()).toBeVisible();

  await page.getByRole('button', { name: 'Two personas' }).click();
  await page.getByRole('button', { name: 'Wire' }).click();
  await expect(page.getByRole('region', { name: 'Wire', exact: true }).getByText(/^aws [a-z0-9]+ [a-z-]+/)).toBeVisible();
  await page.getByRole('button', { name: 'End demonstration' }).click();
  await expect(page.getByRole('button', { name: 'Start demonstration' })).toBeVisible();
});
