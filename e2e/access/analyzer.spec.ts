import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { documentOf, furnishRoleWith } from '../furnish';
import { openAccount } from '../session';

test('an analyzer reports external access, archives a finding, and a policy check finds new access', async ({ page }) => {
  await openAccount(page);
  await furnishRoleWith(page, 'partner', '999999999999', 'ReadOnlyAccess');
  await page.goto('/security/external-access');
  await page.getByRole('button', { name: 'Create analyzer' }).first().click();
  await page.getByLabel('Name').fill('outside');
  await page.getByRole('dialog').getByRole('button', { name: 'Create analyzer' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('outside');
  await page.getByRole('link', { name: 'partner' }).click();
  await expect(page.getByText('999999999999').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open role' })).toBeVisible();
  await expectAccessible(page);
  const row = page.getByRole('row').filter({ hasText: 'partner' });
  await expect(row).toContainText('Active');
  await row.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Archive', exact: true }).click();
  await expect(row).toContainText('Archived');

  await page.goto('/security/policy-checks');
  await page
    .getByLabel('Existing policy', { exact: true })
    .fill(documentOf({ Effect: 'Allow', Action: 's3:Get*', Resource: '*' }));
  await page.getByLabel('New policy').fill(documentOf({ Effect: 'Allow', Action: 's3:*', Resource: '*' }));
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByText('The modified permissions grant new access')).toBeVisible();
  await expect(page.getByText('New access in the statement with index: 0.')).toBeVisible();
  await expectAccessible(page);
});
