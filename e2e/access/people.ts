import { expect, type Page } from '@playwright/test';
import { writeInto } from '../editor';

const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click();

export function documentOf(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** A user with one inline policy. */
export async function createUserWith(page: Page, name: string, policy: string, document: string): Promise<void> {
  await page.goto('/iam/users/create');
  await page.getByLabel('User name').fill(name);
  await next(page);
  await next(page);
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByText(`User ${name} was created.`)).toBeVisible();
  await page.goto(`/iam/users/${name}/inline/create`);
  await page.getByLabel('Policy name').fill(policy);
  await writeInto(page.getByRole('textbox', { name: 'Policy document' }), document);
  await page.getByRole('button', { name: 'Create policy' }).click();
  await expect(page.getByText(`Inline policy ${policy} of ${name} was created.`)).toBeVisible();
}

/** A role with one of AWS's policies, which the account itself may assume. */
export async function createRoleWith(page: Page, name: string, account: string, policy: string): Promise<void> {
  await page.goto('/iam/roles/create');
  await page.getByRole('radio', { name: /^Custom trust policy/ }).check();
  const trust = documentOf({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' });
  await writeInto(page.getByRole('textbox', { name: 'Custom trust policy' }), trust);
  await next(page);
  await page.getByLabel('Find policies').fill(policy);
  await page.getByLabel('Find policies').press('Enter');
  await page.getByRole('checkbox', { name: `Select ${policy}`, exact: true }).check();
  await next(page);
  await page.getByLabel('Role name').fill(name);
  await page.getByRole('button', { name: 'Create role' }).click();
  await expect(page.getByText(`Role ${name} was created.`)).toBeVisible();
}
