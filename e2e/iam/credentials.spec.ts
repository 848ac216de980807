import { createPublicKey } from 'node:crypto';
import type { Page } from '@playwright/test';
import { paths } from '../../lib/console/paths';
import { newCertificate, newIdentity, privateKeyPem } from '../../lib/core/testing/certificates';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { furnishConsoleUser } from '../furnish';
import { actAsUser, openAccount } from '../session';

/** The longest user name. */
const NAME = 'ana-'.repeat(16);

const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });
const panelButton = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

async function createUser(page: Page, name: string): Promise<void> {
  await page.goto(paths.createUser);
  await page.getByLabel('User name').fill(name);
  for (let step = 0; step < 2; step++) await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByText(`User ${name} was created.`)).toBeVisible();
}

async function choose(page: Page, credential: string | RegExp, item: string): Promise<void> {
  await page.getByRole('button', { name: credential }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** Returns the secret from the dialog that shows it once, and closes it. */
async function retrieve(page: Page, title: string, what: string): Promise<string> {
  const shown = dialog(page, title);
  await expect(shown.getByText('This is the only time')).toBeVisible();
  await shown.getByRole('button', { name: `Show ${what}` }).click();
  const secret = shown.locator('dd').filter({ has: page.getByRole('button', { name: `Hide ${what}` }) });
  const text = (await secret.innerText()).trim();
  const download = page.waitForEvent('download');
  await shown.getByRole('button', { name: 'Download .csv file' }).click();
  expect((await download).suggestedFilename()).toMatch(/_credentials\.csv$/);
  await shown.getByRole('button', { name: 'Done' }).click();
  return text;
}

test('SSH public keys are uploaded, shown in both encodings, deactivated, activated and deleted', async ({ page }) => {
  const { publicKey } = newIdentity('ana');
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  await openAccount(page);
  await createUser(page, NAME);
  await page.goto(paths.user(NAME, 'security-credentials'));
  await expect(page.getByText('No SSH public keys')).toBeVisible();
  await panelButton(page, 'Upload SSH public key').click();
  const upload = dialog(page, 'Upload SSH public key');
  const field = upload.getByLabel('SSH public key', { exact: true });
  await upload.getByRole('button', { name: 'Upload SSH public key' }).click();
  await expect(upload.getByText('Required.')).toBeVisible();
  await field.fill('no key');
  await upload.getByRole('button', { name: 'Upload SSH public key' }).click();
  await expect(upload.getByText('The SSH public key must be an RSA key')).toBeVisible();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await upload.locator('input[type=file]').setInputFiles({ name: 'ana.pem', mimeType: 'text/plain', buffer: Buffer.from(pem) });
  await upload.getByRole('button', { name: 'Upload SSH public key' }).click();
  const row = page.getByRole('table', { name: 'SSH public keys' }).getByRole('row', { name: /APKA/ });
  await expect(row).toContainText('Active');

  await choose(page, /^Actions of APKA/, 'Show');
  const shown = dialog(page, 'SSH public key');
  await expect(shown.getByText(/ssh-rsa AAAA/)).toBeVisible();
  await expect(shown.getByText(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/)).toBeVisible();
  await shown.getByRole('radio', { name: 'PEM' }).check({ force: true });
  await expect(shown.getByText('-----BEGIN PUBLIC KEY-----')).toBeVisible();
  await expectAccessible(page);
  await shown.getByRole('button', { name: 'Close' }).last().click();

  await choose(page, /^Actions of APKA/, 'Deactivate');
  await expectAccessible(page);
  await dialog(page, 'Deactivate this SSH public key?').getByRole('button', { name: 'Deactivate' }).click();
  await expect(row).toContainText('Inactive');
  await choose(page, /^Actions of APKA/, 'Activate');
  await expect(row).not.toContainText('Inactive');
  await choose(page, /^Actions of APKA/, 'Delete');
  await dialog(page, 'Delete this SSH public key?').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No SSH public keys')).toBeVisible();
});

test('service-specific credentials are shown once, reset and deactivated, and a user with them is deleted', async ({ page }) => {
  await openAccount(page);
  await createUser(page, NAME);
  await page.goto(paths.user(NAME, 'security-credentials'));

  const git = page.getByRole('table', { name: 'HTTPS Git credentials for AWS CodeCommit' });
  await panelButton(page, /^Create Git credential/).click();
  const create = dialog(page, 'Create Git credential');
  await expectAccessible(page);
  await create.getByRole('button', { name: 'Create Git credential' }).click();
  await expect(dialog(page, 'Retrieve Git credential')).toBeVisible();
  await expectAccessible(page);
  const password = await retrieve(page, 'Retrieve Git credential', 'password');
  await expect(git).toContainText(`${NAME}-at-`);
  await choose(page, new RegExp(`^Actions of ${NAME}-at-`), 'Reset password');
  await dialog(page, 'Reset this password?').getByRole('button', { name: 'Reset password' }).click();
  expect(await retrieve(page, 'Retrieve Git credential', 'password')).not.toBe(password);
  await panelButton(page, /^Create Git credential/).click();
  await create.getByRole('button', { name: 'Create Git credential' }).click();
  await retrieve(page, 'Retrieve Git credential', 'password');
  await expect(panelButton(page, /^Create Git credential/)).toHaveAttribute('aria-disabled', 'true');

  await panelButton(page, /^Create API key: .*Bedrock/).click();
  const key = dialog(page, 'Create API key');
  await key.getByLabel('Expires after').fill('0');
  await key.getByRole('button', { name: 'Create API key' }).click();
  await expect(key.getByText('A whole number from 1 to 36,600.')).toBeVisible();
  await key.getByLabel('Expires after').fill('30');
  await key.getByRole('button', { name: 'Create API key' }).click();
  expect(await retrieve(page, 'Retrieve API key', 'API key')).toMatch(/^ABSK/);
  const keys = page.getByRole('table', { name: 'API keys for Amazon Bedrock' });
  await expect(keys).toContainText(`BedrockAPIKey-${NAME}-at-`);
  await choose(page, /^Actions of BedrockAPIKey/, 'Deactivate');
  await dialog(page, 'Deactivate this API key?').getByRole('button', { name: 'Deactivate' }).click();
  await expect(keys).toContainText('Inactive');

  await panelButton(page, 'Upload X.509 certificate').click();
  const upload = dialog(page, 'Upload X.509 certificate');
  await upload.getByLabel('Certificate', { exact: true }).fill(newCertificate(newIdentity('ana')));
  await upload.getByRole('button', { name: 'Upload certificate' }).click();
  await expect(page.getByRole('table', { name: 'Signing certificates' })).toContainText('Active');

  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1440, height: 900 });

  await panelButton(page, 'Delete').first().click();
  const question = dialog(page, `Delete user ${NAME}?`);
  await question.getByRole('textbox').fill(NAME);
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText(`User ${NAME} was deleted.`)).toBeVisible();
});

