import { paths } from '../../lib/console/paths';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { furnishConsoleUser, furnishOrganization, furnishUnit } from '../furnish';
import { expectFitsPhone, expectGoodPage } from '../good-page';
import { openAccount } from '../session';

const KINDS = ['An upper-case letter', 'A lower-case letter', 'A digit', 'A symbol'];

test('a finding is put right through its link, and another one is left as it is for a reason', async ({ page }) => {
  await openAccount(page);
  await furnishConsoleUser(page, 'ada', 'Posture-journey-1');
  await expectGoodPage(page, paths.posture());
  await expectFitsPhone(page);
  await expect(page.getByText('ada has no second factor').last()).toBeVisible();

  await page.getByRole('link', { name: 'Fix: Passwords may be short or simple' }).click();
  await page.getByRole('button', { name: 'Edit' }).click();
  const policy = page.getByRole('dialog', { name: 'Create a custom password policy' });
  await policy.getByLabel('Minimum length').fill('14');
  for (const kind of KINDS) await policy.getByLabel(kind).check();
  await policy.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('14 characters')).toBeVisible();
  await page.goto(paths.posture());
  await expect(page.getByRole('link', { name: 'Fix: Old passwords may be used again' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Fix: Passwords may be short or simple' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Exception for: Old passwords may be used again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make an exception' });
  await dialog.getByLabel('Reason').fill('Passwords go when single sign-on comes.');
  await dialog.getByRole('button', { name: 'Make exception' }).click();
  await expect(page.getByRole('button', { name: 'Withdraw: Old passwords may be used again' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Fix: Old passwords may be used again' })).toHaveCount(0);
});

test('an exception for an OU is made, changed and withdrawn, and what is critical is not left for longer than 30 days', async ({
  page,
}) => {
  await openAccount(page);
  await furnishOrganization(page);
  await furnishUnit(page, 'Workloads');
  await expectGoodPage(page, paths.posture({ scope: 'organization' }));
  await expectFitsPhone(page);

  await page.getByRole('button', { name: 'Exception for an OU…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make an exception for an OU' });
  await dialog.getByRole('combobox', { name: 'Organizational unit' }).click();
  await page.getByRole('option', { name: /Workloads/ }).click();
  await dialog.getByRole('combobox', { name: 'Check' }).fill('root signs in without');
  await page.getByRole('option', { name: /Root signs in without a second factor/ }).click();
  await dialog.getByLabel('Reason').fill('Security keys are on their way.');
  await dialog.getByRole('button', { name: 'Make exception' }).click();
  await expect(dialog.getByText('An exception of a critical finding lasts at most 30 days.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Days from now').fill('30');
  await dialog.getByRole('button', { name: 'Make exception' }).click();
  await expect(page.getByText('(the whole check, in the OU Workloads)')).toBeVisible();

  await page.getByRole('button', { name: 'Change: Root signs in without a second factor' }).click();
  const change = page.getByRole('dialog', { name: 'Change the exception' });
  await change.getByLabel('Reason').fill('Half of the security keys have come.');
  await change.getByLabel('Days from now').fill('7');
  await change.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Half of the security keys have come.')).toBeVisible();
  await expect(page.getByText('Security keys are on their way.')).toHaveCount(0);

  await page.getByRole('button', { name: 'Withdraw: Root signs in without a second factor' }).click();
  await expect(page.getByText('(the whole check, in the OU Workloads)')).toHaveCount(0);
});
