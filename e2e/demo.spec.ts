import type { Page } from '@playwright/test';
import { paths } from '../lib/console/paths';
import { DEMO_PASSWORD } from '../prisma/seed/demo-password';
import { DETAILS, expectShown, IN_DEVELOPMENT, switchInto } from './demo-organization';
import { test } from './fixtures';
import { actAsUser, readAsPage } from './session';

// Reads the accounts. pages.spec.ts checks the demo organization's texts on all pages of the navigation.

async function accountsOf(page: Page): Promise<readonly { Id: string; Name: string }[]> {
  return (await readAsPage<{ Accounts: { Id: string; Name: string }[] }>(page, 'organizations', 'ListAccounts')).Accounts;
}

test.beforeEach(({ page }) => actAsUser(page, 'acme', 'admin', DEMO_PASSWORD));

test('the details pages show the data of the demo organization', async ({ page }) => {
  for (const [href, texts] of Object.entries(DETAILS)) await expectShown(page, href, texts);
});

test('every account of the demo organization shows its name and its SCPs', async ({ page }) => {
  for (const { Id, Name } of await accountsOf(page)) await expectShown(page, paths.account(Id), [Name, 'FullAWSAccess']);
});

test('switching role into an account of the demo organization shows its data', async ({ page }) => {
  await switchInto(page, (await accountsOf(page)).find(({ Name }) => Name === 'development')?.Id ?? '');
  for (const [href, texts] of Object.entries(IN_DEVELOPMENT)) await expectShown(page, href, texts);
});
