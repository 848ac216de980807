import { createHash, generateKeyPairSync } from 'node:crypto';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Page } from '@playwright/test';
import { paths } from '../../lib/console/paths';
import { samlMetadata } from '../../lib/iam/test-saml-metadata';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { expectFitsPhone, expectGoodPage } from '../good-page';
import { openAccount } from '../session';

const REGION = 'us-east-1';
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const next = (page: Page) => button(page, 'Next').click();

async function selectPolicy(page: Page, name: string): Promise<void> {
  await page.getByLabel('Find policies').fill(name);
  await page.getByLabel('Find policies').press('Enter');
  await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
}

async function nameAndCreateRole(page: Page, name: string): Promise<void> {
  await page.getByLabel('Role name').fill(name);
  await button(page, 'Create role').click();
  await expect(page.getByText(`Role ${name} was created.`)).toBeVisible();
}

/**
 * Deletes a provider from the list.
 * @returns the text of the confirmation
 */
async function deleteProvider(page: Page, name: string): Promise<string> {
  await page.goto(paths.identityProviders);
  await page.getByRole('radio', { name: `Select ${name}` }).check();
  await button(page, 'Actions').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const question = page.getByRole('dialog', { name: `Delete identity provider ${name}?` });
  await expect(question.getByText(/trusts? it/)).toBeVisible();
  const words = await question.innerText();
  await expectAccessible(page);
  await question.getByRole('textbox').fill('delete');
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText(`Identity provider ${name} was deleted.`)).toBeVisible();
  return words;
}

async function issueToken(page: Page, subject?: string): Promise<string> {
  if (subject !== undefined) await page.getByLabel('Subject', { exact: true }).fill(subject);
  const before = await page.locator('[data-token]').allInnerTexts();
  await page.getByRole('button', { name: /^Issue (another )?token$/ }).click();
  await expect(page.locator('[data-token]')).not.toHaveText(before[0] ?? '…');
  return (await page.locator('[data-token]').innerText()).trim();
}

function file(name: string, text: string) {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
}

test('a token of the account’s own issuer becomes a role session until the provider is deleted', async ({ page, apiUrl }) => {
  const { id } = await openAccount(page);
  const provider = `oidc.gatehouse.internal/${id}`;
  await page.goto(paths.identityProviders);
  await expect(page.getByText('No identity providers')).toBeVisible();
  await page.getByRole('link', { name: 'Token issuer' }).click();
  await expect(page.getByText(`https://${provider}`)).toBeVisible();
  await page.getByRole('link', { name: 'Add provider' }).click();
  await expect(page.getByLabel('Provider URL')).toHaveValue(`https://${provider}`);
  await expect(page.getByText('You don’t need to upload the keys of this issuer')).toBeVisible();
  await button(page, 'Add provider').click();
  await expect(page.getByRole('heading', { level: 1, name: provider })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Audiences' })).toContainText('sts.amazonaws.com');

  // A role for one repository's tokens, limited by conditions.
  await page.getByRole('link', { name: 'Assign role' }).first().click();
  await expect(page.getByRole('radio', { name: /^Web identity/ })).toBeChecked();
  await expect(page.getByRole('combobox', { name: 'Audience' })).toContainText('sts.amazonaws.com');
  await expect(page.getByText('Without a condition on sub')).toBeVisible();
  await button(page, 'Add condition').click();
  await next(page);
  await expect(page.getByText('Enter a value for the claim').first()).toBeVisible();
  await page.getByRole('combobox', { name: 'Condition' }).click();
  await page.getByRole('option', { name: /^is like/ }).click();
  await page.getByLabel('Value').fill('repo:acme/app:*');
  await expect(page.getByText('Without a condition on sub')).toHaveCount(0);
  await expect(page.getByRole('figure', { name: 'Trust policy' })).toContainText(`"${provider}:sub": "repo:acme/app:*"`);
  await expectAccessible(page);
  await next(page);
  await selectPolicy(page, 'IAMReadOnlyAccess');
  await next(page);
  await nameAndCreateRole(page, 'deploy');
  await expect(page.getByRole('row', { name: /deploy/ })).toContainText(`Identity provider: ${provider}`);

  await page.goto(paths.tokenIssuer());
  const foreign = await issueToken(page, 'repo:other/app:ref:refs/heads/main');
  await button(page, 'GitHub Actions, a branch').click();
  const token = await issueToken(page);
  await expect(page.getByText('The issuer. It identifies')).toBeVisible();
  await expect(page.getByText(`${provider}:sub is like repo:acme/app:*`)).toBeVisible();
  const command = page.getByRole('figure', { name: 'Command for the AWS CLI' });
  await expect(command).toContainText(`--role-arn arn:aws:iam::${id}:role/deploy`);
  await expect(command).toContainText(`--endpoint-url ${apiUrl.replace('127.0.0.1', 'localhost')}`);
  await expectAccessible(page);

  // External programs call STS with only the token.
  const sts = new STSClient({ endpoint: apiUrl, region: REGION });
  const assume = (WebIdentityToken: string) =>
    sts.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: `arn:aws:iam::${id}:role/deploy`,
        RoleSessionName: 'run-7',
        WebIdentityToken,
      }),
    );
  await expect(assume(foreign)).rejects.toThrow('Not authorized to perform sts:AssumeRoleWithWebIdentity');
  const { Credentials, SubjectFromWebIdentityToken } = await assume(token);
  expect(SubjectFromWebIdentityToken).toBe('repo:acme/app:ref:refs/heads/main');
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  await new IAMClient({ endpoint: apiUrl, region: REGION, credentials }).send(new ListUsersCommand({}));

  await page.goto(paths.events({ kind: 'all', name: 'ListUsers', principal: 'run-7' }));
  await expect(page.getByRole('row', { name: /ListUsers/ })).toContainText('deploy/run-7');
  await page.goto(paths.events({ kind: 'all', name: 'AssumeRoleWithWebIdentity' }));
  await expect(page.getByRole('row', { name: /Success/ })).toContainText('repo:acme/app:ref:refs/heads/main');
  // The token itself is in no event.
  await page.goto(paths.events({ kind: 'all', name: 'IssueIdentityToken' }));
  await page.getByRole('link', { name: 'IssueIdentityToken' }).first().click();
  await expect(page.getByText('HIDDEN_DUE_TO_SECURITY_REASONS').first()).toBeVisible();
  expect(await page.content()).not.toContain(token.split('.')[2]);

  await page.goto(paths.role('deploy', 'trust'));
  await page.getByRole('link', { name: provider }).click();
  await page.getByRole('tab', { name: 'Roles (1)' }).click();
  await expectAccessible(page);
  expect(await deleteProvider(page, provider)).toContain('deploy');
  await expect(assume(token)).rejects.toThrow('No OpenIDConnect provider found in your account');
});

