import type { Page } from '@playwright/test';
import { paths } from '../../lib/console/paths';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { furnishCall, furnishMember, furnishOrganization, furnishUnit, readRoot } from '../furnish';
import { expectFitsPhone } from '../good-page';
import { openAccount } from '../session';

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
  const root = await readRoot(page);
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

  await page.goto(paths.accessChanges());
  const changed = page.getByRole('listitem').filter({ hasText: 'By TagStandard at Root, WorkloadTags at Workloads' });
  await expect(changed.getByRole('list', { name: 'Changed policies' })).toContainText('Added: WorkloadTags at Workloads');
  await expectAccessible(page);
  await expectFitsPhone(page);

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

test('a tag policy refuses a tag, the decision page names the policy, and the report says how to comply', async ({
  page,
  context,
}) => {
  const owner = await openAccount(page);
  await furnishOrganization(page);
  const root = await readRoot(page);
  await furnishCall(page, 'sqs', 'CreateQueue', { QueueName: 'orders' });
  await furnishCall(page, 'organizations', 'EnablePolicyType', { RootId: root, PolicyType: 'TAG_POLICY' });
  await furnishTagPolicy(page, 'TagStandard', root, {
    Team: {
      tag_key: { '@@assign': 'Team' },
      tag_value: { '@@assign': ['Red'] },
      enforced_for: { '@@assign': ['sqs:queue'] },
      report_required_tag_for: { '@@assign': ['sqs:queue'] },
    },
  });

  await page.goto('/organizations/tag-compliance');
  const report = page.getByRole('table').first();
  await expect(report).toContainText('Required key is missing');
  await expect(report).toContainText('Add Team: Red');
  await expectAccessible(page);
  await report.getByRole('link', { name: `arn:aws:sqs:us-east-1:${owner.id}:orders` }).click();

  await page.getByRole('button', { name: 'Add tags' }).click();
  await page.getByRole('button', { name: 'Add new tag' }).click();
  await page.getByLabel('Key of tag 1').fill('Team');
  await page.getByLabel('Value of tag 1').fill('Green');
  await page.getByRole('button', { name: 'Save changes' }).click();
  const refusal = page.getByText("The tag policy does not allow the specified value for the following tag key: 'Team'.");
  await expect(refusal).toBeVisible();
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'See how this was decided' }).click();
  const decision = await opened;
  await expect(decision.getByText('A tag policy refused this call')).toBeVisible();
  await expect(decision.getByRole('link', { name: /^TagStandard/ })).toBeVisible();
  await expectAccessible(decision);
  await expectFitsPhone(decision);

  await page.getByLabel('Value of tag 1').fill('Red');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(refusal).toBeHidden();
  await page.goto('/organizations/tag-compliance');
  await expect(page.getByText('Nothing to correct')).toBeVisible();
});
