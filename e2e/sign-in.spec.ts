import { signOut, signUp } from './account';
import { expect, test } from './fixtures';

test('signing in leads to the page that was asked for, and never to another site', async ({ page, baseURL }) => {
  const { email, password } = await signUp(page);
  const signInFor = async (next: string) => {
    await signOut(page);
    await page.goto(`/sign-in/root?next=${encodeURIComponent(next)}`);
    await page.getByLabel('Root user e-mail address').fill(email);
    await page.getByLabel('Password').fill(password);
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

test.describe('a server that has too much to do', () => {
  test.use({ expectedErrors: /Too many requests|status of 429/ });

  test('is said to who signs in, with the way to try again', async ({ page }) => {
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
