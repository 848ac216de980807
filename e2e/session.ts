import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { IDENTITY_HEADER } from '../lib/console/session/shown-identity';
import type { TestAccount } from './account';

const PASSWORD = 'Journey-test-1';

/**
 * Creates an account and signs the page in as its root user. It submits the form as a browser without JavaScript does. Tests about signing
 * up and signing in use the pages instead (account.ts).
 */
export async function openAccount(page: Page, name = `journey-${randomUUID().slice(0, 8)}`): Promise<TestAccount> {
  const email = `${name}@example.com`;
  await sendForm(page, '/sign-up', { accountName: name, email, password: PASSWORD, confirm: PASSWORD });
  await sendForm(page, '/sign-in/root', { email, password: PASSWORD });
  return { id: await readAccountId(page), name, email, password: PASSWORD };
}

async function readAccountId(page: Page): Promise<string> {
  return (await readAsPage<{ Account: string }>(page, 'sts', 'GetCallerIdentity')).Account;
}

/** Reads data as a page of the signed-in identity does, with the identity in a header. */
export async function readAsPage<Output>(page: Page, service: string, operation: string, input: object = {}): Promise<Output> {
  const headers = { [IDENTITY_HEADER]: (await readClaim(page)).identity };
  const asked = encodeURIComponent(JSON.stringify(input));
  const answer = await page.request.get(`/api/console/${service}/${operation}?input=${asked}`, { headers });
  return (await answer.json()).data;
}

/** Returns what browsers send with each action: the signed-in identity, and the page's origin. */
export async function readClaim(page: Page): Promise<{ identity: string; origin: string }> {
  const { html, origin } = await readPage(page, '/change-password');
  return { identity: /name="identity" value="([^"]*)"/.exec(html)?.[1] ?? '', origin };
}

async function readPage(page: Page, path: string): Promise<{ html: string; origin: string }> {
  const answer = await page.request.get(path);
  return { html: await answer.text(), origin: new URL(answer.url()).origin };
}

/** Signs the page in as a user, without using the sign-in page. */
export async function actAsUser(page: Page, account: string, name: string, password: string): Promise<void> {
  await sendForm(page, '/sign-in', { account, name, password });
}

/** Submits a form of the signed-out pages, and sets the response's cookie in the page's browser context. */
async function sendForm(page: Page, path: string, fields: Record<string, string>): Promise<void> {
  const { html, origin } = await readPage(page, path);
  // React's hidden inputs select the form's action.
  const hidden = [...html.matchAll(/<input type="hidden" name="(\$ACTION[^"]*)"(?: value="([^"]*)")?/g)].map(
    ([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')] as const,
  );
  const multipart = { ...Object.fromEntries(hidden), ...fields };
  const answer = await page.request.post(path, { headers: { origin }, multipart, maxRedirects: 0 });
  expect(answer.status(), `${path} is taken`).toBe(303);
}
