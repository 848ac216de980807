import { expectAccessible } from '../accessible';
import { writeInto } from '../editor';
import { expect, test } from '../fixtures';
import { documentOf, furnishUserWith } from '../furnish';
import { openAccount } from '../session';

const FILE = `version: 1
tests:
  - name: Ana reads reports
    allow: { principal: user/ana, action: s3:GetObject, resource: "*" }
  - name: Ana deletes nothing
    deny: { principal: user/ana, action: s3:DeleteObject, resource: "*" }
`;

test('access tests report errors and failures, and the policy editor warns about tests that fail', async ({ page }) => {
  await openAccount(page);
  await furnishUserWith(page, 'ana', 'Reports', documentOf({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }));

  await page.goto('/access/tests');
  await page.getByRole('main').getByRole('link', { name: 'Create test file' }).first().click();
  const text = page.getByLabel('Tests', { exact: true });
  // An error is shown at its position, with a link to it.
  await text.fill(FILE.replace('allow:', 'alow:'));
  await page.getByRole('button', { name: 'Line 4, column 5' }).click();
  await expect(text).toBeFocused();
  await text.fill(FILE.replace('s3:GetObject', 's3:PutObject'));
  await expect(page.getByRole('list', { name: 'Failed tests' })).toContainText('no policy of its own allows it');
  await text.fill(FILE);
  await expect(page.getByRole('status').filter({ hasText: '2 passed' })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Name', { exact: true }).fill('reports.access.yaml');
  await page.getByRole('button', { name: 'Create test file' }).click();
  await expect(page.getByRole('heading', { name: /^reports\.access\.yaml/ })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Passed tests' }).getByRole('listitem')).toHaveCount(2);
  await expectAccessible(page);

  await page.goto('/iam/users/ana/inline/edit?policy=Reports');
  const editor = page.getByRole('textbox', { name: 'Policy document of Reports' });
  await writeInto(editor, documentOf({ Effect: 'Allow', Action: 's3:*', Resource: '*' }));
  const broken = page.getByRole('alert').filter({ hasText: 'This change breaks 1 test' });
  await expect(broken).toContainText('Ana deletes nothing');
});
