import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { furnishConsoleUser } from './furnish';
import { expectGoodPage } from './good-page';
import { actAsUser, openAccount } from './session';

const PASSWORD = 'Home-journey-1';
const panel = (page: Page, name: string) =>
  page
    .getByRole('main')
    .locator('section')
    .filter({ has: page.getByRole('heading', { name }) });

test('the home page shows an administrator their identity, findings and recent events', async ({ page }) => {
  const owner = await openAccount(page);
  await furnishConsoleUser(page, 'ada', PASSWORD, 'AdministratorAccess');
  await actAsUser(page, owner.id, 'ada', PASSWORD);
  await page.goto('/home');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`ada @ ${owner.name}`);
  await expect(page.getByText('AdministratorAccess')).toBeVisible();
  await expect(page.getByRole('region', { name: 'My permissions' })).toContainText(/all [\d,]+/);
  await expect(panel(page, 'Recent')).toContainText('CreateUser');
  await panel(page, 'Recent').getByText('Denials', { exact: true }).click();
  await expect(panel(page, 'Recent')).toContainText('No denied calls.');

  const attention = panel(page, 'Needs attention');
  await expect(attention).toContainText('The root user has no MFA');
  await expect(attention).toContainText(/Score \d+ of 100/);
  await expect(attention.getByRole('link', { name: /^All \d+ findings$/ })).toHaveAttribute('href', '/security');
  await attention.getByRole('link', { name: 'Sign in as root: The root user has no MFA' }).click();
  await expect(page.getByLabel('Root user email address')).toHaveValue(owner.email);
  await page.goBack();
  await attention.getByRole('link', { name: 'Assign MFA: ada is an administrator without MFA' }).click();
  await expect(page).toHaveURL('/iam/users/ada?tab=security-credentials');
  await expectGoodPage(page, '/home');
});

test('the home page shows a user with few permissions their access and a contact and causes no denials', async ({ page }) => {
  const owner = await openAccount(page);
  await furnishConsoleUser(page, 'tom', PASSWORD);
  await actAsUser(page, owner.id, 'tom', PASSWORD);
  await expectGoodPage(page, '/home');
  await expect(page.getByRole('region', { name: 'My permissions' })).toContainText('in one service');
  await expect(panel(page, 'My denied calls')).toContainText('You have no recent denied calls.');
  await expect(page.getByText('Access denied')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Needs attention' })).toHaveCount(0);
  await expect(page.getByText(`An administrator of ${owner.name}`)).toBeVisible();

  await page.goto('/iam/users');
  await expect(page.getByText(/iam:ListUsers/).first()).toBeVisible();
  await page.goto('/settings');
  await expect(page.getByText('You don’t have permission to view the settings of this account')).toBeVisible();
  await page.goto('/access/troubleshooter');
  await expect(page.getByText('You don’t have permission to view recently denied calls')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Home', exact: true }).click();
  await expect(panel(page, 'My denied calls')).toContainText('iam:ListUsers');
});
