import { signUp } from './account';
import { expect, test } from './fixtures';

test('a client cannot choose the address that policies and events see', async ({ page }) => {
  await page.setExtraHTTPHeaders({ 'x-forwarded-for': '203.0.113.7' });
  await signUp(page);
  await page.goto('/access/events');
  await page.getByRole('link', { name: 'ConsoleLogin' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'ConsoleLogin' })).toBeVisible();
  await expect(page.locator('main')).toContainText('127.0.0.1');
  await expect(page.locator('main')).not.toContainText('203.0.113.7');
});
