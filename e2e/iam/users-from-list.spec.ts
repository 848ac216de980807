import { readFileSync } from 'node:fs';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { openAccount } from '../session';

test('users are created from a pasted list after all problems are shown, with a file of credentials', async ({ page }) => {
  await openAccount(page);
  await page.goto('/iam/users/create-from-list');
  await page.getByLabel('Paste a list or CSV').fill('name,groups,console\nana,,yes\nbo,Nowhere,yes\nc d,,no');
  await page.getByRole('button', { name: 'Check list' }).click();
  await expect(page.getByText('Line 3, groups: Group Nowhere does not exist.')).toBeVisible();
  await expect(page.getByText(/^Line 4, name: “c d” is not a valid user name/)).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Paste a list or CSV').fill('name,console\nana,yes\nbo,no');
  await page.getByRole('button', { name: 'Check list' }).click();
  await expect(page.getByText('No problems found: 2 users')).toBeVisible();
  await page.getByRole('button', { name: 'Create 2 users' }).click();
  await expect(page.getByText('2 users created')).toBeVisible();
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download .csv file' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(text).toMatch(/^"User name","Password","Console sign-in URL"\r\n"ana","[^\r]{20,}","http[^"]+"\r\n$/);
  await page.getByRole('link', { name: 'Return to users' }).click();
  await expect(page.getByRole('link', { name: 'ana' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'bo' })).toBeVisible();
});
