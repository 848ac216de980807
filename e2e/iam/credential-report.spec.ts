import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { furnishConsoleUser } from '../furnish';
import { actAsUser, openAccount } from '../session';

const PASSWORD = 'Journey-admin-1';

test('a credential report is generated, shown with recommendations and downloaded as a CSV file', async ({ page }) => {
  const account = await openAccount(page);
  await furnishConsoleUser(page, 'ana', PASSWORD);
  await page.goto('/iam/credential-report');
  await expect(page.getByText('No report yet')).toBeVisible();
  await page.getByRole('button', { name: 'Generate report' }).click();
  await expect(page.getByText('The credential report was generated.')).toBeVisible();

  await expect(page.getByText('Complete', { exact: true })).toBeVisible();
  await expect(page.getByText('Assign MFA devices to 2 users')).toBeVisible();
  await expect(page.getByText('The root user has no active access keys')).toBeVisible();
  const table = page.getByRole('table', { name: 'Users' });
  await expect(table.getByRole('row', { name: /^Root user/ })).toContainText('No MFA');
  await expect(table.getByRole('row', { name: /^ana/ })).toContainText('Never');
  await expect(page.getByRole('button', { name: 'Generate new report' })).toHaveAttribute('aria-disabled', 'true');
  await expectAccessible(page);

  const filter = page.getByRole('combobox', { name: 'Find users' });
  await filter.fill('ana');
  await filter.press('Enter');
  await expect(page.getByText('1 match')).toBeVisible();
  await expect(table.getByRole('row', { name: /^Root user/ })).toHaveCount(0);

  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download report' }).click();
  const download = await started;
  expect(download.suggestedFilename()).toMatch(/^status_reports_\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await download.path(), 'utf8')).split('\n');
  expect(lines[0]).toMatch(/^user,arn,user_creation_time,password_enabled,/);
  expect(lines[1]).toContain(`<root_account>,arn:aws:iam::${account.id}:root,`);
  expect(lines[2]).toMatch(/^ana,arn:aws:iam::\d{12}:user\/ana,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00,true,no_information,/);
  expect(lines).toHaveLength(3);

  await actAsUser(page, account.id, 'ana', PASSWORD);
  await page.goto('/iam/credential-report');
  await expect(page.getByText('iam:GetCredentialReport').first()).toBeVisible();
  await expectAccessible(page);
});
