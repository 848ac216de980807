import type { Page } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { furnishConsoleUser, furnishMember, furnishOrganization } from '../furnish';
import { actAsUser, openAccount } from '../session';

const PASSWORD = 'Journey-admin-1';
const RECOVERED = 'Journey-recovered-1';

const rowOf = (page: Page, name: string) =>
  page.getByRole('table', { name: 'Member accounts' }).getByRole('row', { name: new RegExp(`^${name} `) });

async function choosePrivilegedAction(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Take privileged action in ${name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

async function signInAsRoot(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in/root');
  await page.getByLabel('Root user email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a root password is recovered with a link, used, and deleted with the access key through root access', async ({
  page,
  browser,
}) => {
  const owner = await openAccount(page);
  await page.goto('/iam/root-access');
  await expect(page.getByText('This account is not in an organization')).toBeVisible();
  await furnishOrganization(page);
  const email = `web-${owner.id}@example.com`;
  const memberId = await furnishMember(page, 'web', email);
  await furnishConsoleUser(page, 'admin', PASSWORD, 'AdministratorAccess');

  await page.goto('/iam/root-access');
  await expect(page.getByText('IAM has no trusted access to the organization yet.')).toBeVisible();
  await expect(rowOf(page, 'web')).toContainText('Unknown');
  await page.getByRole('button', { name: 'Enable Root credentials management' }).click();
  const enabling = page.getByRole('dialog', { name: 'Enable root credentials management?' });
  await expect(enabling).toContainText('Trusted access for iam.amazonaws.com is enabled for the organization first.');
  await expectAccessible(page);
  await enabling.getByRole('button', { name: 'Enable' }).click();
  await expect(page.getByText('Root credentials management: enabled.')).toBeVisible();
  await expect(page.getByText('Root users cannot start root sessions', { exact: false }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Enable Privileged root actions in member accounts' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click();
  await expect(page.getByRole('button', { name: 'Disable Privileged root actions in member accounts' })).toBeVisible();

  await actAsUser(page, owner.id, 'admin', PASSWORD);
  await page.goto('/iam/root-access');
  await expect(rowOf(page, 'web')).toContainText('Not present');
  await expectAccessible(page);
  await choosePrivilegedAction(page, 'web', 'Allow password recovery');
  const allowing = page.getByRole('dialog');
  await expect(allowing).toContainText('Gatehouse sends no email');
  await expectAccessible(page);
  await allowing.getByRole('button', { name: 'Allow password recovery' }).click();
  const recovery = page.getByRole('dialog', { name: 'Recovery link for the root user of web' });
  const first = (await recovery.getByText(/\/sign-in\/root\/recover\?token=/).innerText()).trim();
  await expectAccessible(page);
  await recovery.getByRole('button', { name: 'Done' }).click();
  await expect(rowOf(page, 'web')).toContainText('Recovery allowed');
  await choosePrivilegedAction(page, 'web', 'Make a new recovery link');
  await page.getByRole('dialog').getByRole('button', { name: 'Make a new link' }).click();
  const link = (
    await page
      .getByRole('dialog')
      .getByText(/\/sign-in\/root\/recover\?token=/)
      .innerText()
  ).trim();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();

  const member = await (await browser.newContext()).newPage();
  await member.goto(first);
  await expect(member.getByText('This link has expired or was used before')).toBeVisible();
  await member.goto(link);
  await expect(member.getByText(email)).toBeVisible();
  await expectAccessible(member);
  const setPassword = async (password: string) => {
    await member.getByLabel('New password', { exact: true }).fill(password);
    await member.getByLabel('Confirm new password').fill(password);
    await member.getByRole('button', { name: 'Set password' }).click();
  };
  await setPassword('tooweak');
  await expect(member.getByText('The password must have at least 8 characters')).toBeVisible();
  await setPassword(RECOVERED);
  await expect(member.getByText('The root user’s password is set. Sign in with it.')).toBeVisible();
  await signInAsRoot(member, email, RECOVERED);
  await member.waitForURL('**/home');
  await member.goto('/iam/security-credentials/access-keys/create');
  await member.getByRole('radio', { name: /^Other/ }).check();
  await member.getByRole('checkbox').check();
  await member.getByRole('button', { name: 'Next', exact: true }).click();
  await member.getByRole('button', { name: 'Create access key' }).click();
  await expect(member.getByText(/AKIA[A-Z2-7]{16}/).first()).toBeVisible();
  await member.goto('/iam/root-access');
  await expect(member.getByText('The organization manages the root user of this account')).toBeVisible();

  await page.reload();
  await expect(rowOf(page, 'web')).toContainText('Present');
  await page.getByRole('button', { name: 'Take privileged action in web' }).click();
  await expect(page.getByRole('menuitem', { name: /^Allow password recovery/ })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('menuitem', { name: 'Delete root user credentials' }).click();
  const deleting = page.getByRole('dialog', { name: 'Delete the root user credentials of web?' });
  await expect(deleting).toContainText('Its password and 1 access key are deleted.');
  await deleting.getByRole('textbox').fill(memberId);
  await expectAccessible(page);
  await deleting.getByRole('button', { name: 'Delete root user credentials' }).click();
  await expect(page.getByText('The root user of web no longer has credentials.')).toBeVisible();
  await expect(rowOf(page, 'web')).toContainText('Not present');

  await member.goto('/iam');
  await member.waitForURL('**/sign-in**');
  await signInAsRoot(member, email, RECOVERED);
  await expect(member.getByText('Your authentication information is incorrect.')).toBeVisible();

  await page.getByRole('button', { name: 'Disable Root credentials management' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByText('Root credentials management: disabled.')).toBeVisible();
  await expect(rowOf(page, 'web')).toContainText('Unknown');
});

test('a demo administrator sees which permission for root access is missing', async ({ page }) => {
  await actAsUser(page, 'acme', 'finn', 'Gatehouse-demo-1');
  await page.goto('/iam/root-access');
  await expect(page.getByText('iam:ListOrganizationsFeatures').first()).toBeVisible();
  await expectAccessible(page);
});