test('a token with session tags needs a role that allows sts:TagSession', async ({ page }) => {
  const { id } = await openAccount(page);
  await page.goto(paths.addIdentityProvider());
  await page.getByRole('radio', { name: /^OpenID Connect/ }).check();
  await button(page, 'Gatehouse’s own issuer of this account').click();
  await button(page, 'Add provider').click();
  await expect(page.getByRole('heading', { level: 1, name: `oidc.gatehouse.internal/${id}` })).toBeVisible();
  await page.getByRole('link', { name: 'Assign role' }).first().click();
  await button(page, 'Edit as text').click();
  await expect(page.getByRole('radio', { name: /^Custom trust policy/ })).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Custom trust policy' })).toContainText('AssumeRoleWithWebIdentity');
  await next(page);
  await next(page);
  await nameAndCreateRole(page, 'untagged');

  await page.goto(paths.tokenIssuer({ role: `arn:aws:iam::${id}:role/untagged` }));
  await button(page, 'Add new tag').click();
  await page.getByLabel('Key of tag 1').fill('team');
  await page.getByLabel('Value of tag 1').fill('blue');
  await page.getByRole('checkbox', { name: 'Transitive' }).check();
  await issueToken(page);
  await expect(page.getByText('{"principal_tags":{"team":["blue"]},"transitive_tag_keys":["team"]}')).toBeVisible();
  await expect(page.getByText('This role will deny the token')).toBeVisible();
});

