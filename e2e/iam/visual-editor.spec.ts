import { expectAccessible } from '../accessible';
import { writeInto } from '../editor';
import { expect, test } from '../fixtures';
import { furnishCall } from '../furnish';
import { openAccount, readAsPage } from '../session';

test('the visual editor creates a policy that allows reading one bucket only with MFA', async ({ page }) => {
  const { id } = await openAccount(page);
  const bucket = `reports-${id}`;
  await furnishCall(page, 's3', 'CreateBucket', { Bucket: bucket });
  await page.goto('/iam/policies/create');
  const statement = page.getByRole('region', { name: /^Allow/ });
  await statement.getByRole('combobox', { name: 'Service' }).fill('Amazon S3');
  await page.getByRole('option', { name: 'Amazon S3', exact: true }).click();
  await statement.getByRole('searchbox', { name: /^Find actions of s3/ }).fill('getobject');
  await statement.getByRole('checkbox', { name: 'GetObject', exact: true }).check();
  // Existing resources are suggested.
  await statement.getByRole('button', { name: `Add arn:aws:s3:::${bucket}/*`, exact: true }).click();
  await statement.getByRole('button', { name: 'Only with MFA' }).click();
  await expect(statement.getByText('If the key is missing, the condition fails: nothing is allowed.')).toBeVisible();
  await expect(page.getByRole('button', { name: `Allow reading objects in ${bucket}, only with MFA` })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByLabel('Policy name').fill('ReadReports');
  await page.getByRole('button', { name: 'Create policy' }).click();
  await expect(page.getByText('Policy ReadReports was created.')).toBeVisible();

  const PolicyArn = `arn:aws:iam::${id}:policy/ReadReports`;
  type Stored = { PolicyVersion: { Document: string } };
  const { PolicyVersion } = await readAsPage<Stored>(page, 'iam', 'GetPolicyVersion', { PolicyArn, VersionId: 'v1' });
  const decide = async (mfa: string | null) => {
    type Simulated = { EvaluationResults: { EvalDecision: string }[] };
    const { EvaluationResults } = await readAsPage<Simulated>(page, 'iam', 'SimulateCustomPolicy', {
      PolicyInputList: [decodeURIComponent(PolicyVersion.Document)],
      ActionNames: ['s3:GetObject'],
      ResourceArns: [`arn:aws:s3:::${bucket}/2026.csv`],
      ...(mfa && {
        ContextEntries: [{ ContextKeyName: 'aws:MultiFactorAuthPresent', ContextKeyType: 'boolean', ContextKeyValues: [mfa] }],
      }),
    });
    return EvaluationResults[0]?.EvalDecision;
  };
  expect([await decide('true'), await decide('false'), await decide(null)]).toEqual(['allowed', 'implicitDeny', 'implicitDeny']);
});

test('the visual fields and the JSON text edit one document with one undo history', async ({ page }) => {
  await openAccount(page);
  await page.goto('/iam/policies/create');
  const editor = page.getByRole('textbox', { name: 'Policy document' });
  const loose =
    '{"Version":"2012-10-17", "Statement":[ {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"},\n';
  const kept = '{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"k:a":"true","K:A":"true"}}} ]}';
  await writeInto(editor, loose + kept);
  await expect(page.getByText('One key in two spellings: a field would show only one of them.')).toBeVisible();
  const first = page.getByRole('button', { name: 'Allow reading objects in b', exact: true });
  await expect(first, 'the catalog has come').toBeVisible();

  // A change of a field changes only its part of the text. Both the fields and the text can undo it.
  await first.press('ArrowRight');
  const statement = page.getByRole('region', { name: /reading objects in b/ });
  await statement.locator('label', { hasText: 'Deny' }).click();
  await expect(editor).toContainText('{"Effect":"Deny","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"},');
  await expect(editor).toContainText(kept);
  const denied = page.getByRole('button', { name: 'Deny reading objects in b', exact: true });
  await denied.press('ControlOrMeta+z');
  await expect(first).toBeVisible();

  // The keyboard alone can switch sides, and move, delete and restore statements.
  await first.press('F6');
  await expect(editor).toBeFocused();
  await editor.press('F6');
  await first.focus();
  await first.press('Alt+ArrowDown');
  await expect(page.getByText('lines 1–2').or(page.getByText('line 2'))).toBeVisible();
  await expect(first).toBeFocused();
  await first.press('Delete');
  await expect(first).toBeHidden();
  await page.getByRole('button', { name: /not changed/ }).press('ControlOrMeta+z');
  await expect(first).toBeVisible();

  // If the text is not valid JSON, the fields keep their values and become read-only.
  await writeInto(editor, '{"Statement": [');
  await expect(page.getByText(/^Invalid JSON at line 1, column 16/)).toBeVisible();
  await expect(first).toBeVisible();
  await expectAccessible(page);
});
