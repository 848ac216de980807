import { randomUUID } from 'node:crypto';
import { expectAccessible } from '../accessible';
import { signOut, signUp } from '../account';
import { expect, test } from '../fixtures';
import { furnishConsoleUser } from '../furnish';
import { actAsUser, openAccount } from '../session';

test('the root user changes its password, its email address and the account name, and signs in again', async ({ page }) => {
  const account = await signUp(page);
  const [email, name, password] = [`moved-${randomUUID().slice(0, 8)}@example.com`, 'Moved & Co.', 'Journey-moved-2'];

  await page.goto('/iam/security-credentials');
  await page.getByRole('link', { name: 'Change root user password' }).click();
  await expect(page.getByText('At least 8 characters, with three of')).toBeVisible();
  const change = async (old: string, next: string) => {
    await page.getByLabel('Current password').fill(old);
    await page.getByLabel('New password', { exact: true }).fill(next);
    await page.getByLabel('Confirm new password').fill(next);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await change('Not-the-password-1', password);
  await expect(page.getByText('The current password is incorrect.')).toBeVisible();
  await expectAccessible(page);
  await change(account.password, 'alllowercase');
  await expect(page.getByText('The password must have three of')).toBeVisible();
  await change(account.password, password);
  await page.waitForURL('**/home');

  await page.goto('/settings');
  await page.getByRole('button', { name: 'Edit account name' }).click();
  await page.getByRole('dialog').getByLabel('Account name').fill('');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByText('Enter a name of 1 to 50 characters')).toBeVisible();
  await page.getByRole('dialog').getByLabel('Account name').fill(name);
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByText(`The account was renamed to ${name}.`)).toBeVisible();
  await page.getByRole('button', { name: 'Change email address' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change email address' });
  await dialog.getByLabel('New email address').fill(email);
  await dialog.getByLabel('Root user password').fill(password);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Change address' }).click();
  await expect(page.getByText(`The root user now signs in as ${email}.`)).toBeVisible();
  await expect(page.getByRole('main')).toContainText(email);

  await signOut(page);
  await page.goto('/sign-in/root');
  await page.getByLabel('Root user email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/home');
});

test('a user ends other sessions, sees the password rules and may not use the buttons of the root user', async ({
  page,
  browser,
  baseURL,
}) => {
  const { id } = await openAccount(page);
  await furnishConsoleUser(page, 'maria', 'Journey-maria-1', 'IAMReadOnlyAccess');
  await actAsUser(page, id, 'maria', 'Journey-maria-1');
  const elsewhere = await browser.newPage({ baseURL });
  await actAsUser(elsewhere, id, 'maria', 'Journey-maria-1');
  await page.goto('/iam/security-credentials');
  const sessions = page.getByRole('table', { name: 'Console sessions' });
  await expect(sessions.getByRole('row')).toHaveCount(3);
  await expect(sessions.getByRole('row', { name: 'this session' })).toHaveCount(1);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(page.getByText('You are only signed in here.')).toBeVisible();
  await expect(sessions.getByRole('row')).toHaveCount(2);
  await elsewhere.goto('/home');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await elsewhere.close();

  await page.goto('/settings');
  await expect(page.getByRole('heading', { name: 'Policy enforcement' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Change email address' })).toHaveCount(0);
  for (const name of ['Edit account name', 'Close account', 'Activate IAM access to billing'])
    await expect(page.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true');
  await page.goto('/change-password');
  await expect(page.getByText('At least 8 characters, with three of')).toBeVisible();
  await page.getByLabel('Current password').fill('Not-the-password-1');
  await page.getByLabel('New password', { exact: true }).fill('Journey-maria-2');
  await page.getByLabel('Confirm new password').fill('Journey-maria-2');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('not authorized to perform: iam:ChangePassword')).toBeVisible();
});
