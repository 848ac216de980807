import { paths } from '../../lib/console/paths';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { documentOf, furnishConsoleUser, furnishInlinePolicy, furnishOrganization, furnishUnit } from '../furnish';
import { expectFitsPhone, expectGoodPage } from '../good-page';
import { openAccount } from '../session';

test('findings are fixed with the shown calls, undone, and accepted with an exception', async ({ page }) => {
  await openAccount(page);
  await furnishConsoleUser(page, 'ada', 'Posture-journey-1');
  await furnishInlinePolicy(page, 'ada', 'own', documentOf({ Effect: 'Allow', Action: 'iam:AttachUserPolicy', Resource: '*' }));
  await expectGoodPage(page, paths.posture());
  await expectFitsPhone(page);
  await expect(page.getByText('ada has no MFA').last()).toBeVisible();

  // The new value is shown before saving.
  const weak = 'Passwords may be short or simple';
  await page
    .getByRole('button', { name: `Fix…: ${weak}` })
    .first()
    .click();
  const change = page.getByRole('dialog', { name: weak });
  await expect(change.getByText('Require at least 14 characters')).toBeVisible();
  await expectAccessible(page);
  await change.getByRole('button', { name: 'Apply change' }).click();
  await expect(page.getByRole('button', { name: `Fix…: ${weak}` })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(`Undone: ${weak}.`)).toBeVisible();
  await expect(page.getByRole('button', { name: `Fix…: ${weak}` }).first()).toBeVisible();

  // Principals that lose access are named.
  const path = 'ada can become administrator in one step';
  await page
    .getByRole('button', { name: `Fix…: ${path}` })
    .first()
    .click();
  const way = page.getByRole('dialog', { name: path });
  await expect(way.getByText('Delete the inline policy own of the user ada')).toBeVisible();
  await expect(way.getByText('Loses 1 action')).toBeVisible();
  await way.getByRole('button', { name: 'Apply change' }).click();
  await expect(page.getByRole('button', { name: `Fix…: ${path}` })).toHaveCount(0);

  // If a user is needed, the right dialog opens.
  await page.getByRole('link', { name: 'Assign MFA: ada has no MFA' }).first().click();
  await expect(page.getByRole('dialog', { name: 'Assign MFA device' })).toBeVisible();
  await page.goto(paths.posture());

  await page.getByRole('button', { name: 'Create exception: Old passwords may be reused' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create exception' });
  await dialog.getByLabel('Reason').fill('Passwords go when single sign-on comes.');
  await dialog.getByRole('button', { name: 'Create exception' }).click();
  await expect(page.getByRole('button', { name: 'Withdraw: Old passwords may be reused' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Fix…: Old passwords may be reused' })).toHaveCount(0);
});

test('an exception for an OU is created, edited and withdrawn, at most 30 days for a critical check', async ({ page }) => {
  await openAccount(page);
  await furnishOrganization(page);
  await furnishUnit(page, 'Workloads');
  await expectGoodPage(page, paths.posture({ scope: 'organization' }));
  await expectFitsPhone(page);

  await page.getByRole('button', { name: 'Create exception for OU…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create exception for OU' });
  await dialog.getByRole('combobox', { name: 'Organizational unit' }).click();
  await page.getByRole('option', { name: /Workloads/ }).click();
  await dialog.getByRole('combobox', { name: 'Check' }).fill('root signs in without');
  await page.getByRole('option', { name: /Root signs in without MFA/ }).click();
  await dialog.getByLabel('Reason').fill('Security keys are on their way.');
  await dialog.getByRole('button', { name: 'Create exception' }).click();
  await expect(dialog.getByText('An exception for a critical finding lasts at most 30 days.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Duration (days)').fill('30');
  await dialog.getByRole('button', { name: 'Create exception' }).click();
  await expect(page.getByText('(the whole check, in the OU Workloads)')).toBeVisible();

  await page.getByRole('button', { name: 'Change: Root signs in without MFA' }).click();
  const change = page.getByRole('dialog', { name: 'Edit exception' });
  await change.getByLabel('Reason').fill('Half of the security keys have come.');
  await change.getByLabel('Duration (days)').fill('7');
  await change.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Half of the security keys have come.')).toBeVisible();
  await expect(page.getByText('Security keys are on their way.')).toHaveCount(0);

  await page.getByRole('button', { name: 'Withdraw: Root signs in without MFA' }).click();
  await expect(page.getByText('(the whole check, in the OU Workloads)')).toHaveCount(0);
});
