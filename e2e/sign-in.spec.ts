import type { Locator } from '@playwright/test';
import { expectAccessible } from './accessible';
import { signOut, signUp } from './account';
import { expect, test } from './fixtures';
import { furnishConsoleUser } from './furnish';

test('sign-in leads to the requested page and never to another site', async ({ page, baseURL }) => {
  const { email, password } = await signUp(page);
  const signInFor = async (next: string) => {
    await signOut(page);
    await page.goto(`/sign-in/root?next=${encodeURIComponent(next)}`);
    await page.getByLabel('Root user email address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    const { origin, pathname } = new URL(page.url());
    expect(origin).toBe(new URL(baseURL ?? '').origin);
    return pathname;
  };
  expect(await signInFor('/iam/users?tab=x')).toBe('/iam/users');
  for (const next of ['/\t/example.com', '/\nx', '/\\example.com', '//example.com', '/%09/example.com', 'https://example.com/'])
    expect([next, await signInFor(next)]).toEqual([next, '/home']);
});

test('the sign-in pages focus the first empty field, show the password and remember the account', async ({ page }) => {
  const { id } = await signUp(page);
  await furnishConsoleUser(page, 'maria', 'Journey-maria-1');
  await signOut(page);
  await page.goto('/sign-in');
  const [account, name, password] = ['Account ID (12 digits) or account alias', 'IAM user name', 'Password'].map((label) =>
    page.getByLabel(label, { exact: true }),
  ) as [Locator, Locator, Locator];
  await account.fill(id);
  await name.fill('maria');
  await password.fill('Journey-maria-1');
  await expect(password).toHaveAttribute('type', 'password');
  await page.getByLabel('Show password').check();
  await expect(password).toHaveAttribute('type', 'text');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/home');

  await signOut(page);
  await page.goto('/sign-in');
  await expect(account).toHaveValue(id);
  await expect(name).toBeFocused();
  await page.getByRole('navigation', { name: 'Ways to sign in' }).getByRole('link', { name: 'Root user' }).click();
  await expect(page.getByRole('heading', { name: 'Root user sign in' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Root user' })).toHaveAttribute('aria-current', 'page');
  await expect(page.getByLabel('Root user email address')).toBeFocused();
  await page.getByRole('link', { name: 'Forgot the password?' }).click();
  await expect(page.getByText('npm run gatehouse -- reset-root root@example.com')).toBeVisible();
});

test.describe('an overloaded server', () => {
  test.use({ expectedErrors: /Too many requests|status of 429/ });

  test('shows an error at sign-in with a button to try again', async ({ page }) => {
    await page.goto('/sign-in');
    await page.route('**/sign-in', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 429, contentType: 'text/plain', body: 'Too many requests. Try again in a moment.' })
        : route.fallback(),
    );
    await page.getByLabel('Account ID (12 digits) or account alias').fill('acme');
    await page.getByLabel('IAM user name').fill('admin');
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'Too many requests. Try again in a moment.' })).toBeVisible();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByLabel('IAM user name')).toBeVisible();
  });
});
