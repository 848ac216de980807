import { paths } from '../../lib/console/paths';
import { expect, test } from '../fixtures';
import { furnishConsoleUser } from '../furnish';
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
