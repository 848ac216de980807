import { COUNTED } from '../../app/(console)/_client/policies/counted-policies';
import { paths } from '../../lib/console/paths';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { documentOf, furnishCall, furnishUserWith } from '../furnish';
import { openAccount } from '../session';

test('effective permissions include resource policies and RCPs when the option is chosen', async ({ page }) => {
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
  // The address keeps the choice after a reload.
  await page.reload();
  await expect(row).toContainText('Limited');
});

test('a comparison includes resource policies and RCPs when the option is chosen', async ({ page }) => {
  const { id } = await openAccount(page);
  const queues = documentOf({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' });
  for (const name of ['ana', 'ben']) await furnishUserWith(page, name, 'Queues', queues);
  const Bucket = `notes-${id}`;
  await furnishCall(page, 's3', 'CreateBucket', { Bucket });
  const statement = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${id}:user/ana` }, Action: 's3:GetObject' };
  await furnishCall(page, 's3', 'PutBucketPolicy', {
    Bucket,
    Policy: documentOf({ ...statement, Resource: `arn:aws:s3:::${Bucket}/*` }),
  });
  const [left, right] = ['ana', 'ben'].map((name) => `arn:aws:iam::${id}:user/${name}`);
  await page.goto(paths.compare({ left, right }));
  await expect(page.getByText(COUNTED.principals)).toBeVisible();
  await expect(page.getByText('0 actions only ana can do')).toBeVisible();

  await page.getByLabel('Include resource policies and RCPs').check();
  await expect(page.getByText(COUNTED.principalsOnResources)).toBeVisible();
  await expect(page.getByText('1 action only ana can do')).toBeVisible();
  const services = page.getByRole('table', { name: 'Services by access level' });
  await services.getByRole('row').filter({ hasText: 'Amazon S3' }).getByRole('button').first().click();
  await page.getByRole('button', { name: 'GetObject', exact: true }).click();
  await expect(page.getByText(`arn:aws:s3:::${Bucket}/*`).first()).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByText('1 action only ana can do')).toBeVisible();
});
