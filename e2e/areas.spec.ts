import type { Page } from '@playwright/test';
import { everyArea } from '../app/(console)/nav';
import { settingsArea } from '../app/(console)/settings/nav';
import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';
import { openAccount } from './session';

const areasOf = (page: Page) => page.getByRole('navigation', { name: 'Areas' });
const crumbsOf = (page: Page) => page.getByRole('navigation', { name: 'Breadcrumbs' });

test('the keyboard moves between areas, and each area shows only its own pages', async ({ page }) => {
  await openAccount(page);
  await page.goto('/iam/users');
  const tab = areasOf(page).getByRole('link', { name: 'Organizations' });
  await expect(areasOf(page).getByRole('link', { name: 'IAM', exact: true })).toHaveAttribute('aria-current', 'true');
  await tab.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle('AWS accounts · Organizations · Gatehouse');
  await expect(tab).toHaveAttribute('aria-current', 'true');
  const side = page.getByRole('navigation', { name: 'Organizations', exact: true });
  await expect(side.getByRole('link', { name: 'AWS accounts' })).toHaveAttribute('aria-current', 'page');
  await expect(side.getByRole('link', { name: 'User groups' })).toHaveCount(0);
  await side.getByRole('link', { name: 'Policies' }).click();
  await expect(crumbsOf(page).getByRole('link', { name: 'Organizations' })).toBeVisible();
});

test('the gear opens the settings with all their pages in the navigation', async ({ page }) => {
  await openAccount(page);
  await page.goto('/access');
  const gear = page.getByRole('banner').getByRole('link', { name: 'Settings' });
  await gear.click();
  await expect(page).toHaveURL('/settings');
  await expect(gear).toHaveAttribute('aria-current', 'true');
  const side = page.getByRole('navigation', { name: 'Settings', exact: true });
  for (const { items } of settingsArea.sections)
    for (const { label } of items) await expect(side.getByRole('link', { name: label })).toBeVisible();
});

test('the root address redirects to the home page', async ({ page }) => {
  await openAccount(page);
  await page.goto('/');
  await expect(page).toHaveURL('/home');
});

test('a narrow window shows a menu of areas instead of tabs', async ({ page }) => {
  await openAccount(page);
  await page.setViewportSize({ width: 1024, height: 800 });
  await page.goto('/iam/roles');
  await areasOf(page).getByRole('button', { name: 'Area: IAM' }).press('Enter');
  await expect(page.getByRole('menuitem', { name: 'IAM', exact: true })).toHaveAttribute('aria-current', 'true');
  await page.getByRole('menuitem', { name: 'Access' }).press('Enter');
  // The page starts with the viewer's own permissions.
  await expect(page.getByRole('heading', { level: 1, name: /^Permissions of ./ })).toBeVisible();
});

test('the navigation drawer of a phone contains every page of every area', async ({ page }) => {
  await openAccount(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/iam/users');
  await page.getByRole('button', { name: 'Open navigation' }).click();
  const drawer = page.getByRole('dialog', { name: 'Gatehouse' });
  await expect(drawer.getByRole('link', { name: 'Users', exact: true })).toHaveAttribute('aria-current', 'page');
  await expectAccessible(page);
  for (const { label, sections } of everyArea) {
    const first = drawer.getByRole('link', { name: sections[0]?.items[0]?.label, exact: true });
    if (!(await first.isVisible())) await drawer.locator('summary').filter({ hasText: label }).press('Enter');
    for (const { items } of sections)
      for (const item of items)
        await expect(
          drawer.getByRole('link', { name: item.label, exact: true }).and(page.locator(`[href="${item.href}"]`)),
        ).toBeVisible();
  }
  await drawer.getByRole('link', { name: 'API coverage' }).click();
  await expect(page).toHaveURL('/settings/api-coverage');
  await expect(drawer).toHaveCount(0);
});

test.describe('an unknown address', () => {
  test.use({ expectedErrors: /status of 404/ });

  test('shows Page not found in the console, with a sign-in link for visitors who are not signed in', async ({ page }) => {
    expect((await page.goto('/iam/nothing/there/is'))?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
    await openAccount(page);
    // The first address has no route. The second has one, but lacks its parameter.
    for (const address of ['/iam/nothing/there/is', '/iam/policies/details']) {
      expect((await page.goto(address))?.status()).toBe(404);
      await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
      await expect(areasOf(page)).toBeVisible();
    }
    await page.getByRole('link', { name: 'Go to Home' }).click();
    await expect(page).toHaveURL('/home');
  });
});
