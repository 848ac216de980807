import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { documentOf, furnishRoleWith, furnishUserWith } from '../furnish';
import { openAccount } from '../session';

const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const OBJECT = 'arn:aws:s3:::reports/2026.csv';

test('Who can finds principals with access directly, with MFA and through a role, and explains each step', async ({ page }) => {
  const { id } = await openAccount(page);
  const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*', Condition: MFA };
  await furnishUserWith(page, 'careful', 'ReadReports', documentOf(read));
  const assume = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${id}:role/reader` };
  await furnishUserWith(page, 'deployer', 'BecomeReader', documentOf(assume));
  await furnishRoleWith(page, 'reader', id, 'AmazonS3ReadOnlyAccess');

  await page.goto('/access/who-can');
  await page.getByLabel('Action', { exact: true }).fill('s3:GetObject');
  await page.getByLabel('Resource', { exact: true }).fill(OBJECT);
  await page.getByRole('button', { name: 'Find principals' }).click();
  await expect(page.getByRole('status').filter({ hasText: '4 of 4 principals' })).toContainText('3 always, 1 depending');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who can s3:GetObject');
  const row = (name: string) => page.getByRole('row').filter({ has: page.getByRole('button', { name: new RegExp(`^${name}`) }) });
  await expect(row('careful')).toContainText('Depends');
  await expect(row('careful')).toContainText('aws:MultiFactorAuthPresent');
  await expect(row('deployer')).toContainText('Through reader');
  await expect(row('root')).toContainText('Directly');

  await page.getByRole('button', { name: /^deployer/ }).click();
  const steps = page.getByRole('list', { name: 'Steps' });
  await expect(steps).toContainText('assumes the role reader');
  await expect(steps).toContainText('BecomeReader');
  await expectAccessible(page);
  await steps.getByRole('link', { name: 'Explain step' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ask' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Allowed' })).toBeVisible();

  // With known circumstances, the answer no longer depends on MFA.
  await page.goBack();
  await page.getByText('Circumstances', { exact: true }).click();
  await page.getByRole('button', { name: 'Add condition key' }).click();
  await page.getByLabel('Condition key').fill('aws:MultiFactorAuthPresent');
  await page.getByLabel('Values of aws:MultiFactorAuthPresent').fill('false');
  await page.getByRole('button', { name: 'Find principals' }).click();
  await expect(page.getByRole('status').filter({ hasText: '3 of 4 principals' })).toBeVisible();
  await expect(row('careful')).toHaveCount(0);

  // The other tab lists the permissions of a principal on a resource.
  await page.getByRole('tab', { name: 'Access of a principal' }).click();
  await page.getByRole('combobox', { name: 'Principal' }).fill('deployer');
  await page.getByRole('option', { name: /^deployer/ }).click();
  await page.getByLabel('Resource', { exact: true }).fill(OBJECT);
  await page.getByRole('button', { name: 'Find permissions' }).click();
  await expect(page.getByRole('row', { name: /s3:GetObject/ }).first()).toContainText('Through reader');
  await expect(page.getByRole('row', { name: /s3:PutObject/ })).toHaveCount(0);
  await expectAccessible(page);
});

test('the principal chooser finds principals by keyboard and keeps the choice while other text is typed', async ({ page }) => {
  const answers: number[] = [];
  page.on('response', async (response) => {
    if (response.url().includes('/ListSubjects')) answers.push((await response.json()).data.Subjects.length);
  });
  const { id } = await openAccount(page);
  const look = documentOf({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
  for (const name of ['first', 'second-of-all', 'third']) await furnishUserWith(page, name, 'Reads', look);
  await page.goto('/access');
  const chooser = page.getByRole('combobox', { name: 'Principal', exact: true });
  await chooser.press('ArrowDown');
  // The options are the account, its three users, and the two callers without an account.
  await expect(page.getByRole('option')).toHaveCount(6);
  // The typed text replaces the viewer, which the page starts with.
  await chooser.selectText();
  await chooser.pressSequentially('OF-ALL');
  await expect(page.getByRole('status').filter({ hasText: '1 found' })).toBeVisible();
  await expect(page.getByRole('option')).toHaveText(/^second-of-all/);
  await expectAccessible(page);
  await chooser.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Permissions of second-of-all');
  await expect(chooser).toHaveValue('second-of-all');

  await chooser.fill('nobody is called that');
  await expect(page.getByText('No matches')).toBeVisible();
  await chooser.press('Escape');
  await expect(chooser).toHaveValue('second-of-all');
  await page.reload();
  await expect(chooser).toHaveValue('second-of-all');

  // An account's name is not in its ARN.
  await page.goto(`/access?principal=arn:aws:iam::${id}:root`);
  await expect(chooser).not.toHaveValue(id);
  await expect(chooser).not.toHaveValue('');
  await page.getByRole('button', { name: 'Clear selection' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Permissions of ./ })).toBeVisible();
  expect(Math.max(...answers)).toBeLessThanOrEqual(50);
});

test('the escalation page finds a user that can become administrator and shows the statement', async ({ page }) => {
  await openAccount(page);
  await page.goto('/security/escalation');
  await expect(page.getByText('No escalation paths', { exact: true })).toBeVisible();
  await furnishUserWith(page, 'sly', 'SelfService', documentOf({ Effect: 'Allow', Action: 'iam:PutUserPolicy', Resource: '*' }));
  await page.goto('/security/escalation');
  await expect(page.getByRole('status').filter({ hasText: '1 of 2 principals' })).toBeVisible();
  await page.getByRole('button', { name: /^sly/ }).click();
  const steps = page.getByRole('list', { name: 'Steps' });
  await expect(steps).toContainText('Write itself an inline policy that allows everything');
  await expect(steps).toContainText('SelfService, statement 1');
  await expect(steps.getByText('"iam:PutUserPolicy"')).toBeVisible();
  await expectAccessible(page);
});
