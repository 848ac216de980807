import { expectAccessible } from '../accessible';
import { writeInto } from '../editor';
import { expect, test } from '../fixtures';
import { documentOf, furnishUserWith } from '../furnish';
import { openAccount } from '../session';

const allow = (action: string | readonly string[], condition = {}) => ({
  Effect: 'Allow',
  Action: action,
  Resource: '*',
  Condition: condition,
});

test('a simulation excludes, edits and adds policies without saving and decides several actions at once', async ({ page }) => {
  const { id } = await openAccount(page);
  await furnishUserWith(
    page,
    'maria',
    'Reports',
    documentOf(allow('s3:GetObject', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
  );

  await page.goto(`/access/ask/simulate?principal=arn:aws:iam::${id}:user/maria`);
  await expect(page.getByRole('checkbox', { name: 'Reports' })).toBeChecked();
  await page.getByRole('combobox', { name: 'Service' }).fill('s3');
  await page
    .getByRole('option', { name: /S3\s*s3$/ })
    .first()
    .click();
  for (const action of ['s3:GetObject', 's3:PutObject']) {
    await page.getByRole('combobox', { name: 'Actions' }).fill(action);
    await page.getByRole('option', { name: new RegExp(`^${action}\\s*(Read|Write)`) }).click();
  }
  const result = (action: string) =>
    page.getByRole('row').filter({ has: page.getByRole('button', { name: action, exact: true }) });
  const run = () => page.getByRole('button', { name: 'Run simulation' }).click();

  await run();
  await expect(page.getByText('0 of 2 allowed')).toBeVisible();
  await expect(result('GetObject')).toContainText('aws:MultiFactorAuthPresent');
  await expectAccessible(page);
  await page.getByText('Circumstances', { exact: true }).click();
  await page.getByRole('button', { name: 'aws:MultiFactorAuthPresent' }).click();
  await page.getByLabel('Values of aws:MultiFactorAuthPresent').fill('true');
  await run();
  await expect(page.getByText('1 of 2 allowed')).toBeVisible();
  await page.getByRole('button', { name: 'GetObject', exact: true }).click();
  await expect(page.getByText('Deciding statement', { exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Edit Reports' }).click();
  const dialog = page.getByRole('dialog');
  await writeInto(
    dialog.getByRole('textbox', { name: 'Document of Reports' }),
    documentOf(allow(['s3:GetObject', 's3:PutObject'])),
  );
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Use policy' }).click();
  await expect(page.getByText('Edited copy')).toBeVisible();
  await run();
  await expect(page.getByText('2 of 2 allowed')).toBeVisible();

  await page.getByRole('checkbox', { name: 'Reports' }).uncheck();
  await run();
  await expect(page.getByText('0 of 2 allowed')).toBeVisible();
  await expect(result('PutObject')).toContainText('no identity-based policy allows it');

  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Identity policy' }).click();
  await writeInto(dialog.getByRole('textbox', { name: 'Document of New policy 1' }), documentOf(allow('s3:Put*')));
  await dialog.getByRole('button', { name: 'Use policy' }).click();
  await run();
  await expect(page.getByText('1 of 2 allowed')).toBeVisible();

  // The simulation saved nothing.
  await page.goto('/iam/users/maria');
  await expect(page.getByRole('link', { name: 'Reports' })).toBeVisible();
  await expect(page.getByText('New policy 1')).toHaveCount(0);
});

test('a simulation decides policies without a principal', async ({ page }) => {
  await openAccount(page);
  await page.goto('/access/ask/simulate');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Identity policy' }).click();
  const dialog = page.getByRole('dialog');
  await writeInto(dialog.getByRole('textbox', { name: 'Document of New policy 1' }), documentOf(allow('sqs:*')));
  await dialog.getByRole('button', { name: 'Use policy' }).click();
  await page.getByRole('combobox', { name: 'Service' }).fill('sqs');
  await page.getByRole('option', { name: /sqs$/ }).first().click();
  await page.getByRole('button', { name: /^Read \(/ }).click();
  await page.getByRole('button', { name: 'Run simulation' }).click();
  await expect(page.getByText(/^(\d+) of \1 allowed/)).toBeVisible();
  await page.getByText('Resource policy', { exact: true }).click();
  const deny = { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: '*' };
  await writeInto(page.getByLabel('Resource-based policy'), documentOf(deny));
  await page.getByRole('button', { name: 'Run simulation' }).click();
  // ListQueues has no resource, so no resource policy applies.
  await expect(page.getByText(/^1 of \d+ allowed/)).toBeVisible();
});
