import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../fixtures';
import { openAccount } from '../session';

test('an account in audit-only mode shows it on every page and links to calls that would be denied', async ({ page }) => {
  await openAccount(page);
  await page.goto('/settings');
  await expect(page.getByText('Enforcing', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('radio', { name: /^Audit only/ }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Switch to audit only?' });
  expect((await new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]').analyze()).violations).toEqual([]);
  await dialog.getByRole('button', { name: 'Switch to audit only' }).click();
  await expect(page.getByText('Audit only: denials are recorded, not enforced')).toBeVisible();
  await expect(page.getByRole('radio', { name: /^Audit only/ })).toBeChecked();

  await page.getByRole('link', { name: 'Calls that would have been denied' }).click();
  await expect(page.getByText('No events', { exact: true })).toBeVisible();
  await expect(page.getByText('Audit only: denials are recorded, not enforced')).toBeVisible();

  // Switching back to enforcement needs no confirmation, because it is the safe setting.
  await page.goto('/settings');
  await page.getByRole('radio', { name: /^Enforce/ }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Enforcing', { exact: true })).toBeVisible();
});

test('turning policies off requires typing the account ID', async ({ page }) => {
  const { id: account } = await openAccount(page);
  await page.goto('/settings');
  await page.getByRole('radio', { name: /^Off/ }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Turn off policies?' });
  await expect(dialog.getByRole('button', { name: 'Turn off' })).toBeDisabled();
  await dialog.getByRole('textbox').fill(account);
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByText('Policies are off')).toBeVisible();
});
