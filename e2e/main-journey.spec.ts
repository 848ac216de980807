import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { signInAsUser, signOut, signUp } from './account';
import { writeInto } from './editor';
import { expect, test } from './fixtures';
import { chooseAction, createMember, createOrganization, createUnit, treeRow } from './organizations/organization';

const PASSWORD = 'Journey-admin-1';
const READ_REPORTS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'ReadReports', Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: '*' }],
});
const NO_STORAGE = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'NoStorage', Effect: 'Deny', Action: 's3:*', Resource: '*' }],
});

/** Switches to the role that the organization created in a member account. */
async function switchInto(page: Page, accountId: string): Promise<void> {
  await page.goto(`/switch-role?account=${accountId}&roleName=OrganizationAccountAccessRole&displayName=web`);
  await page.getByRole('button', { name: 'Switch role' }).click();
  await page.waitForURL('**/home');
  await expect(page.getByRole('button', { name: /^Account:/ })).toContainText(`${accountId.slice(0, 4)}-`);
}

async function switchBack(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account:/ }).click();
  await page.getByRole('button', { name: 'Switch back' }).click();
  await page.waitForURL('**/home');
}

/** Expects the effective permission of maria for one action. */
async function expectOutcome(page: Page, accountId: string, action: string, words: RegExp): Promise<void> {
  const principal = encodeURIComponent(`arn:aws:iam::${accountId}:user/maria`);
  await page.goto(`/access?principal=${principal}&service=${action.split(':')[0]}&action=${encodeURIComponent(action)}`);
  await expect(page.getByRole('status').filter({ hasText: words })).toBeVisible();
}

test('an administrator goes from sign-up to an SCP that changes the permissions of a user', async ({ page }) => {
  const owner = await signUp(page);

  // The root user first creates an administrator.
  await page.goto('/iam/users/create');
  await page.getByLabel('User name').fill('admin');
  await page.getByLabel(/^Provide console access/).check();
  await page.getByRole('radio', { name: /^Custom password/ }).check();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel(/^User must create a new password/).uncheck();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('radio', { name: /^Attach policies directly/ }).check();
  await page.getByPlaceholder('Find policies').fill('AdministratorAccess');
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'Select AdministratorAccess', exact: true }).check();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByRole('heading', { name: 'Retrieve password' })).toBeVisible();
  await signOut(page);
  await signInAsUser(page, owner.id, 'admin', PASSWORD);

  // The administrator creates an organization with an OU and a member account in it.
  await createOrganization(page);
  await createUnit(page, 'Workloads');
  const member = await createMember(page, 'web', `web-${owner.id}@example.com`);
  await chooseAction(page, /^Move/);
  await page.getByRole('dialog').getByRole('radio', { name: 'Select Workloads' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Move account' }).click();
  await expect(page.getByText('web was moved to Workloads.')).toBeVisible();
  await page.goto('/organizations/policies');
  await page.getByRole('button', { name: 'Enable service control policies' }).click();
  await expect(page.getByRole('button', { name: 'Disable service control policies' })).toBeVisible();

  // The member account gets a user without permissions.
  await switchInto(page, member);
  await page.goto('/iam/users/create');
  await page.getByLabel('User name').fill('maria');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByText('User maria was created.')).toBeVisible();
  await expectOutcome(page, member, 's3:GetObject', /Not allowed.*no permissions by default/s);

  // A group with a policy gives her access.
  await page.goto('/iam/policies/create');
  await writeInto(page.locator('.cm-content'), READ_REPORTS);
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByLabel('Policy name').fill('ReadReports');
  await page.getByRole('button', { name: 'Create policy' }).click();
  await expect(page.getByText('Policy ReadReports was created.')).toBeVisible();
  await page.goto('/iam/groups/create');
  await page.getByLabel('User group name').fill('Analysts');
  await page.getByRole('checkbox', { name: 'Select maria' }).check();
  await page.getByPlaceholder('Find policies').fill('ReadReports');
  await page.keyboard.press('Enter');
  // Rows of the earlier list can still move under the pointer.
  await expect(page.getByText('1 match')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Select ReadReports' }).check();
  await page.getByRole('button', { name: 'Create user group' }).click();
  await expect(page.getByText(/Analysts was created/)).toBeVisible();
  await expectOutcome(page, member, 's3:GetObject', /^(Success: |Information: )?Allowed/);
  await expect(page.getByText('via group Analysts')).toBeVisible();

  // A guardrail above the account denies her access, whatever its policies allow.
  await switchBack(page);
  await page.goto('/organizations/policies/service_control_policy/create');
  await page.getByLabel('Policy name').fill('NoStorage');
  await writeInto(page.locator('.cm-content'), NO_STORAGE);
  await page.getByRole('button', { name: 'Create policy' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'NoStorage' })).toBeVisible();
  await page.waitForURL(/\/p-[a-z0-9]+$/);
  const policyId = new URL(page.url()).pathname.split('/').at(-1);
  await page.goto(`/organizations/accounts?attach=${policyId}`);
  await page.getByRole('radio', { name: 'Select Workloads' }).check();
  await page.getByRole('button', { name: 'Attach policy' }).click();
  await expect(page.getByText('NoStorage is attached to Workloads.')).toBeVisible();
  await expect(treeRow(page, 'Workloads').getByRole('link', { name: 'NoStorage' })).toBeVisible();
  await switchInto(page, member);
  await expectOutcome(page, member, 's3:GetObject', /Explicitly denied.*NoStorage.*Workloads/s);

  // One question about one object shows the reason, and what to change.
  await page.getByRole('button', { name: 'Check one action' }).click();
  await page.getByLabel('Resource', { exact: true }).fill('arn:aws:s3:::reports/march.csv');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText('Denied explicitly')).toBeVisible();
  await expect(page.getByText(/The service control policy NoStorage, attached to the OU Workloads, denies it/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Smallest change that would allow it' })).toBeVisible();

  // The same decision is shown as a diagram of levels, with steps that arrow keys select.
  await page.getByRole('link', { name: 'View step by step' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Decision step by step' })).toBeVisible();
  const guardrail = page.getByRole('region', { name: 'Service control policies, OU Workloads' });
  await expect(guardrail.getByText('NoStorage denies it')).toBeVisible();
  await expect(page.getByText('s3:GetObject is denied here')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('heading', { name: '1. Does any policy deny it?' })).toBeVisible();
  await expect.poll(() => new URL(page.url()).searchParams.get('step')).toBe('1');
  await expectAccessible(page);
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('heading', { name: 'Denied explicitly' })).toBeVisible();
});