test('an OIDC provider gets keys, audiences, thumbprints, tags and a role for a GitHub repository', async ({ page }) => {
  await openAccount(page);
  const jwk = (kid: string) => ({
    ...generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }),
    kid,
    alg: 'RS256',
    use: 'sig',
  });
  await page.goto(paths.addIdentityProvider());
  await page.getByRole('radio', { name: /^OpenID Connect/ }).check();
  await button(page, 'Add provider').click();
  await expect(page.getByText('Required.')).toHaveCount(2);
  await page.getByLabel('Provider URL').fill('http://token.actions.githubusercontent.com');
  await page.getByRole('textbox', { name: 'Audience' }).fill('sts.amazonaws.com');
  await button(page, 'Add provider').click();
  await expect(page.getByText('Invalid Open ID Connect Provider URL. The URL must begin with https://.')).toBeVisible();
  await expect(page.getByLabel('Provider URL')).toBeFocused();
  await expectAccessible(page);
  await button(page, 'GitHub Actions').click();
  const keySet = JSON.stringify({ keys: [jwk('first')] });
  await page.locator('input[type=file]').setInputFiles(file('jwks.json', keySet));
  await expect(page.getByText(/^jwks\.json, /)).toBeVisible();
  await button(page, 'Add provider').click();
  const name = 'token.actions.githubusercontent.com';
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

  await button(page, 'Add audience').click();
  await page.getByRole('dialog').getByLabel('Audience').fill('practice');
  await page.getByRole('dialog').getByRole('button', { name: 'Add audience' }).click();
  await expect(page.getByRole('table', { name: 'Audiences' })).toContainText('practice');
  await button(page, 'Remove audience sts.amazonaws.com').click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('tab', { name: 'Audiences (1)' })).toBeVisible();

  await page.getByRole('tab', { name: 'Keys and thumbprints' }).click();
  await expect(page.getByRole('table', { name: 'Keys' }).getByRole('row', { name: /first/ })).toContainText('RSA 2048');
  await button(page, 'Replace keys').click();
  const dialog = page.getByRole('dialog');
  const keys = dialog.getByRole('textbox', { name: 'Key set' });
  await keys.fill('{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}');
  await dialog.getByRole('button', { name: 'Replace keys' }).click();
  await expect(dialog.getByText('Key 1 of the key set is a private key: give its public members only.')).toBeVisible();
  await expectAccessible(page);
  await keys.fill(JSON.stringify({ keys: [jwk('second'), jwk('third')] }));
  await dialog.getByRole('button', { name: 'Replace keys' }).click();
  await expect(page.getByText('2 uploaded')).toBeVisible();
  await button(page, 'Remove keys').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove keys' }).click();
  await expect(page.getByText('No token of this provider is accepted yet')).toBeVisible();

  await button(page, 'Edit thumbprints').click();
  const thumbprints = page.getByRole('dialog').getByLabel('Thumbprints');
  await thumbprints.fill('too short');
  await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('dialog').getByText(/failed to satisfy constraint/)).toBeVisible();
  const thumbprint = createHash('sha1').update(name).digest('hex');
  await thumbprints.fill(thumbprint);
  await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText(thumbprint)).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectAccessible(page);

  await page.getByRole('tab', { name: /^Tags/ }).click();
  await button(page, 'Manage tags').click();
  await button(page, 'Add new tag').click();
  await page.getByLabel('Key of tag 1').fill('team');
  await button(page, 'Save changes').click();
  await expect(page.getByText('Tags were saved.')).toBeVisible();

  await page.getByRole('link', { name: 'Assign role' }).first().click();
  await next(page);
  await expect(page.getByText('Enter the organization').first()).toBeVisible();
  await page.getByLabel('GitHub organization').fill('acme');
  await page.getByLabel('GitHub repository').fill('app');
  await expect(page.getByRole('figure', { name: 'Trust policy' })).toContainText('"repo:acme/app:*"');
  await page.getByLabel('GitHub branch').fill('main');
  await expect(page.getByRole('figure', { name: 'Trust policy' })).toContainText('"repo:acme/app:ref:refs/heads/main"');
  await next(page);
  await next(page);
  await nameAndCreateRole(page, 'github');
  await page.getByRole('link', { name: 'github', exact: true }).click();
  await page.getByRole('tab', { name: 'Trust relationships' }).click();
  const trusted = page.getByRole('table', { name: 'Trusted entities' });
  await expect(trusted).toContainText(`when ${name}:sub is repo:acme/app:ref:refs/heads/main`);
});

