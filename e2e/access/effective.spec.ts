import { COUNTED } from '../../app/(console)/_client/counted-policies';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { documentOf, furnishCall, furnishUserWith } from '../furnish';
import { openAccount } from '../session';

test('effective permissions count resource policies and RCPs at one click', async ({ page }) => {
  const { id } = await openAccount(page);
  await furnishUserWith(page, 'reader', 'Read', documentOf({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }));
  const Bucket = `letters-${id}`;
  await furnishCall(page, 's3', 'CreateBucket', { Bucket });
  const statement = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${id}:user/reader` }, Action: 's3:GetObject' };
  await furnishCall(page, 's3', 'PutBucketPolicy', {
    Bucket,
    Policy: documentOf({ ...statement, Resource: `arn:aws:s3:::${Bucket}/*` }),
  });

  await page.goto(`/access?principal=arn:aws:iam::${id}:root`);
  await expect(page.getByText(COUNTED.accountAlone)).toBeVisible();
  await page.goto(`/access/ask/simulate?principal=arn:aws:iam::${id}:user/reader`);
  await expect(page.getByText(COUNTED.simulation)).toBeVisible();
  await page.goto(`/access?principal=arn:aws:iam::${id}:user/reader`);
  await expect(page.getByText(COUNTED.principal)).toBeVisible();
  const services = page.getByRole('table', { name: 'Services' });
  await expect(services.getByRole('row').filter({ hasText: 'SQS' })).toBeVisible();
  await expect(services.getByRole('row').filter({ hasText: 'Amazon S3' })).toHaveCount(0);

  await page.getByLabel('Include resource policies and RCPs').check();
  await expect(page.getByText('the resource policies of this account')).toBeVisible();
  await services.getByRole('row').filter({ hasText: 'Amazon S3' }).getByRole('button').first().click();
  const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'GetObject', exact: true }) });
  await expect(row).toContainText('Limited');
  await expect(row).toContainText(`policy on ${Bucket}`);
  await row.getByRole('button').first().click();
  await expect(page.getByRole('heading', { name: 'Resources with a policy for this action' })).toBeVisible();
  await expect(page.getByText(`arn:aws:s3:::${Bucket}/*`)).toBeVisible();
  await expectAccessible(page);
  // The address keeps the choice.
  await page.reload();
  await expect(row).toContainText('Limited');
});