test('root has only signing certificates, a user sees their own credentials, or the missing permissions', async ({ page }) => {
  const account = await openAccount(page);
  const site = newIdentity('root');
  await page.goto(paths.securityCredentials);
  await expect(page.getByText('No signing certificates')).toBeVisible();
  await expect(page.getByText('SSH public keys for AWS CodeCommit')).toHaveCount(0);
  await panelButton(page, 'Upload X.509 certificate').click();
  const upload = dialog(page, 'Upload X.509 certificate');
  const field = upload.getByLabel('Certificate', { exact: true });
  await field.fill(privateKeyPem(site));
  await upload.getByRole('button', { name: 'Upload certificate' }).click();
  await expect(upload.getByText('Unable to parse certificate')).toBeVisible();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill(newCertificate(site));
  await upload.getByRole('button', { name: 'Upload certificate' }).click();
  await choose(page, /^Actions of [A-Z0-9]{24,}/, 'Show');
  await expect(dialog(page, /^Signing certificate/).getByText('-----BEGIN CERTIFICATE-----')).toBeVisible();
  await dialog(page, /^Signing certificate/)
    .getByRole('button', { name: 'Close' })
    .last()
    .click();

  await furnishConsoleUser(page, 'admin', 'Journey-admin-1', 'AdministratorAccess');
  await furnishConsoleUser(page, 'guest', 'Journey-guest-1');
  await actAsUser(page, account.id, 'admin', 'Journey-admin-1');
  await page.goto(paths.securityCredentials);
  await expect(page.getByText('No SSH public keys')).toBeVisible();
  await panelButton(page, 'Upload SSH public key').click();
  const body = createPublicKey(site.publicKey.export({ type: 'spki', format: 'pem' })).export({ type: 'pkcs1', format: 'pem' });
  await dialog(page, 'Upload SSH public key').getByLabel('SSH public key', { exact: true }).fill(body.toString());
  await dialog(page, 'Upload SSH public key').getByRole('button', { name: 'Upload SSH public key' }).click();
  await expect(page.getByRole('row', { name: /APKA/ })).toContainText('Active');
  await expectAccessible(page);

  await actAsUser(page, account.id, 'guest', 'Journey-guest-1');
  await page.goto(paths.securityCredentials);
  for (const action of ['iam:ListSSHPublicKeys', 'iam:ListSigningCertificates', 'iam:ListServiceSpecificCredentials'])
    await expect(page.getByText(action).first()).toBeVisible();
  await expectAccessible(page);
});
