import { paths } from '../../lib/console/paths';
import { expect, test } from '../fixtures';
import { furnishCall, furnishConsoleUser } from '../furnish';
import { expectFitsPhone, expectGoodPage } from '../good-page';
import { openAccount } from '../session';

test('an event of the history opens a comparison of access before and after its call', async ({ page }) => {
  const { id } = await openAccount(page);
  await furnishConsoleUser(page, 'ana', 'Changes-journey-1', 'AmazonS3ReadOnlyAccess');
  const bucket = `reports-${id}`;
  await furnishCall(page, 's3', 'CreateBucket', { Bucket: bucket });
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: '999999999999' },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${bucket}/*`,
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: statement });
  await furnishCall(page, 's3', 'PutBucketPolicy', { Bucket: bucket, Policy });

  await page.goto(paths.events());
  await page.getByRole('link', { name: 'AttachUserPolicy' }).click();
  await page.getByRole('link', { name: 'Compare access before and after' }).click();
  await expect(page.getByText('By this call alone')).toContainText('iam:AttachUserPolicy by root');
  await expectGoodPage(page, page.url());
  await expectFitsPhone(page);
  const table = page.getByRole('table', { name: 'Access changes' });
  await expect(table.getByRole('row')).toHaveCount(2);
  await table.getByRole('button', { name: 'user/ana' }).click();
  await expect(page.getByRole('region', { name: 'Access changes for ana' })).toContainText('GetObject');

  await page.goto(paths.events());
  await page.getByRole('link', { name: 'PutBucketPolicy' }).click();
  await page.getByRole('link', { name: 'Compare access before and after' }).click();
  await expect(page.getByRole('heading', { name: 'Resource policies and trust policies' })).toBeVisible();
  await expect(page.getByRole('heading', { name: `Policy on arn:aws:s3:::${bucket}` })).toBeVisible();
  await expect(page.getByText('arn:aws:iam::999999999999:root')).toBeVisible();

  await page.getByRole('combobox', { name: 'From' }).click();
  await page.getByRole('option', { name: 'One hour ago' }).click();
  await expect(table.getByRole('button', { name: 'user/ana' })).toBeVisible();
});
