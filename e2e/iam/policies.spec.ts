import type { Page } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { writeInto } from '../editor';
import { expect, test } from '../fixtures';
import { furnishPolicy, furnishPolicyVersion } from '../furnish';
import { openAccount } from '../session';

const documentOf = (...actions: string[]) =>
  JSON.stringify(
    { Version: '2012-10-17', Statement: [{ Sid: 'Objects', Effect: 'Allow', Action: actions, Resource: '*' }] },
    null,
    2,
  );

async function createPolicy(page: Page, name: string, document: string): Promise<void> {
  await page.goto('/iam/policies/create');
  await writeInto(page.getByRole('textbox', { name: 'Policy document' }), document);
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByLabel('Policy name').fill(name);
  await page.getByRole('button', { name: 'Create policy' }).click();
  await expect(page.getByText(`Policy ${name} was created.`)).toBeVisible();
}

async function openPolicy(page: Page, name: string): Promise<void> {
  await page.goto('/iam/policies');
  await page.getByLabel('Find policies').fill(name);
  await page.getByLabel('Find policies').press('Enter');
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

test('the policy editor reports and fixes findings, completes actions and warns about unsaved edits', async ({ page }) => {
  await openAccount(page);
  await page.goto('/iam/policies/create');
  const editor = page.getByRole('textbox', { name: 'Policy document' });
  // An untouched document has no errors.
  await expect(page.getByText('Findings appear here.')).toBeVisible();
  await expect(page.getByRole('tab', { name: /^Errors/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await expect(page.getByRole('tab', { name: /^Errors 2/ })).toBeVisible();
  await expect(page.getByText(/^Line 7, column \d+:/)).toBeVisible();

  await expect(editor, 'no two characters of an ARN are drawn as one').toHaveCSS('font-variant-ligatures', 'none');
  await writeInto(editor, documentOf('s3:GetObjct'));
  await page.getByRole('tab', { name: /^Errors 1/ }).click();
  const finding = page.getByRole('tabpanel').getByRole('button', { name: /s3:GetObjct/ });
  await finding.click();
  await expect(editor).toBeFocused();
  await page
    .getByRole('tabpanel')
    .getByRole('button', { name: /GetObject/ })
    .last()
    .click();
  await expect(page.getByRole('tab', { name: /^Errors 0/ })).toBeVisible();
  await expect(editor).toContainText('s3:GetObject');

  await writeInto(editor, '{"Statement":[{"Action":""}]}');
  await editor.press('End');
  for (let back = 0; back < 4; back++) await editor.press('ArrowLeft');
  await page.keyboard.type('sqs:SendM', { delay: 20 });
  await expect(page.getByRole('option', { name: /sqs:SendMessage/ }).first()).toBeVisible();
  await page.keyboard.press('Escape');

  await writeInto(editor, '{"Version":"2012-10-17","Statement":[]}');
  const add = page.getByRole('button', { name: 'Add statement' });
  await add.click();
  await expect(editor).toContainText(/"Sid": ?"Statement1"/);
  await add.click();
  await expect(editor).toContainText(/"Sid": ?"Statement2"/);
  await expect(page.getByText(/^\d+ of 6,144 characters$/)).toBeVisible();
  await expectAccessible(page);
  // An accidental click does not discard the text.
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay' }).click();
  await expect(editor).toContainText(/"Sid": ?"Statement2"/);
});

test('a policy is summarized by service, attached, detached and deleted', async ({ page }) => {
  await openAccount(page);
  await page.goto('/iam/groups/create');
  await page.getByLabel('User group name').fill('Readers');
  await page.getByRole('button', { name: 'Create user group' }).click();
  await expect(page.getByText('User group Readers was created.')).toBeVisible();
  await createPolicy(page, 'ReadReports', documentOf('s3:GetObject', 's3:ListBucket'));
  await openPolicy(page, 'ReadReports');
  await expect(page.getByRole('row', { name: /Amazon S3/ })).toContainText('Limited: List, Read');
  await page.getByRole('button', { name: /^Amazon S3/ }).click();
  await expect(page.getByRole('table', { name: 'Allowed actions of Amazon S3' })).toContainText('GetObject');
  await expectAccessible(page);

  await page.getByRole('tab', { name: /^Entities attached/ }).click();
  await page.getByRole('link', { name: 'Attach', exact: true }).first().click();
  await page.getByRole('checkbox', { name: 'Select Readers' }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Attach policy' }).click();
  await expect(page.getByText('ReadReports was attached to Readers.')).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Entities attached (1)' })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Select Readers' }).check();
  await page.getByRole('button', { name: 'Detach', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Detach', exact: true }).click();
  await expect(page.getByText('ReadReports was detached from the group Readers.')).toBeVisible();

  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Delete policy ReadReports?' });
  await question.getByRole('textbox').fill('ReadReports');
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Policy ReadReports was deleted.')).toBeVisible();
});

test('edits are saved as versions that are compared and restored, and a sixth version replaces another', async ({ page }) => {
  const { id } = await openAccount(page);
  const actions = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket'];
  await furnishPolicy(
    page,
    id,
    'Grows',
    actions.map((action) => documentOf(action)),
  );
  const edit = async (action: string) => {
    await openPolicy(page, 'Grows');
    await page.getByRole('link', { name: 'Edit', exact: true }).click();
    await writeInto(page.getByRole('textbox', { name: 'Policy document of Grows' }), documentOf(action));
  };
  await edit('s3:GetBucketAcl');
  await expect(page.getByText(/^Draft saved/)).toBeVisible();
  // A reload stands for a closed tab. The draft survives.
  await page.reload();
  await expect(page.getByText('Unsaved draft restored')).toBeVisible();
  await page.getByRole('button', { name: 'Save as new version' }).click();
  await expect(page.getByText('A new version of Grows was saved and is the default.')).toBeVisible();
  await page.getByRole('tab', { name: 'Policy versions' }).click();
  await expect(page.getByRole('row', { name: /Version 5/ })).toContainText('Default');
  await page.getByRole('combobox', { name: 'Compare with' }).click();
  await page.getByRole('option', { name: 'Changes since version 1' }).click();
  const changes = page.getByRole('region', { name: 'Changes from version 1 to 5' });
  await expect(changes).toContainText('Added: s3:GetBucketAcl');
  await expect(changes).toContainText('Removed: s3:GetObject');
  await expectAccessible(page);
  await changes.getByText('Text', { exact: true }).click();
  await expect(changes.getByRole('textbox', { name: 'Changes from version 1 to 5' })).toContainText('s3:GetObject');
  await expectAccessible(page);

  await edit('s3:*');
  await expect(page.getByText('The policy is not attached to any user or role')).toBeVisible();
  const save = page.getByRole('button', { name: 'Save as new version' });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('radio', { name: /^Version 2/ }).check();
  await save.click();
  await expect(page.getByText('A new version of Grows was saved and is the default.')).toBeVisible();
  await page.getByRole('tab', { name: 'Policy versions' }).click();
  await expect(page.getByRole('row', { name: /Version 6/ })).toContainText('Default');
  await expect(page.getByRole('row', { name: /Version 2/ })).toHaveCount(0);

  await page.getByRole('button', { name: 'Actions of version 1' }).click();
  await page.getByRole('menuitem', { name: 'Restore version 1' }).click();
  await page.getByRole('button', { name: 'Restore version 1', exact: true }).click();
  await expect(page.getByRole('row', { name: /Version 1/ })).toContainText('Default');

  // One click restores a version, next to its impact, and another undoes it.
  await page.getByRole('button', { name: 'Version 6', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Changes from version 1 to 6' })).toBeVisible();
  await expect(page.getByText('The policy is not attached to any user or role')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Restore version 6' }).click();
  await expect(page.getByRole('row', { name: /Version 6/ })).toContainText('Default');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('row', { name: /Version 1/ })).toContainText('Default');
});

test('a policy that was saved in another tab is overwritten only after confirmation', async ({ page, context }) => {
  const { id } = await openAccount(page);
  await furnishPolicy(page, id, 'Shared', [documentOf('s3:GetObject')]);
  const arn = `arn:aws:iam::${id}:policy/Shared`;
  const address = `/iam/policies/edit?arn=${encodeURIComponent(arn)}`;
  await page.goto(address);
  const editor = page.getByRole('textbox', { name: 'Policy document of Shared' });
  await expect(editor).toContainText('s3:GetObject');
  const other = await context.newPage();
  await other.goto(address);
  await writeInto(other.getByRole('textbox', { name: 'Policy document of Shared' }), documentOf('s3:GetObject', 's3:PutObject'));
  await other.getByRole('button', { name: 'Save as new version' }).click();
  await expect(other.getByText('A new version of Shared was saved and is the default.')).toBeVisible();

  await writeInto(editor, documentOf('s3:DeleteObject'));
  await page.getByRole('button', { name: 'Save as new version' }).click();
  const meanwhile = page.getByRole('region', { name: 'Another save' });
  await expect(meanwhile.getByText('Somebody changed this policy after you opened it')).toBeInViewport();
  await expect(meanwhile).toContainText('s3:PutObject');
  await expect(meanwhile).not.toContainText('s3:DeleteObject');
  await expectAccessible(page);
  await meanwhile.getByRole('button', { name: 'Load the stored policy' }).click();
  await expect(editor).toContainText('s3:PutObject');
  await expect(meanwhile).toBeHidden();

  // Another user saves again. This time, the editor overwrites that version.
  await furnishPolicyVersion(other, arn, documentOf('s3:ListBucket'));
  await writeInto(editor, documentOf('s3:DeleteObject'));
  await page.getByRole('button', { name: 'Save as new version' }).click();
  await expect(meanwhile).toContainText('s3:ListBucket');
  await meanwhile.getByRole('button', { name: 'Save over it' }).click();
  await expect(page.getByText('A new version of Shared was saved and is the default.')).toBeVisible();
});
