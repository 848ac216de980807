import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { paths } from '../../lib/console/paths';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { documentOf, furnishConsoleUser, furnishInlinePolicy } from '../furnish';
import { actAsUser, openAccount } from '../session';

const PASSWORD = 'Journey-user-1';

/** Expects a denial with a link to the whole decision. */
async function expectDenied(page: Page, sentence: string): Promise<void> {
  await expect(page.getByRole('main').getByText(sentence)).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'See how this was decided' })).toBeVisible();
}

test('three users with different policies list a bucket, list instances, stop one or are denied', async ({ page }) => {
  const { id: account } = await openAccount(page);
  const bucket = `lab-${randomUUID().slice(0, 8)}`;

  await page.goto(paths.resourcesOf('buckets'));
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Create bucket' }).first().click();
  const create = page.getByRole('button', { name: 'Create bucket' });
  await create.click();
  await expect(page.getByText('Required.')).toBeVisible();
  await page.getByLabel('Bucket name').fill(bucket);
  await expectAccessible(page);
  await create.click();
  await expect(page.getByRole('heading', { level: 1, name: bucket })).toBeVisible();
  await page.getByRole('button', { name: 'Upload' }).first().click();
  await page
    .getByLabel('File')
    .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('what the lab is about') });
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click();
  await page.getByRole('button', { name: 'notes.txt', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('what the lab is about');
  await page.keyboard.press('Escape');
  await expectAccessible(page);

  await page.goto(paths.createResource('instances'));
  await page.getByLabel(/^Name/).fill('lab host');
  await expect(page.getByRole('combobox', { name: 'Image (AMI)' })).toContainText('Linux');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Launch instance' }).click();
  const instance = page.getByRole('heading', { level: 1, name: /^i-/ });
  await expect(instance).toBeVisible();
  const id = await instance.innerText();
  await expectAccessible(page);

  await furnishConsoleUser(page, 'user-1', PASSWORD, 'AmazonS3ReadOnlyAccess');
  await furnishConsoleUser(page, 'user-2', PASSWORD, 'AmazonEC2ReadOnlyAccess');
  await furnishConsoleUser(page, 'user-3', PASSWORD);
  const admin = { Effect: 'Allow', Action: ['ec2:Describe*', 'ec2:StartInstances', 'ec2:StopInstances'], Resource: '*' };
  await furnishInlinePolicy(page, 'user-3', 'EC2-Admin', documentOf(admin));

  await actAsUser(page, account, 'user-1', PASSWORD);
  await page.goto(paths.resources);
  await expect(page.getByRole('row', { name: /^S3 buckets 1/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^EC2 instances Access denied/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'S3 buckets' }).first().click();
  await page.getByRole('link', { name: bucket }).click();
  await expect(page.getByRole('button', { name: 'notes.txt', exact: true })).toBeVisible();
  await page.goto(paths.resourcesOf('instances'));
  await expectDenied(page, 'You don’t have permission to view instances (ec2:DescribeInstances).');
  await expectAccessible(page);

  for (const [user, stops] of [
    ['user-2', false],
    ['user-3', true],
  ] as const) {
    // The instance's page polls its state. Leaving it prevents a poll while another user signs in.
    await page.goto('about:blank');
    await actAsUser(page, account, user, PASSWORD);
    await page.goto(paths.resourcesOf('instances'));
    await expect(page.getByRole('row', { name: new RegExp(id) })).toContainText('lab host');
    await page.getByRole('link', { name: id }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    if (!stops) await expectDenied(page, 'is not authorized to perform: ec2:StopInstances');
    else await expect(page.getByRole('status', { name: 'State' })).toHaveText(/Stopping|Stopped/);
    await expectAccessible(page);
  }
  await expect(page.getByRole('status', { name: 'State' })).toHaveText('Stopped');
});

test('a key encrypts, and a public queue is reported as public in its list, access and activity', async ({ page }) => {
  const { id: account } = await openAccount(page);
  await page.goto(paths.createResource('keys'));
  await page.getByLabel('Alias').fill('letters');
  await page.getByRole('button', { name: 'Create key' }).click();
  await page.getByLabel('Text', { exact: true }).fill('for nobody else');
  await page.getByRole('button', { name: 'Encrypt', exact: true }).click();
  const shown = page.getByRole('figure', { name: 'Ciphertext' });
  // The text includes line numbers. A ciphertext starts with A, because its first byte is the format.
  const [ciphertext = ''] = /A[\w+/=]+/.exec((await shown.innerText()).replace(/\s/g, '')) ?? [];
  await page.getByRole('textbox', { name: 'Ciphertext' }).fill(ciphertext);
  await page.getByRole('button', { name: 'Decrypt', exact: true }).click();
  await expect(page.getByText('for nobody else').last()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'State and aliases' }).click();
  await page.getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByRole('button', { name: 'Enable' })).toBeVisible();
  await expect(page.getByText('alias/letters')).toBeVisible();
  await expectAccessible(page);

  await page.goto(paths.createResource('queues'));
  await page.getByLabel('Queue name').fill('orders');
  await page.getByRole('button', { name: 'Create queue' }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill('one tea');
  await page.getByRole('button', { name: 'Send message' }).click();
  await page.getByRole('button', { name: 'Receive messages' }).click();
  await expect(page.getByRole('cell', { name: 'one tea' })).toBeVisible();
  await expectAccessible(page);

  const arn = `arn:aws:sqs:us-east-1:${account}:orders`;
  const open = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: arn };
  await page.goto(paths.editResourcePolicy('queues', arn));
  await page.getByRole('textbox', { name: 'Policy of orders' }).fill(documentOf(open));
  await page.getByRole('button', { name: 'Save policy' }).click();
  await expect(page.getByRole('figure', { name: 'Policy of orders' })).toContainText('sqs:SendMessage');
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Who can reach it' }).click();
  await expect(page.getByText('Anyone can, without signing in')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Activity' }).click();
  await expect(page.getByRole('link', { name: 'SetQueueAttributes' })).toBeVisible();
  await expectAccessible(page);
  await page.goto(paths.resourcesOf('queues'));
  await expect(page.getByRole('row', { name: /orders/ })).toContainText('Public');
  await expectAccessible(page);

  await page.goto(paths.resource('queues', arn));
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByLabel(/To confirm, enter/).fill('orders');
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Queue orders was deleted.')).toBeVisible();
});
