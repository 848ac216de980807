import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { documentOf, furnishCall } from '../furnish';
import { openAccount } from '../session';

// The server delivers bucket contents under the console's host name, and cookies ignore ports.
test.use({ expectedErrors: /sandbox|431|status of 400|Blocked script execution/ });

const STORED = { page: 'text/html', picture: 'image/svg+xml', markup: 'application/xhtml+xml' };
const scriptWith = (token: string) => `<!doctype html><title>stored</title><h1>Stored</h1><img src="/x" onerror="fill()"><script>
function fill() {
  document.cookie = 'gatehouse-session=${token}; Path=/';
  for (let i = 0; i < 200; i++) document.cookie = 'c' + i + '=' + 'x'.repeat(4000) + '; Path=/';
}
fill();
</script>`;

test('a script in a stored object can neither plant a session nor block the console with cookies', async ({
  page,
  apiUrl,
  browser,
  baseURL,
}) => {
  await openAccount(page);
  const token = (await page.context().cookies()).find(({ name }) => name === 'gatehouse-session')?.value ?? '';
  expect(token).not.toBe('');
  const Bucket = `pages-${Date.now()}`;
  const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };
  await furnishCall(page, 's3', 'CreateBucket', { Bucket });
  await furnishCall(page, 's3', 'PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration: {} });
  await furnishCall(page, 's3', 'PutBucketPolicy', { Bucket, Policy: documentOf(open) });
  for (const [Key, ContentType] of Object.entries(STORED))
    await furnishCall(page, 's3', 'PutObject', { Bucket, Key, ContentType, Body: scriptWith(token) });
  const { port } = new URL(apiUrl);
  for (const host of ['localhost', '127.0.0.1']) {
    const console_ = new URL(baseURL ?? '');
    console_.hostname = host;
    await visitStored(await browser.newContext(), `http://${host}:${port}/${Bucket}`, console_.origin);
  }
});

async function visitStored(context: BrowserContext, bucket: string, origin: string): Promise<void> {
  const page = await context.newPage();
  for (const key of Object.keys(STORED)) await page.goto(`${bucket}/${key}`);
  expect(await context.cookies()).toEqual([]);
  await page.goto(`${origin}/home`);
  await expect(page).toHaveURL(/sign-in/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await context.close();
}

test('a browser with too many cookies can clear them and open the page again', async ({ browser, baseURL }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const url = new URL(baseURL ?? '').origin;
  await context.addCookies(Array.from({ length: 150 }, (_, i) => ({ name: `c${i}`, value: 'x'.repeat(3500), url })));
  await page.goto(`${url}/sign-in`);
  await expect(page.getByRole('heading', { name: 'Too many cookies' })).toBeVisible();
  await page.getByRole('link', { name: 'Open the page again' }).click();
  await expect(page.getByLabel('Account', { exact: false }).first()).toBeVisible();
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('c0');
  await context.close();
});

test('a session cookie planted from another port is rejected, and signing in again works', async ({ page, browser, baseURL }) => {
  await openAccount(page);
  const [attacker] = (await page.context().cookies()).filter(({ name }) => name === 'gatehouse-session');
  const context = await browser.newContext();
  const visitor = await context.newPage();
  await openAccount(visitor);
  const own = (await context.cookies()).find(({ name }) => name === 'gatehouse-session')?.value;
  // Another program on the same host serves a page, which Gatehouse cannot sandbox.
  const other = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<script>
      document.cookie = 'gatehouse-session=${attacker?.value}; Path=/';
      document.cookie = 'gatehouse-session=${attacker?.value}; Path=/iam';
    </script>`);
  });
  const { hostname, origin } = new URL(baseURL ?? '');
  await new Promise<void>((resolve) => other.listen(0, hostname, resolve));
  const { port } = other.address() as AddressInfo;
  await visitor.goto(`http://${hostname}:${port}/`);
  await new Promise((resolve) => other.close(resolve));
  // Scripts cannot replace the console's own cookie.
  expect((await context.cookies()).find(({ name, path }) => name === 'gatehouse-session' && path === '/')?.value).toBe(own);
  await visitor.goto(`${origin}/iam/users`);
  await expect(visitor.getByRole('heading', { name: 'Cookies of another program' })).toBeVisible();
  await visitor.getByRole('link', { name: 'Open the page again' }).click();
  await expect(visitor).toHaveURL(/sign-in/);
  expect((await context.cookies()).filter(({ name }) => name === 'gatehouse-session')).toEqual([]);
  await openAccount(visitor);
  await visitor.goto(`${origin}/iam/users`);
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(/Users/);
  await context.close();
});

test('a session cookie from another port needs confirmation, and a session from this console does not', async ({
  page,
  browser,
  baseURL,
}) => {
  const attacker = await openAccount(page, `attacker-${Date.now()}`);
  const victim = await openAccount(await (await browser.newContext()).newPage(), `victim-${Date.now()}`);
  const [planted] = (await page.context().cookies()).filter(({ name }) => name === 'gatehouse-session');
  const other = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<script>
      document.cookie = 'gatehouse-session=${planted?.value}; Path=/';
    </script>`);
  });
  const { hostname, origin } = new URL(baseURL ?? '');
  await new Promise<void>((resolve) => other.listen(0, hostname, resolve));
  const context = await browser.newContext();
  // This test submits the real form, so it removes the mark that fixtures.ts sets.
  await context.addInitScript(() => localStorage.removeItem('gatehouse-signing-in'));
  const visitor = await context.newPage();
  await visitor.goto(`http://${hostname}:${(other.address() as AddressInfo).port}/`);
  await new Promise((resolve) => other.close(resolve));

  const question = visitor.getByText(`Did you sign in as root @ ${attacker.name}?`);
  await visitor.goto(`${origin}/settings`);
  await expect(question).toBeVisible();
  await expectAccessible(visitor);
  await visitor.goto(`${origin}/iam/users`);
  await expect(question).toBeVisible();
  await visitor.getByRole('button', { name: 'No, sign out' }).click();
  await expect(visitor).toHaveURL(/sign-in/);
  expect((await context.cookies()).filter(({ name }) => name === 'gatehouse-session')).toEqual([]);

  // A session that this browser started needs no confirmation, in any tab.
  await visitor.goto(`${origin}/sign-in/root`);
  await visitor.getByLabel(/email/i).fill(victim.email);
  await visitor.getByLabel('Password', { exact: true }).fill(victim.password);
  await visitor.getByRole('button', { name: 'Sign in' }).click();
  await expect(visitor).toHaveURL(/home/);
  await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible();
  const second = await context.newPage();
  for (const tab of [visitor, second]) {
    await tab.goto(`${origin}/iam/users`);
    await expect(tab.getByRole('heading', { level: 1, name: /Users/ })).toBeVisible();
    await expect(tab.getByText('Did you sign in as')).toHaveCount(0);
  }
  await context.close();
});

test('a confirmed session needs no second confirmation', async ({ browser, baseURL }) => {
  const context = await browser.newContext();
  await context.addInitScript(() => localStorage.removeItem('gatehouse-signing-in'));
  const page = await context.newPage();
  // openAccount submits the form without scripts, like a user who is faster than the page.
  await openAccount(page);
  await page.goto(`${new URL(baseURL ?? '').origin}/iam/users`);
  await page.getByRole('button', { name: 'Yes, I did' }).click();
  await expect(page.getByText('Did you sign in as')).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: /Users/ })).toBeVisible();
  await expect(page.getByText('Did you sign in as')).toHaveCount(0);
  await context.close();
});
