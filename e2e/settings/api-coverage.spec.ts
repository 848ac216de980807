import { expect, test } from '../fixtures';
import { openAccount } from '../session';

test('the API coverage page counts the operations of all services and finds an operation', async ({ page }) => {
  await openAccount(page);
  await page.goto('/settings/api-coverage');
  await expect(page.getByRole('heading', { level: 1, name: /API coverage \d{3}/ })).toBeVisible();
  const services = page.getByRole('progressbar');
  const numbers = async (attribute: string) =>
    Promise.all((await services.all()).map(async (bar) => Number(await bar.getAttribute(attribute))));
  await expect(services.first()).toHaveAccessibleName('Whole services');
  for (const attribute of ['aria-valuemax', 'aria-valuenow']) {
    const [all = 0, ...each] = await numbers(attribute);
    expect(each.length).toBeGreaterThanOrEqual(4);
    expect(
      each.reduce((sum, one) => sum + one, 0),
      attribute,
    ).toBe(all);
  }
  await expect(page.getByText(/Simple Storage Service \(\d+\)/)).toBeVisible();
  const filter = page.getByRole('combobox', { name: 'Find operations' });
  await filter.fill('AssumeRoot');
  await filter.press('Enter');
  await expect(page.getByRole('row', { name: /AssumeRoot/ })).toContainText('Available');
});
