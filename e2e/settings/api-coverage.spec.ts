import { expect, test } from '../fixtures';
import { openAccount } from '../session';

test('the coverage page counts the operations of all services and finds one', async ({ page }) => {
  await openAccount(page);
  await page.goto('/settings/api-coverage');
  await expect(page.getByRole('heading', { level: 1, name: /API coverage 302/ })).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'All services' })).toHaveAttribute('aria-valuemax', '302');
  const filter = page.getByRole('combobox', { name: 'Find operations' });
  await filter.fill('AssumeRoot');
  await filter.press('Enter');
  await expect(page.getByRole('row', { name: /AssumeRoot/ })).toContainText('Available');
});
