import { randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { paths } from '../../lib/console/paths';
import { expectAccessible } from '../accessible';
import { writeInto } from '../editor';
import { expect, test } from '../fixtures';
import {
  documentOf,
  furnishCall,
  furnishConsoleUser,
  furnishInlinePolicy,
  furnishJoining,
  furnishOrganization,
  furnishServiceRole,
  readRoot,
} from '../furnish';
import { actAsUser, openAccount } from '../session';

// lib/aws-api/clients/stories.test.ts has the same lessons with AWS clients. Here, the pages explain them.

const PASSWORD = 'Journey-user-1';
const TRACE = 'See how this was decided';

/** Opens the page that explains the decision of a denial. */
async function openDecision(page: Page, denial: Locator): Promise<void> {
  await page.goto((await denial.getByRole('link', { name: TRACE }).first().getAttribute('href')) ?? '');
}

/** Creates a bucket of the signed-in account with a report in it. */
async function furnishReports(page: Page): Promise<{ bucket: string; arn: string }> {
  const bucket = `reports-${randomUUID().slice(0, 8)}`;
  await furnishCall(page, 's3', 'CreateBucket', { Bucket: bucket });
  await furnishCall(page, 's3', 'PutObject', { Bucket: bucket, Key: 'report.txt', Body: 'the numbers' });
  return { bucket, arn: `arn:aws:s3:::${bucket}` };
}

const readingOf = (arn: string) => ({ Effect: 'Allow', Action: ['s3:ListBucket', 's3:GetObject'], Resource: [arn, `${arn}/*`] });

async function savePolicy(page: Page, kind: 'buckets' | 'queues', arn: string, statement: object): Promise<void> {
  await page.goto(paths.editResourcePolicy(kind, arn));
  await writeInto(page.getByRole('textbox', { name: /^Policy of / }), documentOf(statement));
  await page.getByRole('button', { name: 'Save policy' }).click();
}

const reportIn = (page: Page) => page.getByRole('button', { name: 'report.txt', exact: true });
const objectsDenied = (page: Page) => page.getByText('You don’t have permission to view objects (s3:ListBucket).');

test('cross-account bucket access needs both policies, and Block Public Access blocks a public policy', async ({ page }) => {
  const owner = await openAccount(page);
  const { bucket, arn } = await furnishReports(page);
  await furnishConsoleUser(page, 'keeper', PASSWORD, 'AdministratorAccess');
  const partners = await openAccount(page);
  await furnishConsoleUser(page, 'partner', PASSWORD);
  await furnishInlinePolicy(page, 'partner', 'Reports', documentOf(readingOf(arn)));
  await furnishConsoleUser(page, 'colleague', PASSWORD);

  await actAsUser(page, partners.id, 'partner', PASSWORD);
  await page.goto(paths.resource('buckets', arn));
  await expect(objectsDenied(page)).toBeVisible();
  await openDecision(page, page.getByRole('main'));
  const verdict = page.getByRole('status').filter({ hasText: 'Not allowed' });
  await expect(verdict).toContainText(`Account ${owner.id} did not allow it. The details are only visible in that account.`);

  await actAsUser(page, owner.id, 'keeper', PASSWORD);
  await savePolicy(page, 'buckets', arn, { ...readingOf(arn), Principal: { AWS: partners.id } });
  await expect(page.getByRole('figure', { name: `Policy of ${bucket}` })).toContainText(partners.id);

  // The bucket policy allows the account, but the user of that account also needs an identity policy.
  await actAsUser(page, partners.id, 'colleague', PASSWORD);
  await page.goto(paths.resource('buckets', arn));
  await expect(objectsDenied(page)).toBeVisible();
  await openDecision(page, page.getByRole('main'));
  await expect(verdict).toContainText('No policy of the principal allows it.');
  await actAsUser(page, partners.id, 'partner', PASSWORD);
  await page.goto(paths.resource('buckets', arn));
  await reportIn(page).click();
  await expect(page.getByRole('dialog')).toContainText('the numbers');

  await actAsUser(page, owner.id, 'keeper', PASSWORD);
  const everybody = { ...readingOf(arn), Principal: '*' };
  await savePolicy(page, 'buckets', arn, everybody);
  const refusal = 'public policies are prevented by the BlockPublicPolicy setting';
  await expect(page.getByRole('alert').filter({ hasText: refusal })).toBeVisible();
  await page.goto(paths.resource('buckets', arn));
  await page.getByRole('tab', { name: 'Block Public Access' }).click();
  await page.getByRole('checkbox', { name: 'Refuse public policies' }).uncheck();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText(`Block Public Access of ${bucket} was saved.`)).toBeVisible();
  await savePolicy(page, 'buckets', arn, everybody);
  await expect(page.getByRole('figure', { name: `Policy of ${bucket}` })).toContainText('"*"');
  await page.goto(paths.resourcesOf('buckets'));
  await expect(page.getByRole('row', { name: new RegExp(bucket) })).toContainText('Public, blocked');
  await actAsUser(page, partners.id, 'partner', PASSWORD);
  await page.goto(paths.resource('buckets', arn));
  await expect(objectsDenied(page)).toBeVisible();
});

