import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { furnishMember, furnishOrganization, furnishUnit } from '../furnish';
import { openAccount } from '../session';
import { chooseAction, createMember, createOrganization, createUnit, treeRow } from './organization';

test('the page of an account without an organization creates one', async ({ page }) => {
  const account = await openAccount(page);
  await page.goto('/organizations/accounts');
  await expect(page.getByText('This account is not in an organization.')).toBeVisible();
  const id = await createOrganization(page);
  expect(id).toMatch(/^o-/);
  await expect(page.getByText(`The organization ${id} was created.`)).toBeVisible();
  await expect(treeRow(page, account.name)).toContainText('management');
  await expect(page.getByText('all features · no policy types enabled')).toBeVisible();
});

test('OUs are created, renamed and deleted, and a duplicate name is refused at its field', async ({ page }) => {
  await openAccount(page);
  await furnishOrganization(page);
  await page.goto('/organizations/accounts');
  await createUnit(page, 'Workloads');

  await chooseAction(page, /^Create new/);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Workloads');
  await dialog.getByRole('button', { name: 'Create organizational unit' }).click();
  await expect(dialog.getByText('An OU with this name already exists here.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('checkbox', { name: 'Select Workloads' }).check();
  await createUnit(page, 'Production');
  await expect(treeRow(page, 'Production')).toHaveAttribute('aria-level', '3');

  await chooseAction(page, /^Delete/);
  await expect(page.getByRole('dialog', { name: 'Workloads is not empty' })).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

  await page.getByRole('checkbox', { name: 'Select Workloads' }).uncheck();
  await page.getByRole('checkbox', { name: 'Select Production' }).check();
  await chooseAction(page, /^Rename/);
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Live');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(treeRow(page, 'Live')).toBeVisible();
  // The message appears after the tree has read all selected rows again.
  await expect(page.getByText('Production is now Live')).toBeVisible();

  await chooseAction(page, /^Delete/);
  await page.getByRole('dialog', { name: 'Delete Live?' }).getByRole('textbox').fill('Live');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(treeRow(page, 'Live')).toHaveCount(0);
});

test('an account is created, found, moved by menu, drag and keyboard, and closed', async ({ page }) => {
  const owner = await openAccount(page);
  await furnishOrganization(page);
  await furnishUnit(page, 'Workloads');
  await furnishUnit(page, 'Sandbox');
  await furnishMember(page, 'api', `api-${owner.id}@example.com`);
  const id = await createMember(page, 'web shop', `web-${owner.id}@example.com`);
  await expect(page.getByRole('link', { name: 'Switch role' })).toHaveAttribute('href', new RegExp(`account=${id}`));

  await page.goto('/organizations/accounts');
  await page.getByRole('searchbox').fill(id.slice(0, 9));
  await expect(treeRow(page, 'web shop')).toBeVisible();
  await expect(treeRow(page, 'Workloads')).toHaveCount(0);
  await page.getByRole('searchbox').fill('');

  await page.getByRole('checkbox', { name: 'Select web shop' }).check();
  await chooseAction(page, /^Move/);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Select Workloads' }).check();
  await expect(dialog.getByText('users, roles and root users')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Move account' }).click();
  await expect(page.getByText('web shop was moved to Workloads.')).toBeVisible();
  await expect(treeRow(page, 'web shop')).toHaveAttribute('aria-level', '3');

  const from = await treeRow(page, 'web shop').getByRole('link', { name: 'web shop' }).boundingBox();
  const to = await treeRow(page, 'Sandbox').boundingBox();
  if (!from || !to) throw new Error('both rows are in sight');
  await page.mouse.move(from.x + from.width + 8, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + 200, to.y + to.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect(page.getByRole('dialog', { name: 'Move web shop to Sandbox?' })).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(treeRow(page, 'web shop')).toHaveAttribute('aria-level', '3');

  await treeRow(page, 'web shop').focus();
  await page.keyboard.press('m');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Move web shop to Root?' }).getByRole('button', { name: 'Move account' }).click();
  await expect(treeRow(page, 'web shop')).toHaveAttribute('aria-level', '2');

  // The keyboard can select and move several accounts at once, and move them back.
  await treeRow(page, 'api').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('w');
  await expect(treeRow(page, 'web shop')).toBeFocused();
  await page.keyboard.press('Space');
  await treeRow(page, 'Sandbox').focus();
  await page.keyboard.press('m');
  await expect(page.getByText('AWS cannot move organizational units.')).toBeVisible();
  await treeRow(page, 'web shop').focus();
  await page.keyboard.press('m');
  await treeRow(page, 'Sandbox').focus();
  await page.keyboard.press('Enter');
  const both = page.getByRole('dialog', { name: 'Move 2 accounts to Sandbox?' });
  await expect(both.getByText('users, roles and root users')).toBeVisible();
  await expect(both.getByText('No effective policy changes.')).toBeVisible();
  await both.getByRole('button', { name: 'Move accounts' }).click();
  await expect(treeRow(page, 'api')).toHaveAttribute('aria-level', '3');
  // Earlier moves can no longer be undone.
  await expect(page.getByText('2 accounts were moved to Sandbox.')).toBeVisible();
  await page.getByRole('button', { name: 'Move back' }).click();
  await expect(page.getByText('2 accounts were moved back.')).toBeVisible();
  await expect(treeRow(page, 'api')).toHaveAttribute('aria-level', '2');

  // The diagram shows the same tree, leads to its accounts, and is exported as a file.
  await page.getByRole('link', { name: 'Diagram', exact: true }).click();
  const drawing = page.getByRole('group', { name: /^Organization diagram/ });
  await expect(drawing.getByRole('link', { name: /^api\. AWS account/ })).toBeVisible();
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export SVG' }).click();
  expect((await download).suggestedFilename()).toMatch(/^o-.*\.svg$/);
  await drawing.getByRole('link', { name: /^Root\. Root/ }).focus();
  await page.keyboard.press('End');
  await expect(drawing.getByRole('link', { name: /^Workloads\. Organizational unit/ })).toBeFocused();

  await page.goto(`/organizations/accounts/${id}`);
  await chooseAction(page, /^Close/);
  await page.getByRole('dialog').getByRole('textbox').fill(id);
  await page.getByRole('dialog').getByRole('button', { name: 'Close account' }).click();
  await expect(page.getByText('Pending closure')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Switch role' })).toHaveCount(0);
});

test('the creation of an account with an email address in use fails with the reason', async ({ page }) => {
  const owner = await openAccount(page);
  await furnishOrganization(page);
  await page.goto('/organizations/accounts/create');
  await page.getByRole('button', { name: 'Create AWS account' }).click();
  await expect(page.getByLabel('AWS account name')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('AWS account name').fill('double');
  await page.getByLabel(/^Email address/).fill(owner.email);
  await page.getByRole('button', { name: 'Create AWS account' }).click();
  await expect(page.getByText('Another account already has this email address.')).toBeVisible();
});

test('the account list shows every account and can be exported as a CSV file', async ({ page }) => {
  const owner = await openAccount(page);
  await furnishOrganization(page);
  await furnishMember(page, 'audit', `audit-${owner.id}@example.com`);
  await page.goto('/organizations/accounts');
  await page.getByRole('radio', { name: 'List' }).check({ force: true });
  await expect(page.getByRole('row').filter({ hasText: 'audit' })).toContainText('Root');
  const downloading = page.waitForEvent('download');
  await chooseAction(page, /^Export/);
  expect((await downloading).suggestedFilename()).toBe('Organization_accounts_information.csv');
});
