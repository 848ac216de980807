import type { Page } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { writeInto } from '../editor';
import { expect, test } from '../fixtures';
import { openAccount } from '../session';

async function createUser(page: Page, name: string): Promise<void> {
  await page.goto('/iam/users/create');
  await page.getByLabel('User name').fill(name);
  for (let step = 0; step < 2; step++) await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByText(`User ${name} was created.`)).toBeVisible();
}

test('a group grants its policies to its users, keeps them when it is renamed and is deleted without them', async ({ page }) => {
  await openAccount(page);
  await createUser(page, 'ana');
  await createUser(page, 'ben');

  await page.goto('/iam/groups/create');
  await page.getByLabel('User group name').fill('Support');
  await page.getByRole('checkbox', { name: 'Select ana' }).check();
  await page.getByLabel('Find policies').fill('AmazonS3ReadOnlyAccess');
  await page.getByLabel('Find policies').press('Enter');
  await page.getByRole('checkbox', { name: 'Select AmazonS3ReadOnlyAccess', exact: true }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create user group' }).click();
  await expect(page.getByText('User group Support was created.')).toBeVisible();
  await expect(page.getByRole('row', { name: /Support/ })).toContainText('Defined (1)');
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Support', exact: true }).click();
  await page.getByRole('link', { name: 'Add users' }).first().click();
  await expect(page.getByRole('checkbox', { name: 'Select ana' })).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Select ben' }).check();
  await page.getByRole('button', { name: 'Add users' }).click();
  await expect(page.getByText('ben joined the group Support.')).toBeVisible();
  await expectAccessible(page);

  await page.goto('/iam/users/ben');
  await expect(page.getByRole('row', { name: /AmazonS3ReadOnlyAccess/ })).toContainText('Group Support');
  await expect(page.getByRole('checkbox', { name: 'Select AmazonS3ReadOnlyAccess' })).toBeDisabled();

  await page.goto('/iam/groups/Support');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('dialog').getByLabel('User group name').fill('Helpdesk');
  await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Helpdesk' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Users (2)' })).toBeVisible();
  await page.getByRole('tab', { name: 'Access', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Amazon S3/ }).first()).toBeVisible();

  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Delete user group Helpdesk?' });
  await expect(question.getByRole('listitem').filter({ hasText: 'Users: ' })).toContainText('ben');
  await expect(question.getByRole('button', { name: 'Delete' })).toBeDisabled();
  await question.getByRole('textbox').fill('Helpdesk');
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('User group Helpdesk was deleted.')).toBeVisible();
  await page.goto('/iam/users/ben');
  await expect(page.getByText('There are no permissions by default')).toBeVisible();
});

test('an inline policy of a group is created, edited and removed', async ({ page }) => {
  await openAccount(page);
  await page.goto('/iam/groups/create');
  await page.getByLabel('User group name').fill('Ops');
  await page.getByRole('button', { name: 'Create user group' }).click();
  await expect(page.getByText('User group Ops was created.')).toBeVisible();
  const write = (action: string) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });

  await page.goto('/iam/groups/Ops/inline/create');
  await page.getByLabel('Policy name').fill('Queues');
  await writeInto(page.getByRole('textbox', { name: 'Policy document' }), write('sqs:ListQueues'));
  await page.getByRole('button', { name: 'Create policy' }).click();
  await expect(page.getByText('Inline policy Queues of Ops was created.')).toBeVisible();

  await page.getByRole('link', { name: 'Queues' }).click();
  await writeInto(page.getByRole('textbox', { name: 'Policy document of Queues' }), write('sqs:*'));
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Inline policy Queues of Ops was saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Show document of Queues' }).click();
  await expect(page.getByText('"sqs:*"')).toBeVisible();

  await page.getByRole('checkbox', { name: 'Select Queues' }).check();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('exists only here and will be deleted');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('Queues was removed from Ops.')).toBeVisible();
});