test('a SAML provider is created from metadata, replaced, and has at most two private keys', async ({ page }) => {
  await openAccount(page);
  const pem = () =>
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await page.goto(paths.addIdentityProvider());
  await page.getByLabel('Provider name').fill('Corp');
  const metadata = page.getByRole('textbox', { name: 'Metadata document' });
  await metadata.fill(`<EntityDescriptor>${' '.repeat(1000)}</EntityDescriptor>`);
  await button(page, 'Add provider').click();
  await expect(page.getByText('Could not parse metadata')).toBeVisible();
  await expect(metadata).toBeFocused();
  await expectAccessible(page);
  await page.locator('input[type=file]').first().setInputFiles(file('metadata.xml', samlMetadata()));
  await expect(page.getByText('Could not parse metadata')).toHaveCount(0);
  await page.getByText('Encryption of assertions').click();
  await page.getByRole('radio', { name: 'Required' }).check();
  await button(page, 'Add provider').click();
  await expect(page.getByText('A SAML provider that requires encrypted assertions must have a private key.')).toBeVisible();
  await page.getByRole('radio', { name: 'Allowed' }).check();
  await button(page, 'Add provider').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Corp' })).toBeVisible();
  await expect(page.getByText('https://idp.acme.example/saml', { exact: true })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Signing certificates' })).toContainText('CN=idp.acme.example');
  await expectAccessible(page);

  await button(page, 'Replace metadata').click();
  const replacing = page.getByRole('dialog', { name: 'Replace the metadata' });
  const renewed = samlMetadata({ entityId: 'https://idp.acme.example/renewed', validUntil: '2020-01-01T00:00:00Z' });
  await replacing.locator('input[type=file]').setInputFiles(file('renewed.xml', renewed));
  await expectAccessible(page);
  await replacing.getByRole('button', { name: 'Replace metadata' }).click();
  await expect(page.getByText('https://idp.acme.example/renewed', { exact: true })).toBeVisible();
  await expect(page.getByText('The metadata has expired')).toBeVisible();
  const download = page.waitForEvent('download');
  await button(page, 'Download metadata').click();
  expect((await download).suggestedFilename()).toBe('Corp-metadata.xml');

  await page.getByRole('tab', { name: 'Encryption' }).click();
  for (const count of [1, 2]) {
    await button(page, 'Add private key').click();
    const adding = page.getByRole('dialog', { name: 'Add private key' });
    await adding.getByRole('textbox', { name: 'Private key' }).fill('not a key');
    await adding.getByRole('button', { name: 'Add private key' }).click();
    await expect(adding.getByText('The private key must be an RSA key in PEM format, without a password.')).toBeVisible();
    await adding.locator('input[type=file]').setInputFiles(file('saml.pem', pem()));
    await adding.getByRole('button', { name: 'Add private key' }).click();
    await expect(page.getByRole('heading', { name: `Private keys (${count})` })).toBeVisible();
  }
  await expect(button(page, 'Add private key')).toHaveAttribute('aria-disabled', 'true');
  await expectAccessible(page);
  await button(page, 'Edit').click();
  await page.getByRole('dialog').getByRole('radio', { name: 'Required' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Unencrypted assertions are denied.')).toBeVisible();
  const removeFirst = async () => {
    await page
      .getByRole('button', { name: /^Remove private key/ })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  };
  await removeFirst();
  await expect(page.getByRole('heading', { name: 'Private keys (1)' })).toBeVisible();
  await removeFirst();
  await expect(page.getByRole('dialog').getByText('must have a private key')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('link', { name: 'Assign role' }).first().click();
  await expect(page.getByRole('radio', { name: /^SAML 2.0 federation/ })).toBeChecked();
  await page.getByRole('radio', { name: /^Programmatic access only/ }).check();
  await next(page);
  await expect(page.getByText('Add a condition on an attribute of the assertion.')).toBeVisible();
  await page.getByRole('radio', { name: /^Programmatic and AWS Management Console access/ }).check();
  const policy = page.getByRole('figure', { name: 'Trust policy' });
  await expect(policy).toContainText('"SAML:aud": "https://signin.aws.amazon.com/saml"');
  await page.getByRole('checkbox', { name: /^Let the provider tag sessions/ }).check();
  await expect(policy).toContainText('["sts:AssumeRoleWithSAML", "sts:TagSession"]');
  await expectAccessible(page);
  await next(page);
  await next(page);
  await nameAndCreateRole(page, 'staff');
  expect(await deleteProvider(page, 'Corp')).toContain('staff');
});

test('the pages of identity providers work in both themes, on a phone and for missing providers', async ({ page }) => {
  const { id } = await openAccount(page);
  const arn = (kind: string) => `arn:aws:iam::${id}:${kind}-provider/not.there.example`;
  await expectGoodPage(page, paths.addIdentityProvider());
  await expectFitsPhone(page);
  await expectGoodPage(page, paths.addIdentityProvider({ issuer: 'own' }));
  await expectGoodPage(page, paths.tokenIssuer());
  await expectFitsPhone(page);
  await expectGoodPage(page, paths.createRoleFor(arn('oidc')));
  await expectFitsPhone(page);
  await expectGoodPage(page, paths.createRoleFor(arn('saml')));
  await expectGoodPage(page, paths.identityProvider(arn('oidc')));
  await expect(page.getByText(/OpenIDConnect Provider not found for arn/)).toBeVisible();
  await expectGoodPage(page, paths.identityProvider(arn('saml')));
  await expect(page.getByText(/Manifest not found for arn/)).toBeVisible();
  await expectGoodPage(page, paths.identityProvider('nonsense'));
});
