import { expect, type Locator, type Page } from '@playwright/test';

/** Makes the signed-in account the management account of a new organization, and opens the tree. */
export async function createOrganization(page: Page): Promise<string> {
  await page.goto('/organizations/accounts');
  await page.getByRole('link', { name: 'Create an organization' }).first().click();
  await page.getByRole('button', { name: 'Create organization' }).click();
  await page.waitForURL('**/organizations/accounts');
  await expect(page.getByRole('treegrid', { name: 'AWS accounts' })).toBeVisible();
  const line = (await page.locator('main').textContent()) ?? '';
  return /o-[a-z0-9]{10}/.exec(line)?.[0] ?? '';
}

/** Returns the tree row with exactly this name. */
export function treeRow(page: Page, name: string): Locator {
  return page
    .getByRole('treegrid', { name: 'AWS accounts' })
    .getByRole('row')
    .filter({
      has: page.getByRole('link', { name, exact: true }),
    });
}

export async function chooseAction(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name }).click();
}

export async function createUnit(page: Page, name: string): Promise<void> {
  await chooseAction(page, /^Create new/);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByRole('button', { name: 'Create organizational unit' }).click();
  await expect(treeRow(page, name)).toBeVisible();
}

/** Creates a member account through the form, waits for it and returns its id. */
export async function createMember(page: Page, name: string, email: string): Promise<string> {
  await page.goto('/organizations/accounts');
  await page.getByRole('link', { name: 'Add an AWS account' }).click();
  await page.getByLabel('AWS account name').fill(name);
  await page.getByLabel(/^Email address/).fill(email);
  await page.getByRole('button', { name: 'Create AWS account' }).click();
  await expect(page.getByText('The account is ready')).toBeVisible();
  await page.getByRole('link', { name: 'View the account' }).click();
  await page.waitForURL(/\/organizations\/accounts\/\d{12}$/);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}
