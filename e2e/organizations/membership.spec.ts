import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { furnishOrganization } from '../furnish';
import { openAccount } from '../session';
import { treeRow } from './organization';

test('an account is invited to an organization, joins, switches to audit only and leaves', async ({ browser, baseURL }) => {
  const management = await (await browser.newContext({ baseURL })).newPage();
  const member = await (await browser.newContext({ baseURL })).newPage();
  await openAccount(management);
  const invited = await openAccount(member);
  const organizationId = await furnishOrganization(management);

  await management.goto('/organizations/accounts/create?way=invite');
  await management.getByLabel('Account ID or email address').fill(invited.id);
  await management.getByLabel(/^Message/).fill('Welcome');
  await management.getByRole('button', { name: 'Send invitation' }).click();
  await expect(management.getByRole('row').filter({ hasText: invited.id })).toContainText('Open');
  await expectAccessible(management);

  await member.goto('/organizations/accounts');
  await member.getByRole('link', { name: 'View invitations' }).click();
  await expect(member.getByText('Welcome')).toBeVisible();
  await member.getByRole('button', { name: 'Accept' }).click();
  await member.getByRole('dialog').getByRole('button', { name: 'Accept invitation' }).click();
  await expect(member.getByText('This account has joined the organization.')).toBeVisible();

  await member.goto('/organizations/accounts');
  await expect(member.getByText(organizationId).first()).toBeVisible();
  await expect(member.getByText('Member account')).toBeVisible();
  await expectAccessible(member);
  await member.goto('/organizations/policies/service_control_policy/create');
  await expect(member.getByText('Only the management account of the organization can do this.')).toBeVisible();
  await expect(member.getByRole('button', { name: 'Create policy' })).toBeDisabled();
  await management.goto('/organizations/accounts');
  await expect(treeRow(management, invited.name)).toBeVisible();

  await member.goto('/settings');
  await member.getByRole('radio', { name: /^Audit only/ }).check();
  await member.getByRole('button', { name: 'Save' }).click();
  const question = member.getByRole('dialog', { name: 'Switch to audit only?' });
  await expect(question).toContainText('the guardrails of the organization still apply');
  await question.getByRole('button', { name: 'Switch to audit only' }).click();
  await expect(member.getByText('Audit only: denials are recorded, not enforced')).toBeVisible();
  await management.reload();
  await expect(treeRow(management, invited.name)).toContainText('audit only');
  await expectAccessible(management);
  await treeRow(management, invited.name).getByRole('link', { name: invited.name, exact: true }).click();
  await expect(management.getByRole('main').getByText('Audit only: denials are recorded, not enforced')).toBeVisible();

  await member.goto('/organizations/accounts');
  await member.getByRole('button', { name: 'Leave this organization' }).click();
  await member.getByRole('dialog').getByRole('textbox').fill(organizationId);
  await member.getByRole('dialog').getByRole('button', { name: 'Leave organization' }).click();
  await expect(member.getByText('This account is not in an organization.')).toBeVisible();
});

test('an organization without other accounts is deleted after typing its ID', async ({ page }) => {
  await openAccount(page);
  const organizationId = await furnishOrganization(page);
  await page.goto('/organizations/settings');
  await page.getByRole('button', { name: 'Delete organization' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete the organization?' });
  await expect(dialog.getByRole('button', { name: 'Delete organization' })).toBeDisabled();
  await dialog.getByRole('textbox').fill(organizationId);
  await dialog.getByRole('button', { name: 'Delete organization' }).click();
  await page.waitForURL('**/organizations/accounts');
  await expect(page.getByText('This account is not in an organization.')).toBeVisible();
});
