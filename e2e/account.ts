import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';

/** A new account. Each test has its own, so that tests do not affect each other. */
export type TestAccount = { id: string; name: string; email: string; password: string };

const PASSWORD = 'Journey-test-1';

/** Creates an account on the sign-up page. The page is then signed in as its root user. */
export async function signUp(page: Page, name = `journey-${randomUUID().slice(0, 8)}`): Promise<TestAccount> {
  const email = `${name}@example.com`;
  await page.goto('/sign-up');
  await page.getByLabel('Account name').fill(name);
  await page.getByLabel('Root user email address').fill(email);
  await page.getByLabel('Root user password').fill(PASSWORD);
  await page.getByLabel('Confirm password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/sign-in/root?opened=true');
  await page.getByLabel('Root user email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/home');
  return { id: await signedInAccount(page), name, email, password: PASSWORD };
}

/** Returns the 12-digit ID of the account that the page acts in. */
export async function signedInAccount(page: Page): Promise<string> {
  const label = await page.getByRole('button', { name: /^Account:/ }).getAttribute('aria-label');
  const id = /\d{12}/.exec(label ?? '')?.[0];
  expect(id, 'the account menu names the account').toBeTruthy();
  return id ?? '';
}

export async function signInAsUser(page: Page, account: string, name: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Account ID (12 digits) or account alias').fill(account);
  await page.getByLabel('IAM user name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account:/ }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.waitForURL('**/sign-in');
}
