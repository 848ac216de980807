import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { openAccount } from '../session';

async function saveSnapshot(page: Page, name: string): Promise<void> {
  await page.goto('/settings/snapshots');
  await page.getByRole('button', { name: 'Save snapshot' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Save snapshot' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Save snapshot' }).click();
  await expect(page.getByRole('rowheader', { name })).toBeVisible();
}

test('a snapshot restores an account and keeps its sessions', async ({ page }) => {
  const { name: accountName } = await openAccount(page);
  await saveSnapshot(page, 'empty');

  await page.goto('/settings');
  await page.getByRole('radio', { name: /^Audit only/ }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Switch to audit only' }).click();
  await expect(page.getByText('Audit only: denials are recorded, not enforced')).toBeVisible();

  await page.goto('/settings/snapshots');
  await page.getByRole('radio', { name: /empty/ }).check();
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Restore' }).click();
  const dialog = page.getByRole('dialog', { name: 'Restore snapshot empty?' });
  await expect(dialog.getByText('Restored')).toBeVisible();
  await expect(dialog.getByText(accountName)).toBeVisible();
  expect((await new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]').analyze()).violations).toEqual([]);
  await dialog.getByRole('textbox').fill('empty');
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('Snapshot empty was restored.')).toBeVisible();
  await expect(page.getByText('Enforcing', { exact: true })).toBeVisible();
});

test('a duplicate or invalid snapshot name is refused at its field, and a snapshot can be deleted', async ({ page }) => {
  await openAccount(page);
  await saveSnapshot(page, 'one');
  await page.getByRole('button', { name: 'Save snapshot' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save snapshot' });
  await dialog.getByLabel('Name').fill('two words');
  await dialog.getByRole('button', { name: 'Save snapshot' }).click();
  await expect(dialog.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Name').fill('ONE');
  await dialog.getByRole('button', { name: 'Save snapshot' }).click();
  await expect(dialog.getByText('A snapshot with this name already exists.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('radio', { name: /one/ }).check();
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog', { name: 'Delete snapshot one?' }).getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No snapshots', { exact: true })).toBeVisible();
});