test('pages explain a confused deputy, a missing iam:PassRole and a key policy without its account', async ({ page }) => {
  const { id: account } = await openAccount(page);
  const answer = page.getByRole('status').filter({ hasText: /^(Allowed|Not allowed)/ });

  await test.step('aws:SourceArn prevents the confused deputy', async () => {
    const arn = `arn:aws:sqs:us-east-1:${account}:news`;
    await furnishCall(page, 'sqs', 'CreateQueue', { QueueName: 'news' });
    const open = { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: arn };
    await savePolicy(page, 'queues', arn, open);
    await expect(page.getByRole('figure', { name: 'Policy of news' })).toContainText('sns.amazonaws.com');
    await page.goto(paths.access({ principal: 'sns.amazonaws.com', action: 'sqs:SendMessage', resource: arn, ask: 'true' }));
    await page.locator('form').getByText('Circumstances', { exact: true }).click();
    await page.getByRole('button', { name: 'Add condition key' }).click();
    await page.getByLabel('Condition key', { exact: true }).fill('aws:SourceArn');
    const source = page.getByLabel('Values of aws:SourceArn');
    await source.fill('arn:aws:sns:us-east-1:999999999999:news');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await expect(answer).toContainText('Allowed');
    const question = page.url();

    const own = `arn:aws:sns:us-east-1:${account}:news`;
    await savePolicy(page, 'queues', arn, { ...open, Condition: { ArnLike: { 'aws:SourceArn': own } } });
    await expect(page.getByRole('figure', { name: 'Policy of news' })).toContainText('aws:SourceArn');
    await page.goto(question);
    await expect(answer).toContainText('its condition on aws:SourceArn is not met');
    await source.fill(own);
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await expect(answer).toContainText('The resource policy allows it');
  });

  await furnishServiceRole(page, account, 'administration', 'ec2.amazonaws.com', 'AdministratorAccess');
  const profile = { InstanceProfileName: 'administration' };
  await furnishCall(page, 'iam', 'CreateInstanceProfile', profile);
  await furnishCall(page, 'iam', 'AddRoleToInstanceProfile', { ...profile, RoleName: 'administration' });
  await furnishConsoleUser(page, 'starter', PASSWORD);
  const starts = { Effect: 'Allow', Action: ['ec2:*', 'iam:ListInstanceProfiles'], Resource: '*' };
  await furnishInlinePolicy(page, 'starter', 'Instances', documentOf(starts));
  await furnishConsoleUser(page, 'admin', PASSWORD, 'AdministratorAccess');
  await furnishConsoleUser(page, 'keeper', PASSWORD);
  const creates = { Effect: 'Allow', Action: 'kms:CreateKey', Resource: '*' };
  await furnishInlinePolicy(page, 'keeper', 'Keys', documentOf(creates));

  await test.step('launching an instance with a role requires iam:PassRole', async () => {
    await actAsUser(page, account, 'starter', PASSWORD);
    await page.goto(paths.createResource('instances'));
    await expect(page.getByRole('combobox', { name: 'Image (AMI)' })).toContainText('Linux');
    await page.getByRole('combobox', { name: /^Instance profile/ }).fill('administration');
    await page.getByRole('option', { name: /administration/ }).click();
    await page.getByRole('button', { name: 'Launch instance' }).click();
    const denial = page.getByRole('alert').filter({ hasText: 'iam:PassRole' });
    await expect(denial).toContainText(`iam:PassRole on resource: arn:aws:iam::${account}:role/administration`);
    await openDecision(page, denial);
    await expect(answer.filter({ hasText: 'iam:PassRole' })).toContainText('No policy of the principal allows it.');
  });

  await test.step('a key policy that does not name the account denies its administrator', async () => {
    await actAsUser(page, account, 'keeper', PASSWORD);
    const keeps = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:user/keeper` }, Action: 'kms:*', Resource: '*' };
    const made = await furnishCall(page, 'kms', 'CreateKey', { Policy: documentOf(keeps) });
    const { KeyMetadata } = made as { KeyMetadata: { Arn: string } };
    await actAsUser(page, account, 'admin', PASSWORD);
    await page.goto(paths.resource('keys', KeyMetadata.Arn));
    await expect(page.getByText('You don’t have permission to view this key (kms:DescribeKey).')).toBeVisible();
    await page.getByLabel('Text', { exact: true }).fill('for the keeper alone');
    await page.getByRole('button', { name: 'Encrypt', exact: true }).click();
    const denial = page.getByRole('alert').filter({ hasText: 'kms:Encrypt' });
    await expect(denial).toContainText('no resource-based policy allows the kms:Encrypt action');
    await expectAccessible(page);
    await openDecision(page, denial);
    await expect(answer).toContainText('The resource policy does not allow it, and this call requires that.');
    await expect(page.getByRole('button', { name: /Resource policy.*No Allow$/ })).toBeVisible();
    await expect(page.getByText('Not evaluated: the resource policy must name the principal or its account first')).toBeVisible();
  });
});

test('an RCP denies access to a principal outside the organization that the bucket policy allows', async ({
  page,
  browser,
  baseURL,
}) => {
  const [keepers, strangers] = [await browser.newPage({ baseURL }), await browser.newPage({ baseURL })];
  const management = await openAccount(page);
  const organization = await furnishOrganization(page);
  const owner = await openAccount(keepers);
  const stranger = await openAccount(strangers);
  await furnishJoining(page, keepers, owner.id);
  const { bucket, arn } = await furnishReports(keepers);
  const lets = { ...readingOf(arn), Principal: { AWS: [management.id, stranger.id] } };
  await furnishCall(keepers, 's3', 'PutBucketPolicy', { Bucket: bucket, Policy: documentOf(lets) });
  await strangers.goto(paths.resource('buckets', arn));
  await expect(reportIn(strangers)).toBeVisible();

  const Type = 'RESOURCE_CONTROL_POLICY';
  await furnishCall(page, 'organizations', 'EnablePolicyType', { RootId: await readRoot(page), PolicyType: Type });
  const outsiders = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: '*',
    Condition: {
      StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organization },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    },
  };
  const perimeter = { Name: 'Perimeter', Description: '', Type, Content: documentOf(outsiders) };
  const made = await furnishCall(page, 'organizations', 'CreatePolicy', perimeter);
  const { Policy } = made as { Policy: { PolicySummary: { Id: string } } };
  await furnishCall(page, 'organizations', 'AttachPolicy', { PolicyId: Policy.PolicySummary.Id, TargetId: owner.id });

  await strangers.reload();
  await expect(objectsDenied(strangers)).toBeVisible();
  await expect(strangers.getByRole('link', { name: TRACE }).first()).toBeVisible();
  await page.goto(paths.resource('buckets', arn));
  await expect(reportIn(page)).toBeVisible();

  // The owner of the bucket can see the reason for the denial.
  const principal = `arn:aws:iam::${stranger.id}:root`;
  await keepers.goto(paths.decision({ principal, action: 's3:ListBucket', resource: arn }));
  await expect(keepers.getByRole('main')).toContainText(/The resource control policy Perimeter, attached to .* denies it/);
  await Promise.all([keepers.close(), strangers.close()]);
});
