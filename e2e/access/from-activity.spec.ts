import type { Browser, Page } from '@playwright/test';
import { paths } from '../../lib/console/paths';
import { expect, test } from '../fixtures';
import { furnishCall, furnishConsoleUser } from '../furnish';
import { expectFitsPhone, expectGoodPage } from '../good-page';
import { actAsUser, openAccount } from '../session';

const PASSWORD = 'Activity-journey-1';

/** Returns a page of an administrator who has worked on a bucket. */
async function workingAdministrator(
  page: Page,
  browser: Browser,
  baseURL: string | undefined,
): Promise<{ id: string; ana: Page; bucket: string }> {
  const { id } = await openAccount(page);
  await furnishConsoleUser(page, 'ana', PASSWORD, 'AdministratorAccess');
  const ana = await browser.newPage({ baseURL });
  await actAsUser(ana, id, 'ana', PASSWORD);
  const bucket = `reports-${id}`;
  await furnishCall(ana, 's3', 'CreateBucket', { Bucket: bucket });
  for (const day of ['01', '02', '03', '04', '05', '06'])
    await furnishCall(ana, 's3', 'PutObject', { Bucket: bucket, Key: `daily/2026-11-${day}`, Body: 'x' });
  return { id, ana, bucket };
}

const call = (page: Page, bucket: string, Key: string) =>
  furnishCall(page, 's3', 'PutObject', { Bucket: bucket, Key, Body: 'y' });

test('a policy from activity replaces the policies of an administrator and allows only the recorded calls', async ({
  page,
  browser,
  baseURL,
}) => {
  const { id, ana, bucket } = await workingAdministrator(page, browser, baseURL);
  await expectGoodPage(page, paths.fromActivity({ principal: `arn:aws:iam::${id}:user/ana` }));
  await expectFitsPhone(page);
  await expect(page.getByText(/^(\d+) of \1 allowed$/)).toBeVisible();
  await expect(page.getByText(/^(\d+) of \1 statements shown$/)).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: `arn:aws:s3:::${bucket}/daily/*` })).toContainText('common prefix');

  await page.getByRole('button', { name: 'Replace current policies…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Replace policies of ana' });
  await expect(dialog.getByRole('list')).toContainText('AttachUserPolicy ana-from-activity');
  await expect(dialog.getByText(/actions lose access/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Make 3 calls' }).click();
  await expect(page.getByText('The policy from activity replaced the policies of ana.')).toBeVisible();

  await call(ana, bucket, 'daily/2026-11-07');
  await expect(call(ana, bucket, 'other')).rejects.toThrow('realCall answers');
  await page.goto(paths.events({ outcome: 'Denied', name: 'PutObject' }));
  await expect(page.getByRole('row').filter({ hasText: 'PutObject' })).toContainText('ana');
});

test('a policy from activity opens in the editor of a new policy and links its statements to events', async ({
  page,
  browser,
  baseURL,
}) => {
  await workingAdministrator(page, browser, baseURL);
  await page.goto(paths.user('ana'));
  await page.getByRole('link', { name: 'Generate policy' }).click();
  const statement = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'S3Write2' }) });
  await expect(statement).toContainText('Because of 6 calls');
  await statement.getByText('For example').click();
  await expect(statement.getByRole('link', { name: /^Event 1 of s3:PutObject/ }).first()).toBeVisible();
  await page.getByRole('link', { name: 'Create policy' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Create policy' })).toBeVisible();
  await expect(page.locator('.cm-content')).toContainText('daily/*');
});
