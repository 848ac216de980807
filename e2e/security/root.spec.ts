import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { furnishConsoleUser, furnishMember, furnishMfa, furnishOrganization, furnishRootCredentialsManagement } from '../furnish';
import { actAsUser, openAccount } from '../session';

const PASSWORD = 'Journey-admin-1';

test('the root user of a new account completes the steps to an administrator and signs out', async ({ page }) => {
  const { id } = await openAccount(page);
  await furnishMfa(page);
  await page.goto('/iam/secure-account');
  await expect(page.getByText('2 of 5 done')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Edit password policy' }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Minimum length').fill('14');
  for (const label of ['An uppercase letter', 'A lowercase letter', 'A digit', 'A symbol', 'Prevent password reuse'])
    await dialog.getByLabel(label).check();
  await dialog.getByLabel('Number of passwords to remember').fill('24');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Custom password policy')).toBeVisible();
  const note = page.getByRole('complementary', { name: 'Root user' });
  await note.getByRole('link', { name: 'Secure this account' }).click();
  await expect(page.getByText('3 of 5 done')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Create user' })).toHaveAttribute('href', '/iam/users/create');

  await furnishConsoleUser(page, 'maria', PASSWORD, 'AdministratorAccess');
  await page.reload();
  await expect(page.getByText('maria is an administrator, but signs in with only a password.', { exact: false })).toBeVisible();
  const code = await furnishMfa(page, 'maria');
  await page.reload();
  await expect(page.getByText('4 of 5 done')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out of the root user' }).click();
  await page.waitForURL('**/sign-in');

  await page.goto(`/sign-in?account=${id}&next=%2Fiam%2Fsecure-account`);
  await page.getByLabel('IAM user name').fill('maria');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel(/code/i).fill(code(1));
  await page.getByRole('button', { name: 'Submit code' }).click();
  await page.waitForURL('**/iam/secure-account');
  await expect(page.getByText('All done')).toBeVisible();
  await expect(page.getByText('Root was used 1 time in 30 days: 1 sign-in')).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Root user' })).toHaveCount(0);
  await expectAccessible(page);
});

test('a root session in a member account is listed with its user and counted on the home page', async ({ page }) => {
  const { id } = await openAccount(page);
  await furnishOrganization(page);
  await furnishMember(page, 'web', `web-${id}@example.com`);
  await furnishRootCredentialsManagement(page);
  await furnishConsoleUser(page, 'admin', PASSWORD, 'AdministratorAccess');
  await actAsUser(page, id, 'admin', PASSWORD);
  await page.goto('/iam/root-access');
  await page.getByRole('button', { name: 'Take privileged action in web' }).click();
  await page.getByRole('menuitem', { name: 'Allow password recovery' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Allow password recovery' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('row', { name: /^web / })).toContainText('by admin');
  await page.goto('/home');
  await expect(page.getByText('in 2 accounts: 1 sign-in, 1 root session')).toBeVisible();
  await page.getByRole('link', { name: 'web', exact: true }).click();
  await expect(page.getByRole('link', { name: 'AssumeRoot' })).toBeVisible();
});
