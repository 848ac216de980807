import type { Page } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { openAccount } from '../session';

// AWS has over a thousand managed policies, so no browser gets the whole list.

const table = (page: Page) => page.getByRole('table', { name: 'Policies' });
const firstRow = (page: Page) => table(page).getByRole('row').nth(1).getByRole('rowheader');

test('the server searches, sorts and pages a long list, and the address contains the view', async ({ page }) => {
  const sizes: number[] = [];
  page.on('response', async (response) => {
    if (!response.url().includes('/ListManagedPolicyOverviews')) return;
    // The body of a response to a left page is gone.
    const answer = await response.json().catch(() => null);
    if (answer) sizes.push(answer.data.Rows.length);
  });
  await openAccount(page);
  await page.goto('/iam/policies');
  await expect(table(page).getByRole('row')).toHaveCount(21);
  const first = await firstRow(page).innerText();
  await expectAccessible(page);

  const next = page.getByRole('button', { name: 'Next page' });
  await next.click();
  await expect(page).toHaveURL(/page=2/);
  await expect(firstRow(page)).not.toHaveText(first);
  await expect(next).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: /Page 2 of \d+/ })).toBeAttached();
  const second = await firstRow(page).innerText();

  await page.reload();
  await expect(firstRow(page)).toHaveText(second);

  await page.getByRole('button', { name: 'Policy name' }).click();
  await expect(page).toHaveURL(/sort=name/);
  await page.getByRole('button', { name: 'Policy name' }).click();
  await expect(page).toHaveURL(/sort=-name/);
  await expect(page).not.toHaveURL(/page=2/);
  await expect(page.getByRole('columnheader', { name: 'Policy name' })).toHaveAttribute('aria-sort', 'descending');
  await expect(firstRow(page)).not.toHaveText(first);

  await page.keyboard.press('/');
  await page.keyboard.type('Policy name = AMAZONS3READONLYACCESS');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 match')).toBeVisible();
  await expect(firstRow(page)).toHaveText('AmazonS3ReadOnlyAccess');
  await expectAccessible(page);

  await page.getByRole('link', { name: 'AmazonS3ReadOnlyAccess' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'AmazonS3ReadOnlyAccess' })).toBeVisible();
  await page.goBack();
  await expect(page.getByText('1 match')).toBeVisible();
  await page.goBack();
  await expect(page).not.toHaveURL(/filter=/);
  await expect(table(page).getByRole('row')).toHaveCount(21);
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(/page=2/);
  await expect(firstRow(page)).toHaveText(second);

  await page.goto('/iam/policies?filter=nothing-is-called-this');
  await expect(page.getByText('No matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await expect(firstRow(page)).toHaveText(first);
  expect(Math.max(...sizes)).toBe(20);
});

test('a list shows its initial sort column', async ({ page }) => {
  await openAccount(page);
  for (const [path, column] of [
    ['users', 'User name'],
    ['groups', 'Group name'],
    ['roles', 'Role name'],
  ]) {
    await page.goto(`/iam/${path}`);
    const header = page.getByRole('columnheader', { name: column });
    await expect(header).toHaveAttribute('aria-sort', 'ascending');
    await header.getByRole('button').click();
    await expect(page).toHaveURL(/sort=-name/);
    await expect(header).toHaveAttribute('aria-sort', 'descending');
  }
});

test('a selection stays across the pages of a picker and can be cleared', async ({ page }) => {
  await openAccount(page);
  await page.goto('/iam/groups/create');
  const policies = page.getByRole('table', { name: 'Attach permissions policies' });
  const pages = page.getByRole('navigation', { name: 'Attach permissions policies pages' });
  const box = (row: number) => policies.getByRole('row').nth(row).getByRole('checkbox');
  await box(1).check();
  await pages.getByRole('button', { name: 'Next page' }).click();
  await expect(pages.getByRole('button', { name: /^Page 2 of/ })).toHaveAttribute('aria-current', 'page');
  await expect(box(1)).not.toBeChecked();
  await box(2).check();
  await expect(page.getByText('2 policies selected')).toBeVisible();
  await pages.getByRole('button', { name: 'Previous page' }).click();
  await expect(box(1)).toBeChecked();

  await page.getByLabel('User group name').fill('Readers');
  await page.getByRole('button', { name: 'Create user group' }).click();
  await expect(page.getByText('User group Readers was created.')).toBeVisible();
  await expect(page.getByRole('row', { name: /Readers/ })).toContainText('Defined (2)');

  await page.goto('/iam/groups/create');
  await box(1).check();
  await page.getByRole('button', { name: 'Clear selection' }).click();
  await expect(box(1)).not.toBeChecked();
  await expect(page.getByText(/selected$/)).toHaveCount(0);
});
