import type { Page } from '@playwright/test';
import { paths } from '../../lib/console/paths';
import { codeOf, stepOf } from '../../lib/iam/mfa/totp';
import { expectAccessible } from '../accessible';
import { signOut } from '../account';
import { expect, test } from '../fixtures';
import { documentOf, furnishConsoleUser, furnishInlinePolicy } from '../furnish';
import { actAsUser, openAccount } from '../session';

const PASSWORD = 'Journey-test-2';

/** AWS's statement for users who manage their own MFA devices. It denies everything else to sessions without MFA. */
const UNLESS_MFA = documentOf({
  Effect: 'Deny',
  NotAction: [
    'iam:CreateVirtualMFADevice',
    'iam:DeleteVirtualMFADevice',
    'iam:EnableMFADevice',
    'iam:GetUser',
    'iam:ListMFADevices',
    'iam:ResyncMFADevice',
    'sts:GetSessionToken',
  ],
  Resource: '*',
  Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
});

/** Adds a virtual passkey to the browser. It verifies the user without a prompt. */
async function addAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function assignPasskey(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Assign MFA device' }).click();
  await page.getByLabel('Device name').fill('laptop');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Next' }).click();
}

async function assignApp(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Assign MFA device' }).click();
  await page.getByRole('radio', { name: 'Authenticator app' }).check();
  await page.getByRole('button', { name: 'Next' }).click();
  const setup = page.getByRole('dialog', { name: 'Set up the authenticator app' });
  await setup.getByRole('button', { name: 'Show secret key' }).click();
  const seed = /[A-Z2-7]{32,}/.exec(await setup.innerText())?.[0] ?? '';
  const step = stepOf(new Date());
  await setup.getByLabel('MFA code 1').fill(codeOf(seed, step - 1));
  await setup.getByLabel('MFA code 2').fill(codeOf(seed, step));
  await setup.getByRole('button', { name: 'Assign MFA' }).click();
  return seed;
}

test('a policy denies access without MFA until a user assigns a passkey and an app and signs in with MFA', async ({ page }) => {
  const { id } = await openAccount(page);
  await furnishConsoleUser(page, 'ana', PASSWORD, 'AdministratorAccess');
  await furnishInlinePolicy(page, 'ana', 'unless-mfa', UNLESS_MFA);
  await actAsUser(page, id, 'ana', PASSWORD);
  await addAuthenticator(page);

  await page.goto(paths.users);
  await expect(page.getByText(/^You don’t have permission to view users/)).toBeVisible();

  await page.goto(paths.securityCredentials);
  const devices = page.getByRole('table', { name: 'MFA devices' });
  await assignPasskey(page);
  await expect(devices).toContainText('Passkey or security key');
  await expect(devices).toContainText(`:u2f/user/ana/laptop-`);
  const seed = await assignApp(page);
  await expect(devices).toContainText('Authenticator app');

  await signOut(page);
  await page.getByLabel('IAM user name').fill('ana');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const passkey = page.getByRole('button', { name: 'Use passkey or security key' });
  await expect(passkey).toBeFocused();
  await expectAccessible(page);
  // The page also offers her other MFA type. A wrong code leads back to the selection.
  await page.getByRole('button', { name: 'Authenticator app instead' }).click();
  await page.getByLabel('MFA code').fill(codeOf(seed, stepOf(new Date()) - 20));
  await page.getByRole('button', { name: 'Submit code' }).click();
  await expect(page.getByText('Your MFA code is incorrect')).toBeVisible();
  await page.getByRole('button', { name: 'Passkey or security key instead' }).click();
  await passkey.click();
  await page.waitForURL('**/home');
  await page.goto(paths.users);
  await expect(page.getByRole('link', { name: 'ana', exact: true })).toBeVisible();
});
