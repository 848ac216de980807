import type { Page } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { writeInto } from '../editor';
import { expect, test } from '../fixtures';
import { openAccount } from '../session';

const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click();
const step = (page: Page, name: string) => page.getByRole('heading', { level: 2, name, exact: true });
const PASSWORD = 'Journey-secret-1';

test('a wizard restores its step and values after Back and after a reload, except the password', async ({ page }) => {
  await openAccount(page);
  await page.goto('/iam/users/create');
  await page.getByLabel('User name').fill('maria');
  await page.getByRole('checkbox', { name: /^Provide console access/ }).check();
  await page.getByRole('radio', { name: 'Custom password' }).check();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await next(page);
  await page.getByRole('radio', { name: 'Attach policies directly' }).check();
  await page.getByLabel('Find policies').fill('AdministratorAccess');
  await page.getByLabel('Find policies').press('Enter');
  await page.getByRole('checkbox', { name: 'Select AdministratorAccess', exact: true }).check();
  await next(page);
  await expect(step(page, 'Review and create')).toBeVisible();
  await expect.poll(() => new URL(page.url()).searchParams.get('step')).toBe('review');

  await page.goBack();
  await expect(step(page, 'Set permissions')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Attach policies directly' })).toBeChecked();
  await page.goForward();
  await expect(step(page, 'Review and create')).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain(PASSWORD);

  await page.reload();
  await expect(step(page, 'Specify user details')).toBeVisible();
  await expect(page.getByText('Enter a password, or generate one.')).toBeVisible();
  await expect(page.getByLabel('User name')).toHaveValue('maria');
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
  await expectAccessible(page);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await next(page);
  await next(page);
  await expect(page.getByText('AdministratorAccess', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Retrieve password' })).toBeVisible();

  await page.goto('/iam/users/create');
  await expect(page.getByLabel('User name'), 'what is done is not kept').toHaveValue('');
});

test('an error of the service appears at its field in the step with that field', async ({ page }) => {
  await openAccount(page);
  await page.goto('/iam/users/create');
  for (const time of ['first', 'second']) {
    await page.getByLabel('User name').fill('maria');
    await next(page);
    await next(page);
    await page.getByRole('button', { name: 'Create user' }).click();
    if (time === 'first') await expect(page.getByText('User maria was created.')).toBeVisible();
    if (time === 'first') await page.goto('/iam/users/create');
  }
  await expect(step(page, 'Specify user details')).toBeVisible();
  await expect(page.getByText('User with name maria already exists.')).toBeVisible();
  await expect(page.getByLabel('User name')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('User name').fill('mario');
  await expect(page.getByText('User with name maria already exists.')).toHaveCount(0);
  await next(page);
  await next(page);
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByText('User mario was created.')).toBeVisible();
});

test('a wizard opens no step before the earlier ones are complete, and leaving discards its values', async ({ page }) => {
  await openAccount(page);
  await page.goto('/iam/roles/create?step=review');
  await expect(step(page, 'Select trusted entity')).toBeVisible();
  await expect.poll(() => new URL(page.url()).search).toBe('');
  await page.getByRole('radio', { name: /^EC2/ }).check();
  await next(page);
  await expect(step(page, 'Add permissions')).toBeVisible();
  await page.reload();
  await expect(step(page, 'Add permissions')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('radio', { name: /^EC2/ })).toBeChecked();

  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Leave' }).click();
  await page.waitForURL('**/iam/roles');
  await page.goto('/iam/roles/create');
  await expect(step(page, 'Select trusted entity')).toBeVisible();
  await expect(page.getByRole('radio', { name: /^EC2/ })).not.toBeChecked();
});

test('a policy document and its name are restored after a reload', async ({ page }) => {
  await openAccount(page);
  await page.goto('/iam/policies/create');
  const editor = page.getByRole('textbox', { name: 'Policy document' });
  await writeInto(editor, '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}');
  await next(page);
  await page.getByLabel('Policy name').fill('ReadObjects');
  await page.reload();
  await expect(page.getByLabel('Policy name')).toHaveValue('ReadObjects');
  await page.getByRole('button', { name: 'Edit Permissions defined in this policy' }).click();
  await expect(editor).toContainText('s3:GetObject');
  await next(page);
  await page.getByRole('button', { name: 'Create policy' }).click();
  await expect(page.getByText('Policy ReadObjects was created.')).toBeVisible();
});
