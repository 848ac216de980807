import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { documentOf, furnishOrganization, furnishUserWith } from '../furnish';
import { expectFitsPhone } from '../good-page';
import { openAccount } from '../session';

test('an administrator makes a person of an IAM user, with access that is proven equal before', async ({ page }) => {
  const owner = await openAccount(page);
  await furnishOrganization(page);
  const read = documentOf({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' });
  await furnishUserWith(page, 'dan', 'ListBuckets', read);
  await page.goto('/organizations/identity-center/users');
  await page.getByRole('button', { name: 'Enable IAM Identity Center' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Enable', exact: true }).click();
  await expect(page.getByText('No users')).toBeVisible();

  await page.goto(`/organizations/identity-center/migrate?account=${owner.id}`);
  const row = page.getByRole('row', { name: /dan/ });
  await expect(row.getByText('To do')).toBeVisible();
  await expect(row.getByText('equal', { exact: false }).first()).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole('button', { name: 'Create them' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('button', { name: 'Create them' })).toBeHidden();
  await page.getByRole('checkbox', { name: 'Select dan' }).check();
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Migrate' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Migrate' }).click();
  await expect(row.getByText('Migrated')).toBeVisible();

  await page.goto('/organizations/identity-center/access');
  await expect(page.getByRole('rowheader', { name: /dan/ })).toBeVisible();
});
