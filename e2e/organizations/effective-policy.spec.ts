import type { Page } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { furnishCall, furnishMember, furnishOrganization, furnishUnit } from '../furnish';
import { expectFitsPhone } from '../good-page';
import { openAccount, readAsPage } from '../session';

type Answer = { Policy: { PolicySummary: { Id: string } } };

async function furnishTagPolicy(page: Page, Name: string, TargetId: string, tags: object): Promise<void> {
  const Content = JSON.stringify({ tags });
  const { Policy } = (await furnishCall(page, 'organizations', 'CreatePolicy', {
    Name,
    Description: '',
    Type: 'TAG_POLICY',
    Content,
  })) as Answer;
  await furnishCall(page, 'organizations', 'AttachPolicy', { PolicyId: Policy.PolicySummary.Id, TargetId });
}

/** Returns tag keys that are required for instances. More than 50 of them are invalid. */
const required = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`key${index}`, { report_required_tag_for: { '@@assign': ['ec2:instance'] } }]),
  );

test('an effective policy names the source of a value, computes a draft, and shows its issues', async ({ page }) => {
  const owner = await openAccount(page);
  await furnishOrganization(page);
  const unit = await furnishUnit(page, 'Workloads');
  const account = await furnishMember(page, 'payments', `payments-${owner.id}@example.com`, unit);
  const { Roots } = await readAsPage<{ Roots: { Id: string }[] }>(page, 'organizations', 'ListRoots');
  const root = Roots[0]?.Id ?? '';
  await page.goto(`/organizations/effective-policies/${account}`);
  await expect(page.getByText('Tag policies are not enabled')).toBeVisible();
  await furnishCall(page, 'organizations', 'EnablePolicyType', { RootId: root, PolicyType: 'TAG_POLICY' });
  await furnishTagPolicy(page, 'TagStandard', root, {
    CostCenter: {
      tag_key: { '@@assign': 'CostCenter', '@@operators_allowed_for_child_policies': ['@@none'] },
      tag_value: { '@@assign': ['CC-1*'], '@@operators_allowed_for_child_policies': ['@@append'] },
    },
  });
  await furnishTagPolicy(page, 'WorkloadTags', unit, {
    CostCenter: { tag_value: { '@@assign': ['CC-4*'], '@@append': ['CC-31*'] } },
  });

  await page.goto(`/organizations/accounts/${account}`);
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name: 'View effective policies' }).click();
  await page.getByRole('button', { name: /^CC-31\*/ }).click();
  await expect(page.getByText('Appends CC-31*. This is the source.')).toBeVisible();
  await expect(page.getByText('Sets CC-4*. Ignored because of step 1.')).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  await page.getByRole('button', { name: 'Edit in a draft' }).click();
  await page.getByLabel('Document', { exact: true }).fill(JSON.stringify({ tags: required(51) }));
  await page.getByRole('button', { name: 'Calculate' }).click();
  await expect(page.getByText('1 account below would become invalid.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Affected accounts' })).toContainText('payments');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Discard draft' }).first().click();
  await expect(page.getByText('1 account below would become invalid.')).toBeHidden();

  await page.getByRole('link', { name: 'Attach policy' }).click();
  await expect(page.getByRole('dialog', { name: 'Attach a policy to payments' })).toBeVisible();

  await furnishTagPolicy(page, 'TooMany', unit, required(51));
  await page.goto('/organizations/accounts');
  await page.getByRole('link', { name: 'View detected issues' }).click();
  await page.getByRole('link', { name: 'View issues of payments, Tag policies' }).click();
  const issues = page.getByRole('table', { name: 'Effective policy issues' });
  await expect(issues).toContainText('ELEMENTS_TOO_MANY');
  await expect(issues.getByRole('link', { name: 'Edit TooMany' })).toBeVisible();
  await page.getByRole('tab', { name: 'JSON' }).click();
  await expect(page.getByRole('figure', { name: 'Document in force of payments' })).toContainText('CC-31*');
  await expectAccessible(page);
});
