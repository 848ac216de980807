import { paths } from '../../lib/console/paths';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { openAccount } from '../session';

test('an account gets a custom password policy and returns to the default policy', async ({ page }) => {
  await openAccount(page);
  await page.goto(paths.iamAccountSettings);
  await expect(page.getByRole('heading', { name: 'Default password policy' })).toBeVisible();
  await page.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create password policy' });
  await dialog.getByLabel('Minimum length').fill('5');
  await dialog.getByLabel('A digit').check();
  await dialog.getByLabel('Passwords expire').check();
  await dialog.getByLabel('Days until a password expires').fill('30');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect(dialog.getByText('Enter a number from 6 to 128.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Minimum length').fill('12');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('12 characters')).toBeVisible();
  await expect(page.getByText('After 30 days; users choose new ones at the next sign-in')).toBeVisible();

  await page.getByRole('button', { name: 'Reset to default' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset to default' }).click();
  await expect(page.getByRole('heading', { name: 'Default password policy' })).toBeVisible();
});
